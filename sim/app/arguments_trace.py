"""The arguments of `sim trace`."""

from __future__ import annotations

import argparse
from pathlib import Path

from sim.app.arguments import add_csv, command, positive, seed

_ABOUT = (
    "Run a recorded run again and tell what happened to one child or at one school, year by year (个案追踪). "
    "The records must come out the same (records_sha256). Children are numbers made by the model from place, mother's "
    "age and birth order: no personal data (编号由模型生成，不含个人信息)."
)


def add_trace(commands: argparse._SubParsersAction) -> None:
    """Add `sim trace`."""
    parser = command(
        commands,
        "trace",
        "tell the story of one child or one school of a run (个案追踪)",
        "commands_trace",
        "trace",
    )
    parser.description = _ABOUT
    parser.add_argument("out", metavar="OUT", type=Path, help="folder of sim run or sim batch (结果文件夹)")
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument(
        "--child", metavar="UID", help="a child, decimal or 0x... (儿童编号); --list finds them"
    )
    whom.add_argument("--school", metavar="CODE", help="a school by its code (学校代码)")
    whom.add_argument(
        "--list", metavar="KEY=VALUE", nargs="+", dest="wanted",
        help="list the pupils of a census: school=CODE grade=1 year=2020 (列出学生编号)",
    )  # fmt: skip
    add_recorded_run(parser)
    add_csv(parser)


def add_recorded_run(parser: argparse.ArgumentParser) -> None:
    """Add which run of a folder is made again, and how."""
    for flag, kind, text in (
        ("--scenario", str, "scenario of the batch (情景), default its first"),
        ("--draw", seed, "parameter draw (参数抽样), default the first"),
        ("--seed", seed, "seed (随机种子), default the first"),
    ):
        parser.add_argument(flag, type=kind, metavar="NAME" if kind is str else "N", help=text)
    parser.add_argument(
        "--input", metavar="DIR", type=Path, help="where the input tables stand now (输入表文件夹), if moved"
    )
    parser.add_argument("--threads", type=positive, metavar="N", help="threads (线程), default all cores")
