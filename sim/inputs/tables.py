"""A folder of canonical tables: read strictly, checked against each other, and filled where it says nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim.base.errors import Say, UserErrors
from sim.inputs.checks.given import Given
from sim.inputs.checks.rules import broken_rules
from sim.inputs.filling.draft import Draft
from sim.inputs.filling.fill import fill_tables
from sim.inputs.folder import odd_files, read_folder
from sim.inputs.frames import empty_frame, frame_of_read
from sim.inputs.levels import rows_set_aside, split_levels, split_years
from sim.inputs.origins import Origins, origins_of_reads
from sim.inputs.schema import TABLES


def _empty(name: str) -> pd.DataFrame:
    """Return a field that is a table without rows unless given."""
    return field(default_factory=lambda: empty_frame(name))


@dataclass(frozen=True, eq=False)
class InputTables:
    """The canonical tables of one place, one data frame a table.

    Text columns hold str ('' where an optional text is missing), whole numbers int64 (Int64 with NA where
    the column is optional), other numbers float64.  The rows stand in the order of the files; those of
    population, enrolment and classes are of the start year.  Population rows add up: persons of a county are
    the sum of its rows, those with hukou 'away' apart.  Births have a row of the whole county (blank
    township_code) for every year, behind the rows of its townships where these are given: never sum both.

    Counties, townships, population, births, fertility, fertility_level, mortality and school_totals always
    have rows; the other tables are empty where the folder does not give them.

    Parameters
    ----------
    folder : Path
        Where they were read.
    start_year : int
        The year of the tables: the run starts on 1 September of it.
    warnings : tuple of Say
        What was odd but not wrong.
    origins : dict of (str, str) to Origin
        Where the values of each table and column come from: read, derived or assumed, and how.
    history : dict of str to DataFrame
        Rows of population, enrolment and classes of other years than the start year.
    """

    folder: Path
    start_year: int
    counties: pd.DataFrame
    townships: pd.DataFrame
    population: pd.DataFrame
    births: pd.DataFrame
    fertility: pd.DataFrame
    fertility_level: pd.DataFrame
    mortality: pd.DataFrame
    school_totals: pd.DataFrame = _empty("school_totals")
    settlements: pd.DataFrame = _empty("settlements")
    schools: pd.DataFrame = _empty("schools")
    enrolment: pd.DataFrame = _empty("enrolment")
    classes: pd.DataFrame = _empty("classes")
    teachers: pd.DataFrame = _empty("teachers")
    districts: pd.DataFrame = _empty("districts")
    feeders: pd.DataFrame = _empty("feeders")
    estates: pd.DataFrame = _empty("estates")
    roads: pd.DataFrame = _empty("roads")
    entrants_history: pd.DataFrame = _empty("entrants_history")
    bus_lines: pd.DataFrame = _empty("bus_lines")
    warnings: tuple[Say, ...] = field(default=())
    origins: Origins = field(default_factory=dict)
    history: dict[str, pd.DataFrame] = field(default_factory=dict)

    def is_given(self, name: str) -> bool:
        """Tell whether any row of a table was read in the folder, at whatever year."""
        key = (name, TABLES[name].columns[0].name)
        return name in self.history or (key in self.origins and self.origins[key].rows_read > 0)


def read_tables(folder: Path) -> InputTables:
    """Read, check and fill the canonical tables of a folder; only counties.csv must be there.

    Parameters
    ----------
    folder : Path
        The folder; paths in errors begin with it as given.

    Returns
    -------
    InputTables

    Raises
    ------
    UserErrors
        With every mistake found in and between the files; a rule between tables is asked when each table it
        needs is right by itself.
    """
    reads, broken, errors = read_folder(folder)
    if "counties" not in reads:  # without the start year no rule between tables can be judged
        raise UserErrors(errors)
    start = reads["counties"].columns["year"][0]
    given = Given(start, *split_years(reads, start), broken)
    errors += broken_rules(given)
    if errors:
        raise UserErrors(errors)
    return _filled(folder, given)


def _filled(folder: Path, given: Given) -> InputTables:
    """Return the complete tables."""
    reads, coarser = dict(given.reads), {}
    if "population" in reads:
        reads["population"], repeated = split_levels(reads["population"])
        if repeated.lines:
            coarser["population"] = repeated
    frames = {name: empty_frame(name) for name in TABLES}
    frames |= {name: frame_of_read(read, TABLES[name]) for name, read in reads.items()}
    draft = Draft(given.start, frames, origins_of_reads(reads), list(odd_files(folder)))
    draft.warnings += rows_set_aside(given.history, coarser)
    fill_tables(draft)
    return InputTables(
        folder=folder,
        start_year=given.start,
        warnings=tuple(draft.warnings),
        origins=draft.origins,
        history={name: frame_of_read(read, TABLES[name]) for name, read in given.history.items()},
        **draft.frames,
    )
