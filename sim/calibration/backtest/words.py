"""Words that messages of a backtest share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.base.errors import Say

SHOWN = 5  # examples in a warning


def listed(items: Iterable[object], at_most: int = SHOWN) -> Say:
    """Return the first items as text, and how many there are where some are left out."""
    texts = [str(item) for item in items]
    shown, n = texts[:at_most], len(texts)
    if n <= at_most:
        return Say(", ".join(shown), "、".join(shown))
    return Say(f"{', '.join(shown)}, ... ({n} in all)", f"{'、'.join(shown)} 等（共 {n} 个）")


def spans(years: Sequence[int]) -> str:
    """Return years in order as text, runs of them as first-last: 2011, 2013-2015."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs)
