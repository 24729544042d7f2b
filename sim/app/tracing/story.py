"""The story of one child: its events as lines to read, or as rows."""

from collections.abc import Iterable

from sim.app.tracing.facts import Facts
from sim.app.tracing.sentences import sentence, when
from sim.base.width import display_width, pad, wrap

COLUMNS = ("uid", "year", "event", "when", "told", "details")
_WIDTH = 100  # columns of a terminal


def story_rows(facts: Iterable[Facts], lang: str) -> list[dict[str, object]]:
    """Return the events as rows of `COLUMNS`; `details` holds each value by name."""
    return [
        {
            "uid": f.uid, "year": f.year, "event": f.event, "when": when(f).text(lang),
            "told": sentence(f).text(lang), "details": f.details(),
        }
        for f in facts
    ]  # fmt: skip


def story_text(facts: Iterable[Facts], lang: str) -> str:
    """Return the events as lines that begin with their date."""
    rows = story_rows(facts, lang)
    width = max((display_width(str(row["when"])) for row in rows), default=0) + 2
    lines = []
    for row in rows:
        lines += wrap(pad(str(row["when"]), width) + str(row["told"]), _WIDTH, " " * width)
    return "".join(line + "\n" for line in lines)
