"""Titles and backbone teachers by a plain form: who may, in which order, as many as are vacant."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.base.draws import decision, draws_for
from sim.kernels.teacher_codes import IN_POST, JUNIOR_TITLE, MIDDLE_TITLE, NO_TITLE, VOLUNTEER
from sim.kernels.titles import LEVELS, PROMOTED, fill_backbone, give_titles
from tests.columns import array, choice, table, whole

YEAR, LUCK = 2020, 3
KEYS = np.array([decision(f"test.title.{k}") for k in range(3)])
CELL = np.array([0, 1, 6, 8])  # of four schools: a rural one and one of the town in each of two counties
GROUP = np.array([0, 1, 2, 3])
TEACHERS = {
    "home_school": whole(np.int16, 0, 3), "stage": whole(np.uint8, 0, 1),
    "contract": choice(np.uint8, IN_POST, IN_POST, IN_POST, VOLUNTEER), "title": whole(np.uint8, 0, 4),
    "year_hired": choice(np.int16, 2000, 2010, 2012, 2019, 2020), "years_as_guest": whole(np.uint8, 0, 2),
    "years_rural": choice(np.uint8, 0, 5, 12, 30), "birth_year": choice(np.int16, 1970, 1980),
    "birth_month": choice(np.uint8, 8, 9), "is_backbone": whole(np.uint8, 0, 1),
}  # fmt: skip


@given(
    table(TEACHERS, max_rows=25),
    array((8, 3), whole(np.int64, 0, 2)),
    array((3, 2), choice(np.int64, 0, 5, 10)),
    array(2, choice(np.int64, 0, 1)),
    array((3, 2), choice(np.int64, 0, 20)),
    array(2, choice(np.int64, 0, 10)),
)
def test_titles_as_given_level_by_level(t, vacant, least, credit, long_service, priority):
    expected, counts = t["title"].astype(int), np.zeros((len(PROMOTED), 12))
    for k, level in enumerate(LEVELS):
        luck = draws_for(LUCK, KEYS[k], YEAR, t["uid"])
        line = {}
        for i in range(len(luck)):
            group, served = GROUP[t["home_school"][i]], YEAR - int(t["year_hired"][i])
            county, is_town, rural = group // 2, group % 2, int(t["years_rural"][i])
            may = t["contract"][i] == IN_POST and t["title"][i] == level - 1 and served >= least[k, county]
            if may and (level == MIDDLE_TITLE or not is_town or t["years_as_guest"][i] >= credit[county]):
                first = 2 * (0 < long_service[k, county] <= rural) + (0 < priority[county] <= rural)
                cell = 2 * group + t["stage"][i]
                line.setdefault(cell, []).append((luck[i] - served - 1000.0 * first, i))
        for cell, mine in line.items():
            for _, i in sorted(mine)[: vacant[cell, k]]:
                expected[i] = level
                at = CELL[t["home_school"][i]] + 3 * t["stage"][i]
                counts[(0, 1, 3)[k], at] += 1
                counts[2, at] += k == 1 and cell // 2 % 2 == 0
    tried = (expected == NO_TITLE) & (t["contract"] == IN_POST) & (t["year_hired"] < YEAR)
    expected[tried] = JUNIOR_TITLE
    titles, found = t["title"].copy(), np.zeros_like(counts)
    columns = ("home_school", "stage", "contract", "year_hired", "years_as_guest", "years_rural", "uid")
    give_titles(
        *(t[name] for name in columns), GROUP, CELL, vacant, least, credit, long_service, priority, KEYS, LUCK, YEAR,
        titles, found,
    )  # fmt: skip
    assert titles.tolist() == expected.tolist()
    assert found.tolist() == counts.tolist()


@given(table(TEACHERS, max_rows=20), st.lists(st.integers(0, 3), min_size=2, max_size=2))
def test_backbone_teachers_as_named_county_by_county(t, missing):
    county, age = np.array([0, 0, 1, 1], np.int16), YEAR - t["birth_year"] - (t["birth_month"] > 8)
    luck, expected = draws_for(LUCK, KEYS[0], YEAR, t["uid"]), t["is_backbone"].copy()
    may = (t["contract"] == IN_POST) & (t["title"] >= MIDDLE_TITLE) & (expected == 0) & (age < 50)
    for c, n in enumerate(missing):
        mine = [i for i in np.flatnonzero(may) if county[t["home_school"][i]] == c]
        expected[sorted(mine, key=lambda i: luck[i])[:n]] = 1
    found, columns = (
        t["is_backbone"].copy(),
        ("home_school", "contract", "title", "birth_year", "birth_month", "uid"),
    )
    fill_backbone(*(t[name] for name in columns), county, np.array(missing), 50, KEYS[0], LUCK, YEAR, found)
    assert found.tolist() == expected.tolist()
