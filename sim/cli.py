"""The command `sim`: what can be asked.  What is then done stands in ``sim.app``, imported only when needed.

Exit codes: 0 done, 2 a mistake of the user, 3 some runs failed, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sim.app.arguments import (
    add_csv,
    add_entries,
    add_lang,
    add_out,
    command,
    positive,
    scheduler,
    seed,
    single_years,
    years,
)
from sim.app.arguments_backtest import add_backtest, add_backtest_classes
from sim.app.arguments_query import add_query, add_records
from sim.app.arguments_registers import add_registers
from sim.app.arguments_trace import add_trace
from sim.base.errors import Say, UserError
from sim.base.importing import imported
from sim.base.language import resolve_language

DONE, USER_ERROR, SOME_FAILED, STOPPED = 0, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Chinese text also where the console has another encoding
            stream.reconfigure(encoding="utf-8")
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = "en"
    try:
        asked = build_parser().parse_args(arguments)
        lang = asked.lang = resolve_language(getattr(asked, "lang", None))
        asked.command_line = " ".join(["sim", *arguments])
        module, function = asked.does
        done_by = imported(f"sim.app.{module}", is_for_good=argv is None)
        code = getattr(done_by, function)(asked)
        sys.stdout.flush()
        return code
    except UserError as error:
        print(error.text(lang), file=sys.stderr)
        return USER_ERROR
    except BrokenPipeError:  # the reader of our output has enough (sim levers --csv | head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(Say("stopped", "已停止").text(lang), file=sys.stderr)
        return STOPPED


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="sim",
        description="Simulate the schools of a county year by year under policy options (县域学校布局仿真).",
    )
    add_lang(parser)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        _add_run, _add_batch, _add_compare, add_query, _add_scorecard, _add_report, add_trace, add_registers,
        _add_facts, add_backtest, add_backtest_classes, add_records, _add_lists, _add_check, _add_warm,
    ):  # fmt: skip
        add(commands)
    return parser


def _add_run(commands: argparse._SubParsersAction) -> None:
    parser = command(commands, "run", "run one scenario (情景) with usual numbers", "commands_run", "run")
    parser.add_argument(
        "scenario", metavar="SCENARIO", help="a YAML file, or a name such as tonghua/baseline"
    )
    parser.add_argument(
        "--seed", type=seed, default=1, metavar="N", help="seed of the luck (随机种子), default 1"
    )
    parser.add_argument(
        "--years", type=years, metavar="2017:2035", help="school years (学年), both ends included"
    )
    parser.add_argument("--threads", type=positive, metavar="N", help="threads (线程), default all cores")
    parser.add_argument(
        "--partitions", type=positive, metavar="N", help="hold the counties apart on N processes (分区), for regions "
        "larger than one process holds; the records are the same",
    )  # fmt: skip
    parser.add_argument(
        "--scheduler", type=scheduler, metavar="ADDRESS",
        help="with --partitions: on the workers of a Dask cluster (集群)",
    )  # fmt: skip
    parser.add_argument("--check", action="store_true", help="make the expensive checks too (完整检查)")
    parser.add_argument(
        "--profile", action="store_true", help="print seconds and bytes of each process (耗时、内存)"
    )
    add_out(parser)


def _add_batch(commands: argparse._SubParsersAction) -> None:
    parser = command(commands, "batch", "run scenarios x draws x seeds (批量运行)", "commands_run", "batch")
    parser.add_argument("batch", metavar="BATCH.yaml", type=Path, help="what to run (批量文件)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--workers", type=positive, metavar="N", help="worker processes (进程数), default all cores"
    )
    where.add_argument(
        "--scheduler",
        type=scheduler,
        metavar="ADDRESS",
        help="run on the workers of this Dask scheduler (Dask 集群调度器地址)",
    )
    parser.add_argument("--resume", action="store_true", help="do only the runs that are missing (续跑)")
    add_out(parser)


def _add_compare(commands: argparse._SubParsersAction) -> None:
    text = "compare scenarios with a base by paired differences (情景比较)"
    parser = command(commands, "compare", text, "commands_compare", "compare")
    parser.add_argument("out", metavar="OUT", type=Path, help="folder of a batch (批量结果文件夹)")
    _add_base(parser)
    parser.add_argument(
        "--county", metavar="CODE", help="cells of one county (县级代码), default the whole region"
    )
    parser.add_argument(
        "--only", metavar="NAME,NAME", help="these indicators alone (指标代码), as sim indicators lists them"
    )
    add_csv(parser)
    text = "list the indicators that sim compare computes (指标)"
    add_csv(command(commands, "indicators", text, "commands_compare", "indicators"))


def _add_scorecard(commands: argparse._SubParsersAction) -> None:
    text = "judge every numeric target beside the base: met or not, by how much, how likely (记分卡)"
    parser = command(commands, "scorecard", text, "commands_scorecard", "scorecard")
    parser.add_argument("out", metavar="OUT", type=Path, help="folder of a batch (批量结果文件夹)")
    _add_base(parser)
    parser.add_argument(
        "--years", type=single_years, metavar="2020,2025", help="school years to judge (判定学年)"
    )
    parser.add_argument(
        "--county", metavar="CODE", help="levels of one county (县级代码), default the whole region"
    )
    add_entries(parser)
    add_csv(parser)


def _add_report(commands: argparse._SubParsersAction) -> None:
    text = "write the standard tables of a batch as a workbook (统计表)"
    parser = command(commands, "report", text, "commands_report", "report")
    parser.add_argument("out", metavar="OUT", type=Path, help="folder of a batch (批量结果文件夹)")
    _add_base(parser)
    parser.add_argument(
        "--explain",
        metavar="SHEET!CELL",
        help="print the records behind a cell, such as 表7!F12 (单元格来源)",
    )
    parser.add_argument(
        "--zones-year",
        type=int,
        metavar="YEAR",
        help="map school zones (学区划分图) of every county, first year and YEAR; else of those with districts",
    )
    add_entries(parser)
    add_csv(parser)


def _add_base(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--base", default="do_nothing", metavar="SCENARIO", help="base (基准情景), default do_nothing"
    )


def _add_facts(commands: argparse._SubParsersAction) -> None:
    text = "set the model beside published figures (事实对照)"
    parser = command(commands, "facts", text, "commands_facts", "facts")
    _add_judged(parser, "baseline")
    add_csv(parser)
    text = "set a run of an earlier start beside the tables of a later one (两个起点)"
    parser = command(commands, "starts", text, "commands_facts", "starts")
    _add_judged(parser, "baseline")
    parser.add_argument(
        "--later",
        metavar="OUT",
        type=Path,
        required=True,
        help="folder of a batch of the later start (较晚起点)",
    )
    parser.add_argument(
        "--later-scenario", default="do_nothing", metavar="NAME", help="its scenario, default do_nothing"
    )


def _add_judged(parser: argparse.ArgumentParser, scenario: str) -> None:
    parser.add_argument(
        "--out", metavar="OUT", type=Path, required=True, help="folder of a batch (批量结果文件夹)"
    )
    parser.add_argument(
        "--scenario", default=scenario, metavar="NAME", help=f"scenario to judge (情景), default {scenario}"
    )
    parser.add_argument("--page", metavar="FILE", help="write the page with the reasons (说明页) to FILE")


def _add_lists(commands: argparse._SubParsersAction) -> None:
    for name, text in (
        ("measures", "list the 76 measures of the policy document and what carries them (文件措施台账)"),
        ("parameters", "list every declared number of the model (参数)"),
    ):
        add_csv(command(commands, name, text, "commands_lists", name))
    text = "show what is not simulated, who answers for it and how far it has come (台账)"
    parser = command(commands, "ledger", text, "commands_ledger", "ledger")
    what = parser.add_mutually_exclusive_group()
    add_entries(what)
    what.add_argument(
        "--template", metavar="DIR", type=Path, help="write the tables to fill in into DIR (填报表模板)"
    )
    add_csv(parser)
    for name, text, what in (
        (
            "levers",
            "list the levers there are, or tell of one in full (政策措施)",
            "name of a lever (措施名)",
        ),
        (
            "rules",
            "list the known rules of admission, or print one to copy and edit (招生办法)",
            "name of a rule (规则名)",
        ),
    ):
        parser = command(commands, name, text, "commands_lists", name)
        parser.add_argument("name", metavar="NAME", nargs="?", help=what)
        add_csv(parser)
        if name == "levers":
            parser.add_argument(
                "--effects", action="store_true", help="the measured effect of each lever (实测效果)"
            )


def _add_check(commands: argparse._SubParsersAction) -> None:
    parser = command(
        commands, "check", "check a folder of input tables (检查输入表)", "commands_check", "check"
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="folder of input tables (输入表文件夹)"
    )
    what.add_argument(
        "--schema", action="store_true", help="print every column of the tables as CSV (表结构)"
    )
    what.add_argument("--template", metavar="DIR", type=Path, help="write empty tables into DIR (空白模板)")


def _add_warm(commands: argparse._SubParsersAction) -> None:
    parser = command(
        commands,
        "warm",
        "compile everything once, so that runs start fast (预编译)",
        "commands_warm",
        "warm",
    )
    parser.add_argument(
        "scenario",
        metavar="SCENARIO",
        nargs="?",
        default="tonghua/whole_document",
        help="scenario to warm up with, default one with every measure",
    )
