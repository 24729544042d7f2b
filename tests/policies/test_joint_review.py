"""Effect contract of joint_review: projects bring their school, with the same luck as without."""

import pytest

from sim.policies.joint_review import JointReview
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.policies.places import with_projects
from tests.worlds import run

VIEW, YEARS = View("220502", 2017), 5
ROOMS = 540 // 45 + 300 // 50  # of each project


@pytest.mark.parametrize(
    ("year", "strength", "before", "expected"),
    [(2017, 1, 0, 0), (2018, 1, 0, 1), (2018, 0.4, 0, 0.4), (2018, 0.4, 0.6, 0.6), (2018, 0, 0.6, 0.6)],
)
def test_the_share_of_projects_under_review(year, strength, before, expected):
    book = Rulebook(joint_review=before)
    assert book.amended(JointReview(strength=strength).amend(year, VIEW, book)).joint_review == expected


def schools_of_projects(records) -> dict[str, int]:
    """Return the year in which each school of a project opened."""
    done = records["order_events"].query("kind == 'build' and event == 'carried_out'")
    return dict(zip(done.target, done.year, strict=True))


def test_every_project_has_its_school_with_its_first_phase():
    without, records = (
        run("tonghua", levers, years=YEARS, begin=with_projects())[1] for levers in ((), (JointReview(),))
    )
    opened = schools_of_projects(records)
    assert opened == {f"P{k}-S001": 2018 + k // 3 for k in range(6)}
    late = {school for school, year in schools_of_projects(without).items() if year > opened[school]}
    never = set(without["order_events"].query("event == 'never_built'").target)
    assert late | never
    assert set(opened) - set(schools_of_projects(without)) == never
    built = records["school"][records["school"].school_id.isin(opened) & (records["school"].year == 2019)]
    assert built.rooms.sum() == 6 * ROOMS


def test_at_strength_0_the_records_are_those_without_it():
    without, off = (
        run("tonghua", levers, years=3, begin=with_projects())[1]
        for levers in ((), (JointReview(strength=0),))
    )
    for name, table in without.items():
        assert table.equals(off[name]), name
