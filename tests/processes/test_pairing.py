"""Schools paired: who helps whom in a small world, that pairs last, and what families see of it."""

import numpy as np
import pytest

from sim.kernels.codes import CLOSED, PRIMARY_SCHOOL, TOWN, URBAN, VILLAGE
from sim.policies.school_pairing import SchoolPairing
from sim.processes import pairing
from sim.records.review_rows import pairing as pairing_rows
from sim.rules.rulebook import Rulebook
from sim.world.county_rules import CountyRules
from sim.world.quality import quality_seen
from sim.world.region import Region
from tests.worlds import fingerprint, numbers, run, start

NOBODY = -1


@pytest.fixture
def region():
    """Return the small county whose first two schools are in town and the third in a village, none weak."""
    made = Region(start("small"), numbers(), (), 1)
    s = made.schools
    for name, values in (("zone", [URBAN, TOWN, VILLAGE]), ("kind", PRIMARY_SCHOOL), ("grade_low", 1),
                         ("grade_high", 6), ("quality_base", [0.5, 0.2, 0.0])):  # fmt: skip
        with s.writing_as("network"):
            s.writable(name)[:3] = values
    return made


def rules(**fields) -> CountyRules:
    """Return the rules of the county: none is weak by the norms, everybody is to be helped."""
    usual = {"norms_met_least": 0, "norm_share_least": 0.0, "pairing_share": 1.0}
    return CountyRules([Rulebook(**{**usual, **fields})])


def paired(region, **fields) -> list[int]:
    region.rules = rules(**fields)
    with region.schools.writing_as("quality"):
        pairing.run(region, region.rules)
    return region.schools["helped_by"].tolist()


def test_the_best_school_of_the_town_helps_the_village(region):
    assert len(region.schools) == 3
    assert paired(region) == [NOBODY, NOBODY, 0]


def test_a_school_that_is_weak_by_the_norms_is_helped_and_helps_nobody(region):
    with region.schools.writing_as("network"):
        region.schools.writable("equipment_yuan")[:] = [0.0, 1e9, 1e9]
    assert paired(region, norm_share_least=1e-9, pairing_partners=2) == [1, NOBODY, 1]


def test_the_weakest_comes_first_where_not_all_are_covered(region):
    with region.schools.writing_as("network"):
        region.schools.writable("zone")[1] = VILLAGE
    assert paired(region, pairing_share=0.5) == [NOBODY, NOBODY, 0]
    with region.schools.writing_as("network"):
        region.schools.writable("quality_base")[:] = [0.5, -0.1, 0.0]
    assert paired(region, pairing_share=0.5) == [NOBODY, 0, NOBODY]


def test_a_pair_lasts_when_another_becomes_the_best(region):
    paired(region)
    with region.schools.writing_as("network"):
        region.schools.writable("quality_base")[:2] = [0.2, 0.5]
    assert paired(region) == [NOBODY, NOBODY, 0]


def test_a_pair_ends_with_its_school_or_its_rule(region):
    paired(region)
    with region.schools.writing_as("network"):
        region.schools.writable("status")[0] = CLOSED
    assert not pairing_rows(region, rules())["is_helped"].any()
    assert paired(region) == [NOBODY, NOBODY, 1]
    assert paired(region, pairing_share=0.0) == [NOBODY] * 3


def test_families_see_it_as_far_as_the_rules_say_and_it_moves_no_rank(region):
    before = quality_seen(region.schools).copy()
    paired(region, pairing_quality=0.9)
    assert quality_seen(region.schools) - before == pytest.approx([0, 0, 0.9])
    assert paired(region, pairing_quality=0.9) == [NOBODY, NOBODY, 0]
    paired(region)
    assert np.array_equal(quality_seen(region.schools), before)


def test_records_tell_pairs_from_both_sides_and_days(region):
    paired(region)
    told = pairing_rows(region, rules(pairing_days=20.0))
    assert told["is_helped"].tolist() == [False, False, True]
    assert told["n_helps"].tolist() == [1, 0, 0]
    assert told["days_helped"].tolist() == [0, 0, 20]


def test_equal_schools_come_by_luck_that_lasts(region):
    s = region.schools
    with s.writing_as("network"):
        s.writable("quality_base")[:] = 0.0
    first = paired(region)[2]
    with s.writing_as("quality"):
        s.writable("helped_by")[:] = NOBODY
    region.year += 1
    assert paired(region)[2] == first
    winners = set()
    for seed in range(1, 12):
        region.luck = seed
        with s.writing_as("quality"):
            s.writable("helped_by")[:] = NOBODY
        winners.add(paired(region)[2])
    assert winners == {0, 1}


def test_without_the_lever_nothing_is_paired():
    region, records = run("small", (SchoolPairing(strength=0.0),), years=3)
    assert (region.schools["helped_by"] == NOBODY).all()
    assert not records["school"].is_helped.any()
    assert fingerprint(region) == fingerprint(run("small", years=3)[0])
