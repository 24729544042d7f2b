"""How the cost of a run grows: a prefecture beside two, one thread beside two at two sizes; runs take turns."""

import statistics

ROUNDS = 3
PROVINCE_YEARS = 4  # of a run; the whole takes no other share of one thread or of two


def measure() -> dict:
    """Return seconds of each kind of run, their ratios, and whether two threads left the same records."""
    from benchmarks.made_world import World, baseline
    from benchmarks.worlds import SIZES, WARM_UP

    World(WARM_UP, baseline()).run()
    prefecture, province = SIZES["prefecture"], SIZES["province"]
    first, _ = province.years
    kinds = {
        "once": (prefecture, prefecture.years, 1),
        "twice": (prefecture.doubled(), prefecture.years, 1),
        "two_threads": (prefecture, prefecture.years, 2),
        "province": (province, (first, first + PROVINCE_YEARS - 1), 1),
        "province_two_threads": (province, (first, first + PROVINCE_YEARS - 1), 2),
    }
    worlds = {size: World(size, baseline()) for size, _, _ in kinds.values()}
    starts = {size: _start(world) for size, world in worlds.items()}
    seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
    hashes = {}
    for _ in range(1 + ROUNDS):  # the first round warms up
        for kind, (size, years, threads) in kinds.items():
            took, hashes[kind] = _run(worlds[size], starts[size], years, threads)
            seconds[kind].append(took)
    middle = {kind: statistics.median(took[1:]) for kind, took in seconds.items()}
    return {
        "children": {kind: len(starts[size].children) for kind, (size, _, _) in kinds.items()},
        "years": {kind: last - first + 1 for kind, (_, (first, last), _) in kinds.items()},
        "seconds": {
            kind: {
                "seconds": round(middle[kind], 4),
                "range": [round(min(took[1:]), 4), round(max(took[1:]), 4)],
            }
            for kind, took in seconds.items()
        },
        "doubling_ratio": round(middle["twice"] / middle["once"], 3),
        "two_threads_speedup": round(middle["once"] / middle["two_threads"], 3),
        "two_threads_speedup_province": round(middle["province"] / middle["province_two_threads"], 3),
        "records_are_the_same": hashes["once"] == hashes["two_threads"]
        and hashes["province"] == hashes["province_two_threads"],
        "rounds": ROUNDS,
    }


def _start(world):
    from benchmarks.made_world import check_size

    start = world.start()
    check_size(start, world.size)
    return start


def _run(world, start, years: tuple[int, int], threads: int) -> tuple[float, str]:
    from sim.records.frames import RecordFrames

    done = world.run(start, years=years, threads=threads)
    return done.seconds, RecordFrames(done.tables).sha256()


def show(figures: dict) -> None:
    """Print the seconds of each kind of run and the ratios."""
    print(
        f"scaling     doubling costs {figures['doubling_ratio']} x, two threads are "
        f"{figures['two_threads_speedup']} x as fast (a province {figures['two_threads_speedup_province']} x), "
        f"{'same' if figures['records_are_the_same'] else 'OTHER'} records"
    )
    for kind, told in figures["seconds"].items():
        low, high = told["range"]
        print(f"  {kind:<22}{told['seconds']:>10.3f} s ({low:.3f} to {high:.3f})")
