"""Made-up worlds of a stated size: input tables whose totals give so many adults, children and schools.

Shapes of fertility and mortality are those of the Tonghua tables. Births are given at the level that would keep
the number of children; families also leave, so a run of 19 years holds fewer child-years than 19 times the start.
What is measured is the child-years that were there.
"""

from dataclasses import dataclass, replace
from itertools import product
from math import isqrt
from pathlib import Path

import pandas as pd

from sim.inputs.tables import InputTables, empty_frame, read_tables

SHAPES = Path(__file__).parent.parent / "scenarios" / "tonghua" / "input"
START_YEAR = 2017
LAST_YEAR = 2035
CHILD_AGES = 18
SEAT_SHARE, URBAN_SHARE = 0.35, 0.5
MADE = {"source": "made for measuring", "confidence": "assumption", "note": ""}

# Share of the schools of a county by kind and zone kind.
SCHOOL_SHARES = {
    ("primary", "town"): 0.20,
    ("primary", "village"): 0.25,
    ("point", "village"): 0.25,
    ("junior", "town"): 0.12,
    ("junior", "village"): 0.08,
    ("nine_year", "town"): 0.05,
    ("nine_year", "village"): 0.05,
}


@dataclass(frozen=True)
class Size:
    """What a world holds at its start.

    Attributes
    ----------
    adults, households, children : int
        Residents of 18 and over; households with children; residents under 18.
    schools, settlements, counties, townships : int
        Places, all counties together.
    repeats : int
        How many timed runs are made; the median counts.
    last_year : int
        Last school year of a run.
    """

    adults: int
    households: int
    children: int
    schools: int
    settlements: int
    counties: int
    townships: int
    repeats: int
    last_year: int = LAST_YEAR

    @property
    def years(self) -> tuple[int, int]:
        """Return first and last school year of a run."""
        return START_YEAR, self.last_year

    def doubled(self) -> "Size":
        """Return a world twice as large: as many people, schools and settlements again in as many counties again."""
        places = ("adults", "households", "children", "schools", "settlements", "counties", "townships")
        return replace(self, **{name: 2 * getattr(self, name) for name in places})

    def numbers(self) -> dict[str, float]:
        """Return the synthesis parameters that make this many settlements and households."""
        communities = round(0.2 * self.settlements)
        towns = sum(
            n // 2 - 1 for n in _equal(self.townships, self.counties)
        )  # seats of towns, less county seats
        villages = self.settlements - communities - towns
        people = self.adults + self.children
        return {
            # Grouping misses its target by some percent where families are large: ask for a little more.
            "children_per_household": 1.045 * self.children / self.households,
            "persons_per_village": people * (1 - URBAN_SHARE) / villages,
            "persons_per_community": people * SEAT_SHARE / communities,
        }


SIZES = {
    "county": Size(
        adults=100_000, households=28_000, children=40_000, schools=80, settlements=400,
        counties=1, townships=14, repeats=7,
    ),
    "prefecture": Size(
        adults=700_000, households=210_000, children=300_000, schools=400, settlements=3_000,
        counties=7, townships=98, repeats=3,
    ),
    "province": Size(
        adults=9_300_000, households=2_800_000, children=4_000_000, schools=5_300, settlements=40_000,
        counties=93, townships=1_302, repeats=1, last_year=LAST_YEAR + 1,
    ),
}  # fmt: skip
WARM_UP = Size(
    adults=5_000, households=1_400, children=2_000, schools=20, settlements=40,
    counties=2, townships=6, repeats=1,
)  # fmt: skip


