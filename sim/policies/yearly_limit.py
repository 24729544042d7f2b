"""A year's money of a county (年度限额) by its pupils: what levers of a budget set."""

from collections.abc import Mapping

from sim.kernels.codes import PUBLIC
from sim.rules.rulebook import RULES
from sim.rules.view import View


def limit_of_year(field: str, values: Mapping[str, float], year: int, view: View) -> dict[str, object]:
    """Return a rulebook field as `yuan_per_pupil` x pupils of the county's public schools / `strength`, whole yuan.

    Empty before `year_first`, at zero strength and where no census is published yet.
    """
    if values["strength"] == 0 or year < values["year_first"] or not view.school_ids:
        return {}
    pupils = int(view.totals[view.ownership == PUBLIC].sum())
    limit = round(values["yuan_per_pupil"] * pupils / values["strength"])
    return {field: float(min(RULES[field].bounds[1], limit))}
