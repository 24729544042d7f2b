"""The page of levers: what each does, the measures it carries, its numbers, its effect contract, and its scenario."""

import sys
from pathlib import Path

from markdown_tables import MADE, range_text, table

from sim.policies import catalogue
from sim.policies.effects import PLACES, Effect, read_effects
from sim.policies.measures import read_measures
from sim.records.declared import TABLES
from sim.rules.policy import Policy

SCENARIOS = Path(__file__).parent.parent / "scenarios" / "levers"
DIRECTIONS = {-1: "falls (下降)", 1: "rises (上升)"}


def levers() -> str:
    """Return the page."""
    known = catalogue()
    contents = [
        (f"[`{name}`](#{name})", lever.TITLE.en, lever.TITLE.zh, ", ".join(lever.MEASURES))
        for name, lever in known.items()
    ]
    return "\n".join(
        [
            MADE,
            "# Levers (政策措施)\n",
            "A lever answers two questions from last year's published figures: which rules of the year it changes, and "
            "which orders it gives. A scenario file, or `with_lever` in Python, names it with the numbers that differ "
            "from the usual ones; a value outside its bounds is refused. Measures are those of 通市政办发〔2017〕13号 "
            "(`sim measures --csv`).\n",
            "Each lever keeps an effect contract, tested for all of them: with the same luck the record column named "
            "below moves in the direction stated; at strength 0 nothing changes, bit for bit. A lever that acts on "
            "what another does has that one beside it in both runs.\n",
            table(("lever", "title", "措施", "measures"), contents),
            *(_lever(name, lever) for name, lever in known.items()),
            _effects(),
        ]
    )


def _lever(name: str, lever: type[Policy]) -> str:
    titles = {row["measure_id"]: row["title"] for row in read_measures()}
    measures = "\n".join(f"- {measure} {titles[measure]}" for measure in lever.MEASURES)
    for measure in lever.COUNTS_FOR:
        measures += (
            f"\n- {measure} {titles[measure]} (counted for its line of the ledger; no result: 仅为台账计数)"
        )
    return (
        f"## {name}\n\n**{lever.TITLE.en} ({lever.TITLE.zh})**\n\n{sys.modules[lever.__module__].__doc__.strip()}\n\n"
        f"### Measures it carries (对应措施)\n\n{measures}\n\n"
        f"### Numbers (参数)\n\n{_numbers(lever)}\n"
        f"### Effect (效果)\n\nWith the same luck{_beside(lever)} {_column(lever.INDICATOR)} "
        f"{DIRECTIONS[lever.DIRECTION]}.{_stated(lever)}\n\n"
        f"### Example (示例)\n\n`scenarios/levers/{name}.yaml`:\n\n```yaml\n{_example(name)}```\n"
    )


def _effects() -> str:
    """Return the table of measured effects."""
    effects = read_effects()
    of = effects[0]
    head = ("lever", "record column", "unit", "without", "mean difference", "95 % interval", "documented", "where",
            "in both runs")  # fmt: skip
    return (
        "## Measured effects (实测效果)\n\nWritten by `make effects`: the sum of a record column over the school years "
        f"{of.year_first} to {of.year_last} with the lever and its usual numbers, less that without it and with the "
        f"same luck; {of.seeds} seeds, mean and its 95 % interval (t). Dropout: register figures "
        "(登记口径). A stated zero is a column the lever leaves "
        "alone because no effect is known. Sums of what stands (rooms, pupils) count each year. "
        "`sim levers --effects` prints the table.\n\n" + table(head, (_effect(one) for one in effects))
    )


def _effect(one: Effect) -> tuple:
    documented = "stated zero (说明为零)" if one.is_stated_zero else DIRECTIONS[one.direction]
    return (
        f"[`{one.lever}`](#{one.lever})", f"`{one.column}`", one.unit, f"{one.base:.6g}", f"{one.difference:+.4g}",
        f"{one.lo95:+.4g} to {one.hi95:+.4g}", documented, PLACES[one.place].en, one.beside.replace(";", ", "),
    )  # fmt: skip


def _beside(lever: type[Policy]) -> str:
    names = " and ".join(f"`{name}`" for name in lever.BESIDE)
    return f" and with {names} in both runs" if names else ""


def _stated(lever: type[Policy]) -> str:
    """Return which columns the lever leaves alone, and why."""
    return "".join(
        f" Stated zero effect on {_column(name)}: {why.en} ({why.zh})."
        for name, why in lever.STATED_ZERO.items()
    )


def _numbers(lever: type[Policy]) -> str:
    head = ("number", "usual", "range", "bounds", "unit", "source", "confidence", "from", "meaning", "含义")
    rows = [
        (
            f"`{one.name}`", float(one.value), range_text(one.low, one.high) if one.is_ranged else "fixed",
            range_text(*one.bounds), one.unit, one.source, one.confidence, one.year, one.meaning.en, one.meaning.zh,
        )
        for one in lever.PARAMETERS
    ]  # fmt: skip
    return table(head, rows)


def _column(name: str) -> str:
    """Return a record column with its table and meaning."""
    for declared in TABLES.values():
        for column in declared.columns:
            if column.name == name:
                return f"`{declared.name}.{name}` ({column.meaning.en}; {column.meaning.zh})"
    raise KeyError(f"no record table has the column {name}")


def _example(name: str) -> str:
    return (SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")
