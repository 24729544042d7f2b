"""Places that come into being within a run: a settlement for an estate, a school and those it may serve.

A geography is shared by all runs of a start and never changed: each function returns a new one for the run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from sim.base.draws import decision, new_uid, number_of
from sim.base.table import Table
from sim.kernels.codes import JUNIOR_SCHOOL, NINE_YEAR, OPEN, PRIMARY_SCHOOL, PUBLIC
from sim.world.norms import ALL_GIVEN
from sim.world.roads import WaysToSchool
from sim.world.start import Geography
from sim.world.state import State

_UID = decision("network.new_school")
LAST_PRIMARY = 6  # grade
# Km from its settlement: the mean way within the service radius of 500 m of an urban primary school (GB50180), two
# thirds of it; eastwards, as any side would do (assumption).
KM_FROM_HOMES = 1.0 / 3.0
STAGES = (("primary", slice(0, LAST_PRIMARY)), ("junior", slice(LAST_PRIMARY, 9)))
OF_SETTLEMENT = (
    "x", "y", "zone", "rank", "township", "county", "place", "weight", "km_seat", "seat_of_township", "seat_sample",
    "candidates_primary", "candidates_junior", "minutes_primary", "minutes_junior",
)  # fmt: skip


@dataclass(frozen=True)
class NewSchool:
    """What is decided of a new public school (新建公办学校).

    Attributes
    ----------
    school_id, name : str
    settlement : int
        The settlement it is built for; it stands `KM_FROM_HOMES` east of its point.
    grade_low, grade_high : int
        Lowest and highest grade taught.
    rooms : int
        Ordinary rooms (普通教室).
    amounts : mapping of str to float
        What else it opens with of `sim.kernels.norms.NORMS`, by column of schools; 0 where not said.
    """

    school_id: str
    name: str
    settlement: int
    grade_low: int
    grade_high: int
    rooms: int
    amounts: Mapping[str, float] = field(default_factory=dict)


def with_settlement(geography: Geography, beside: int) -> Geography:
    """Return a geography with one more settlement, the last, at the point of another and with its schools.

    It had no residents at the start, so that no family finds a home there by the weights of places.
    """
    longer = {name: _one_more(getattr(geography, name), beside) for name in OF_SETTLEMENT}
    longer["weight"][-1] = 0.0
    sizes = _one_more(geography.district_sizes.T, beside).T
    return replace(geography, **longer, district_sizes=sizes, roads=geography.roads.with_settlement(beside))


def _one_more(rows: np.ndarray, like: int) -> np.ndarray:
    return np.concatenate([rows, rows[like : like + 1]])


def new_row(region: State, new: NewSchool) -> dict[str, object]:
    """Return the columns of a new school's row; it opens this year.

    Its lasting number derives from its id alone. Its drawing power is the median of the open schools in its zone kind:
    of its county, else of the region; 0 where there are none.
    """
    g, at = region.geography, new.settlement
    return {
        "uid": np.uint64(new_uid(_UID, 0, number_of(new.school_id), 0)), "county": g.county[at],
        "township": g.township[at], "x": g.x[at] + KM_FROM_HOMES, "y": g.y[at],
        "kind": kind_of(new.grade_low, new.grade_high),
        "zone": g.zone[at], "ownership": PUBLIC, "grade_low": new.grade_low, "grade_high": new.grade_high,
        "status": OPEN, "year_opened": region.year, "rooms": new.rooms, "norms_given": ALL_GIVEN, **new.amounts,
        "quality": _usual_quality(region.schools, int(g.county[at]), int(g.zone[at])),
    }  # fmt: skip


def kind_of(grade_low: int, grade_high: int) -> int:
    """Return the kind of a school by the grades it teaches: primary, junior, or nine-year where it goes on to both."""
    if grade_low > LAST_PRIMARY:
        return JUNIOR_SCHOOL
    return NINE_YEAR if grade_high > LAST_PRIMARY else PRIMARY_SCHOOL


def _usual_quality(schools: Table, county: int, zone: int) -> float:
    alike = (schools["status"] == OPEN) & (schools["zone"] == zone)
    for those in (alike & (schools["county"] == county), alike):
        if those.any():
            return float(np.median(schools["quality"][those]))
    return 0.0


def with_candidate(
    geography: Geography, schools: Table, row: int, settlement: int, numbers: Mapping[str, float]
) -> Geography:
    """Return a geography in which a new school is among the candidates of settlements.

    Its zone is the settlement it is built for: there it comes first. In every other settlement of its county to which
    it is nearer than the farthest school listed, it is listed where its distance puts it, but behind the schools the
    settlement is in the zone or by the table in the district of: these stay, and it takes their overflow. The district
    of the settlement it is built for, where the table names one, grows by it.

    Parameters
    ----------
    schools : Table
        With the new school in it.
    row, settlement : int
        The school's row, and the settlement it is built for.
    numbers : mapping of str to float
        Declared numbers, for the minutes of a trip.
    """
    step = np.hypot(geography.x[settlement] - schools["x"][row], geography.y[settlement] - schools["y"][row])
    roads = geography.roads.with_school(settlement, step * numbers["detour"], numbers["ride_kmh"])
    g = replace(geography, roads=roads)
    zone, _ = g.zones(schools)
    ways, places = WaysToSchool(g, schools, roads, numbers), np.arange(g.n_settlements)
    km, minutes = ways.km(places, row), ways.minutes(places, row)
    taught = np.zeros(9, bool)
    taught[schools["grade_low"][row] - 1 : schools["grade_high"][row]] = True
    changed, sizes = {}, g.district_sizes.copy()
    for stage, (name, grades) in enumerate(STAGES):
        if not taught[grades].any():
            continue
        which = getattr(g, f"candidates_{name}")
        place = np.maximum(_place(ways, which, zone[:, grades][:, taught[grades]], km), sizes[stage])
        place[g.county != g.county[settlement]] = which.shape[1] + 1
        place[settlement] = 0
        sizes[stage, settlement] += sizes[stage, settlement] > 0
        changed[f"candidates_{name}"] = _inserted(which, place, np.full(len(km), row), -1)
        changed[f"minutes_{name}"] = _inserted(getattr(g, f"minutes_{name}"), place, minutes, np.inf)
    return replace(g, **changed, district_sizes=sizes)


def _place(ways: WaysToSchool, which: np.ndarray, zone: np.ndarray, km: np.ndarray) -> np.ndarray:
    """Return where a school `km` (settlements,) away comes in each list: behind those that are nearer and the zone's.

    `zone` (settlements, grades) holds the zone schools of the grades it teaches. Beyond the list where it is farther
    than every school of it.
    """
    listed = which >= 0
    km_listed = ways.km(np.arange(len(which))[:, None], which)
    is_before = (km_listed <= km[:, None]) | (which[:, :, None] == zone[:, None, :]).any(axis=2)
    behind = np.where(listed & is_before, np.arange(1, which.shape[1] + 1), 0).max(axis=1)
    is_in_reach = km < np.where(listed, km_listed, -1.0).max(axis=1)
    return np.where(is_in_reach, behind, which.shape[1] + 1)


def _inserted(lists: np.ndarray, place: np.ndarray, values: np.ndarray, blank: float) -> np.ndarray:
    """Return lists (rows, k) one longer, with `values` (rows,) at `place` (rows,), none beyond the end."""
    columns = np.arange(lists.shape[1] + 1)
    longer = np.pad(lists, ((0, 0), (0, 1)), constant_values=blank)
    before = np.maximum(columns - (columns > place[:, None]), 0)
    return np.where(
        columns == place[:, None], values[:, None], np.take_along_axis(longer, before, axis=1)
    ).astype(lists.dtype)
