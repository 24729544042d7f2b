"""Write docs/scorecard.md from finished batches of two batch files of scenarios/: `make scorecard`."""

import sys
from pathlib import Path

from markdown_tables import table

from sim.indicators.levels import levels
from sim.indicators.targets import GROUPS, TARGETS
from sim.records.batch_folder import BatchFolder, read_batch_folder
from sim.reports.scorecard import words
from sim.reports.scorecard.card import PAIR, SHOWN_YEARS, Line, Scorecard, scorecard

PAGE = Path(__file__).with_suffix(".md")
_BASE = "do_nothing"


def page(from_2017: Path, from_2025: Path) -> str:
    """Return the page: how the scenarios of each batch stand to every target, a table for each year."""
    return "\n".join(
        [
            "# Scorecard of Tonghua (通化市目标达标记分卡)\n",
            "Every numeric target of 通市政办发〔2017〕13号 and of the national norms beside it "
            "(`sim/indicators/targets.csv`), each scenario beside `do_nothing`. A cell: √ met, × not met, ○ not in "
            "force that year, by the middle of the runs (P50); the level; by how much it is better (+) or worse (−) "
            "than asked for; in brackets the probability, the share of the runs that meet it. What `do_nothing` "
            "reaches too is not due to the measures: pupils vanish, and rooms, teachers and areas per pupil rise by "
            "themselves. Retention is judged under both dropout scenarios (辍学口径); the survey is a stress case of "
            "poor counties in 2009-10, no forecast.\n",
            f"{words.ledger_text().en}（{words.ledger_text().zh}）\n",
            _of_batch(from_2017, "From 2017 (2017年起)"),
            _of_batch(from_2025, "From 2025 (2025年起)"),
            _sources(),
        ]
    )


def _of_batch(out: Path, title: str) -> str:
    folder = read_batch_folder(out)
    first, last = folder.years
    years = [year for year in SHOWN_YEARS if first <= year <= last] or [last]
    card = scorecard(folder, _BASE, levels(out), years=years)
    told = [f"## {title}\n", _caption(folder, card)]
    for year in card.years:
        told += [f"### {year}\n", _of_year(card, year)]
    return "\n".join(told)


def _caption(folder: BatchFolder, card: Scorecard) -> str:
    draws, seeds = ({getattr(run, name) for run in folder.finished} for name in ("draw", "seed"))
    estimated, every = folder.rows_estimated
    scenarios = "; ".join(f"`{name}`: {words.scenario_words(card, name).en}" for name in card.shown)
    few = "".join(f" {note.en}" for note in words.own_notes(card))
    return (
        f"Written by `make scorecard`: {len(folder.finished)} runs of `scenarios/{folder.name}.yaml`, school years "
        f"{folder.years[0]} to {folder.years[1]}, {len(draws)} draws of the parameters, {len(seeds)} seed(s). "
        f"{scenarios}.{few} **Estimates**: {estimated:,} of {every:,} input rows are estimated or assumed.\n"
    )


def _of_year(card: Scorecard, year: int) -> str:
    head = ("group", "target", "asked for (from)", *(f"`{name}`" for name in card.shown))
    pair = [
        (_both(words.PAIR_HEAD), _both_languages(lambda lang, name=name: words.pair_title(name, lang)), "-",
         *(words.pair_text(card, one, name, year, "en") for one in card.shown))
        for name in PAIR
    ]  # fmt: skip
    lines = [_row(card, line, year) for line in card.lines]
    counts = ("", _both(words.COUNTS), "-", *(words.counts_text(card, one, year) for one in card.shown))
    return table(head, [*pair, *lines, counts])


def _row(card: Scorecard, line: Line, year: int) -> tuple[str, ...]:
    cells = (
        " ".join(words.cell_lines(line.target, card.verdict(name, line, year), "en")).strip()
        for name in card.shown
    )
    title = _both_languages(lambda lang: words.line_title(line, lang))
    return (_both(GROUPS[line.target.group]), title, words.demand(line.target), *cells)


def _both_languages(say) -> str:
    return f"{say('en')} ({say('zh')})"


def _both(say) -> str:
    return _both_languages(say.text)


def _sources() -> str:
    head = ("target", "measure", "indicator", "zone, stage", "asked for", "source", "confidence", "remark")
    rows = [
        (one.title.en, one.measure, f"`{one.indicator}`", f"{one.zone}, {one.stage}", words.demand(one), one.source,
         one.confidence, one.note)
        for one in TARGETS
    ]  # fmt: skip
    return f"## Where the targets stand (目标依据)\n\n{table(head, rows)}"


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1]), Path(sys.argv[2])), encoding="utf-8", newline="\n")
