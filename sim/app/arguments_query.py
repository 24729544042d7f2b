"""The arguments of `sim query` and `sim records`."""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.app.arguments import add_csv, command, single_years


def add_query(commands: argparse._SubParsersAction) -> None:
    """Add `sim query`."""
    text = "tell how indicators spread over the runs of each scenario, by year (指标分位数)"
    parser = command(commands, "query", text, "commands_query", "query")
    parser.add_argument("out", metavar="OUT", type=Path, help="folder of a batch (批量结果文件夹)")
    parser.add_argument(
        "indicators", metavar="NAME,NAME", help="indicators (指标代码), as sim indicators lists them"
    )
    parser.add_argument(
        "--county", metavar="CODE", help="levels of one county (县级代码), default the whole region"
    )
    parser.add_argument(
        "--years", type=single_years, metavar="2020,2025", help="school years (学年), default all"
    )
    add_csv(parser)


def add_records(commands: argparse._SubParsersAction) -> None:
    """Add `sim records`."""
    text = "list every column of the records, or write a table of all runs to one file (数据字典、导出记录)"
    parser = command(commands, "records", text, "commands_query", "records")
    parser.add_argument(
        "out", metavar="OUT", type=Path, nargs="?", help="folder of a batch, to write a table of it (导出)"
    )
    parser.add_argument("--table", metavar="NAME", help="record table to write (记录表)")
    parser.add_argument("--columns", metavar="NAME,NAME", help="its columns (列), default all")
    parser.add_argument("--to", metavar="FILE", type=Path, help="file to write: .parquet or .csv (导出文件)")
    add_csv(parser)
