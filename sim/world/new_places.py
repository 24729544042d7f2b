"""Places that come into being within a run: a settlement for an estate, a school and those it may serve.

A geography is shared by all runs of a start and never changed: each function returns a new one for the run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from sim.base.draws import decision, new_uid, number_of
from sim.base.table import Table
from sim.kernels.codes import JUNIOR_SCHOOL, NINE_YEAR, OPEN, POINT, PRIMARY_SCHOOL, PUBLIC
from sim.world.limits import check_schools
from sim.world.norms import ALL_GIVEN
from sim.world.quality import quality_seen
from sim.world.roads import Roads, WaysToSchool
from sim.world.schools import EQUIPMENT
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
    takes_nearest : bool
        Its zone is also every settlement to which it is nearer than the school of the zone (就近划片).
    point : (float, float) or None
        Where it stands, km east and north of the region's origin; None = as the settlement says.
    year_last_phase : int
        School year in which its last phase opens, 0 = built whole.
    """

    school_id: str
    name: str
    settlement: int
    grade_low: int
    grade_high: int
    rooms: int
    amounts: Mapping[str, float] = field(default_factory=dict)
    takes_nearest: bool = False
    point: tuple[float, float] | None = None
    year_last_phase: int = 0


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

    Raises
    ------
    ValueError
        If the region has a school of this id.
    TooLargeError
        If it has as many schools as children can tell apart.
    """
    check_schools(len(region.schools) + 1)
    if new.school_id in region.row_of:
        raise ValueError(f"the region already has a school {new.school_id}")
    g, at = region.geography, new.settlement
    return {
        "uid": np.uint64(new_uid(_UID, 0, number_of(new.school_id), 0)), **site_at(g, at, new.point),
        "kind": kind_of(new.grade_low, new.grade_high), "ownership": PUBLIC, "grade_low": new.grade_low,
        "grade_high": new.grade_high,
        "status": OPEN, "year_opened": region.year, "rooms": new.rooms,
        "year_last_phase": new.year_last_phase, "norms_given": ALL_GIVEN, **new.amounts,
        **_equipment(region.schools, int(g.county[at]), new.rooms),
        "quality_base": _usual_quality(region.schools, int(g.county[at]), int(g.zone[at])),
    }  # fmt: skip


def site_at(g: Geography, settlement: int, point: tuple[float, float] | None = None) -> dict[str, object]:
    """Return the columns of a school's site, built for a settlement: near its point, or where `point` says."""
    x, y = point or (g.x[settlement] + KM_FROM_HOMES, g.y[settlement])
    return {
        **{name: getattr(g, name)[settlement] for name in ("county", "township", "zone")},
        "x": x, "y": y,
    }  # fmt: skip


def kind_of(grade_low: int, grade_high: int) -> int:
    """Return the kind of a school by its grades: nine-year if of both stages, a point if of low grades alone."""
    if grade_low > LAST_PRIMARY:
        return JUNIOR_SCHOOL
    if grade_high < LAST_PRIMARY:
        return POINT
    return NINE_YEAR if grade_high > LAST_PRIMARY else PRIMARY_SCHOOL


def _equipment(schools: Table, county: int, rooms: int) -> dict[str, float]:
    """Return computers and books of a new school: as many a room as its county's open schools have (assumption)."""
    out = {}
    for name in EQUIPMENT:
        told = (schools["status"] == OPEN) & (schools["county"] == county) & np.isfinite(schools[name])
        there = int(schools["rooms"][told].sum())
        out[name] = float(np.round(rooms * schools[name][told].sum() / there)) if there else np.nan
    return out


def _usual_quality(schools: Table, county: int, zone: int) -> float:
    alike = (schools["status"] == OPEN) & (schools["zone"] == zone)
    for those in (alike & (schools["county"] == county), alike):
        if those.any():
            return float(np.median(quality_seen(schools)[those]))
    return 0.0


def with_candidate(
    geography: Geography, schools: Table, row: int, settlement: int, numbers: Mapping[str, float],
    takes_nearest: bool = False,
) -> Geography:  # fmt: skip
    """Return a geography in which a new school is among the candidates of settlements.

    Its zone is the settlement it is built for: there it comes first. In every other settlement of its county to which
    it is nearer than the farthest school listed, it is listed where its distance puts it, but behind the schools the
    settlement is in the zone or by the table in the district of: these stay, and it takes their overflow. The district
    of the settlement it is built for, where the table names one, grows by it. With `takes_nearest` it comes first in
    every settlement of its county without a district by the table to which it is nearer than each school of the zone.

    Parameters
    ----------
    schools : Table
        With the new school in it.
    row, settlement : int
        The school's row, and the settlement it is built for.
    numbers : mapping of str to float
        Declared numbers, for the minutes of a trip.
    """
    g = replace(geography, roads=_roads_to(geography, schools, row, settlement, numbers))
    ways = WaysToSchool(g, schools, g.roads, numbers)
    return _listed(g, schools, row, settlement, ways, takes_nearest=takes_nearest)


