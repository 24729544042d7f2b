"""The data dictionary (数据字典): every column of every record table."""

from __future__ import annotations

import csv
import io

from sim.records.declared import TABLES

COLUMNS = ("table", "column", "dtype", "key", "unit", "adds_up", "meaning")


def dictionary_rows(lang: str = "en") -> list[dict[str, str]]:
    """Return one row of `COLUMNS` for each column; `lang`, 'zh' or 'en', is the language of the meaning."""
    return [
        {
            "table": name,
            "column": column.name,
            "dtype": column.dtype,
            "key": "yes" if column.name in table.keys else "no",
            "unit": column.unit,
            "adds_up": _word(column.adds_up),
            "meaning": column.meaning_zh if lang == "zh" else column.meaning_en,
        }
        for name, table in sorted(TABLES.items())
        for column in table.columns
    ]


def dictionary_csv() -> str:
    """Return the dictionary as CSV text, with the meaning in both languages."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*COLUMNS, "meaning_zh"))
    for english, chinese in zip(dictionary_rows("en"), dictionary_rows("zh"), strict=True):
        writer.writerow((*english.values(), chinese["meaning"]))
    return text.getvalue()


def _word(adds_up: object) -> str:
    """Return how a column adds up: a word as it stands, a truth value as yes or no."""
    return {True: "yes", False: "no"}[adds_up] if isinstance(adds_up, bool) else str(adds_up)
