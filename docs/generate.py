"""Write the generated pages of docs from the declarations in the code: `make docs`.

A page is never edited by hand; tests/test_docs.py says when one is out of date.
"""

from pathlib import Path

from admission_page import admission
from indicators_page import indicators
from ledger_page import ledger
from levers_page import levers
from markdown_tables import MADE, number_row, range_text, table
from model_page import model

from sim.inputs.schema import TABLES as INPUTS
from sim.records.declared import TABLES as RECORDS
from sim.rules.fund_rates import dated_rates
from sim.rules.rulebook import RULES, Rulebook
from sim.run.parameters import PARAMETERS
from sim.world.people import CHILD_COLUMNS, HOUSEHOLD_COLUMNS
from sim.world.schools import SCHOOL_COLUMNS

FOLDER = Path(__file__).parent


def dictionary() -> str:
    """Return the data dictionary: input tables, state, records."""
    return "\n".join(
        [
            MADE,
            "# Data dictionary (数据字典)\n",
            "What goes in, what the simulation holds, and what comes out. Key columns are marked.\n",
            "## Input tables (输入表)\n",
            "One CSV a table in `scenarios/<place>/input/`; UTF-8 or GBK, with or without a byte order mark. "
            "A header may use the Chinese names.\n",
            *map(_input_table, INPUTS.values()),
            "## State (状态)\n",
            "Columns held during a run. Only the owner, a process of the year, writes a column.\n",
            _state("Children (儿童)", CHILD_COLUMNS),
            _state("Households with children (有儿童的家庭)", HOUSEHOLD_COLUMNS),
            _state("Schools (学校)", SCHOOL_COLUMNS),
            "## Records (记录表)\n",
            "A row of year t holds the census of 1 September t and the flows of the steps of school year t.\n",
            *(_record_table(name, declared) for name, declared in sorted(RECORDS.items())),
        ]
    )


def _input_table(declared) -> str:
    rows = [
        (
            f"`{one.name}`" + (" (key)" if one.key else "") + ("" if one.required else " (optional)"),
            one.type,
            one.unit,
            ", ".join(one.codes) or range_text(one.low, one.high),
            one.meaning.en,
            one.meaning.zh,
            ", ".join(one.aliases),
            _fill(one.otherwise),
        )
        for one in declared.columns
    ]
    head = ("column", "type", "unit", "values", "meaning", "含义", "also read as", "where blank")
    return (
        f"### {declared.file}\n\nA row is {declared.meaning.en} ({declared.meaning.zh}). {_standing(declared)}\n\n"
        + table(head, rows)
    )


def _standing(declared) -> str:
    """Return whether a table must be given, and what stands in for it."""
    if declared.required:
        return "Required (必填)."
    return f"Optional (选填); where it is not given, {_fill(declared.otherwise)}."


def _fill(fill) -> str:
    """Return what stands in for a value, and whether it is derived or assumed."""
    return "" if fill is None else f"{fill.kind}: {fill.how.en} ({fill.how.zh})"


def _state(title: str, columns: tuple) -> str:
    rows = [
        (
            f"`{one.name}`",
            one.dtype + (f" x {one.width}" if one.width > 1 else ""),
            one.owner,
            one.unit,
            one.meaning,
        )
        for one in columns
    ]
    return f"### {title}\n\n" + table(("column", "type", "owner", "unit", "meaning"), rows)


def _record_table(name: str, declared) -> str:
    rows = [
        (
            f"`{one.name}`" + (" (key)" if one.name in declared.keys else ""),
            one.dtype,
            one.unit,
            one.adds_up,
            one.meaning_en,
            one.meaning_zh,
        )
        for one in declared.columns
    ]
    head = ("column", "type", "unit", "adds up", "meaning", "含义")
    return f"### {name}\n\n{declared.meaning.en} ({declared.meaning.zh}).\n\n" + table(head, rows)


def numbers() -> str:
    """Return every declared number: parameters, rulebook, levers."""
    return "\n".join(
        [
            MADE,
            "# Numbers (参数与规则)\n",
            "Every number with unit, source and how sure it is: `read` in the source, `known` widely, an "
            "`estimate`, or an `assumption`.\n",
            "## Parameters (参数)\n",
            "A number with a range is drawn (PERT) once a parameter draw, the same for all scenarios; draw 0 takes "
            "the usual values.\n",
            table(
                ("name", "usual", "range", "unit", "source", "confidence", "year", "meaning", "含义"),
                [number_row(PARAMETERS[name]) for name in sorted(PARAMETERS)],
            ),
            "## Rulebook (规则表)\n",
            "The rules of a county before any lever; `sim/policies` amends them.\n",
            table(
                (
                    "field",
                    "before levers",
                    "legal",
                    "unit",
                    "source",
                    "confidence",
                    "from",
                    "meaning",
                    "含义",
                ),
                [_rule(name) for name in RULES],
            ),
            "## Dated rates (分年度标准)\n",
            "Public funds and aid of a pupil; national, changed by no lever. The last rate goes on.\n",
            table(
                (
                    "rate",
                    "from",
                    "value",
                    "source speaks to",
                    "unit",
                    "source",
                    "confidence",
                    "meaning",
                    "含义",
                ),
                [_dated(rate) for rates in dated_rates().values() for rate in rates],
            ),
            "The numbers of the levers stand with them, on [their page](levers.md).\n",
        ]
    )


def _rule(name: str) -> tuple:
    rule, value = RULES[name], getattr(Rulebook(), name)
    return (
        f"`{name}`", float(value), range_text(*rule.bounds), rule.unit, rule.source, rule.confidence, rule.year,
        rule.meaning.en, rule.meaning.zh,
    )  # fmt: skip


def _dated(rate) -> tuple:
    return (
        f"`{rate.name}`", f"{rate.since // 12}-{rate.since % 12 + 1:02d}", rate.value, rate.known_to, rate.unit,
        rate.source, rate.confidence, rate.meaning.en, rate.meaning.zh,
    )  # fmt: skip


PAGES = {
    "admission.md": admission,
    "dictionary.md": dictionary,
    "indicators.md": indicators,
    "numbers.md": numbers,
    "ledger.md": ledger,
    "levers.md": levers,
    "model.md": model,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8", newline="\n")
        print(f"written: docs/{name}")


if __name__ == "__main__":
    main()