def shares_of(total: int, weights: list[float]) -> list[int]:
    """Return whole numbers in proportion to `weights` that sum to `total` (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def _equal(total: int, parts: int) -> list[int]:
    return shares_of(total, [1.0] * parts)


def _table(columns: list[str], rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns).assign(**MADE)


def _codes(size: Size) -> list[str]:
    return [f"9900{i + 1:02d}" for i in range(size.counties)]


def _counties(size: Size) -> pd.DataFrame:
    adults, children = _equal(size.adults, size.counties), _equal(size.children, size.counties)
    across = max(3, isqrt(size.counties))  # counties of a row from west to east
    rows = [
        (
            code,
            f"County {code}",
            125.0 + 0.7 * (i % across),
            41.5 + 0.5 * (i // across),
            adults[i] + children[i],
        )
        for i, code in enumerate(_codes(size))
    ]
    table = _table(["county_code", "county", "lon", "lat", "residents"], rows)
    return table.assign(
        kind="county",
        is_counted_apart=0,
        area_km2=2500.0,
        year=START_YEAR,
        hukou_population=table["residents"],
        urban_share=URBAN_SHARE,
        seat_share=SEAT_SHARE,
        resident_growth=0.0,
    )


def _townships(size: Size) -> pd.DataFrame:
    rows = []
    for code, number in zip(_codes(size), _equal(size.townships, size.counties), strict=True):
        kinds = ["town"] * (number // 2) + ["township"] * (number - number // 2)
        rows += [(f"{code}{i:03d}", f"{kind} {i}", code, kind, int(i == 0)) for i, kind in enumerate(kinds)]
    table = _table(["township_code", "township", "county_code", "kind", "is_seat"], rows)
    return table.assign(residents=pd.array([pd.NA] * len(table), dtype="Int64"))


def _population(size: Size) -> pd.DataFrame:
    """Return children evenly by age; adults even up to 59, then fewer each five years."""
    groups = [(18, 19), *((low, low + 4) for low in range(20, 95, 5)), (95, 100)]
    weights = [(high - low + 1) * min(1.0, max(0.01, (90 - low) / 35)) for low, high in groups]
    rows = []
    for code, adults, children in zip(
        _codes(size), _equal(size.adults, size.counties), _equal(size.children, size.counties), strict=True
    ):
        cells = [(age, age) for age in range(CHILD_AGES)] + groups
        counts = _equal(children, CHILD_AGES) + shares_of(adults, weights)
        for (low, high), count in zip(cells, counts, strict=True):
            rows += [(code, "male", low, high, count // 2), (code, "female", low, high, count - count // 2)]
    return _table(["county_code", "sex", "age_low", "age_high", "persons"], rows)


def _births(size: Size) -> pd.DataFrame:
    yearly = _equal(round(size.children / CHILD_AGES), size.counties)
    rows = [
        (code, year, basis, births)
        for code, births in zip(_codes(size), yearly, strict=True)
        for year, basis in product(range(START_YEAR - CHILD_AGES, LAST_YEAR + 1), ("registered", "resident"))
    ]
    return _table(["county_code", "year", "basis", "births"], rows)


def _school_totals(size: Size) -> pd.DataFrame:
    rows = []
    for code, schools in zip(_codes(size), _equal(size.schools, size.counties), strict=True):
        parts = shares_of(schools, list(SCHOOL_SHARES.values()))
        rows += [(code, kind, zone, n) for (kind, zone), n in zip(SCHOOL_SHARES, parts, strict=True) if n]
    return _table(["county_code", "kind", "zone_kind", "schools"], rows)


def _fertility_level() -> pd.DataFrame:
    rows = [(variant, year, 2.0) for variant, year in product(("low", "medium", "high"), range(2010, 2051))]
    return _table(["variant", "year", "tfr"], rows)


def make_tables(size: Size) -> InputTables:
    """Return the input tables of a world of this size."""
    shapes = read_tables(SHAPES)
    made = {
        "counties": _counties(size),
        "townships": _townships(size),
        "population": _population(size),
        "births": _births(size),
        "fertility_level": _fertility_level(),
        "school_totals": _school_totals(size),
    }
    return InputTables(
        folder=Path("benchmarks"),
        start_year=START_YEAR,
        fertility=shapes.fertility,
        mortality=shapes.mortality,
        **{name: _with_optional_columns(name, frame) for name, frame in made.items()},
    )


def _with_optional_columns(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with every declared column; what is not made is empty, as where a file does not give it."""
    empty = empty_frame(name)
    lacking = {c: empty[c].reindex(frame.index, fill_value="" if empty[c].dtype == "str" else None)
               for c in empty if c not in frame}  # fmt: skip
    return frame.assign(**lacking)
