"""The declared tables as files: the published schema and the empty templates."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.base.declaration import Column, Table
from sim.inputs.schema import TABLES
from sim.inputs.templates_readme import readme

SCHEMA_COLUMNS = ("file", "column", "type", "unit", "required", "key", "low", "high", "meaning")


def schema_rows(lang: str = "en") -> list[dict[str, str]]:
    """Return one row a column of every canonical table, in the columns `SCHEMA_COLUMNS`.

    Parameters
    ----------
    lang : str
        'zh' or 'en', the language of `meaning`.
    """
    return [
        {
            "file": table.file,
            "column": column.name,
            "type": column.type,
            "unit": column.unit,
            "required": "yes" if column.required else "no",
            "key": "yes" if column.key else "no",
            "low": "" if column.low is None else f"{column.low:.15g}",
            "high": "" if column.high is None else f"{column.high:.15g}",
            "meaning": _meaning(column, lang),
        }
        for table in TABLES.values()
        for column in table.columns
    ]


def write_templates(folder: Path) -> list[Path]:
    """Write every canonical table with its header and no rows, and a README.md that says what each is for.

    A file that is there already is left alone, so that nobody's figures are lost.

    Parameters
    ----------
    folder : Path
        Made when it does not exist.

    Returns
    -------
    list of Path
        The files written.
    """
    return write_blanks(folder, [(table, ()) for table in TABLES.values()], readme())


def write_blanks(
    folder: Path, tables: Iterable[tuple[Table, Iterable[Sequence[object]]]], page: str
) -> list[Path]:
    """Write tables with the rows they begin with, and a README.md; see `write_templates`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table, begins_with in tables:
        path = folder / table.file
        if path.exists():
            continue
        # The mark makes spreadsheets open Chinese text as UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(column.name for column in table.columns)
            writer.writerows(begins_with)
        written.append(path)
    about = folder / "README.md"
    if not about.exists():
        about.write_text(page, "utf-8", newline="\n")
        written.append(about)
    return written


def _meaning(column: Column, lang: str) -> str:
    """Return the meaning of a column, with the codes of a code column."""
    text = column.meaning.text(lang)
    if not column.codes:
        return text
    joint, colon = ("；", "：") if lang == "zh" else ("; ", ": ")
    codes = joint.join(f"{code} = {say.text(lang)}" for code, say in column.codes.items())
    return f"{text}{colon}{codes}"
