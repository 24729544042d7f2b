"""Posts, pay of civil servants and heating as counties tell them; what they do not tell is a gap, not a zero."""

import numpy as np
import pytest

from sim.inputs.report import input_report
from sim.inputs.report_text import report_text
from sim.inputs.synthesis.posts import county_money, county_posts
from tests.inputs.folders import counties, read
from tests.inputs.given import began, three_schools

TWO = counties(
    {"posts": "700", "civil_servant_pay": "82000.5", "heating_yuan": "150"}, {"county_code": "990002"}
)
CHINESE = (
    TWO.replace("posts", "核定编制")
    .replace("civil_servant_pay", "公务员平均工资")
    .replace("heating_yuan", "取暖费")
)


@pytest.mark.parametrize("text", [TWO, CHINESE])
def test_what_a_county_tells_and_another_does_not(text, tmp_path):
    tables = read(tmp_path, counties=text)
    money = county_money(tables)
    assert money.civil_servant_pay[0] == 82000.5
    assert money.heating[0] == 150
    assert np.isnan([money.civil_servant_pay[1], money.heating[1]]).all()


def test_told_posts_stand_beside_those_of_a_county_that_tells_none(tmp_path):
    tables, begin = read(tmp_path, counties=TWO), began(three_schools())
    schools = begin.schools.copy()
    with schools.writing_as("network"):
        schools.writable("county")[:] = [0, 1, 1]
    # the second county: 11 pupils of its public point over 19, rounded up; 171 pupils of the other school are private
    assert schools["pupils"].sum(axis=1).tolist() == [132, 11, 171]
    assert county_posts(tables, schools).tolist() == [700, 1]


def test_pupils_of_private_schools_hold_no_posts():
    """132 and 11 pupils of the two public schools over 19: 7.5 posts; 171 pupils are private."""
    tables = three_schools()
    assert began(tables).behaviour.posts.tolist() == [8]
    public = tables.schools.assign(ownership="public")
    # 143 + 50 primary pupils over 19 and 121 junior pupils over 13.5: 10.2 + 9.0
    assert began(tables, schools=public).behaviour.posts.tolist() == [20]


def test_told_posts_decide_how_many_teachers_are_made_up():
    tables = three_schools()
    begin = began(tables, counties=tables.counties.assign(posts=np.array([30]))), began(tables)
    assert [one.behaviour.posts[0] for one in begin] == [30, 8]
    assert [len(one.teachers) for one in begin] == pytest.approx([0.9 * 30, 0.9 * 8], abs=1)


def test_the_report_says_what_is_told_and_what_is_a_gap(tmp_path):
    report = input_report(read(tmp_path, counties=TWO))
    text = " ".join(report_text(report, "en").split())
    assert "heating_yuan (1 of 2 rows)" in text
    assert "civil_servant_pay, heating_yuan: unknown: a gap that is marked, no cost is counted" in text
    assert "posts: pupils of public schools over the pupil ratios" in text
