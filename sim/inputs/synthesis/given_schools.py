"""Schools as a bureau lists them: which are open, where they stand, what they teach, the rooms and beds they have."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.inputs.synthesis.geography import Settled, project
from sim.inputs.tables import InputTables
from sim.kernels.codes import COUNTY_SEAT, JUNIOR_SCHOOL, KIND_NAMES, OWNERSHIP_NAMES, ZONE_NAMES

UNKNOWN = -1


@dataclass(frozen=True)
class Sited:
    """A school with its site: what both given and made-up schools are made of.

    Attributes
    ----------
    school_id : str
    county, township, place, kind, zone, ownership : int
        `place` is the settlement it stands in or nearest to.
    x, y : float
        Km; NaN = in the settlement.
    grades : (int, int), optional
        Lowest and highest grade taught; None = by kind.
    """

    school_id: str
    county: int
    township: int
    place: int
    kind: int
    zone: int
    ownership: int = 0
    x: float = np.nan
    y: float = np.nan
    grades: tuple[int, int] | None = None


def open_schools(tables: InputTables) -> pd.DataFrame:
    """Return the rows of schools.csv that teach in the start year.

    Schools closed before it are left out, and so are those that open later: a planned school comes by order, so that
    a scenario without the order has none.
    """
    rows = tables.schools
    begun = rows["opened"].isna() | (rows["opened"] <= tables.start_year).fillna(False)
    goes_on = rows["closed"].isna() | (rows["closed"] >= tables.start_year).fillna(False)
    return rows[begun & goes_on]


def is_listed(tables: InputTables) -> np.ndarray:
    """Return which counties have a list of schools, bool array (counties,)."""
    return tables.counties["county_code"].isin(tables.schools["county_code"]).to_numpy()


def of_county(tables: InputTables, county: int, settled: Settled) -> list[Sited]:
    """Return the open schools of a county in the order of the table."""
    rows = open_schools(tables)
    rows = rows[rows["county_code"] == tables.counties["county_code"].iloc[county]]
    x, y = project(tables.counties, rows["lon"].to_numpy(float), rows["lat"].to_numpy(float))
    towns = {code: t for t, code in enumerate(tables.townships["township_code"])}
    spans, served = _spans(tables), {}
    out = []
    for i, row in enumerate(rows.itertuples()):
        kind, zone = KIND_NAMES.index(row.kind), ZONE_NAMES.index(row.zone_kind)
        town = towns.get(row.township_code, UNKNOWN)
        place = (
            _nearest(settled, county, x[i], y[i])
            if np.isfinite(x[i])
            else _next_place(settled, county, town, zone, kind, served)
        )
        out.append(
            Sited(
                row.school_code, county, town if town != UNKNOWN else int(settled.township[place]), place, kind, zone,
                OWNERSHIP_NAMES.index(row.ownership or "public"), float(x[i]), float(y[i]),
                _grades(row, spans.get(row.school_code)),
            )
        )  # fmt: skip
    return out


def _nearest(settled: Settled, county: int, x: float, y: float) -> int:
    mine = np.flatnonzero(settled.county == county)
    return int(mine[np.argmin(np.hypot(settled.x[mine] - x, settled.y[mine] - y))])


def _next_place(settled: Settled, county: int, town: int, zone: int, kind: int, served: dict) -> int:
    """Return the largest settlement of the school's township and zone that has had least schools of the stage.

    Where there is none of the zone, any of the township; where no township is given, the county seat.
    """
    here = (settled.county == county) & ((settled.township == town) | (town == UNKNOWN))
    for among in (here & (settled.zone == zone), here):
        if town == UNKNOWN and (among & (settled.rank == COUNTY_SEAT)).any():
            among = among & (settled.rank == COUNTY_SEAT)
        places = np.flatnonzero(among)
        if len(places):
            break
    else:
        places = np.flatnonzero((settled.county == county) & (settled.rank == COUNTY_SEAT))
    ordered = places[np.argsort(-settled.weight[places], kind="stable")]
    turn = served.setdefault((int(ordered[0]), len(ordered), kind == JUNIOR_SCHOOL), 0)
    served[int(ordered[0]), len(ordered), kind == JUNIOR_SCHOOL] = turn + 1
    return int(ordered[turn % len(ordered)])


def _spans(tables: InputTables) -> dict[str, tuple[int, int, int, int]]:
    """Return lowest and highest grade of a school in enrolment.csv, of all its rows and of those with pupils."""
    rows = tables.enrolment
    busy = rows[rows["pupils"] > 0]
    low, high = rows.groupby("school_code")["grade"].min(), rows.groupby("school_code")["grade"].max()
    first, last = busy.groupby("school_code")["grade"].min(), busy.groupby("school_code")["grade"].max()
    return {
        code: (int(low[code]), int(high[code]), int(first.get(code, 9)), int(last.get(code, 1)))
        for code in low.index
    }


def _grades(row, span: tuple[int, int, int, int] | None) -> tuple[int, int] | None:
    """Return the grades a school teaches: as given, else those of its rows in enrolment.csv, else None (by kind).

    A row without pupils tells that the grade is taught; pupils beyond the given grades are taught all the same.
    """
    low, high = row.grade_low, row.grade_high
    if span is None:
        return None if pd.isna(low) or pd.isna(high) else (int(low), int(high))
    low = span[0] if pd.isna(low) else min(int(low), span[2])
    high = span[1] if pd.isna(high) else max(int(high), span[3])
    return int(low), int(high)


def given_numbers(tables: InputTables, school_ids: tuple[str, ...], column: str) -> np.ndarray:
    """Return a count of schools.csv by school, int array (schools,), `UNKNOWN` where it is not given."""
    values = tables.schools.set_index("school_code")[column].reindex(list(school_ids))
    return values.astype("Int64").fillna(UNKNOWN).to_numpy(np.int64)


def central_schools(tables: InputTables, school_ids: tuple[str, ...]) -> np.ndarray:
    """Return the row of the central school (中心校) that runs each school, int (schools,); -1 where none is open."""
    row_of = {school_id: row for row, school_id in enumerate(school_ids)}
    central = tables.schools.set_index("school_code")["central_school"].reindex(list(school_ids))
    return np.array([row_of.get(code, UNKNOWN) for code in central], np.int64)


def given_amounts(tables: InputTables, school_ids: tuple[str, ...], column: str) -> np.ndarray:
    """Return a measure of schools.csv by school, float array (schools,), NaN where it is not given."""
    values = tables.schools.set_index("school_code")[column].reindex(list(school_ids))
    return values.to_numpy(float, na_value=np.nan)
