"""The books on the records: five years of Tonghua with closings, buses, beds, new schools and a roll that lags."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.policies.bus_fee_waiver import BusFeeWaiver
from sim.policies.funds_follow_pupil import FundsFollowPupil
from sim.policies.public_transit import PublicTransit
from sim.policies.register_lag import RegisterLag
from sim.policies.school_buses import SchoolBuses
from sim.policies.upgrade_weak_schools import UpgradeWeakSchools
from sim.rules.money_kinds import MONEY_KINDS
from sim.rules.orders import AddBeds, Close, Extend, Upgrade
from sim.run.scenario import load_scenario
from sim.world.start import CountyMoney
from tests import table_only
from tests.ordering import IDS, Ordering, whole_county
from tests.policies.places import with_private_schools
from tests.worlds import ROOT, CloseSome, numbers, run, start

P, _, W = IDS
HEATED = 40.0  # yuan a pupil, in the first county alone


def _network_levers():
    package = load_scenario(str(ROOT / "scenarios/tonghua/package.yaml")).policies
    services = SchoolBuses(), PublicTransit(), BusFeeWaiver(), UpgradeWeakSchools()
    return (*package, CloseSome(), *services, RegisterLag(), FundsFollowPupil(year_first=2019))


@pytest.fixture(scope="module")
def lived():
    begin = start("tonghua")
    heating = np.full(begin.geography.n_counties, np.nan)
    heating[0] = HEATED
    heated = replace(begin, county_money=CountyMoney(np.full(len(heating), np.nan), heating))
    return run("tonghua", _network_levers(), begin=heated, years=5)


@pytest.fixture(scope="module")
def money(lived) -> pd.DataFrame:
    return lived[1]["money"]


def of(money: pd.DataFrame, *kinds: str, by=("year",)) -> pd.Series:
    """Return the yuan of kinds by year (and place)."""
    return money[money.kind.isin(kinds)].groupby(list(by), observed=True).yuan.sum()


def per_school(lived, column: str, table: str = "school") -> pd.Series:
    """Return a column of the records by year and school, without zeros."""
    total = lived[1][table].groupby(["year", "school_id"])[column].sum()
    return total[total != 0]


def books_balance(money: pd.DataFrame) -> bool:
    told = money[money.side != "memo"]
    cells = told.pivot_table(
        index=["year", "county", "account"], columns="side", values="yuan", aggfunc="sum"
    )
    return bool((cells["in"] == cells["out"]).all())


def test_every_county_and_account_balances_each_year(money):
    assert books_balance(money)
    assert len(money.groupby(["year", "county", "account"])) >= 5 * 7
    spoilt = money.copy()
    spoilt.loc[spoilt.index[spoilt.kind == "buses"][0], "yuan"] += 1
    assert not books_balance(spoilt)


def test_kinds_tell_their_own_side_and_account(money):
    for kind, rows in money.groupby("kind"):
        declared = MONEY_KINDS[kind]
        assert set(rows.side) == {declared.side}
        assert set(rows.account) == {declared.account}
    assert not money.duplicated(["year", "county", "school_id", "kind"]).any()


def test_public_funds_are_the_roll_times_the_quota_until_funds_follow(lived, money):
    quota = {2017: (600, 800), 2018: (600, 800)}
    rows = lived[1]["school_grade"].query("year in (2017, 2018)")
    primary = rows.stage == "primary"
    each = np.array([quota[year][0 if is_primary else 1]
                     for year, is_primary in zip(rows.year, primary, strict=True)])  # fmt: skip
    by_hand = (rows.n_registered * each).groupby([rows.year, rows.school_id]).sum()
    posted = of(money[money.year < 2019], "public_funds", by=("year", "school_id"))
    assert posted.equals(by_hand[by_hand != 0].astype(posted.dtype))
    assert rows.query("year == 2018").n_misregistered.sum() > 0


def test_funds_that_follow_are_those_that_left_and_those_from_outside(lived, money):
    """Of pupils on no roll of the region: what they bring by the quota of 2020, textbooks, and aid of the poor."""
    followed_in, out = of(money, "funds_followed_in"), of(money, "funds_followed_out")
    assert followed_in.index.tolist() == out.index.tolist() == [2019, 2020, 2021]
    rows = lived[1]["school_grade"].query("year == 2020")
    junior = rows.stage == "junior"
    unregistered = rows.n_unregistered * np.where(junior, 850 + 180, 650 + 90)
    aid = (followed_in - out)[2020] - unregistered.sum()
    assert 0 <= aid < 1250 * rows.n_unregistered.sum()
    assert aid % 125 == 0  # 500, 625, 1,000 or 1,250 a poor pupil


def test_buses_cost_what_their_lines_do(lived, money):
    lines = lived[1]["bus_lines"]
    assert set(lines.kind) == {"school_bus", "transit"}
    for kind, column in (("buses", "yuan_running"), ("bus_fees", "yuan_fees")):
        told = lines.groupby("year")[column].sum()
        posted = of(money, kind)
        assert (posted - told[told > 0]).abs().max() <= 0.5 * lines.groupby("year").size().max()
    transit = money[(money.kind == "buses") & (money.school_id == "")]
    assert len(transit) > 0


def test_boarding_staff_costs_what_the_schools_tell(lived, money):
    told = per_school(lived, "boarding_staff_yuan")
    posted = of(money, "boarding_staff", by=("year", "school_id"))
    assert posted.equals(told.astype("int64").rename("yuan"))


def test_capital_is_what_the_purses_paid_less_what_came_back(lived, money):
    county = lived[1]["county"].astype({"capital_spent": "int64", "capital_returned": "int64"})
    told = county.groupby(["year", "county"])[["capital_spent", "capital_returned"]].sum()
    drawn = told.capital_spent - told.capital_returned
    kinds = [k.name for k in MONEY_KINDS.values() if k.side == "out" and k.account == "capital"]
    out = of(money, *kinds, by=("year", "county"))
    assert out[out != 0].equals(drawn[drawn != 0].rename("yuan"))
    assert set(money.kind) >= set(kinds)
    paid = lived[1]["order_events"].query("event == 'paid'")
    lines = paid[paid.kind.isin(["open_bus_line", "open_transit_line", "add_buses"])]
    assert of(money, "buses_bought").sum() == lines.yuan.sum() > 0


def test_heating_is_paid_where_the_county_tells_its_rate_and_pupils_sit(lived, money):
    pupils = lived[1]["school"].groupby(["year", "county", "school_id"]).pupils.sum()
    first = sorted(lived[1]["county"].county.unique())[0]
    told = (pupils[pupils.index.get_level_values("county") == first] * HEATED).astype("int64")
    posted = of(money, "heating", by=("year", "county", "school_id"))
    assert posted.equals(told[told > 0].rename("yuan"))


def test_closed_schools_save_each_year_what_they_cost_in_their_last(lived, money):
    status = lived[1]["school"].drop_duplicates(["year", "school_id"]).pivot(
        index="school_id", columns="year", values="status"
    )  # fmt: skip
    closed = status.index[(status[2018] == "open") & (status[2019] == "closed")]
    assert len(closed) > 5
    running = money[(money.side == "out") & (money.account == "running")]
    last = of(running[running.year == 2018], *MONEY_KINDS, by=("school_id",))
    saved = of(money, "closures_saved", by=("year", "school_id"))
    for year in (2019, 2020, 2021):
        assert saved[year].reindex(closed).equals(last.reindex(closed).rename("yuan"))
    assert not running[running.year > 2018].school_id.isin(closed).any()


def test_columns_of_counties_are_their_kinds(lived, money):
    county = lived[1]["county"].set_index(["year", "county"])
    for kind in ("public_funds", "small_school_funds", "funds_followed_in", "county_budget"):
        told = county[f"yuan_{kind}"]
        assert of(money, kind, by=("year", "county")).equals(told[told != 0].rename("yuan"))


def test_money_changes_nothing_else(lived):
    """Families, schools and bureaus do not see the ledger: a heated county lives as one that is not."""
    region, records = run("tonghua", _network_levers(), years=5)
    for name in set(records) - {"money"}:
        assert records[name].equals(lived[1][name]), name
    assert not records["money"].kind.str.startswith("heating").any()


def test_private_schools_get_public_funds_by_the_same_quota():
    records = run("tonghua", begin=with_private_schools(), years=1)[1]
    pupils = records["school"].query("ownership == 'private'").groupby("school_id")
    quota = pupils.apply(lambda rows: (rows.pupils * np.where(rows.stage == "junior", 800, 600)).sum())
    assert len(quota) > 10
    posted = of(records["money"], "public_funds", by=("school_id",))
    assert (posted.reindex(quota.index[quota > 0]) == quota[quota > 0]).all()


def test_a_county_told_by_shares_has_its_books(tmp_path):
    begin = build_start(read_tables(table_only.write(tmp_path)), numbers(), 0)
    assert len(begin.table_only) == 1
    records = run("table_only", begin=begin, years=3)[1]
    assert books_balance(records["money"])
    pupils = records["school_grade"].query("year == 2018")
    quota = (pupils.n_registered * np.where(pupils.stage == "junior", 800, 600)).sum()
    assert of(records["money"], "public_funds")[2018] == quota


def test_what_a_stopped_closing_was_to_cost_comes_back():
    """Beds for 9 and 5 canteen seats are paid with the plan in 2018 and given back in 2019, when parents object."""
    beds = AddBeds(W, 2020, 9, goes_with=P)
    order = Close(P, 2020, W, publicity=2019, compensation=(beds,))
    lever = Ordering({2018: (order,)}, closure_opposition_limit=0.0)
    records = run("small", (lever,), begin=whole_county(), years=4)[1]
    capital = records["money"].query("account == 'capital'").set_index(["year", "kind"])
    assert capital.yuan.to_dict() == {
        (2018, "capital_budget"): 202_500, (2018, "dormitories"): 202_500,
        (2019, "capital_budget"): -202_500, (2019, "dormitories"): -202_500,
    }  # fmt: skip
    assert capital.school_id[2018, "dormitories"] == W
    assert books_balance(records["money"])


def test_capital_is_split_by_what_is_bought():
    orders = (Extend(P, 2019, 2), Upgrade(P, 2019, 100.0, 0.0, 0.0, 1, 0, 0.0))
    records = run("small", (Ordering({2018: orders}),), begin=whole_county(), years=3)[1]
    capital = records["money"].query("account == 'capital'").set_index("kind").yuan
    assert capital.to_dict() == {
        "capital_budget": 6_550_000, "seats_built": 6_000_000, "other_capital": 550_000,
    }  # fmt: skip


def test_private_schools_pay_boarding_staff_and_training_themselves():
    """What public funds set aside for training is no programme of the county, whose budget is for its own teachers."""
    records = run("tonghua", begin=with_private_schools(), years=1)[1]
    owner = records["school"].drop_duplicates("school_id").set_index("school_id").ownership
    staff = records["school"].groupby("school_id").boarding_staff_yuan.sum()
    posted = of(records["money"], "boarding_staff", by=("school_id",))
    assert (staff[owner[staff.index] == "private"] > 0).any()
    is_paid = (staff > 0) & (owner[staff.index] == "public")
    assert posted.equals(staff[is_paid].astype("int64").rename("yuan"))
    trained = of(records["money"], "training", by=("school_id",))
    assert set(owner[trained.index]) == {"public"}
