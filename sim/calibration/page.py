"""The page of the facts, docs/facts.md: tables by role with red marks, and the reason of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.base.errors import Say
from sim.calibration.evaluate import Result
from sim.calibration.explain import difference, shown, words
from sim.calibration.facts import FITTED, HELD_OUT, INPUT, PLAUSIBILITY
from sim.calibration.people import Tables
from sim.indicators.spread import ENOUGH

SHORT = "🔴 **✗ short**"
_ROLES = {
    INPUT: ("Fed in (输入)", "Agreement shows only that the figure arrived in the model."),
    FITTED: ("Fitted (拟合)", "A parameter, named below, was chosen to meet these."),
    HELD_OUT: ("Held out (未用于拟合)", "Neither fed in nor fitted to: these are the tests."),
    PLAUSIBILITY: (
        "Another place's figures (他地数据，仅供参照)",
        "Nothing is judged; the figure of the nation or the province is printed beside and the difference explained.",
    ),
}


@dataclass(frozen=True)
class Origin:
    """What a page was made from.

    Attributes
    ----------
    batch, scenario, commit, records_sha256 : str
        As the manifest of the batch says.
    years : str
    n_runs : int
    made : str
        The day, ISO.
    """

    batch: str
    scenario: str
    commit: str
    records_sha256: str
    years: str
    n_runs: int
    made: str

    @classmethod
    def of(cls, manifest: dict, scenario: str, n_runs: int, made: str) -> Origin:
        """Return the origin that a manifest tells."""
        years = "-".join(map(str, manifest["years"]))
        told = (str(manifest.get(name, "unknown")) for name in ("name", "commit", "records_sha256"))
        batch, commit, sha256 = told
        return cls(batch, scenario, commit, sha256, years, n_runs, made)

    def table(self, command: str = "make facts") -> str:
        """Return the origin as a table."""
        rows = [
            ("command", f"`{command}`"),
            ("date", self.made),
            ("commit", f"`{self.commit[:12]}`"),
            ("runs", f"batch `{self.batch}`, scenario `{self.scenario}`, {self.years}, {self.n_runs} runs"),
            ("records", f"`{self.records_sha256[:16]}`"),
        ]
        return table(("", ""), rows)


def facts_page(results: Sequence[Result], tables: Tables, origin: Origin) -> str:
    """Return the page.

    Parameters
    ----------
    results : sequence of Result
        Every fact, in the order of the table.
    tables : mapping of str to DataFrame
        Record tables of the first run and the births fed in, for the numbers inside the reasons.
    origin : Origin
        What it was made from.
    """
    parts = [
        "<!-- written by `make facts`; do not edit: facts and reasons stand in sim/calibration/facts.csv -->\n",
        "# Facts (事实对照)\n",
        "Published figures, and what the model says of the same place and time.\n",
        origin.table(),
        _reading(origin.n_runs),
        _summary(results),
    ]
    for role, (title, meaning) in _ROLES.items():
        own = [result for result in results if result.fact.role == role]
        if own:
            parts += [f"## {title}\n", meaning + "\n", _table(own), *_reasons(own, tables)]
    return "\n".join([*parts, _AGAIN])


def table(head: tuple[str, ...], rows: Iterable[tuple]) -> str:
    """Return a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return (
        "\n".join("| " + " | ".join(str(cell).replace("|", "/") for cell in line) + " |" for line in lines)
        + "\n"
    )


def _reading(n_runs: int) -> str:
    few = (
        f" **Fewer than {ENOUGH} runs: smallest and largest value instead of P10 and P90.**"
        if n_runs < ENOUGH
        else ""
    )
    return (
        "Model: P50 over the runs, which differ in drawn parameters and luck, with P10 to P90 in brackets."
        + few
        + " "
        "A fact is met when P50, as printed, lies in the accepted range, both ends included; "
        f"{SHORT} marks where it does not. The census of the model is of 1 September; a figure of another "
        "day is read log-linearly between two censuses. 梅河口 is one of the seven counties of the model and counted "
        "apart by the province: each row says whether it is in. 模型为各次运行的中位数(括号内为P10—P90)；"
        "中位数落在可接受区间内为相符，否则以红色标出。\n"
    )


def _summary(results: Sequence[Result]) -> str:
    judged = [result for result in results if result.ok is not None]
    short = [result for result in judged if not result.ok]
    lines = [f"**{len(judged) - len(short)} of {len(judged)} judged facts are met.**"]
    for role in (INPUT, FITTED, HELD_OUT):
        own = [result for result in judged if result.fact.role == role]
        lines.append(f"{role}: {sum(bool(one.ok) for one in own)} of {len(own)}.")
    if short:
        areas: dict[str, list[str]] = {}
        for one in short:
            areas.setdefault(f"{one.fact.title.en} {one.fact.year}", []).append(one.fact.area.en)
        lines.append(
            "Short: " + "; ".join(f"{what} ({', '.join(where)})" for what, where in areas.items()) + "."
        )
    return " ".join(lines) + "\n"


def _table(results: Sequence[Result]) -> str:
    judged = results[0].ok is not None
    head = (
        "fact",
        "area",
        "year",
        "unit",
        "figure",
        *(("accepted",) if judged else ()),
        "model",
        "difference",
        "met",
    )
    return table(head if judged else head[:-1], [_row(result) for result in results])


def _row(result: Result) -> tuple[str, ...]:
    fact = result.fact
    judged = result.ok is not None
    model = shown(result.p50)
    if result.p50 is not None:
        model += f" ({shown(result.p10)} to {shown(result.p90)})"
    unit = difference(result) + (
        "" if result.p50 is None else " points" if fact.unit.startswith("%") else " %"
    )
    cells = [_both(fact.title), fact.area.en, fact.year, fact.unit, shown(fact.value)]
    if judged:
        cells.append(f"{shown(fact.low)} to {shown(fact.high)}")
    cells += [model, unit]
    if judged:
        cells.append("yes" if result.ok else _short(result))
    return tuple(cells)


def _short(result: Result) -> str:
    if result.p50 is None:
        return f"{SHORT} (no number)"
    return f"{SHORT} (too {'low' if result.p50 < result.fact.low else 'high'})"


def _both(say: Say) -> str:
    return f"{say.en} ({say.zh})"


def _reasons(results: Sequence[Result], tables: Tables) -> list[str]:
    """Return a paragraph for each fact: why, what was fitted, where the figure is from and how sure it is."""
    ids = dict.fromkeys(result.fact.id for result in results)
    return [_reason([one for one in results if one.fact.id == id_], tables) for id_ in ids]


def _reason(results: Sequence[Result], tables: Tables) -> str:
    first, found = results[0].fact, words(results, tables)
    fitted = f" Fitted parameter: {first.fitted_parameter}." if first.fitted_parameter else ""
    sources = "; ".join(dict.fromkeys(f"{one.fact.source} [{one.fact.confidence}]" for one in results))
    return (
        f"**{_both(first.title)}.** {first.reason.en.format(**found)}{fitted} Source: {sources}.\n\n"
        f"{first.reason.zh.format(**found)}\n"
    )


_AGAIN = """## Again

`make facts` runs the batch `scenarios/facts.yaml` into `outputs/facts` and writes `outputs/facts.csv` and this page. By
hand:

```
sim batch scenarios/facts.yaml --out outputs/facts
sim facts --out outputs/facts --csv outputs/facts.csv --page docs/facts.md
```

A new fact is a row in `sim/calibration/facts.csv` and, where none serves yet, a function in `sim/calibration/` named in
`registry.py`.
"""
