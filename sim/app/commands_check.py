"""Commands that prepare: check input tables, print their schema, write templates."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from sim.app.output import csv_text
from sim.base.errors import Say


def check(asked: Namespace) -> int:
    """Check a folder of input tables, or print their schema, or write empty ones."""
    if asked.schema:
        from sim.inputs.templates import SCHEMA_COLUMNS, schema_rows

        sys.stdout.write(csv_text(schema_rows(asked.lang), SCHEMA_COLUMNS))
    elif asked.template is not None:
        _template(asked.template, asked.lang)
    else:
        _check_folder(asked.folder, asked.lang)
    return 0


def _template(folder: Path, lang: str) -> None:
    """Write the empty tables and say which."""
    from sim.inputs.templates import write_templates

    write_and_tell(folder, lang, lambda: write_templates(folder))


def write_and_tell(folder: Path, lang: str, write: Callable[[], list[Path]]) -> None:
    """Write what a template folder lacks and print the files; what is there is left alone."""
    from sim.records.atomic import disk_errors

    with disk_errors(folder, option="--template"):
        written = write()
    for path in written:
        print(path.as_posix())
    if not written:
        print(Say("every table is there already; nothing written", "各表均已存在；未写入").text(lang))


def _check_folder(folder: Path, lang: str) -> None:
    """Read the tables and print the input report; tables that cannot be used end as an error, exit code 2."""
    from sim.inputs.report import input_report
    from sim.inputs.report_text import report_text
    from sim.inputs.tables import read_tables

    print(report_text(input_report(read_tables(folder)), lang))
