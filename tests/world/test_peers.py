"""What partitions give each other: counts to who holds the county, and back what the owner knows."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sim.run.links import Hub
from sim.world.peers import Alone, OutOfStepError, Peers

COUNTY = np.array([0, 1, 1, 0])  # of four schools; county 0 is held by partition 0, county 1 by partition 1


def both(act):
    """Let two partitions act at the same time; return what each says."""
    hub = Hub(2)

    def of(number):
        with hub.link(number) as link:
            return act(Peers(link, np.array([0, 1]), number), number)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(of, range(2)))


def test_counts_go_to_who_holds_the_county():
    mine = [np.array([[5, 1], [2, 0], [0, 0], [0, 7]]), np.array([[0, 3], [4, 4], [9, 0], [0, 0]])]
    first, second = both(lambda peers, number: peers.to_owners(mine[number], COUNTY))
    assert first.tolist() == [[5, 4], [0, 0], [0, 0], [0, 7]]
    assert second.tolist() == [[0, 0], [6, 4], [9, 0], [0, 0]]


def test_counts_along_another_axis():
    mine = [np.array([[1, 2, 0, 0]]), np.array([[10, 0, 5, 20]])]
    first, second = both(lambda peers, number: peers.to_owners(mine[number], COUNTY, axis=1))
    assert first.tolist() == [[11, 0, 0, 20]]
    assert second.tolist() == [[0, 2, 5, 0]]


def test_everybody_knows_what_the_owner_knows():
    mine = [np.array([1.5, -1, -1, 2.5]), np.array([-2, 3.5, 4.5, -2])]
    for told in both(lambda peers, number: peers.everywhere(mine[number], COUNTY)):
        assert told.tolist() == [1.5, 3.5, 4.5, 2.5]


def test_totals_are_those_of_all():
    assert both(lambda peers, number: peers.total((number + 1, 10))) == [(3, 20), (3, 20)]


def test_alone_nothing_is_exchanged():
    alone, values = Alone(), np.array([1, 2, 3, 4])
    assert alone.to_owners(values, COUNTY) is values
    assert alone.everywhere(values, COUNTY) is values
    assert alone.total((1, 2)) == (1, 2)
    assert alone.holds(7)


def test_partitions_that_exchange_different_things_are_out_of_step():
    def act(peers, number):
        with pytest.raises(OutOfStepError, match="exchanges"):
            peers.total((1,)) if number else peers.everywhere(np.zeros(4), COUNTY)
        return True

    assert both(act) == [True, True]
