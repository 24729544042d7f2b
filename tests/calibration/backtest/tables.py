"""Small tables of a backtest, made by hand."""

from pathlib import Path

from sim.base.errors import UserError
from sim.calibration.backtest.reading import read_history

GRADES = ("k", "g1", "g2")
YEARS = range(2011, 2016)


def steady(schools=("0101", "0202"), years=YEARS) -> list[str]:
    """Return lines of schools that keep 10, 11 and 12 pupils, one more a year."""
    lines = ["school_id,year,k,g1,g2"]
    for school in schools:
        for i, year in enumerate(years):
            lines.append(f"{school},{year},{10 + i},{11 + i},{12 + i}")
    return lines


def write(path: Path, lines: list[str], encoding: str = "utf-8") -> Path:
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def changed(old: str, new: str, lines: list[str] | None = None) -> list[str]:
    """Return the lines of a table, one of them replaced."""
    lines = steady() if lines is None else lines
    assert lines.count(old) == 1
    return [new if line == old else line for line in lines]


def read(folder: Path, lines: list[str], **options):
    """Return the history of a table of these lines and the English warnings."""
    history, said = read_history(write(folder / "t.csv", lines), options.pop("grades", GRADES), **options)
    return history, [one.en for one in said]


def mistakes(folder: Path, lines: list[str], **options) -> list[UserError]:
    """Return the mistakes that the reading of these lines finds, each whole in two languages."""
    try:
        read(folder, lines, **options)
    except UserError as error:
        found = list(getattr(error, "errors", [error]))
        for one in found:
            assert one.what.zh
            assert one.remedy is not None
            assert one.rule is not None or one.what.en == "the file cannot be read"
        return found
    raise AssertionError("nothing was found wrong")


def only(folder: Path, lines: list[str], **options) -> UserError:
    """Return the one mistake of these lines."""
    found = mistakes(folder, lines, **options)
    assert len(found) == 1, [str(one) for one in found]
    return found[0]
