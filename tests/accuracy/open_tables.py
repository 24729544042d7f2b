"""The open tables of school systems, as the accuracy tests and their page read them."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.calibration.backtest.history import History
from sim.calibration.backtest.reading import read_history
from sim.calibration.backtest.run import Results, backtest
from sim.calibration.backtest.scores import Apart

GRADES = ("k", *(f"g{grade}" for grade in range(1, 9)))
LEADS = (1, 2, 3, 5)  # years
FUTURES, SEED = 200, 1


@dataclass(frozen=True)
class OpenTable:
    """One table: its file under `enrolment`, and the target years that stand apart."""

    name: str
    title: str
    file: str
    apart: Apart

    @property
    def command(self) -> str:
        """Return the command that gives the same scores."""
        apart = f" --apart {self.apart.label}=" + ",".join(map(str, sorted(self.apart.years)))
        return (
            f"sim backtest $SIM_DATA/enrolment/{self.file} --grades {','.join(GRADES)} --name {self.name}"
            f"{apart if self.apart.years else ''} --out outputs/accuracy/{self.name}"
        )

    def read(self, data: Path) -> History:
        """Return the history of the table in the folder of open data."""
        history, _ = read_history(data / "enrolment" / self.file, GRADES)
        return dataclasses.replace(history, name=self.name)


NYC = OpenTable(
    "nyc", "New York City, 1,921 schools, 2013-2021", "nyc_school_grade_2013_2021.csv",
    Apart("covid", frozenset((2020, 2021))),
)  # fmt: skip
WYOMING = OpenTable("wyoming", "Wyoming, 405 schools, 1999-2006", "wy_school_grade_1999_2006.csv", Apart())
TABLES = (NYC, WYOMING)
JUDGED = ("model", "naive", "careful", "blend")  # the methods the targets speak of


def judged(table: OpenTable, data: Path) -> Results:
    """Return the backtest of a table by the methods that the targets speak of."""
    return backtest(table.read(data), JUDGED, leads=LEADS, apart=table.apart, futures=FUTURES, seed=SEED)


def parts(history: History, of_school: np.ndarray, *, least: int = 5) -> list[History]:
    """Return the history cut into systems of their own: one a number in `of_school` (S,), if it has `least` schools."""
    cut = []
    for number in np.unique(of_school):
        rows = np.flatnonzero(of_school == number)
        if len(rows) >= least:
            cut.append(
                dataclasses.replace(
                    history, name=f"{history.name} {number}", pupils=history.pupils[rows], townships=None,
                    schools=tuple(history.schools[row] for row in rows),
                )
            )  # fmt: skip
    return cut
