"""Areas, multimedia rooms and equipment of schools at the start: as given, else made up in a ratio to the norms.

Buildings and grounds follow the rooms, as they were built for: a village school that has lost pupils has room enough,
a crowded one in town has not. Equipment follows the pupils of the start. Whoever reads records finds in `norms_given`
which amounts are known.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.inputs.synthesis.given_schools import UNKNOWN, given_numbers
from sim.inputs.tables import InputTables
from sim.kernels.codes import URBAN, VILLAGE
from sim.kernels.norms import NORMS
from sim.rules.norms import per_pupil
from sim.rules.rulebook import Rulebook
from sim.world.norms import of_room

_CONDITION = decision("synthesis.condition")
MADE_UP = ("teaching_m2", "sports_m2", "site_m2", "multimedia_rooms", "equipment_yuan")
_GROUNDS = ("sports_m2", "site_m2")
GIVEN_IN = {"rooms": "ordinary_rooms"}  # columns of schools.csv with another name


def fill(
    tables: InputTables, school_ids: tuple[str, ...], schools, pupils: np.ndarray, numbers, draw: int
) -> None:
    """Set areas, multimedia rooms, equipment and `norms_given` of schools that have their rooms, in place."""
    given = {name: _given(tables, school_ids, name) for name in NORMS}
    other = given_amounts(tables, school_ids, "other_teaching_m2")
    whole = schools["rooms"] * _room_m2(schools, numbers) + other
    given["teaching_m2"] = np.where(np.isnan(given["teaching_m2"]), whole, given["teaching_m2"])
    known = [~np.isnan(given[name]) for name in NORMS]
    made_up = _made_up(schools, pupils, numbers, draw)
    for name in MADE_UP:
        schools.writable(name)[:] = np.where(np.isnan(given[name]), made_up[name], given[name])
    schools.writable("norms_given")[:] = sum(known[k].astype(np.uint8) << k for k in range(len(NORMS)))


def given_amounts(tables: InputTables, school_ids: tuple[str, ...], column: str) -> np.ndarray:
    """Return an amount of schools.csv by school, float (schools,), NaN where it is not given."""
    values = tables.schools.set_index("school_code")[column].reindex(list(school_ids))
    return values.to_numpy(float)


def _given(tables: InputTables, school_ids: tuple[str, ...], name: str) -> np.ndarray:
    column = GIVEN_IN.get(name, name)
    if name in {"rooms", "multimedia_rooms", "beds"}:
        counts = given_numbers(tables, school_ids, column)
        return np.where(counts == UNKNOWN, np.nan, counts)
    return given_amounts(tables, school_ids, column)


def _room_m2(schools, numbers) -> np.ndarray:
    """Return the usable area of an ordinary room of a standard class, m2 (schools,), the mean of the grades taught."""
    standard = Rulebook().by_grade("class_standard")
    per_seat = np.repeat([numbers["room_m2_per_seat_primary"], numbers["room_m2_per_seat_junior"]], (6, 3))
    up_to = np.concatenate([[0.0], np.cumsum(per_seat * standard)])
    low, high = schools["grade_low"].astype(int), schools["grade_high"].astype(int)
    return (up_to[high] - up_to[low - 1]) / (high - low + 1)


def _made_up(schools, pupils: np.ndarray, numbers, draw: int) -> dict[str, np.ndarray]:
    """Return amounts by name: the norm x the declared ratio of the kind and zone x a draw of the school's own."""
    norm, out = _norm_amounts(schools, pupils), {}
    village = np.where(schools["zone"] == VILLAGE, numbers["village_condition_ratio"], 1.0)
    urban = np.where(schools["zone"] == URBAN, numbers["urban_grounds_ratio"], 1.0)
    shared = draws_for(draw, _CONDITION, 0, schools["uid"])
    for k, name in enumerate(MADE_UP):
        luck = (
            shared + draws_for(draw, _CONDITION, 0, schools["uid"], k + 1) - 1.0
        )  # (-1, 1), schools good or bad in all
        factor = 1.0 + numbers["start_norm_spread"] * luck
        zone = urban if name in _GROUNDS else village
        out[name] = np.round(norm[name] * numbers[f"start_{name}_ratio"] * zone * factor)
    return out


def _norm_amounts(schools, pupils: np.ndarray) -> dict[str, np.ndarray]:
    """Return what the norms ask for standard classes in all rooms; of equipment, for the pupils of the start."""
    book, columns = Rulebook(), (schools[name] for name in ("zone", "grade_low", "grade_high"))
    rooms = np.array([of_room(book, *one) for one in zip(*columns, strict=True)]).reshape(-1, len(NORMS))
    amounts = schools["rooms"][:, None] * rooms
    amounts[:, NORMS.index("equipment_yuan")] = pupils @ per_pupil(book, ("equipment_yuan",))[0, :, 0]
    return dict(zip(NORMS, amounts.T, strict=True))
