"""The arguments of `sim registers`."""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.app.arguments import command
from sim.app.arguments_trace import add_recorded_run

_ABOUT = (
    "Write the registers a bureau keeps, of one school year of a recorded run, as a workbook and CSV files (台账导出): "
    "left-behind file (留守儿童档案), ledger against dropping out (控辍保学台账), changes on the roll (学籍异动), "
    "ledgers of large classes (大班额销号台账) and of schools by the norms (标准化建设台账). The run is made again and "
    "must give the same records. Its children are simulated, not real ones (模拟儿童，非真实个人), their codes hashed."
)


def add_registers(commands: argparse._SubParsersAction) -> None:
    """Add `sim registers`."""
    text = "write registers of one year of a run: xlsx and csv (台账导出)"
    parser = command(commands, "registers", text, "commands_registers", "registers")
    parser.description = _ABOUT
    parser.add_argument("out", metavar="OUT", type=Path, help="folder of sim run or sim batch (结果文件夹)")
    parser.add_argument("--year", type=int, metavar="YEAR", help="school year (学年), default the run's last")
    parser.add_argument(
        "--out", dest="to", metavar="DIR", type=Path,
        help="folder for the files (台账文件夹), default OUT/registers/SCENARIO-DRAW-SEED-YEAR",
    )  # fmt: skip
    add_recorded_run(parser)
