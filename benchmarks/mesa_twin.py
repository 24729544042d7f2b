"""The model beside a twin in plain Mesa: the same part of the year, the same records, and how long each takes.

The part is ageing, admission by zone and group, class formation and dropout; nobody is born or moves, and homes,
teachers and journeys stay as they were at the start. The model does a little more in it: adults age and die, families
dissolve, applications are told by outcome, checks are made. Before anything is timed the records must be the same.
"""

import statistics
import time
from dataclasses import replace

import numpy as np

from benchmarks.plain_mesa import FLOWS, Rules, Twin

YEARS, SEED = 6, 1  # years after the first; seed of the luck
TIMED, REPEATS = "county", 3
PART = ("ageing", "admission", "classes", "dropout")
FLOW_OF = dict(
    zip(FLOWS, ("n_entrants", "n_overflow_in", "n_over_capacity", "n_dropouts", "n_returns"), strict=True)
)


class Noted:
    """What the model records of the part: rows as those of the twin, and what held in each year."""

    def __init__(self) -> None:
        self.rows: list[np.ndarray] = []
        self.years: dict[int, tuple] = {}

    def take(self, region, rules, orders) -> None:
        """Take the rows of a year."""
        from sim.kernels.codes import FLOW_NAMES

        s, flows = region.schools, region.register.flows
        columns = [s["pupils"], s["classes"], *(flows[FLOW_NAMES.index(name)] for name in FLOW_OF.values())]
        school, grade = np.indices(s["pupils"].shape)
        year = np.full_like(school, region.year)
        self.rows.append(np.stack([x.ravel() for x in (year, school, grade + 1, *columns)], axis=1))

    def take_rules(self, region, rules, orders) -> None:
        """Take what holds in a year, for the twin."""
        from sim.kernels.numbers import dropout_terms
        from sim.processes.dropout import intercepts, staffed

        told = [_rules_of(book) for book in rules]
        terms = dropout_terms(region.numbers).tolist()
        self.years[region.year] = (told, intercepts(region).tolist(), staffed(region).tolist(), terms)


def _rules_of(book) -> Rules:
    return Rules(
        book.planned_size().tolist(), book.by_grade("forming_size").tolist(), book.by_grade("cutoff").tolist(),
        book.minutes_limits().tolist(), book.merge_below, book.multigrade_max, bool(book.has_hard_stop),
        bool(book.stops_transfers), book.permit_months_required,
    )  # fmt: skip


def model_of(world, start, noted: Noted, *, with_rules: bool):
    """Return a region, and the plan of its first and of its later years: the part alone."""
    from sim.processes.year import year
    from sim.world.region import Region, Step

    taken = Step("rows", "recorder", "rows as those of the twin", noted.take)
    rules = Step("rules", "recorder", "what holds, for the twin", noted.take_rules)
    steps = tuple(step for step in year(taken, taken) if step.name in PART)
    begun = tuple(step for step in steps if step.name == "dropout")
    before = (rules,) if with_rules else ()
    region = Region(start, world.numbers, world.scenario.policies, SEED)
    return region, (*before, *begun, taken), (*before, *steps, taken)


def model_run(world, start, *, with_rules: bool = False) -> tuple[Noted, float]:
    """Make the part with the model; return what it noted and the seconds it took."""
    noted = Noted()
    region, first, later = model_of(world, start, noted, with_rules=with_rules)
    begun = time.perf_counter()
    for k in range(YEARS + 1):
        region.plan = first if k == 0 else later
        region.step()
    return noted, time.perf_counter() - begun


def twin_run(world, start, years: dict[int, tuple]) -> tuple[Twin, float]:
    """Make the part with the twin; return it and the seconds it took."""
    zone, _ = start.geography.zones(start.schools)
    twin = Twin(start, world.numbers, zone, years, SEED)
    begun = time.perf_counter()
    for _ in range(YEARS + 1):
        twin.step()
    return twin, time.perf_counter() - begun


def crowded_world():
    """Return a world of 2,000 children whose six schools have half their rooms, so that seats are short; its start."""
    from benchmarks.made_world import World
    from benchmarks.worlds import WARM_UP

    world = World(replace(WARM_UP, schools=6, counties=1, townships=2))
    start = world.start()
    schools = start.schools.copy()
    with schools.writing_as(schools.columns["rooms"].owner):
        schools.writable("rooms")[:] = np.maximum(1, schools["rooms"] // 2)
    return world, replace(start, schools=schools)


def both_records(world, start) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the model and of the twin: year, school, grade, pupils, classes and the flows of `FLOWS`."""
    noted, _ = model_run(world, start, with_rules=True)
    twin, _ = twin_run(world, start, noted.years)
    return np.concatenate(noted.rows), np.array(twin.records)


def measure() -> dict:
    """Return seconds of model and twin and their ratio; to be called in a fresh process.

    Raises
    ------
    SystemExit
        When a record of the two differs: then there is nothing to compare.
    """
    from benchmarks.made_world import World
    from benchmarks.worlds import SIZES

    ours, theirs = both_records(*crowded_world())
    if not np.array_equal(ours, theirs):
        raise SystemExit("the plain Mesa twin has other records than the model: nothing is timed")
    world = World(SIZES[TIMED])
    start = world.start()
    noted, _ = model_run(world, start, with_rules=True)
    times = sorted(model_run(world, start)[1] for _ in range(REPEATS))
    _, of_twin = twin_run(world, start, noted.years)
    seconds = statistics.median(times)
    return {
        "part": list(PART),
        "years": YEARS + 1,
        "children": len(start.children),
        "rows_checked": len(ours),
        "model_seconds": round(seconds, 4),
        "model_seconds_range": [round(times[0], 4), round(times[-1], 4)],
        "twin_seconds": round(of_twin, 2),
        "mesa_twin_ratio": round(of_twin / seconds, 1),
    }


def show(figures: dict) -> None:
    """Print one line."""
    print(
        f"mesa_twin    {figures['mesa_twin_ratio']:,.1f} x: plain Mesa {figures['twin_seconds']} s, the model "
        f"{figures['model_seconds']} s; {figures['children']:,} children, {figures['years']} years"
    )
