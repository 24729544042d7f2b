"""Effect contract of return_campaign: whom it visits, who comes back within the year, what it costs."""

from dataclasses import replace

import pytest

from sim.indicators.measures import measure
from sim.policies.register_monitoring import RegisterMonitoring
from sim.policies.return_campaign import ReturnCampaign
from sim.rules.rulebook import Rulebook
from sim.run.engine import simulate
from tests.policies.counties import county
from tests.worlds import by_uid, frame, numbers, run, start

BOOK = Rulebook()
FLOWS = ["n_dropouts", "n_dropouts_known", "n_returns", "n_returns_within", "n_visits"]


def amended(book=BOOK, year=2020, **values):
    return ReturnCampaign(**values).amend(year, county({"id": "A"}), book)


def test_the_share_that_is_visited_by_the_strength_of_the_lever_from_its_year_on():
    assert amended() == {"campaign_share": 1.0, "campaign_visits": 5}
    assert amended(strength=0.5, share=0.8, visits=3) == {"campaign_share": 0.4, "campaign_visits": 3}
    assert amended(year=2017) == amended(strength=0) == {}


def test_a_rulebook_that_visits_more_stays():
    assert amended(replace(BOOK, campaign_share=0.9), share=0.8) == {}


@pytest.fixture(scope="module")
def untouched():
    return run("tonghua")[1]


@pytest.fixture(scope="module")
def campaign():
    return run("tonghua", (ReturnCampaign(),), check=True)[1]


def flows(records, year):
    return records["school_grade"].query(f"year == {year}")[FLOWS].sum().astype(int)


def test_every_known_dropout_is_visited_and_some_come_back_within_the_year(untouched, campaign):
    assert flows(untouched, 2017).equals(flows(campaign, 2017))
    before, after = flows(untouched, 2018), flows(campaign, 2018)
    assert (before.n_dropouts, before.n_dropouts_known) == (after.n_dropouts, after.n_dropouts_known)
    assert after.n_visits == 5 * after.n_dropouts_known > 0
    assert after.n_returns - before.n_returns == after.n_returns_within
    share = numbers()["p_return_visited"]
    spread = (share * (1 - share) * after.n_dropouts_known) ** 0.5
    assert abs(after.n_returns_within - share * after.n_dropouts_known) < 4 * spread


def test_some_would_have_come_back_a_year_later_anyway(untouched, campaign):
    """So net dropouts avoided are fewer than the returns within the year."""
    later = flows(campaign, 2019).n_returns - flows(campaign, 2019).n_returns_within
    assert later < flows(untouched, 2019).n_returns


def test_retention_rises_where_pupils_come_back(untouched, campaign):
    one, other = (measure(records)["period_retention"].loc["all", "all"] for records in (untouched, campaign))
    assert one[2017] == other[2017]
    assert 0 < other[2018] - one[2018] < 0.5  # points


def test_a_visit_costs_what_the_rulebook_says_and_the_county_pays(untouched, campaign):
    money = [
        records["money"].query("year == 2018").groupby("kind").yuan.sum() for records in (untouched, campaign)
    ]
    assert "return_campaign" not in money[0].index or money[0]["return_campaign"] == 0
    yuan = int(money[1]["return_campaign"])
    assert yuan == 100 * flows(campaign, 2018).n_visits

    def paid(book):
        return int(book["county_budget"]) - int(book.get("surplus", 0))

    assert paid(money[1]) - paid(money[0]) == yuan


def lived(levers, **changed):
    """Return the children of the small county after four years of the survey stress case."""
    begin = start("small")
    values = {**numbers(), "is_survey_dropout": 1, **changed}
    return simulate(begin, values, levers, seed=1, last_year=begin.year + 3)


def test_at_the_low_end_of_its_effect_the_campaign_changes_nobody():
    one, other = (lived(levers, p_return_visited=0.0)[0].children for levers in ((), (ReturnCampaign(),)))
    assert other["is_visited"].any()
    assert all((one[name] == other[name]).all() for name in set(one.columns) - {"is_visited"})


def test_monitoring_lets_the_campaign_bring_more_back():
    back = [
        frame(lived(levers)[1].tables()["school_grade"]).n_returns_within.sum()
        for levers in ((ReturnCampaign(),), (ReturnCampaign(), RegisterMonitoring()))
    ]
    assert back[0] < back[1]


def test_with_the_same_luck_nobody_is_behind_by_the_campaign_in_its_first_year():
    begin = start("small")
    values = {**numbers(), "is_survey_dropout": 1, "p_return_visited": 1.0}
    first = ReturnCampaign(year_first=begin.year)
    one, other = (
        by_uid(simulate(begin, values, levers, seed=1, last_year=begin.year)[0].children, "status", "grade")
        for levers in ((), (first,))
    )
    changed = other[(one != other).any(axis=1)]
    assert len(changed) > 0
    assert (changed.status == 1).all()


def test_zero_strength_is_do_nothing_bit_for_bit(untouched):
    records = run("tonghua", (ReturnCampaign(strength=0.0),))[1]
    assert all(records[name].equals(untouched[name]) for name in records)
