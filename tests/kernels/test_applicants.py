"""Who needs a place and who asks for another school, against plain forms."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.applicants import (
    OWN,
    RENTS,
    RENTS_AT_HOME,
    WITH_RELATIVES,
    count_pupils,
    describe,
    has_own_school,
    movers,
    sort_children,
)
from sim.kernels.codes import (
    ENROLLED,
    HUKOU_OTHER,
    HUKOU_PROVINCE,
    HUKOU_REGION,
    ORIGIN_NAMES,
    OWNER,
    PRIVATE,
    PUBLIC,
    RELATIVES,
    TENANT,
    WAITING,
)
from sim.rules.applicant import HUKOU_AT
from tests.columns import array, choice, table, whole

N_SCHOOLS, N_PLACES, N_FAMILIES, YEAR = 4, 5, 6, 2020
CHILDREN = {
    "status": choice(np.uint8, ENROLLED, ENROLLED, WAITING, 0, 3),
    "school": whole(np.int16, 0, N_SCHOOLS - 1),
    "grade": choice(np.uint8, 1, 3, 7, 9),
    "household": whole(np.int32, 0, N_FAMILIES - 1),
    "is_over_limit": choice(np.uint8, 0, 0, 1),
}
FAMILIES = {
    "settlement": whole(np.int32, 0, N_PLACES - 1),
    "year_moved": choice(np.int16, YEAR, 2010, 2010),
    "hukou": choice(np.uint8, HUKOU_REGION, HUKOU_PROVINCE, HUKOU_OTHER),
    "hukou_settlement": whole(np.int32, 0, N_PLACES - 1),
    "tenure": choice(np.uint8, OWNER, TENANT, RELATIVES),
}
COUNTY, TOWNSHIP = np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 2, 2])
ZONES = array((N_PLACES, 9), whole(np.int32, -1, N_SCHOOLS - 1))


@st.composite
def worlds(draw):
    children = draw(table(CHILDREN))
    rights = draw(array(len(children["uid"]), choice(np.bool_, True, False)))
    children["school"][(children["status"] == WAITING) & ~rights] = -1
    return children, draw(table(FAMILIES, N_FAMILIES, N_FAMILIES))


def of_child(c, h, i):
    """Return a child and its family, plain values by name."""
    family = c["household"][i]
    return {name: int(c[name][i]) for name in CHILDREN} | {name: int(h[name][family]) for name in FAMILIES}


@settings(max_examples=150)
@given(worlds(), st.sets(st.integers(0, N_PLACES - 1)))
def test_children_are_sorted_by_who_waits_and_who_may_ask(world, new_places):
    c, h = world
    is_new = np.isin(np.arange(N_PLACES), list(new_places))
    n = len(c["uid"])
    pupils, waiting, asking = sort_children(
        *(c[name] for name in CHILDREN), h["settlement"], h["year_moved"], YEAR, is_new, N_SCHOOLS, 0, n
    )
    told = [of_child(c, h, i) for i in range(n)]
    moved = [one["year_moved"] == YEAR for one in told]
    wants = [one["is_over_limit"] > 0 or one["settlement"] in new_places for one in told]
    expected = [
        i for i, one in enumerate(told)
        if (one["status"] == ENROLLED and (moved[i] or wants[i]))
        or (one["status"] == WAITING and one["school"] >= 0 and not moved[i] and wants[i])
    ]  # fmt: skip
    assert waiting.tolist() == [i for i in range(n) if told[i]["status"] == WAITING]
    assert asking.tolist() == expected
    plain = np.zeros((N_SCHOOLS, 9), np.int64)
    for one in told:
        if one["status"] == ENROLLED:
            plain[one["school"], one["grade"] - 1] += 1
    counted = np.zeros_like(plain)
    count_pupils(c["status"], c["school"], c["grade"], counted)
    assert pupils.tolist() == counted.tolist() == plain.tolist()


def described(c, h, zone):
    """Return what `describe` tells of all children, columns by name."""
    n = len(c["uid"])
    out = {name: np.full(n, 99, np.int32) for name in ("family", "home", "county", "grade", "asked")}
    out |= {"continues": np.zeros(n, bool), "is_local": np.zeros(n, bool)}
    out |= {name: np.full(n, 99, np.int32) for name in ("origin", "nearness", "hukou_zone", "dwelling")}
    describe(
        np.arange(n), *(c[name] for name in ("status", "school", "grade", "household")),
        *(h[name] for name in ("settlement", "year_moved", "hukou", "hukou_settlement", "tenure")),
        zone, COUNTY, TOWNSHIP, YEAR, *out.values(), 0, n,
    )  # fmt: skip
    return out


def near(one, zone):
    """Return how near the hukou stands to the home, in words."""
    home, place, column = one["settlement"], one["hukou_settlement"], one["grade"] - 1
    if one["hukou"] != HUKOU_REGION:
        return "province" if one["hukou"] == HUKOU_PROVINCE else "elsewhere"
    if COUNTY[place] == COUNTY[home] and zone[place, column] == zone[home, column]:
        return "zone"
    if TOWNSHIP[place] == TOWNSHIP[home]:
        return "township"
    return "county" if COUNTY[place] == COUNTY[home] else "region"


@given(worlds(), ZONES)
def test_applicants_are_described_as_in_words(world, zone):
    c, h = world
    out = described(c, h, zone)
    for i in range(len(c["uid"])):
        one = of_child(c, h, i)
        home, place = one["settlement"], one["hukou_settlement"]
        goes_on = one["status"] == WAITING and one["school"] >= 0 and one["year_moved"] != YEAR
        in_region = one["hukou"] == HUKOU_REGION
        in_county = in_region and COUNTY[place] == COUNTY[home]
        if in_region and TOWNSHIP[place] == TOWNSHIP[home]:
            origin = "local"
        elif in_county:
            origin = "in_county"
        else:
            origin = "other" if one["hukou"] == HUKOU_OTHER else "province"
        column, own = one["grade"] - 1, {OWNER: OWN, RELATIVES: WITH_RELATIVES}
        expected = {
            "family": one["household"], "home": home, "county": COUNTY[home], "grade": one["grade"],
            "asked": one["school"] if goes_on else zone[home, one["grade"] - 1], "continues": goes_on,
            "is_local": in_county or one["tenure"] == OWNER, "origin": ORIGIN_NAMES.index(origin),
            "nearness": HUKOU_AT.index(near(one, zone)), "hukou_zone": zone[place, column] if in_county else -1,
            "dwelling": own.get(one["tenure"], RENTS_AT_HOME if in_region else RENTS),
        }  # fmt: skip
        assert {name: values[i] for name, values in out.items()} == expected


@given(
    worlds(), ZONES, array(N_SCHOOLS, choice(np.uint8, PUBLIC, PRIVATE)), array(2, choice(np.bool_, True, False)),
    st.integers(0, N_SCHOOLS),
)  # fmt: skip
def test_movers_live_in_the_zone_of_another_school(world, zone, ownership, is_by_shares, n_old):
    c, h = world
    county = np.array([0, 0, 1, 1])
    chosen = np.ones(len(c["uid"]), bool)
    movers(
        np.arange(len(c["uid"])), *(c[name] for name in ("status", "school", "grade", "household")), h["settlement"],
        zone, COUNTY, ownership, county, is_by_shares, n_old, chosen,
    )  # fmt: skip
    for i, is_chosen in enumerate(chosen):
        one = of_child(c, h, i)
        own, asked, here = one["school"], zone[one["settlement"], one["grade"] - 1], COUNTY[one["settlement"]]
        is_private = ownership[own] == PRIVATE and county[own] == here
        may = one["status"] == ENROLLED and not is_private and (not is_by_shares[here] or asked >= n_old)
        assert is_chosen == (may and asked >= 0 and asked != own)


def test_own_school_among_those_of_a_zone_by_hand():
    first, school = np.array([0, 2, 2, 3]), np.array([4, 7, 1])
    assert has_own_school(first, school, np.array([7, 7, 0])).tolist() == [True, False, False]


def test_lists_grow_with_the_children():
    """30,000 children, every second waiting and every third asking, are more than the lists have room for at first."""
    n = 30_000
    status, moved = (
        np.full(n, ENROLLED, np.uint8),
        np.where(np.arange(n) % 3 == 0, YEAR, 2010).astype(np.int16),
    )
    status[::2] = WAITING
    zeros, one_each = np.zeros(n, np.uint8), np.arange(n, dtype=np.int32)
    pupils, waiting, asking = sort_children(
        status, np.zeros(n, np.int16), zeros + 1, one_each, zeros, np.zeros(n, np.int32), moved, YEAR,
        np.zeros(1, bool), 1, 0, n,
    )  # fmt: skip
    assert waiting.tolist() == list(range(0, n, 2))
    assert asking.tolist() == list(range(3, n, 6))
    assert pupils[0, 0] == n // 2
