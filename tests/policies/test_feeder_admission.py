"""What feeder_admission puts in the rulebook."""

from sim.policies.feeder_admission import FeederAdmission
from sim.rules.known_rules import known_rule
from tests.policies.rules import OF_COUNTY, after, at, differing


def test_grade_7_goes_by_the_primary_school_and_the_rest_stays():
    book = after(FeederAdmission(), OF_COUNTY)
    assert differing(at(book, "junior"), known_rule("present")) == {"zone"}
    assert at(book, "junior", "220502").zone.kind == "feeder"
    assert at(book, "primary", "220502") == OF_COUNTY
    assert at(book, "primary") is None


def test_nothing_changes_before_the_first_year():
    assert after(FeederAdmission(), year=2017).admission == ()
