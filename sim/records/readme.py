"""The README of a batch folder, so that the folder explains itself."""

from __future__ import annotations

from collections.abc import Mapping

from sim.records.columns import TableDeclaration
from sim.records.declared import TABLES
from sim.records.dropout_scenario import MEANINGS, TITLES
from sim.rules.admission_notes import Note, holds_words, one_line, title_words

_FIXED = """\
## What is in this folder (文件夹内容)

| path | content |
|---|---|
| `manifest.json` | what was run, on which commit and versions, the state and hash of each run |
| `resolved/<scenario>.yaml` | each scenario in full: every value, its unit and the file it came from |
| `records/<scenario>-<draw>-<seed>.zip` | the records, one file a finished run |
| `records.csv` | data dictionary (数据字典): every column of every table with type, key, unit, meaning |
| `failed/` | why a run failed, if one did |

The file of a run is a zip archive with one Arrow file (Feather) a record table and `run.json`, which tells of the run.
pandas, R and others open them:
`pandas.read_feather(zipfile.ZipFile(file).open("school_grade.arrow"))`; in R `arrow::read_feather` after `unzip`.
Counts are stored without a sign in as few bits as they need: add and subtract them as whole numbers of 64 bits,
as `sim.records.read_records` and `sim records OUT` give them.

Draw 0 holds every parameter at its usual value; the other draws vary the parameters within their ranges.
A row of year t shows 1 September of year t and the flows until 31 August after it.
A scenario is compared with another by the same draw and the same seed.
"""


def batch_readme(
    manifest: Mapping,
    levers: Mapping[str, Mapping[str, Mapping[str, float]]],
    confidence: Mapping[str, Mapping[str, int]],
    command: str,
) -> str:
    """Return the text of README.md.

    Parameters
    ----------
    manifest : mapping
        The manifest of the folder.
    levers : mapping of scenario to lever to numbers
        The levers (政策措施) of each scenario and their numbers.
    confidence : mapping of input table to confidence to rows
        How sure the input tables are.
    command : str
        The command that makes the folder again.
    """
    done = sum(run["status"] == "ok" for run in manifest["runs"])
    first, last = manifest["years"]
    head = (
        f"# {manifest['name']}\n\n"
        f"{done} of {len(manifest['runs'])} runs finished: {len(manifest['scenarios'])} scenarios (情景), "
        f"{len(manifest['draws'])} parameter draws (参数抽样), {len(manifest['seeds'])} seeds (随机种子), "
        f"school years (学年) {first} to {last}.\n"
    )
    told = [
        _inputs(confidence), _levers(levers), *_admission(manifest["admission"]), _dropout(manifest["dropout"])
    ]  # fmt: skip
    return "\n".join([head, *told, _FIXED, _tables(TABLES), _commands(command)])


def _inputs(confidence: Mapping[str, Mapping[str, int]]) -> str:
    """Return how sure the inputs are, with a plain word where they are mostly estimates."""
    levels = ("read", "known", "estimate", "assumption")
    lines = [
        "## How sure the inputs are (输入数据可信程度)\n",
        "| input table | rows read (读得) | known (公认) | estimate (推算) | assumption (假设) |",
        "|---|---|---|---|---|",
    ]
    for table, rows in confidence.items():
        lines.append(f"| {table} | " + " | ".join(str(rows.get(level, 0)) for level in levels) + " |")
    lines.append(
        "\nResults rest on these rows. Where a table is an estimate, so is every result that follows from it: "
        "read counties and the region, not single schools. (推算数据得出的结果同为推算，勿用于单所学校。)"
    )
    return "\n".join(lines) + "\n"


def _levers(levers: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """Return the lever list of each scenario."""
    lines = [
        "## Levers of each scenario (各情景的政策措施)\n",
        "| scenario | lever | numbers |",
        "|---|---|---|",
    ]
    for scenario, used in levers.items():
        if not used:
            lines.append(f"| {scenario} | none (无) | |")
        for lever, numbers in used.items():
            lines.append(
                f"| {scenario} | `{lever}` | {', '.join(f'{k} = {v:.12g}' for k, v in numbers.items())} |"
            )
    return "\n".join(lines) + "\n"


def _admission(rules: Mapping[str, Mapping[str, Note]]) -> list[str]:
    """Return the rules of admission of each scenario; nothing where no scenario has any."""
    if not any(rules.values()):
        return []
    lines = [
        "## Rules of admission of each scenario (各情景的招生办法)\n",
        "| scenario | rule | holds | source |",
        "|---|---|---|---|",
    ]
    for scenario, notes in rules.items():
        if not notes:
            lines.append(f"| {scenario} | none (无) | | |")
        for name, note in notes.items():
            title, holds = title_words(name, note), holds_words(note)
            cells = (title.en, title.zh), (holds.en, holds.zh), (one_line(note["source"]),)
            told = " | ".join("<br>".join(cell).replace("|", "\\|") for cell in cells)
            lines.append(f"| {scenario} | {told} |")
    return ["\n".join(lines) + "\n"]


def _dropout(notes: Mapping[str, Mapping[str, str]]) -> str:
    """Return the dropout scenario that each scenario follows."""
    lines = [
        "## Dropout scenario of each scenario (各情景的辍学口径)\n",
        "Every figure of dropout, returns and retention is of one of them.\n",
        "| scenario | dropout scenario | meaning |",
        "|---|---|---|",
    ]
    for scenario, note in notes.items():
        title, meaning = TITLES[note["scenario"]], MEANINGS[note["scenario"]]
        lines.append(f"| {scenario} | {title.en} ({title.zh}) | {meaning.en} ({meaning.zh}) |")
    return "\n".join(lines) + "\n"


def _tables(tables: Mapping[str, TableDeclaration]) -> str:
    """Return the table of record tables."""
    lines = ["## Record tables (记录表)\n", "| table | row | key columns | columns |", "|---|---|---|---|"]
    for name, table in sorted(tables.items()):
        row = f"{table.meaning.en} ({table.meaning.zh})"
        lines.append(f"| `{name}` | {row} | {', '.join(table.keys)} | {len(table.columns)} |")
    return "\n".join(lines) + "\n"


def _commands(command: str) -> str:
    """Return the commands that make and read the folder."""
    return (
        "## Commands (命令)\n\n```\n"
        f"{command}\n"
        "sim compare OUT --csv comparison.csv\n"
        "sim scorecard OUT --lang zh\n"
        "sim report OUT --lang zh\n"
        "sim trace OUT --list grade=1 year=YEAR\n"
        "sim registers OUT --year YEAR --lang zh\n"
        "sim query OUT pupils --lang zh\n"
        "sim records OUT --table school_grade --to school_grade.parquet\n"
        "sim records --csv\n"
        "sim measures --csv\n"
        "sim ledger --lang zh\n"
        "```\n"
    )
