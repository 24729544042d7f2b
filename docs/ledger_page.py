"""The page of the ledger: what was done for each of the 76 measures, what is not simulated, and how it is entered."""

from markdown_tables import MADE, table

from sim.policies import catalogue
from sim.policies.coverage import coverage_rows
from sim.policies.ledger import NOT_SIMULATED, ledger_lines
from sim.reports.entries.schema import LEDGER

_USE = """```
sim ledger                        # the lines, who answers for them, what was entered
sim ledger --template entries     # tables to fill in; ledger.csv has every line already
sim ledger --entries entries --csv ledger_2024.csv
sim report OUT --entries entries  # the sheet 台账 beside the standard tables
sim measures                      # the 76 measures with what was done for each
```

Entries change no run, and may be written years after it. These are mistakes, told with file, line, column and
remedy: a row for an unknown measure, for a measure that is simulated whole, for a part that is not there, or for a
line that has one already; a status or a date that is none; a workbook in place of CSV. A table that is filled in is
never written over.
"""
_LINES = (
    "measure", "part", "not simulated", "未模拟的内容", "why", "不模拟的原因", "target", "目标", "时限", "责任单位",
)  # fmt: skip


def ledger() -> str:
    """Return the page."""
    measures = coverage_rows(catalogue(), "en")
    return "\n".join(
        [
            MADE,
            "# Ledger (台账)\n",
            _what_it_is(),
            "## Use (用法)\n",
            _USE,
            f"## {LEDGER.file}\n",
            table(("column", "meaning", "含义", "also read as", "values"), map(_column, LEDGER.columns)),
            "## Lines (台账各项)\n",
            "Responsible units are those named at the end of the section of the document; its aims (G) name none.\n",
            table(_LINES, map(_line, ledger_lines())),
            "## The 76 measures (措施一览)\n",
            table(("measure", "title", "kind", "what was done", "levers"), map(_measure, measures)),
        ]
    )


def _what_it_is() -> str:
    lines = ledger_lines()
    return (
        "The policy document 通市政办发〔2017〕13号 has 76 measures: some are simulated by levers, some in part, some "
        f"not at all. What is not, a measure or a part of one, is a line of the ledger: {len(lines)} lines of "
        f"{len({line.measure_id for line in lines})} measures. A line is {NOT_SIMULATED.en} ({NOT_SIMULATED.zh}) and "
        "says so wherever it is shown; no run gives it a value, a colour or a “met”.\n"
    )


def _column(one) -> tuple:
    codes = ", ".join(f"{code} ({meaning.zh})" for code, meaning in one.codes.items())
    name = f"`{one.name}`" + (" (key)" if one.key else "") + ("" if one.required else " (optional)")
    return (name, one.meaning.en, one.meaning.zh, ", ".join(one.aliases), codes)


def _line(one) -> tuple:
    return (
        one.measure_id, one.part, one.what.en, one.what.zh, one.why.en, one.why.zh, one.target.en, one.target.zh,
        one.due.zh, one.units.zh,
    )  # fmt: skip


def _measure(row) -> tuple:
    levers = "-" if row["levers"] == "-" else ", ".join(f"`{name}`" for name in row["levers"].split(";"))
    return (row["measure_id"], row["title"], row["kind"], row["done"], levers)
