"""Turnkey schools (交钥匙配套学校): a housing estate, and the school that is handed over with it or years later.

Measure M2a of 通市政办发〔2017〕13号: a school is planned, built and handed over with the first phase of the dwellings
it serves. In its thinnest form an estate is a place, dwellings, a year and pupils per dwelling; families of the county
fill it over some years, whether its school stands or not. So the same lever shows a school in time
(`school_lag_years` 0), late, or never (a lag beyond the run), whole or in phases (`school_phases`). One estate a
scenario is told by these numbers; several stand in estates.csv, with seats, and are under the review of joint_review.

The lever decides once, at the bureau's first decision, before any census of the run. Nothing opens in the year of that
decision: earlier dates become the next year. Strength scales the dwellings, and with them the rooms where these are
derived; a number of rooms that is given stays. Without dwellings there is no order at all.
"""

from collections.abc import Collection
from math import ceil
from typing import ClassVar

from sim.base.errors import Say, UserError
from sim.base.number import Number
from sim.rules.orders import Build, OpenEstate, Order
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

GRADES = 9
_ASSUMED = "assumption: illustrative"


def _assumed(
    name: str, value: float, low: float, high: float, unit: str, source: str, say: Say,
    bounds: tuple[float, float],
) -> Number:  # fmt: skip
    return Number(name, value, low, high, unit, source, "assumption", "-", say, bounds)


class TurnkeySchools(Policy):
    """Open an estate in one township and build its school with it, or later."""

    NAME = "turnkey_schools"
    TITLE = Say("Turnkey schools", "交钥匙配套学校")
    MEASURES = ("M2a",)
    INDICATOR = "seats"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        _assumed("township", 220581002, 220581002, 220581002, "division code", _ASSUMED,
                 Say("township the estate stands in (统计用区划代码, digits only); the lever acts only in its county",
                     "小区所在乡镇（街道）统计用区划代码"), (1, 999_999_999_999)),
        _assumed("dwellings", 2000, 500, 5000, "dwellings", _ASSUMED, Say("dwellings of the estate", "住宅套数"),
                 (0, 100_000)),
        _assumed("year_open", 2019, 2018, 2030, "school year", _ASSUMED,
                 Say("school year in which the first families move in", "首期入住学年"), (2000, 2100)),
        _assumed("pupils_per_dwelling", 0.3, 0.2, 0.5, "pupils/dwelling",
                 "assumption: no local standard of places per dwelling (学位配建) found",
                 Say("pupils of grades 1-9 per dwelling once it is full", "每套住宅义务教育学生数"), (0, 3)),
        _assumed("persons_per_dwelling", 2.34, 2, 3, "persons/dwelling",
                 "assumption: the mean family household of 吉林省 in the census of 2020",
                 Say("residents per dwelling: the estate's share of new families once it is full", "每套住宅常住人口"),
                 (0, 6)),
        _assumed("years_to_fill", 3, 2, 6, "years", "assumption: no local figure found",
                 Say("years over which families move in, in equal parts", "入住年限"), (1, 30)),
        Number("school_lag_years", 0, 0, 5, "years",
               "通市政办发〔2017〕13号 二(二): 同步规划、同步建设、同步交付使用; range: assumption", "read", "2017",
               Say("years from the first families to the school; 0 = turnkey, beyond the run = never",
                   "学校滞后年数（0 为交钥匙）"), (0, 100)),
        Number("norm_share", 1, 0.7, 1, "share",
               "通市政办发〔2017〕13号 二(二): 建设一所、达标一所; range: assumption", "read", "2017",
               Say("part of the norms for areas, multimedia rooms and equipment the school opens with",
                   "学校建成时达到办学条件标准的比例"), (0.1, 2)),
        _assumed("is_nine_year", 1, 0, 1, "0 or 1", _ASSUMED,
                 Say("1 = a nine-year school, 0 = grades 1-6 only", "1 为九年一贯制，0 为小学"), (0, 1)),
        _assumed("rooms", 0, 0, 60, "rooms", "assumption: derived from the dwellings unless given",
                 Say("ordinary rooms, all phases; 0 = whole classes of the standard for each grade of the full estate",
                     "普通教室数（0 为按住宅套数推算）"), (0, 500)),
        _assumed("school_phases", 1, 1, 3, "phases", _ASSUMED,
                 Say("phases the school opens in, of equal rooms", "学校分期建设期数"), (1, 10)),
        _assumed("years_between_phases", 2, 1, 3, "years", _ASSUMED,
                 Say("years from one phase of the school to the next", "各期间隔年数"), (1, 20)),
    )  # fmt: skip

    @property
    def township(self) -> str:
        """Return the code of the township."""
        return str(int(self.values["township"]))

    def check_places(self, townships: Collection[str], where: str) -> None:
        """Refuse a township the region does not have; at strength 0 none is needed."""
        if self.values["strength"] > 0 and self.township not in townships:
            raise UserError(
                Say(f"{self.NAME}: unknown township", f"{self.NAME}：未知乡镇"),
                where=where,
                value=self.township,
                rule=Say("a code of townships.csv", "应为 townships.csv 中的代码"),
                remedy=Say("give its parameter township, for example {township: 220581002}",
                           "请给出参数 township，例如 {township: 220581002}"),
            )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Order, ...]:
        """Return the estate and its school, each for its date, at the first decision of the township's county."""
        v, dwellings = self.values, round(self.values["strength"] * self.values["dwellings"])
        has_decided = bool(view.school_ids)  # a census of the run is out, so this is not the first decision
        if has_decided or dwellings == 0 or self.township not in view.townships:
            return ()
        opens = int(v["year_open"])
        last = GRADES if v["is_nine_year"] >= 1 else 6
        estate = OpenEstate(
            f"{self.township}-E001", self.township, max(opens, year + 1), dwellings,
            v["pupils_per_dwelling"], v["persons_per_dwelling"], int(v["years_to_fill"]),
        )  # fmt: skip
        rooms = int(v["rooms"]) or self._rooms(dwellings, last, rulebook)
        (first, at_once), *phases = self._phases(max(opens + int(v["school_lag_years"]), year + 1), rooms)
        school = Build(
            f"{self.township}-T001", "配套九年一贯制学校" if last == GRADES else "配套小学", first, estate.estate_id,
            self.township, 1, last, at_once, phases=tuple(phases), norm_share=v["norm_share"],
        )  # fmt: skip
        return estate, school

    def _phases(self, opens: int, rooms: int) -> list[tuple[int, int]]:
        """Return year and rooms of each phase: equal parts, the odd rooms first, none of no room."""
        n, apart = int(self.values["school_phases"]), int(self.values["years_between_phases"])
        return [(opens + k * apart, part) for k in range(n) if (part := (rooms - k + n - 1) // n) > 0]

    def _rooms(self, dwellings: int, last: int, rulebook: Rulebook) -> int:
        """Return a room for each class of the full estate: whole classes of the standard in each grade taught."""
        of_grade = dwellings * self.values["pupils_per_dwelling"] / GRADES
        standards = rulebook.by_grade("class_standard")[:last]
        return sum(max(1, ceil(of_grade / standard)) for standard in standards)
