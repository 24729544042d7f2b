"""Upgrade of weak schools (改善薄弱学校办学条件): a queue of schools brought up to the norms for areas and equipment.

Measures M2b (逐校标准化台账、改善薄弱学校), G3b (消除薄弱学校) and G3c (办学标准化) of 通市政办发〔2017〕13号. Each
year a county takes some schools from a queue, the worst or the largest first, and orders what they lack of six of the
seven norms; beds are ordered by `boarding_places`. What a school lacks is known from last year's census, so that it may
lack something again by the time the work is done. Where pupils fall the norms per pupil come to be met by themselves:
the lever must always be looked at beside the same run without it.
"""

from functools import lru_cache
from typing import ClassVar

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels.codes import PUBLIC, URBAN
from sim.kernels.norms import (
    NORMS,
    amounts_short,
    is_below,
    needs_of_room,
    norm_ratios,
    norms_met,
)
from sim.policies.norms_seen import have_and_needs
from sim.rules.norms import per_pupil
from sim.rules.orders import Upgrade
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"
_MENDED = [NORMS.index(name) for name in NORMS if name != "beds"]
_TEACHING, _SITE, _ROOMS = (NORMS.index(name) for name in ("teaching_m2", "site_m2", "rooms"))
_LOOKED_BACK = 3  # censuses a school's trend is taken from, as far as there are


