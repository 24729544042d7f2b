"""The arguments of the two backtests."""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.app.arguments import add_out, command, positive, seed


def add_backtest(commands: argparse._SubParsersAction) -> None:
    """Add `sim backtest`."""
    text = "test forecasts on the history of your schools against today's methods (预测回测)"
    parser = command(commands, "backtest", text, "commands_backtest", "backtest")
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
        type=positive,
        metavar="YEARS",
        help="age at entry into the first grade (入学年龄), default 6",
    )
    parser.add_argument(
        "--futures",
        type=positive,
        default=200,
        metavar="N",
        help="simulated futures (模拟次数), default 200",
    )
    parser.add_argument(
        "--seed", type=seed, default=1, metavar="N", help="seed of the luck (随机种子), default 1"
    )
    add_out(parser)


def add_backtest_classes(commands: argparse._SubParsersAction) -> None:
    """Add `sim backtest-classes`."""
    text = "test class formation on real classes (编班规则回测)"
    parser = command(commands, "backtest-classes", text, "commands_classes", "backtest_classes")
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
    schools.add_argument("--seed", type=seed, metavar="N", help="seed of the parts (交叉验证种子), default 1")
    classes = parser.add_argument_group("one row a class (每班一行)")
    classes.add_argument("--enrolment", metavar="COLUMN", help="pupils of the grade (年级人数列)")
    classes.add_argument("--class-size", metavar="COLUMN", help="pupils of the class (班级人数列)")
    classes.add_argument("--cap", type=positive, metavar="N", help="pupils a class may have (班额上限)")
    classes.add_argument(
        "--keep",
        metavar="'COLUMN<N'",
        action="append",
        help="rows to keep; may repeat, all must hold (筛选条件)",
    )
    parser.add_argument("--sheet", metavar="NAME", help="sheet of a workbook (工作表)")
    parser.add_argument("--suppressed", metavar="MARKS", help="marks of suppressed counts (隐去数据的符号)")
    add_out(parser)
