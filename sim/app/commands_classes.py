"""The command that tests class formation on real classes."""

from __future__ import annotations

import sys
from argparse import Namespace

import pandas as pd

from sim.app.output import give
from sim.base.errors import Say, UserError
from sim.calibration.backtest.folder import check_folder
from sim.calibration.backtest.options import parse_columns, parse_list

_SHOWN = ("cross_validation", "rule", "n", "exact", "exact_low", "exact_high", "within1", "classes_ratio")
_OF_SCHOOLS = ("pupils", "classes", "place", "columns", "seed")
_OF_CLASSES = ("enrolment", "class_size", "cap", "keep")
_FIGURE = "class_rules"


def backtest_classes(asked: Namespace) -> int:
    """Predict real classes by each rule, score them, and write the folder."""
    check_folder(asked.out)
    single = _is_single(asked)
    frames, text, made, figure = _of_single_classes(asked) if single else _of_schools(asked)
    from sim.calibration.class_rules.folder import AGAIN, write_class_folder
    from sim.reports.figures.writing import drawing, files_of, write_figure

    files = write_class_folder(asked.out, frames, text, made)
    with drawing(asked.out, AGAIN):
        drawn = files_of(asked.out, _FIGURE)
        write_figure(figure(), drawn)
    _print(frames["summary"], single)
    print("\n" + text.text(asked.lang) + "\n")
    for path in [*files, *drawn.values()]:
        print(path.as_posix())
    return 0


def _of_schools(asked: Namespace) -> tuple:
    """Return tables, paragraph, how they were made, and what draws the figure, for one row a school."""
    from sim.calibration.class_rules import judged, scores, words
    from sim.calibration.class_rules.reading import read_class_table
    from sim.reports.figures.class_rules import class_rules

    places, seed = tuple(asked.place or ()), asked.seed or 1
    table, notes = read_class_table(
        asked.table, parse_list(asked.pupils), parse_list(asked.classes), places,
        parse_columns(asked.columns or ""), asked.sheet, parse_list(asked.suppressed or ""),
    )  # fmt: skip
    _say(notes, asked.lang)
    backtest = judged.backtest_classes(table, seed, _told)
    scored = scores.scores_of(backtest)
    summary = scores.summary_of(scored, backtest.rule.grid.size_edges, seed)
    caps = scores.caps_of(backtest)
    made = {
        "table": table.name, "pupils": list(table.grades), "classes": list(parse_list(asked.classes)),
        "places": list(places), "n_schools": len(table.schools), "seed": seed,
    }  # fmt: skip
    shown = (judged.PLAIN, judged.OTHER_GRADES, judged.FITTED)
    return (
        {"summary": summary, "caps": caps, "scores": scored},
        words.about_rules(summary, caps, backtest.rule, len(table.schools)),
        made,
        lambda: class_rules(summary, judged.RULES, shown, asked.lang),
    )


def _of_single_classes(asked: Namespace) -> tuple:
    """Return the same for one row a class."""
    from sim.calibration.class_rules import single_classes as single
    from sim.calibration.class_rules.words import about_sizes
    from sim.reports.figures import single_classes as figure

    keep = [single.parse_keep(text) for text in asked.keep or ()]
    classes, notes = single.read_single_classes(
        asked.table, asked.enrolment, asked.class_size, keep, asked.sheet, parse_list(asked.suppressed or "")
    )
    _say(notes, asked.lang)
    scored = single.scores_of_sizes(asked.table.stem, classes, asked.cap)
    summary = single.summary_of_sizes(scored, asked.cap)
    made = {
        "table": asked.table.stem, "enrolment": asked.enrolment, "class_size": asked.class_size, "cap": asked.cap,
        "keep": list(asked.keep or ()),
    }  # fmt: skip
    return (
        {"summary": summary, "scores": scored},
        about_sizes(summary),
        made,
        lambda: figure.single_classes(scored, asked.cap, asked.lang),
    )


def _is_single(asked: Namespace) -> bool:
    """Tell whether the table has a row a class; refuse options of both kinds of table, or too few of either."""
    schools = [name for name in _OF_SCHOOLS if getattr(asked, name) is not None]
    classes = [name for name in _OF_CLASSES if getattr(asked, name) is not None]
    single = bool(classes)
    needed = ("enrolment", "class_size", "cap") if single else ("pupils", "classes")
    if (schools and classes) or any(getattr(asked, name) is None for name in needed):
        raise UserError(
            Say("the options do not tell one kind of table", "选项未说明是哪一种表"),
            where="sim backtest-classes",
            value=" ".join("--" + name.replace("_", "-") for name in (*schools, *classes))
            or Say("none", "无"),
            rule=Say(
                "one row a school: --pupils and --classes; one row a class: --enrolment, --class-size and --cap",
                "每校一行：--pupils 与 --classes；每班一行：--enrolment、--class-size 与 --cap",
            ),
            remedy=Say(
                "such as --pupils g1,g2,g3 --classes c1,c2,c3 --place county",
                "例如 --pupils g1,g2,g3 --classes c1,c2,c3 --place county",
            ),
        )
    return single


def _say(notes: list[Say], lang: str) -> None:
    for note in notes:
        print(note.text(lang), file=sys.stderr)


def _told(done: int, of: int) -> None:
    """Show progress on a terminal."""
    if sys.stderr.isatty():
        print(f"\r{done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _print(summary: pd.DataFrame, single: bool) -> None:
    """Print the whole of a summary."""
    shown = summary if single else summary[summary["group"] == "all"][list(_SHOWN)]
    rows = [
        {key: f"{value:.4g}" if isinstance(value, float) else value for key, value in row.items()}
        for row in shown.to_dict("records")
    ]
    give(rows, list(shown.columns), None)
