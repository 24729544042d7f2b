"""Pay by hand: salaries and costs, allowance by remoteness, performance pay within the fund, ratios."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.errors import UserError
from sim.kernels.codes import PRIVATE
from sim.kernels.teacher_codes import (
    FULL_SENIOR_TITLE,
    IN_POST,
    JUNIOR_TITLE,
    MIDDLE_TITLE,
    NO_TITLE,
    OUTSIDE_POSTS,
    SENIOR_TITLE,
    SPECIAL_POST,
    VOLUNTEER,
)
from sim.processes.numbers import NUMBERS
from sim.world import pay
from tests.pay import (
    ALLOWANCES,
    AT_POINT,
    FAR_TOWNSHIP,
    FAR_VILLAGE,
    IN_VILLAGE,
    SCHOOLS,
    SEAT,
    TOWNSHIP,
    county_of,
    rules,
)
from tests.plain_pay import actual_pay, allowance_share, paid_by_centre, post_cost, rural_allowance

FIVE = (
    (SEAT, MIDDLE_TITLE),
    (TOWNSHIP, JUNIOR_TITLE),
    (AT_POINT, JUNIOR_TITLE, SPECIAL_POST),
    (IN_VILLAGE, SENIOR_TITLE, OUTSIDE_POSTS),
    (AT_POINT, NO_TITLE, VOLUNTEER),
)


def test_five_teachers():
    region = county_of(FIVE)
    assert pay.salary(region).tolist() == [80_000, 64_000, 64_000, 32_000, 30_000]
    assert post_cost(region).tolist() == [100_000, 80_000, 80_000, 40_000, 0]
    assert paid_by_centre(region).tolist() == [0, 0, 35_000, 0, 0]
    assert rural_allowance(region, rules(ALLOWANCES)).tolist() == [0, 4_800, 14_400, 0, 0]
    assert allowance_share(region, rules(ALLOWANCES)).tolist() == [0, 0.075, 0.225, 0, 0]


def test_central_money_never_pays_more_than_the_post_costs():
    region = county_of(FIVE)
    region.numbers["special_post_central"] = 90_000.0
    assert paid_by_centre(region).tolist() == [0, 0, 80_000, 0, 0]


def test_salaries_by_title_and_their_mean_over_the_typical_titles():
    region = county_of([(SEAT, title) for title in range(5)])
    assert pay.salary(region).tolist() == [56_000, 64_000, 80_000, 120_000, 160_000]
    usual = {number.name: number.value for number in NUMBERS}
    scale = pay.salary_by_title(usual)
    typical = [
        usual[f"typical_title_{name}"] for name in ("none", "junior", "middle", "senior", "full_senior")
    ]
    assert sum(typical) == pytest.approx(1)
    assert scale @ typical / (1 - usual["employer_part_of_cost"]) == pytest.approx(95_000, abs=1)
    assert (np.diff(scale) > 0).all()


def test_all_pay_on_scale_moves_with_the_cost_of_a_post():
    region, dearer = county_of(FIVE), county_of(FIVE)
    dearer.numbers["teacher_cost"] = 125_000.0
    assert (pay.salary(dearer)[:4] == 1.25 * pay.salary(region)[:4]).all()


def test_remoteness_rises_from_township_to_village_to_point_and_with_the_road():
    steps = pay.remoteness(county_of(()), rules())
    assert [steps[at] for at in (SEAT, TOWNSHIP, IN_VILLAGE, AT_POINT)] == [0, 1, 2, 3]
    assert [steps[at] for at in (FAR_TOWNSHIP, FAR_VILLAGE)] == [2, 3]
    assert pay.remoteness(county_of(()), rules({"remote_km": 60.0}))[
        [FAR_TOWNSHIP, FAR_VILLAGE]
    ].tolist() == [1, 2]
    assert pay.remoteness(county_of(()), rules({"remote_km": 5.0})).tolist() == [0, 2, 3, 3, 2, 3]


def test_private_schools_are_not_rural_ones():
    region = county_of(())
    with region.schools.writing_as("network"):
        region.schools.writable("ownership")[AT_POINT] = PRIVATE
    assert pay.remoteness(region, rules())[AT_POINT] == 0


def test_the_more_remote_the_more_and_guests_get_it_where_they_serve():
    region = county_of([(at, MIDDLE_TITLE) for at in range(len(SCHOOLS))])
    assert rural_allowance(region, rules(ALLOWANCES)).tolist() == [
        0,
        4_800,
        10_800,
        14_400,
        10_800,
        14_400,
    ]
    with region.teachers.writing_as("staffing"):
        region.teachers.writable("school")[[SEAT, AT_POINT]] = AT_POINT, SEAT
    assert rural_allowance(region, rules(ALLOWANCES)).tolist() == [
        14_400,
        4_800,
        10_800,
        0,
        10_800,
        14_400,
    ]


def test_each_county_pays_by_its_own_rules():
    region = county_of([(TOWNSHIP, MIDDLE_TITLE), (len(SCHOOLS) + TOWNSHIP, MIDDLE_TITLE)], counties=2)
    assert rural_allowance(region, rules({}, ALLOWANCES)).tolist() == [0, 4_800]
    assert pay.performance(region, rules({"performance_moved": 0.5}, {}))[0].tolist() == [
        0,
        0,
    ]  # both parts come back


MOVED = {"performance_moved": 0.25}


def test_performance_pay_goes_to_rural_teachers_a_head_and_to_class_teachers_a_class():
    """The fund is half of 80,000 + 64,000 + 64,000, a quarter of it 26,000: 13,000 for two rural teachers, and 13,000
    for 10 + 6 + 4 classes; given are a quarter of 40,000, 32,000 and 32,000."""
    region = county_of(FIVE)
    moved, added = pay.performance(region, rules(MOVED))
    assert moved.tolist() == [6_500 - 10_000, 6_500 + 3_900 - 8_000, 6_500 + 2_600 - 8_000, 0, 0]
    assert added.tolist() == [0, 0, 0, 0, 0]
    moved, added = pay.performance(region, rules(MOVED | {"performance_added": 1.0}))
    assert moved.tolist() == [0, 0, 0, 0, 0]
    assert added.tolist() == [6_500, 10_400, 9_100, 0, 0]
    moved, added = pay.performance(region, rules(MOVED | {"performance_added": 0.5}))
    assert moved.tolist() == [-1_750, 1_200, 550, 0, 0]
    assert added.tolist() == [3_250, 5_200, 4_550, 0, 0]


def test_teachers_of_a_school_share_its_classes_alike():
    region = county_of([(SEAT, JUNIOR_TITLE)] * 4 + [(TOWNSHIP, JUNIOR_TITLE)])
    moved, _ = pay.performance(region, rules({"performance_moved": 0.1, "performance_rural_part": 0.0}))
    # 0.1 x half of 5 x 64,000 = 16,000 for 16 classes, 10 of them led by four teachers; each gives 3,200
    assert moved.tolist() == [2_500 - 3_200] * 4 + [6_000 - 3_200]


def test_a_part_that_nobody_would_get_is_not_moved():
    region = county_of([(SEAT, JUNIOR_TITLE), (SEAT, SENIOR_TITLE)])
    only_rural = rules(MOVED | {"performance_rural_part": 1.0})
    assert [yuan.tolist() for yuan in pay.performance(region, only_rural)] == [[0, 0], [0, 0]]
    # of a quarter of 92,000 the half for classes: 11,500, shared alike, given by salary
    assert pay.performance(region, rules(MOVED))[0].tolist() == [5_750 - 4_000, 5_750 - 7_500]
    assert [yuan.tolist() for yuan in pay.performance(county_of(()), rules(MOVED))] == [[], []]


TEACHERS = st.lists(
    st.tuples(
        st.integers(0, 2 * len(SCHOOLS) - 1),
        st.integers(NO_TITLE, FULL_SENIOR_TITLE),
        st.integers(IN_POST, VOLUNTEER),
    ),
    max_size=30,
)
SHARE = st.floats(0, 1)


@given(TEACHERS, SHARE, SHARE, SHARE)
def test_what_is_moved_sums_to_zero_in_each_county_and_no_pay_falls_below_zero(who, share, rural, added):
    region = county_of(who, counties=2)
    fields = {"performance_moved": share, "performance_rural_part": rural, "performance_added": added}
    book = rules(fields, fields | ALLOWANCES)
    moved, more = pay.performance(region, book)
    county = region.schools["county"][region.teachers["school"]]
    assert np.bincount(county, moved, 2) == pytest.approx([0, 0], abs=1e-6)
    assert (more >= 0).all()
    assert (actual_pay(region, book) >= 0).all()


def test_no_declared_number_lets_pay_fall_below_zero():
    amounts = (
        "teacher_cost",
        "pay_",
        "typical_title",
        "volunteer_yuan",
        "special_post_central",
        "performance_part",
    )
    found = [one for one in NUMBERS if one.name.startswith(amounts)]
    assert len(found) == 15
    for number in found:
        with pytest.raises(UserError) as caught:
            number.checked(-1)
        assert number.name in caught.value.text("en")


def test_rural_pay_reaches_that_of_the_town_at_the_allowance_worked_out_by_hand():
    """Class money alone is moved: the town leads 15 classes of 20, so that two middle teachers of 80,000 get 85,000 in
    the town and 75,000 in the township; 10,000 a year make both alike."""
    region = county_of([(0, MIDDLE_TITLE), (1, MIDDLE_TITLE)], schools=((3, 0, 0, 15), (3, 1, 1, 5)))
    fields = MOVED | {"performance_rural_part": 0.0}
    enough, too_little = ({**fields, "allowance_township": yuan / 12} for yuan in (10_000, 9_999))
    for book, paid_share, rural in (
        (fields, 1.0, 75_000), (enough, 1.0, 85_000), (too_little, 1.0, 84_999), (enough, 0.5, 80_000)
    ):  # fmt: skip
        region.staff.paid_share[:] = paid_share
        memo = pay.compared(region, pay.rates(region, rules(book)))
        assert [memo["rural_pay"][0], memo["rural_pay_as_in_town"][0]] == pytest.approx([rural, 85_000])


def test_teachers_know_what_was_paid_and_not_what_was_promised():
    region = county_of(FIVE)
    region.staff.paid_share[:] = 0.5
    assert allowance_share(region, rules(ALLOWANCES)).tolist() == [0, 0.0375, 0.1125, 0, 0]
    assert actual_pay(region, rules(ALLOWANCES)).tolist() == [80_000, 66_400, 71_200, 32_000, 30_000]


def test_rural_teachers_are_compared_with_the_town_mean_of_their_title():
    in_town = [(SEAT, JUNIOR_TITLE), (SEAT, MIDDLE_TITLE), (SEAT, JUNIOR_TITLE, SPECIAL_POST)]
    rural = [(TOWNSHIP, JUNIOR_TITLE), (AT_POINT, JUNIOR_TITLE), (AT_POINT, SENIOR_TITLE)]
    region = county_of([*in_town, *rural])
    memo = pay.compared(region, pay.rates(region, rules(ALLOWANCES)))
    assert memo["rural_pay"].tolist() == [2 * 64_000 + 4_800 + 14_400]
    assert memo["rural_pay_as_in_town"].tolist() == [2 * 64_000]
    assert memo["teachers_pay"].tolist() == memo["civil_servant_pay"].tolist() == [0]  # not told


def test_civil_servants_pay_is_compared_where_it_is_told():
    who = [(SEAT, MIDDLE_TITLE), (TOWNSHIP, JUNIOR_TITLE), (SEAT, SENIOR_TITLE, SPECIAL_POST)]
    region = county_of([*who, (len(SCHOOLS) + SEAT, MIDDLE_TITLE)], counties=2)
    region.county_money = SimpleNamespace(civil_servant_pay=np.array([90_000.0, np.nan]))
    memo = pay.compared(region, pay.rates(region, rules({}, {})))
    assert memo["teachers_pay"].tolist() == [80_000 + 64_000, 0]
    assert memo["civil_servant_pay"].tolist() == [2 * 90_000, 0]
