"""The command that tests forecasts on a history of schools."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

import pandas as pd

from sim.app.output import give
from sim.base.errors import Say, UserError
from sim.calibration.backtest.history import History
from sim.calibration.backtest.options import check_grades, parse_columns, parse_list
from sim.calibration.backtest.origins import LEADS, LONGEST
from sim.calibration.backtest.scores import Apart

_OF_TABLES = (
    *("births", "locations", "events", "same_schools"),
    *("columns", "sheet", "suppressed", "entry_age"),
)
_SHOWN = ("table", "lead", "method", "n", "mape", "mdape", "wape", "bias", "within5", "cover80", "crps")


def backtest(asked: Namespace) -> int:
    """Forecast from each year of a history with every method, score what came, and say how far one would have erred."""
    from sim.calibration.backtest.folder import check_folder, write_folder
    from sim.calibration.backtest.run import backtest as run
    from sim.reports.figures.backtest import draw_backtest

    leads, apart = _leads(asked.leads), _apart(asked.apart)
    check_folder(asked.out)
    results = run(
        _history(asked),
        parse_list(asked.methods) if asked.methods else None,
        leads=leads,
        apart=apart,
        futures=asked.futures,
        seed=asked.seed,
        tell=lambda note: print(note.text(asked.lang), file=sys.stderr, flush=True),
    )
    files = write_folder(asked.out, results)
    files += draw_backtest(results.scores, results.summary, asked.out, lang=asked.lang, titles=results.titles)
    _print(results.summary, files, results.text.text(asked.lang))
    return 0


def _history(asked: Namespace) -> History:
    """Return the history, and print what the user should know of it."""
    from dataclasses import replace

    grades = parse_list(asked.grades) if asked.grades else ()
    _check_given(asked)
    if asked.table.is_dir():
        from sim.calibration.backtest.from_records import GRADES, history_of_records

        history, notes = history_of_records(asked.table, asked.scenario or "", grades=grades or GRADES), []
    else:
        from sim.calibration.backtest.reading import read_history

        history, notes = read_history(
            asked.table, check_grades(grades), asked.births, asked.locations, asked.events,
            columns=parse_columns(asked.columns or ""), sheet=asked.sheet, entry_age=asked.entry_age,
            suppressed=parse_list(asked.suppressed or ""), same_schools=asked.same_schools,
        )  # fmt: skip
    for note in notes:
        print(note.text(asked.lang), file=sys.stderr)
    return replace(history, name=asked.name) if asked.name else history


def _check_given(asked: Namespace) -> None:
    """Refuse what does not go with the kind of table."""
    folder = asked.table.is_dir()
    for name in _OF_TABLES if folder else ("scenario",):
        if getattr(asked, name) is not None:
            flag = "--" + name.replace("_", "-")
            raise UserError(
                Say(f"{flag} goes with a table only", f"{flag} 仅用于表格")
                if folder
                else Say(f"{flag} goes with the folder of a batch only", f"{flag} 仅用于批量结果文件夹"),
                where=flag,
                value=asked.table.as_posix(),
                rule=Say(
                    "records tell births, townships and grades themselves; a table has no scenarios",
                    "运行记录自带出生、乡镇和年级信息；表格没有情景",
                ),
                remedy=Say(f"leave {flag} out", f"请去掉 {flag}"),
            )


def _leads(text: str | None) -> tuple[int, ...]:
    """Return the years ahead asked for."""
    if text is None:
        return LEADS
    words = parse_list(text)
    if words and all(word.isdecimal() and 1 <= int(word) <= LONGEST for word in words):
        return tuple(sorted({int(word) for word in words}))
    raise UserError(
        Say("--leads is not a list of years ahead", "--leads 不是提前年数的列表"),
        where="--leads",
        value=text,
        rule=Say(
            f"whole numbers from 1 to {LONGEST}, with commas between", f"1 至 {LONGEST} 的整数，以逗号分隔"
        ),
        remedy=Say("such as --leads 1,2,3,5", "例如 --leads 1,2,3,5"),
    )


def _apart(text: str | None) -> Apart:
    """Return the target years that stand apart: ``2020,2021``, or with a label ``covid=2020,2021``."""
    if not text:
        return Apart()
    label, mark, years = text.rpartition("=")
    words = parse_list(years)
    if (
        words
        and all(len(word) == 4 and word.isdecimal() for word in words)
        and bool(mark) == bool(label.strip())
    ):
        return Apart(label.strip() or Apart.label, frozenset(map(int, words)))
    raise UserError(
        Say("--apart is not a list of years", "--apart 不是年份列表"),
        where="--apart",
        value=text,
        rule=Say(
            "target years with commas between, before them a label if wanted",
            "目标年份以逗号分隔，其前可加标签",
        ),
        remedy=Say("such as --apart covid=2020,2021", "例如 --apart covid=2020,2021"),
    )


def _print(pooled: pd.DataFrame, files: list[Path], text: str) -> None:
    """Print the summary of schools, the paragraph, and where the files are."""
    school = pooled.loc[pooled["level"] == "school", list(_SHOWN)]
    rows = [
        {key: f"{value:.1f}" if isinstance(value, float) else value for key, value in row.items()}
        for row in school.to_dict("records")
    ]
    give([{key: "" if value == "nan" else value for key, value in row.items()} for row in rows], _SHOWN, None)
    print("\n" + text.split("\n\n", 1)[1])
    for path in files:
        print(path.as_posix())
