"""Arguments that several commands take; imports nothing but the parser, so that `sim --help` is quick."""

from __future__ import annotations

import argparse
from pathlib import Path


def command(
    commands: argparse._SubParsersAction, name: str, text: str, module: str, function: str
) -> argparse.ArgumentParser:
    """Add a command and what does it."""
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(does=(module, function))
    add_lang(parser)
    return parser


def add_lang(parser: argparse.ArgumentParser) -> None:
    """Add the language of messages."""
    # no default: the flag stands before or after the command, and the later parser must not undo the earlier
    parser.add_argument(
        "--lang",
        metavar="zh|en",
        default=argparse.SUPPRESS,
        help="language of messages (语言); else that of the system",
    )


def add_out(parser: argparse.ArgumentParser) -> None:
    """Add the folder of results."""
    parser.add_argument(
        "--out", metavar="OUT", type=Path, required=True, help="folder of the results (结果文件夹)"
    )


def add_csv(parser: argparse.ArgumentParser) -> None:
    """Add the choice of CSV instead of text."""
    parser.add_argument(
        "--csv", metavar="FILE", nargs="?", const="-", help="write CSV to FILE, or to standard output"
    )


def positive(text: str) -> int:
    """Return a whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1 (应为正整数)")
    return int(text)


def scheduler(text: str) -> str:
    """Return the address of a scheduler, or its file; an empty one is that of a variable nobody has set."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the address of the scheduler is empty (调度器地址为空)")
    return text


def seed(text: str) -> int:
    """Return a seed, 0 to 2**31."""
    if not text.isdecimal() or int(text) > 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to 2**31 (应为非负整数)")
    return int(text)


def years(text: str) -> tuple[int, int]:
    """Return the first and the last school year of ``2017:2035``; their order is checked later."""
    first, colon, last = text.partition(":")
    if not (colon and first.isdecimal() and last.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 2017:2035 (应写作 2017:2035)")
    return int(first), int(last)


def single_years(text: str) -> tuple[int, ...]:
    """Return the school years of ``2020,2025``; whether the run has them is checked later."""
    parts = text.split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 2020,2025 (应写作 2020,2025)")
    return tuple(int(part) for part in parts)


def add_entries(parser: argparse._ActionsContainer) -> None:
    """Add the folder of what is entered by hand to a parser or a group of it."""
    parser.add_argument(
        "--entries",
        metavar="DIR",
        type=Path,
        help="folder of tables filled in by hand (填报文件夹); see sim ledger",
    )
