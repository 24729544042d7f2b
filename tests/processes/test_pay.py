"""What the ledger and the records say of pay is the sum over teachers, one by one."""

import numpy as np
import pytest

from sim.kernels.codes import ZONE_NAMES
from sim.kernels.teacher_codes import IN_POST, SENIOR_TITLE, SPECIAL_POST, VOLUNTEER
from sim.policies.performance_pay import PerformancePay
from sim.policies.running_budget import RunningBudget
from sim.policies.rural_allowance import RuralAllowance
from sim.processes import pay as process
from sim.world import pay
from sim.world.programmes import PROGRAMMES
from tests.pay import ALLOWANCES, AT_POINT, IN_VILLAGE, SCHOOLS, SEAT, TOWNSHIP, county_of, rules
from tests.plain_pay import post_cost, rural_allowance
from tests.worlds import run

YEARS = 3
WHO = (
    (SEAT, SENIOR_TITLE), (TOWNSHIP, 1), (IN_VILLAGE, 1), (AT_POINT, 1, SPECIAL_POST), (AT_POINT, 0, VOLUNTEER),
)  # fmt: skip


def posted(region, book, others=None) -> dict[str, list[int]]:
    process.post(region, book, others)
    return {kind: yuan.tolist() for kind, yuan in region.ledger.by_school.items()}


def test_salaries_stand_with_the_post_and_programmes_where_teachers_serve():
    region = county_of(WHO)
    with region.teachers.writing_as("staffing"):
        region.teachers.writable("school")[0] = IN_VILLAGE  # the senior teacher of the seat is a guest there
    with region.schools.writing_as("staffing"):
        region.schools.writable("posts")[:2], region.schools.writable("teacher_posts")[:2] = (5, 1), (4, 2)
    told = posted(region, rules(ALLOWANCES))
    assert told["salaries"] == [150_000, 80_000, 80_000, 80_000, 0, 0]
    assert told["rural_allowance"] == [0, 4_800, 2 * 10_800, 14_400, 0, 0]
    assert told["volunteers"] == [0, 0, 0, 30_000, 0, 0]
    assert told["other_staff"] == [100_000, 0, 0, 0, 0, 0]
    assert told["performance_pay"] == told["refused_running"] == [0] * len(SCHOOLS)


def test_a_school_where_guests_alone_serve_has_no_salaries_below_zero():
    region = county_of(((SEAT, SENIOR_TITLE), (TOWNSHIP, 1)))
    with region.teachers.writing_as("staffing"):
        region.teachers.writable("school")[0] = IN_VILLAGE
    told = posted(region, rules({"performance_moved": 1.0, "performance_rural_part": 1.0}))
    # the fund of 60,000 + 32,000 goes by heads to both, who serve at rural schools
    assert told["salaries"] == [150_000 - 60_000 + 46_000, 80_000 - 32_000 + 46_000, 0, 0, 0, 0]


def test_what_is_moved_within_the_fund_changes_no_countys_salaries():
    before, after = county_of(WHO), county_of(WHO)
    moved = {"performance_moved": 0.2}
    plain, changed = posted(before, rules())["salaries"], posted(after, rules(moved))["salaries"]
    assert plain != changed
    assert sum(plain) == sum(changed)
    added = county_of(WHO)
    told = posted(added, rules(moved | {"performance_added": 1.0}))
    assert told["salaries"] == plain
    # 0.2 x half of 120,000 + 3 x 64,000 of those on scale
    assert sum(told["performance_pay"]) == 31_200


def test_programmes_of_others_share_the_same_limit():
    asked = {"training": np.array([20_000, 0, 0, 0, 0, 0])}
    told = posted(county_of(WHO), rules(ALLOWANCES | {"running_budget": 40_000.0}), asked)
    assert sum(sum(told[kind]) for kind in ("training", "rural_allowance", "volunteers")) == 40_000
    assert sum(told["refused_running"]) == 20_000 + 30_000 + 4_800 + 10_800 + 14_400 - 40_000
    assert told["training"][0] == 10_000  # 40,000 of 80,000


@pytest.fixture(scope="module")
def lived():
    levers = (
        RuralAllowance(year_first=2000),
        PerformancePay(year_first=2000),
        RunningBudget(yuan_per_pupil=120),
    )
    return run("tonghua", levers, years=YEARS, check=True)


def test_the_ledger_is_the_sum_over_teachers(lived):
    region, records = lived
    t, s = region.teachers, region.schools
    cost, (moved, _) = post_cost(region), pay.performance(region, region.rules)
    allowance = rural_allowance(region, region.rules)
    salaries, at_full_rates = np.zeros(len(s)), np.zeros(len(s))
    for row in range(len(t)):
        salaries[t["home_school"][row]] += cost[row] + moved[row]
        at_full_rates[t["school"][row]] += allowance[row]
    share = region.staff.paid_share[s["county"]]
    assert (share < 1).any()
    told = records["money"].query("year == year.max()").groupby(["kind", "school_id"]).yuan.sum()
    for kind, expected in (("salaries", salaries), ("rural_allowance", share * at_full_rates)):
        found = told[kind].reindex(region.school_ids, fill_value=0).to_numpy()
        assert np.abs(found - expected).max() < 1


def test_the_staff_table_counts_pay_where_teachers_serve(lived):
    region, records = lived
    t, s = region.teachers, region.schools
    is_on = np.isin(t["contract"], (IN_POST, SPECIAL_POST))
    allowance = rural_allowance(region, region.rules)
    whole = pay.salary(region) + allowance
    staff = records["staff"].query("year == year.max()").groupby("zone_kind").sum(numeric_only=True)
    for zone, name in enumerate(ZONE_NAMES):
        here = is_on & (s["zone"][t["school"]] == zone)
        assert staff.n_paid[name] == here.sum()
        assert staff.pay_yuan[name] - staff.performance_yuan[name] == pytest.approx(
            whole[here].sum(), abs=1e-3
        )
        assert staff.allowance_yuan[name] == allowance[here].sum()
    assert staff.performance_yuan.sum() == pytest.approx(0, abs=1e-3)
    assert staff.performance_gained_yuan.sum() > 0


def test_the_records_alone_tell_that_the_limit_holds_and_what_it_refused(lived):
    _, records = lived
    county = records["county"].set_index(["year", "county"])
    money = records["money"].groupby(["kind", "year", "county"]).yuan.sum()
    paid = sum(money.get(kind, 0 * county.posts).reindex(county.index, fill_value=0) for kind in PROGRAMMES)
    refused = money["refused_running"].reindex(county.index, fill_value=0)
    assert (paid == county.programmes_yuan).all()
    assert (refused == county.programmes_refused_yuan).all()
    limit = records["rulebook"].query("field == 'running_budget'").set_index(["year", "county"]).value
    limited = limit[limit >= 0].index
    assert (county.programmes_yuan[limited] <= limit[limited]).all()
    bound = [at for at in limited if county.programmes_refused_yuan[at] > 0]
    assert 0 < len(bound) < len(limit)
    assert all(county.programmes_yuan[at] == limit[at] for at in bound)