class UpgradeWeakSchools(Policy):
    """Order what public schools lack of the norms, some schools a county and year, the worst or the largest first.

    Passed by are schools that are planned to close or already to be upgraded, those that still grow, and those that
    have, or by their trend will have, too few pupils. Strength scales the schools a year.
    """

    NAME = "upgrade_weak_schools"
    TITLE = Say("Upgrade of weak schools", "改善薄弱学校办学条件")
    MEASURES = ("M2b", "G2c", "G3b", "G3c")
    INDICATOR = "is_weak"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("schools_per_year", 5, 1, 15, "schools/county", "assumption", "assumption", "2017",
               Say("schools a county takes on a year", "每县每年改造学校数"), (0, 1000)),
        Number("largest_first", 0, 0, 1, "0 or 1", "assumption: the document names no order", "assumption", "2017",
               Say("0 = worst first (fewest norms met, then the lowest mean of what it has over what it needs), "
                   "1 = most pupils first", "排队规则：0 为最薄弱优先，1 为人数最多优先"), (0, 1)),
        Number("only_weak", 1, 0, 1, "0 or 1", f"{_DOCUMENT} 一(三): 消除薄弱学校", "read", "2017",
               Say("1 = only schools that are weak by the rules, 0 = all that miss a norm, if only by a little",
                   "1 为仅薄弱学校，0 为所有有未达标项的学校"), (0, 1)),
        Number("least_pupils", 30, 0, 100, "pupils/school", "assumption", "assumption", "2017",
               Say("schools with fewer pupils, now or by their trend, are passed by", "最少学生数"), (0, 3000)),
        Number("years_ahead", 5, 0, 10, "years", "assumption", "assumption", "2017",
               Say("years a school's fall of the last censuses is carried on, to judge what it will have",
                   "趋势推算年数"), (0, 20)),
        Number("with_site", 1, 0, 1, "0 or 1", "assumption", "assumption", "2017",
               Say("1 = land for the site is added too", "同时增加用地"), (0, 1)),
        Number("with_rooms", 1, 0, 1, "0 or 1", "assumption", "assumption", "2017",
               Say("1 = ordinary rooms are added too, where others have not ordered them", "同时增加普通教室"), (0, 1)),
        Number("lead_years", 1, 1, 3, "years", "assumption", "assumption", "2017",
               Say("years from order to use", "建设年数"), (1, 10)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which upgrades are ordered", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def orders(self, year: int, view: View, rulebook: Rulebook) -> tuple[Upgrade, ...]:
        """Return the upgrades ordered this year, in the order of the queue."""
        v = self.values
        most = int(v["strength"] * v["schools_per_year"] + 0.5) if year >= v["year_first"] else 0
        if most == 0 or not view.school_ids:
            return ()
        have, needs = have_and_needs(view, rulebook)
        short = self._short(amounts_short(have, needs), view)
        waits = (short > 0).any(axis=1) & self._may_be_upgraded(view)
        if v["only_weak"] >= 1:
            waits &= is_below(have, needs, rulebook.norms_met_least, rulebook.norm_share_least)
        queue = self._queue(have, needs, view)
        opens, coming = year + int(v["lead_years"]), view.rooms_planned()
        return tuple(
            _order(view.school_ids[row], opens, short[row], coming[row], _room_area(row, view, rulebook))
            for row in queue[waits[queue]][:most].tolist()
        )

    def _short(self, lacks: np.ndarray, view: View) -> np.ndarray:
        """Return what schools lack that this lever may order, float (schools, 7)."""
        short = np.zeros_like(lacks)
        short[:, _MENDED] = lacks[:, _MENDED]
        short[:, _ROOMS] = np.maximum(0, short[:, _ROOMS] - view.rooms_planned()) * self.values["with_rooms"]
        short[:, _SITE] *= self.values["with_site"]
        return short

    def _queue(self, have: np.ndarray, needs: np.ndarray, view: View) -> np.ndarray:
        """Return all schools in the order they are taken on; ids decide between equals."""
        ids = _rank(view.school_ids)
        if self.values["largest_first"] >= 1:
            return np.lexsort((ids, -view.totals))
        met = norms_met(have, needs)[:, _MENDED].sum(axis=1)
        mean = np.minimum(norm_ratios(have, needs)[:, _MENDED], 1.0).mean(axis=1)
        return np.lexsort((ids, mean, met))

    def _may_be_upgraded(self, view: View) -> np.ndarray:
        """Return the public schools that stay, have pupils enough for some years, and are not taken on yet."""
        stays = view.stays() & ~view.named(view.upgrading())
        enough = self._pupils_ahead(view) >= self.values["least_pupils"]
        return stays & enough & (view.ownership == PUBLIC) & ~view.is_growing.astype(bool)

    def _pupils_ahead(self, view: View) -> np.ndarray:
        """Return the pupils schools will have if they go on to fall as in the last censuses; those they have if not."""
        now, change = view.totals.astype(float), np.zeros(len(view.school_ids))
        for back, census in enumerate(view.earlier[:_LOOKED_BACK], start=1):
            then = census.told_of(view.school_ids, census.totals, np.nan)
            change = np.where(np.isnan(then), change, (now - then) / back)
        return now + np.minimum(change, 0.0) * self.values["years_ahead"]


@lru_cache(maxsize=256)
def _rank(school_ids: tuple[str, ...]) -> np.ndarray:
    """Return the place of each id among all in their order, int (schools,): the same in most years."""
    return np.argsort(np.argsort(np.array(school_ids), kind="stable"), kind="stable")


def _room_area(row: int, view: View, rulebook: Rulebook) -> float:
    """Return the teaching area an ordinary room of a school brings along, m2."""
    of_pupil = per_pupil(rulebook, NORMS)[int(view.zone[row] == URBAN)]
    span = int(view.grade_low[row]), int(view.grade_high[row])
    return needs_of_room(of_pupil, rulebook.by_grade("class_standard"), *span)[_TEACHING]


def _order(school_id: str, year: int, short: np.ndarray, coming: int, room_area: float) -> Upgrade:
    """Return the order for what a school lacks; rooms, also those others ordered, bring `room_area` m2 each."""
    amounts = {NORMS[k]: short[k] for k in _MENDED}
    amounts["teaching_m2"] = max(0.0, np.ceil(short[_TEACHING] - (short[_ROOMS] + coming) * room_area))
    whole = {name: int(amounts.pop(name)) for name in ("rooms", "multimedia_rooms")}
    return Upgrade(school_id, year, **{name: float(amount) for name, amount in amounts.items()}, **whole)
