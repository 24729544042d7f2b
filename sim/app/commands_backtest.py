"""The command that tests forecasts on a history of schools."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from sim.app.output import give
from sim.base.errors import Say, UserError
from sim.calibration.backtest.history import History, Method
from sim.calibration.backtest.options import check_grades, parse_columns, parse_list
from sim.calibration.backtest.origins import LEADS, LONGEST, Made, known_at, origins_of, rolling
from sim.calibration.backtest.scores import Apart

_OF_TABLES = (
    *("births", "locations", "events", "same_schools"),
    *("columns", "sheet", "suppressed", "entry_age"),
)
_SHOWN = ("table", "lead", "method", "n", "mape", "mdape", "wape", "bias", "within5", "cover80", "crps")


def backtest(asked: Namespace) -> int:
    """Forecast from each year of a history with every method, score what came, and say how far one would have erred."""
    from sim.calibration.backtest.folder import Results, check_folder, write_folder
    from sim.calibration.backtest.methods import Luck, chosen
    from sim.calibration.backtest.scores import scores
    from sim.calibration.backtest.summary import summary
    from sim.reports.figures.backtest import draw_backtest

    leads, apart = _leads(asked.leads), _apart(asked.apart)
    check_folder(asked.out)
    history = _history(asked)
    origins = origins_of(history)
    names = parse_list(asked.methods) if asked.methods else None
    methods, left_out = chosen(
        names, Luck(asked.futures, asked.seed), [known_at(history, year) for year in origins]
    )
    for note in left_out:
        print(note.text(asked.lang), file=sys.stderr)
    scored = scores(history, _told(rolling(history, methods, leads), asked.lang), apart)
    if scored.empty:
        raise _nothing_to_score(leads)
    pooled = summary(scored)
    told = _differences(scored, methods, asked.seed)
    results = Results(
        scored, pooled, told, _text(history, origins, pooled, told, apart), _how(asked, history, methods)
    )
    files = write_folder(asked.out, results)
    files += draw_backtest(scored, pooled, asked.out, lang=asked.lang, titles=_titles(methods))
    _print(pooled, files, results.text.text(asked.lang))
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


def _told(made: Iterator[Made], lang: str) -> Iterator[Made]:
    """Pass forecasts on, saying which year they are made from."""
    origin = None
    for one in made:
        if one.origin != origin:
            origin = one.origin
            note = Say(f"forecasts from {origin} ...", f"以 {origin} 年为起点预测……")
            print(note.text(lang), file=sys.stderr, flush=True)
        yield one


def _differences(scored: pd.DataFrame, methods: Mapping[str, Method], seed: int) -> pd.DataFrame:
    """Return the project's method, or where it is not asked for the first one, against the others."""
    from sim.calibration.backtest.differences import differences
    from sim.calibration.backtest.methods import MODEL

    return differences(scored, MODEL if MODEL in methods else next(iter(methods)), seed)


def _text(
    history: History, origins: list[int], pooled: pd.DataFrame, told: pd.DataFrame, apart: Apart
) -> Say:
    from sim.calibration.backtest.paragraph import Outcome, paragraph

    years = [int(year) for year in history.years]
    return paragraph(Outcome(history.name, years, origins, len(history.schools), pooled, told, apart))


def _how(asked: Namespace, history: History, methods: Mapping[str, Method]) -> dict[str, object]:
    """Return how the folder was made; no path of the machine is in it."""
    return {
        "table": history.name,
        "grades": list(history.grades),
        "years": [int(history.years[0]), int(history.years[-1])],
        "n_schools": len(history.schools),
        "methods": list(methods),
        "leads": list(_leads(asked.leads)),
        "apart": asked.apart or "",
        "futures": asked.futures,
        "seed": asked.seed,
        "given": [name for name in ("births", "locations", "events") if getattr(asked, name)],
    }


def _titles(methods: Mapping[str, Method]) -> dict[str, Say]:
    from sim.calibration.backtest.methods import METHODS

    return {name: METHODS[name].title for name in methods}


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


def _nothing_to_score(leads: tuple[int, ...]) -> UserError:
    return UserError(
        Say("no school counts in any target year", "任何目标年份都没有计入统计的学校"),
        value=", ".join(map(str, leads)),
        rule=Say(
            "a school counts with pupils at the origin and at least 20 at the target, and the table reaches to it",
            "学校须在起点年有学生、目标年不少于20人，且数据须延伸至目标年",
        ),
        remedy=Say("ask for shorter leads, or check the grades", "请缩短提前年数，或检查年级"),
    )
