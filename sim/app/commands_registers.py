"""The command that runs a recorded run again and writes registers of children, classes and schools."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping

import pandas as pd

from sim.app.registers.dropout_control import dropout_control
from sim.app.registers.files import Origin, write_registers
from sim.app.registers.left_behind import left_behind
from sim.app.registers.transfers import transfers
from sim.app.registers.watching import RegisterTrace, Seen
from sim.base.errors import Say, UserError
from sim.records.batch_folder import read_batch_folder
from sim.reports.registers.large_classes import large_classes
from sim.reports.registers.sheet import Sheet
from sim.reports.registers.standards import standards
from sim.run.batch import cores
from sim.run.recorded import find_run, recorded_scenario
from sim.run.rerun import other_commit, run_again


def registers(asked: Namespace) -> int:
    """Write the registers and say where they stand."""
    recorded = find_run(asked.out, asked.scenario, asked.draw, asked.seed)
    year = _year(asked.year, recorded.years)
    scenario = recorded_scenario(recorded, asked.input)
    if (warning := other_commit(recorded)) is not None:
        _say(warning, asked.lang)
    label = recorded.run.label
    _say(Say(f"running {label} again ...", f"正在重新运行 {label}……"), asked.lang)
    watch = RegisterTrace(year)
    records = run_again(recorded, scenario, watch, asked.threads or cores())
    sheets = sheets_of(watch.seen(), records, recorded.records_sha256)
    to = asked.to or recorded.out / "registers" / f"{label}-{year}"
    for path in write_registers(to, sheets, Origin(read_batch_folder(recorded.out), recorded, year)):
        print(path.as_posix())
    no_persons = Say("simulated children, not real ones", "模拟儿童，非真实个人")
    _say(no_persons, asked.lang)
    return 0


def sheets_of(seen: Seen, records: Mapping[str, pd.DataFrame], salt: str) -> tuple[Sheet, ...]:
    """Return all registers of a year, each as many rows as the records count.

    Parameters
    ----------
    seen : Seen
        What a `RegisterTrace` saw in the run.
    records : mapping of record table to DataFrame
        Of the same run.
    salt : str
        Of the run, for the codes of children.

    Raises
    ------
    ValueError
        When a register and the records differ: the program saw not all that it counted.
    """
    sheets = (
        left_behind(seen, records, salt),
        dropout_control(seen, records, salt),
        transfers(seen, records, salt),
        large_classes(records, seen.year),
        standards(records, seen.year),
    )
    for sheet in sheets:
        for tie in sheet.ties:
            if tie.rows != tie.recorded:
                raise ValueError(
                    f"{sheet.file}: {tie.what.en}: {tie.rows} rows, {tie.recorded} in the records"
                )
    return sheets


def _year(asked: int | None, years: tuple[int, int]) -> int:
    """Return the year asked for, the last by default."""
    first, last = years
    if asked is not None and not first <= asked <= last:
        raise UserError(
            Say("the run has no such year", "该次运行没有这一学年"),
            where="--year",
            value=asked,
            rule=Say(f"years {first} to {last}", f"学年 {first} 至 {last}"),
            remedy=Say("name a year of the run", "请指定运行中的学年"),
        )
    return last if asked is None else asked


def _say(what: Say, lang: str) -> None:
    print(what.text(lang), file=sys.stderr, flush=True)
