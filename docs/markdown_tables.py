"""What the generated pages share: their head line and tables."""

from collections.abc import Iterable

MADE = "<!-- written by `make docs` from the declarations in sim/; do not edit -->\n"


def table(head: tuple[str, ...], rows: Iterable[tuple]) -> str:
    """Return a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(value) for value in line) + " |" for line in lines) + "\n"


def _cell(value: object) -> str:
    text = f"{value:.12g}" if isinstance(value, float) else str(value)
    return text.replace("|", "/").replace("\n", " ")


def range_text(low: float | None, high: float | None) -> str:
    """Return a range in words, empty where neither end is known."""
    if low is None and high is None:
        return ""
    return f"{_bound(low)} to {_bound(high)}"


def _bound(value: float | None) -> str:
    return "any" if value is None or abs(value) == float("inf") else f"{value:.12g}"


def number_row(one) -> tuple:
    """Return a declared number as a row: name, usual, range, unit, source, confidence, year, meaning, 含义."""
    drawn = range_text(one.low, one.high) if one.is_ranged else "fixed"
    return (
        f"`{one.name}`", float(one.value), drawn, one.unit, one.source, one.confidence, one.year,
        one.meaning.en, one.meaning.zh,
    )  # fmt: skip
