"""Which run a worker does next: starts kept together, nobody idle, nothing dealt twice."""

from sim.records.layout import RunId
from sim.run.dealing import Dealer


def runs_of(*starts):
    """Return runs, one a letter, and the name of the start of each: the letter."""
    runs = [RunId("s", 0, number) for number in range(len(starts))]
    return runs, dict(zip(runs, starts, strict=True))


def dealer(letters, workers):
    return Dealer(*runs_of(*letters), workers)


def test_a_worker_goes_on_with_its_start():
    dealt = dealer("AABB", 2)
    assert [dealt.next().run.seed, dealt.next().run.seed] == [0, 2]
    assert [dealt.next("B").run.seed, dealt.next("A").run.seed] == [3, 1]
    assert dealt.next("A") is None
    assert dealt.n_waiting == 0


def test_another_start_is_taken_before_one_that_somebody_is_at():
    dealt = dealer("AAABBB", 2)
    assert dealt.next().start == "A"
    assert dealt.next("Z").start == "B"


def test_help_waits_until_the_shared_start_is_built():
    dealt = dealer("AAA", 2)
    first = dealt.next()
    assert first.is_shared
    assert dealt.next() is None
    assert dealt.n_waiting == 2
    dealt.built("A")
    assert dealt.next().run.seed == 1


def test_help_goes_where_most_is_waiting():
    dealt = dealer("AABBBC", 3)
    for start in "ABC":
        assert dealt.next().start == start
        dealt.built(start)
    assert dealt.next("C").start == "B"


def test_a_start_that_lost_its_builder_is_built_by_another():
    dealt = dealer("AA", 2)
    lost = dealt.next().run
    dealt.put_back(lost)
    assert [dealt.next().run.seed, dealt.next()] == [1, None]
    dealt.built("A")
    assert dealt.next().run == lost


def test_a_run_kept_for_the_end_is_not_dealt_with_the_others():
    dealt = dealer("AA", 2)
    lost = dealt.next().run
    dealt.put_back(lost, is_alone=True)
    assert dealt.n_waiting == 1
    assert [dealt.next().run.seed, dealt.next()] == [1, None]
    assert dealt.next_alone().run == lost
    assert not dealt.alone


def test_only_starts_that_several_may_want_are_shared():
    dealt = dealer("AABBCCD", 2)
    assert [dealt.next().is_shared for _ in range(4)] == [False, False, True, False]
    assert not dealer("AA", 1).next().is_shared


def test_every_run_is_dealt_once_whatever_the_workers():
    runs, names = runs_of(*"AABBBBC")
    for workers in (1, 2, 3, 8):
        dealt, held, seen = Dealer(runs, names, workers), [""] * workers, []
        while dealt.n_waiting:
            for worker in range(workers):
                if turn := dealt.next(held[worker]):
                    seen.append(turn.run)
                    held[worker] = turn.start
                    dealt.built(turn.start)
        assert sorted(seen) == runs
