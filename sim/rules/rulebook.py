"""The rulebook of a county (规则表): frozen, dated, each field with unit and source.

A lever amends the rulebook of the year; processes obey it. Its values are those in force before any lever: the
rules of the start year. The fields stand by subject in the files beside.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from sim.rules.admission import AdmissionRule
from sim.rules.aid_rules import AidRules
from sim.rules.altered import altered
from sim.rules.boarding_rules import BoardingRules
from sim.rules.budget_rules import BudgetRules
from sim.rules.bus_rules import BusRules
from sim.rules.care_rules import CareRules
from sim.rules.career_rules import CareerRules
from sim.rules.class_rules import ClassRules
from sim.rules.estate_rules import EstateRules
from sim.rules.field import Rule
from sim.rules.fund_rules import FundRules
from sim.rules.network_rules import NetworkRules
from sim.rules.newcomer_rules import NewcomerRules
from sim.rules.norm_rules import NormRules
from sim.rules.pay_rules import PayRules
from sim.rules.place_rules import PlaceRules
from sim.rules.planning_rules import PlanningRules
from sim.rules.price_rules import PriceRules
from sim.rules.private_rules import PrivateRules
from sim.rules.review_rules import ReviewRules
from sim.rules.roll_rules import RollRules
from sim.rules.senior_high_rules import SeniorHighRules
from sim.rules.service_rules import ServiceRules
from sim.rules.sharing_rules import SharingRules
from sim.rules.staff_rules import StaffRules


@dataclass(frozen=True)
class Rulebook(
    ClassRules, PlaceRules, PlanningRules, PrivateRules, SeniorHighRules, ServiceRules, NewcomerRules, RollRules,
    NetworkRules, BoardingRules, NormRules, PriceRules, BudgetRules, BusRules, EstateRules,
    StaffRules, CareerRules, SharingRules, PayRules, FundRules, AidRules, CareRules, ReviewRules,
):  # fmt: skip
    """Hold the rules of one county and year; see each field's `Rule` for unit, source and meaning.

    Attributes
    ----------
    admission : tuple of AdmissionRule
        The rules of admission in force (招生办法); where none covers a school, present practice holds.
    """

    admission: tuple[AdmissionRule, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a value outside its legal range: a lever that gives one is wrong."""
        self._require_legal(RULES)

    def _require_legal(self, names: Iterable[str]) -> None:
        for name in names:
            rule, value = RULES[name], getattr(self, name)
            if not rule.bounds[0] <= value <= rule.bounds[1]:
                raise ValueError(f"rulebook field {name} = {value} lies outside {rule.bounds} {rule.unit}")

    def by_grade(self, stem: str) -> np.ndarray:
        """Return the value of `<stem>_primary` / `<stem>_junior` for grades 1-9, shape (9,), int64."""
        primary, junior = getattr(self, f"{stem}_primary"), getattr(self, f"{stem}_junior")
        return np.array((primary,) * 6 + (junior,) * 3, np.int64)

    def minutes_limits(self) -> np.ndarray:
        """Return the longest day trip by grade 1-9, minutes, shape (9,)."""
        return np.array(
            [self.minutes_limit_grade_1_3] * 3
            + [self.minutes_limit_grade_4_6] * 3
            + [self.minutes_limit_junior] * 3,
            float,
        )

    def planned_size(self) -> np.ndarray:
        """Return the largest class size admission may plan for by grade 1-9: below the cut-off where there is one.

        Under a hard stop never a large class by the local definition either, however far a cut-off is relaxed.
        """
        cutoff, forming = self.by_grade("cutoff"), self.by_grade("forming_size")
        stop = np.minimum(cutoff, self.by_grade("large_local")) - 1
        return np.where(cutoff > 0, np.maximum(forming, stop if self.has_hard_stop else 55), forming)

    def for_newcomers(self) -> np.ndarray:
        """Return years of permit asked for and the right to sit the exam here, shape (2,): what moves look at."""
        return np.array([self.permit_months_required / 12.0, self.exam_rights])

    def amended(self, changes: dict[str, object]) -> "Rulebook":
        """Return a copy with some fields changed; only these are checked again.

        Raises
        ------
        ValueError
            If a value lies outside its legal range.
        TypeError
            If there is no such field.
        """
        if not changes:
            return self
        held, key = self.__dict__.get("_amended"), (changes, [*map(type, changes.values())])
        if held is None or held[0] != key:  # counties amend the same rules, most of them alike
            held = self.__dict__["_amended"] = key, self._changed(changes)
        return held[1]

    def _changed(self, changes: dict[str, object]) -> "Rulebook":
        unknown = changes.keys() - _FIELDS
        if unknown:
            raise TypeError(f"the rulebook has no field {sorted(unknown)}")
        twin = altered(self, **changes)
        twin.__dict__.pop("_amended", None)
        twin._require_legal(changes.keys() & RULES.keys())
        return twin


_FIELDS = frozenset(f.name for f in fields(Rulebook))
RULES: dict[str, Rule] = {}
RULES.update({f.name: f.metadata["rule"] for f in fields(Rulebook) if "rule" in f.metadata})
UNAMENDED = Rulebook()  # in force before any rule of admission or lever