def with_more_grades(
    geography: Geography, schools: Table, row: int, settlement: int, numbers: Mapping[str, float]
) -> Geography:
    """Return a geography in which a school that teaches more grades is listed where it was not, as `with_candidate`."""
    ways = WaysToSchool(geography, schools, geography.roads, numbers)
    return _listed(geography, schools, row, settlement, ways)


def with_moved_school(
    geography: Geography, schools: Table, row: int, settlement: int, numbers: Mapping[str, float]
) -> Geography:
    """Return a geography in which a school that stands on another site is listed where its distance now puts it.

    Districts of the table go on naming it. The settlement it has moved to has it first; parameters as of
    `with_candidate`.
    """
    g = replace(geography, roads=_roads_to(geography, schools, row, settlement, numbers))
    ways = WaysToSchool(g, schools, g.roads, numbers)
    minutes = ways.minutes(np.arange(g.n_settlements), row)
    for stage, (name, _) in enumerate(STAGES):
        which = getattr(g, f"candidates_{name}")
        way = np.where(which == row, minutes[:, None], getattr(g, f"minutes_{name}"))
        order = _nearest_first(ways, which, row, g.district_sizes[stage])
        changed = {f"candidates_{name}": which, f"minutes_{name}": way}
        g = replace(g, **{key: np.take_along_axis(lists, order, axis=1) for key, lists in changed.items()})
    return _listed(g, schools, row, settlement, ways, keeps_zones=False)


def _roads_to(g: Geography, schools: Table, row: int, settlement: int, numbers: Mapping[str, float]) -> Roads:
    """Return roads that lead to a school, new or moved, at the settlement it is built for."""
    step = np.hypot(g.x[settlement] - schools["x"][row], g.y[settlement] - schools["y"][row])
    return g.roads.with_school(row, settlement, step * numbers["detour"], numbers["ride_kmh"])


def _nearest_first(ways: WaysToSchool, which: np.ndarray, row: int, sizes: np.ndarray) -> np.ndarray:
    """Return the order of lists in which those that hold a school have the nearest first, of the district and beyond.

    Others stay as they are; int array of the lists' shape.
    """
    position = np.arange(which.shape[1])
    km = ways.km(np.arange(len(which))[:, None], which)
    has_it = (which == row).any(axis=1)[:, None]
    part = np.where(which < 0, 2, np.where(position < sizes[:, None], 0, 1))
    return np.lexsort((np.where(has_it, km, position), np.where(has_it, part, 0)), axis=1)


def _listed(
    g: Geography, schools: Table, row: int, settlement: int, ways: WaysToSchool, *, keeps_zones: bool = True,
    takes_nearest: bool = False,
) -> Geography:  # fmt: skip
    """Return a geography whose settlements list a school; see `with_candidate`.

    Lists that hold it already stay as they are. Unless it `keeps_zones`, distance alone decides, beyond the district.
    """
    zone, _ = g.zones(schools)
    places = np.arange(g.n_settlements)
    km, minutes = ways.km(places, row), ways.minutes(places, row)
    taught = np.zeros(9, bool)
    taught[schools["grade_low"][row] - 1 : schools["grade_high"][row]] = True
    changed, sizes = {}, g.district_sizes.copy()
    for stage, (name, grades) in enumerate(STAGES):
        if not taught[grades].any():
            continue
        which = getattr(g, f"candidates_{name}")
        has_it = (which == row).any(axis=1)
        of_zone = zone[:, grades][:, taught[grades] & keeps_zones]
        place = np.maximum(_place(ways, which, of_zone, km), sizes[stage])
        if takes_nearest:
            place[(sizes[stage] == 0) & _is_nearest(ways, of_zone, km)] = 0
        place[g.county != g.county[settlement]] = which.shape[1] + 1
        place[settlement] = 0
        place[has_it] = which.shape[1] + 1
        sizes[stage, settlement] += sizes[stage, settlement] > 0 and not has_it[settlement]
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


def _is_nearest(ways: WaysToSchool, zone: np.ndarray, km: np.ndarray) -> np.ndarray:
    """Return where a school `km` (settlements,) away is nearer than each zone school, int (settlements, grades)."""
    km_zone = ways.km(np.arange(len(zone))[:, None], zone)
    return (km[:, None] < np.where(zone >= 0, km_zone, np.inf)).all(axis=1)


def _inserted(lists: np.ndarray, place: np.ndarray, values: np.ndarray, blank: float) -> np.ndarray:
    """Return lists (rows, k) one longer, with `values` (rows,) at `place` (rows,), none beyond the end."""
    columns = np.arange(lists.shape[1] + 1)
    longer = np.pad(lists, ((0, 0), (0, 1)), constant_values=blank)
    before = np.maximum(columns - (columns > place[:, None]), 0)
    return np.where(
        columns == place[:, None], values[:, None], np.take_along_axis(longer, before, axis=1)
    ).astype(lists.dtype)
