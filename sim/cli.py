"""The command `sim`: what can be asked.  What is then done stands in ``sim.app``, imported only when needed.

Exit codes: 0 done, 2 a mistake of the user, 3 some runs failed, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from sim.base.errors import Say, UserError
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
        code = getattr(import_module(f"sim.app.{module}"), function)(asked)
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
    _add_lang(parser)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        _add_run, _add_batch, _add_compare, _add_report, _add_facts, _add_backtest, _add_backtest_classes,
        _add_lists, _add_check, _add_warm,
    ):  # fmt: skip
        add(commands)
    return parser


def _command(
    commands: argparse._SubParsersAction, name: str, text: str, module: str, function: str
) -> argparse.ArgumentParser:
    """Add a command and what does it."""
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(does=(module, function))
    _add_lang(parser)
    return parser


def _add_lang(parser: argparse.ArgumentParser) -> None:
    # no default: the flag stands before or after the command, and the later parser must not undo the earlier
    parser.add_argument(
        "--lang",
        metavar="zh|en",
        default=argparse.SUPPRESS,
        help="language of messages (语言); else that of the system",
    )


def _add_run(commands: argparse._SubParsersAction) -> None:
    parser = _command(commands, "run", "run one scenario (情景) with usual numbers", "commands_run", "run")
    parser.add_argument(
        "scenario", metavar="SCENARIO", help="a YAML file, or a name such as tonghua/baseline"
    )
    parser.add_argument(
        "--seed", type=_seed, default=1, metavar="N", help="seed of the luck (随机种子), default 1"
    )
    parser.add_argument(
        "--years", type=_years, metavar="2017:2035", help="school years (学年), both ends included"
    )
    parser.add_argument("--threads", type=_positive, metavar="N", help="threads (线程), default all cores")
    parser.add_argument("--check", action="store_true", help="make the expensive checks too (完整检查)")
    parser.add_argument("--profile", action="store_true", help="print the seconds of each process (耗时)")
    _add_out(parser)


def _add_batch(commands: argparse._SubParsersAction) -> None:
    parser = _command(commands, "batch", "run scenarios x draws x seeds (批量运行)", "commands_run", "batch")
    parser.add_argument("batch", metavar="BATCH.yaml", type=Path, help="what to run (批量文件)")
    parser.add_argument(
        "--workers", type=_positive, metavar="N", help="worker processes (进程数), default all cores"
    )
    parser.add_argument("--resume", action="store_true", help="do only the runs that are missing (续跑)")
    _add_out(parser)


def _add_compare(commands: argparse._SubParsersAction) -> None:
    text = "compare scenarios with a base by paired differences (情景比较)"
    parser = _command(commands, "compare", text, "commands_compare", "compare")
    parser.add_argument("out", metavar="OUT", type=Path, help="folder of a batch (批量结果文件夹)")
    _add_base(parser)
    parser.add_argument(
        "--county", metavar="CODE", help="cells of one county (县级代码), default the whole region"
    )
    _add_csv(parser)
    text = "list the indicators that sim compare computes (指标)"
    _add_csv(_command(commands, "indicators", text, "commands_compare", "indicators"))


def _add_report(commands: argparse._SubParsersAction) -> None:
    text = "write the standard tables of a batch as a workbook (统计表)"
    parser = _command(commands, "report", text, "commands_report", "report")
    parser.add_argument("out", metavar="OUT", type=Path, help="folder of a batch (批量结果文件夹)")
    _add_base(parser)
    parser.add_argument(
        "--explain",
        metavar="SHEET!CELL",
        help="print the records behind a cell, such as 表7!F12 (单元格来源)",
    )
    _add_csv(parser)


def _add_base(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--base", default="do_nothing", metavar="SCENARIO", help="base (基准情景), default do_nothing"
    )


def _add_facts(commands: argparse._SubParsersAction) -> None:
    text = "set the model beside published figures (事实对照)"
    parser = _command(commands, "facts", text, "commands_facts", "facts")
    _add_judged(parser, "baseline")
    _add_csv(parser)
    text = "set a run of an earlier start beside the tables of a later one (两个起点)"
    parser = _command(commands, "starts", text, "commands_facts", "starts")
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


def _add_backtest(commands: argparse._SubParsersAction) -> None:
    text = "test forecasts on the history of your schools against today's methods (预测回测)"
    parser = _command(commands, "backtest", text, "commands_backtest", "backtest")
    parser.add_argument(
        "table",
        metavar="TABLE",
        type=Path,
        help="pupils by school, year and grade: csv, parquet or xlsx (在校生表), or the folder of a batch",
    )
    for flag, metavar, text in (
        (
            "--grades",
            "k,g1,...",
            "columns of the grades in order, the entry grade first (年级列，入学年级在前)",
        ),
        ("--name", "NAME", "what the table is called in the results (名称)"),
        ("--columns", "a=b,...", "names in your header by the program's names (列名对应)"),
        ("--sheet", "NAME", "sheet of the workbook (工作表)"),
        ("--suppressed", "MARK,...", "marks of counts that are kept back (隐去人数的符号)"),
        ("--leads", "1,2,...", "years ahead (提前年数), default 1,2,3,5,10"),
        ("--apart", "[LABEL=]YEAR,...", "target years to count apart (单独统计的目标年份)"),
        ("--methods", "a,b,...", "methods to compare (方法), default all"),
        ("--scenario", "NAME", "scenario of a batch folder (情景), default its first"),
    ):
        parser.add_argument(flag, metavar=metavar, help=text)
    for flag, text in (
        ("--births", "births of the system by calendar year (出生人数)"),
        ("--locations", "places or townships of the schools (学校位置)"),
        (
            "--events",
            "openings, closures and changes of grades known in advance (已知的开办、撤并、年级变动)",
        ),
        ("--same-schools", "numbers that are one school (同一学校的新旧编号)"),
    ):
        parser.add_argument(flag, metavar="FILE", type=Path, help=text)
    parser.add_argument(
        "--entry-age",
        type=_positive,
        metavar="YEARS",
        help="age at entry into the first grade (入学年龄), default 6",
    )
    parser.add_argument(
        "--futures",
        type=_positive,
        default=200,
        metavar="N",
        help="simulated futures (模拟次数), default 200",
    )
    parser.add_argument(
        "--seed", type=_seed, default=1, metavar="N", help="seed of the luck (随机种子), default 1"
    )
    _add_out(parser)


def _add_backtest_classes(commands: argparse._SubParsersAction) -> None:
    text = "test class formation on real classes (编班规则回测)"
    parser = _command(commands, "backtest-classes", text, "commands_classes", "backtest_classes")
    parser.add_argument(
        "table",
        metavar="TABLE",
        type=Path,
        help="csv, xlsx or parquet, a row a school or a row a class (班级表)",
    )
    schools = parser.add_argument_group("one row a school (每校一行)")
    schools.add_argument("--pupils", metavar="g1,g2,...", help="columns of pupils by grade (各年级学生数列)")
    schools.add_argument(
        "--classes", metavar="c1,c2,...", help="columns of classes by grade (各年级班级数列)"
    )
    schools.add_argument(
        "--place",
        metavar="COLUMN",
        action="append",
        help="column of places, the widest first; may repeat (地区列)",
    )
    schools.add_argument(
        "--columns",
        metavar="school_id=NAME",
        help="column of school numbers, where it is named otherwise (列名)",
    )
    schools.add_argument(
        "--seed", type=_seed, metavar="N", help="seed of the parts (交叉验证种子), default 1"
    )
    classes = parser.add_argument_group("one row a class (每班一行)")
    classes.add_argument("--enrolment", metavar="COLUMN", help="pupils of the grade (年级人数列)")
    classes.add_argument("--class-size", metavar="COLUMN", help="pupils of the class (班级人数列)")
    classes.add_argument("--cap", type=_positive, metavar="N", help="pupils a class may have (班额上限)")
    classes.add_argument(
        "--keep",
        metavar="'COLUMN<N'",
        action="append",
        help="rows to keep; may repeat, all must hold (筛选条件)",
    )
    parser.add_argument("--sheet", metavar="NAME", help="sheet of a workbook (工作表)")
    parser.add_argument("--suppressed", metavar="MARKS", help="marks of suppressed counts (隐去数据的符号)")
    _add_out(parser)


def _add_lists(commands: argparse._SubParsersAction) -> None:
    for name, text in (
        ("levers", "list the levers there are (政策措施)"),
        ("measures", "list the 76 measures of the policy document and what carries them (文件措施台账)"),
        ("records", "list every column of the records (数据字典)"),
        ("parameters", "list every declared number of the model (参数)"),
    ):
        _add_csv(_command(commands, name, text, "commands_lists", name))


def _add_check(commands: argparse._SubParsersAction) -> None:
    parser = _command(
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
    parser = _command(
        commands,
        "warm",
        "compile everything once, so that runs start fast (预编译)",
        "commands_check",
        "warm",
    )
    parser.add_argument(
        "scenario", metavar="SCENARIO", nargs="?", default="tonghua/baseline", help="scenario to warm up with"
    )


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", metavar="OUT", type=Path, required=True, help="folder of the results (结果文件夹)"
    )


def _add_csv(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--csv", metavar="FILE", nargs="?", const="-", help="write CSV to FILE, or to standard output"
    )


def _positive(text: str) -> int:
    """Return a whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1 (应为正整数)")
    return int(text)


def _seed(text: str) -> int:
    """Return a seed, 0 to 2**31."""
    if not text.isdecimal() or int(text) > 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to 2**31 (应为非负整数)")
    return int(text)


def _years(text: str) -> tuple[int, int]:
    """Return the first and the last school year of ``2017:2035``; their order is checked later."""
    first, colon, last = text.partition(":")
    if not (colon and first.isdecimal() and last.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 2017:2035 (应写作 2017:2035)")
    return int(first), int(last)
