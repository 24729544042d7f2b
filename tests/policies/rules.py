"""What the tests of levers that put rules of admission share."""

from dataclasses import replace

from sim.rules.admission import AREA_LEVELS, AdmissionRule, Area
from sim.rules.known_rules import known_rule
from sim.rules.policy import Policy
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

VIEW = View("220502", 2019)
OF_COUNTY = replace(
    known_rule("permit_only"), name="county", stages=("primary",), area=Area("county", ("220502",))
)


def after(lever: Policy, *rules: AdmissionRule, year: int = 2020) -> Rulebook:
    """Return the rulebook that a lever makes of one with some rules in force."""
    book = Rulebook(admission=rules)
    return book.amended(lever.amend(year, VIEW, book))


def at(book: Rulebook, stage: str, county: str = "220581") -> AdmissionRule | None:
    """Return the rule that holds at a school of a county: the most special, of these the first."""
    codes = dict(zip(AREA_LEVELS, ("", county, f"{county}001", "S1"), strict=True))
    for level in reversed(AREA_LEVELS):
        for rule in book.admission:
            is_here = level == AREA_LEVELS[0] or codes[level] in rule.area.codes
            if rule.area.level == level and stage in rule.stages and is_here:
                return rule
    return None


def differing(one: AdmissionRule, other: AdmissionRule) -> set[str]:
    """Return the parts in which two rules differ, stages apart."""
    return {name for name in vars(one) if getattr(one, name) != getattr(other, name)} - {"stages"}
