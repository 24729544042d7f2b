"""Effect contract of funds_follow_pupil: beside a roll that lags, funds reach the counties where pupils sit."""

import pytest

from sim.policies.funds_follow_pupil import FundsFollowPupil
from sim.policies.register_lag import RegisterLag
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import fingerprint, run

LAG = RegisterLag(share_misregistered=0.3)


def amended(year=2020, **values):
    return FundsFollowPupil(**values).amend(year, county({"id": "A"}), Rulebook())


def test_the_share_and_the_lag_from_its_year_on():
    assert amended() == {"funds_follow_share": 1.0, "funds_lag_years": 0}
    assert amended(strength=0.4, funds_lag_years=1) == {"funds_follow_share": 0.4, "funds_lag_years": 1}
    assert amended(year=2017) == amended(strength=0) == {}


@pytest.fixture(scope="module")
def followed():
    """Return yuan by kind and year with the lever off, half on, on, and on with a lag of a year."""
    levers = {
        "off": (), "half": (FundsFollowPupil(strength=0.5),), "on": (FundsFollowPupil(),),
        "later": (FundsFollowPupil(funds_lag_years=1),),
    }  # fmt: skip
    return {name: run("tonghua", (LAG, *one), years=4) for name, one in levers.items()}


def yuan(found, kind: str) -> dict[int, int]:
    money = found[1]["money"]
    return money[money.kind == kind].groupby("year").yuan.sum().to_dict()


def test_funds_follow_in_part_or_later(followed):
    comes = {name: yuan(one, "funds_followed_in") for name, one in followed.items()}
    assert comes["off"] == {}
    assert list(comes["on"]) == [2018, 2019, 2020]
    assert list(comes["later"]) == [2019, 2020]  # nobody sat elsewhere before 2018
    for year in comes["on"]:
        assert 0.49 < comes["half"][year] / comes["on"][year] < 0.51
    assert all(comes["later"][year] < comes["on"][year] for year in comes["later"])


def test_the_region_gains_what_comes_from_outside_and_loses_the_funds_of_the_absent(followed):
    off, on = (followed[name] for name in ("off", "on"))
    absent = on[1]["school_grade"].query("year == 2018")
    quota = (absent.n_registered_absent * (600 + 200 * (absent.stage == "junior"))).sum()
    gone = yuan(off, "public_funds")[2018] - yuan(on, "public_funds")[2018]
    assert gone == quota > 0
    assert yuan(on, "funds_followed_in")[2018] > yuan(on, "funds_followed_out")[2018] > 0


def test_with_all_funds_following_each_school_runs_on_its_own_pupils(followed):
    records = followed["on"][1]
    rows = records["school_grade"].query("year == 2018")
    quota = (rows.pupils * (600 + 200 * (rows.stage == "junior"))).groupby(rows.school_id).sum()
    money = (
        records["money"].query("year == 2018").pivot_table(index="school_id", columns="kind", values="yuan")
    )
    money = money.reindex(columns=[*money.columns.union(["training"])]).fillna(0)
    own = money.eval("school_running + training - small_school_funds - boarder_funds")
    assert (own.reindex(quota.index[quota > 0]) == quota[quota > 0]).all()


def test_nothing_but_money_changes(followed):
    assert len({fingerprint(region) for region, _ in followed.values()}) == 1
