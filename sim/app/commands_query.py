"""The commands that read records: indicators over many runs, the data dictionary, tables for other programs."""

from __future__ import annotations

from argparse import Namespace

import pandas as pd

from sim.app.output import give
from sim.base.errors import Say, UserError
from sim.records.atomic import disk_errors


def query(asked: Namespace) -> int:
    """Print how indicators spread over runs: the widest cells of each, or every cell as CSV."""
    from sim.indicators.over_runs import COLUMNS, quantiles

    frame = _of_years(quantiles(asked.out, asked.indicators.split(","), asked.county), asked.years)
    if asked.csv is None:
        give(_to_read(frame, asked.lang), COLUMNS, None)
    else:
        give(frame.to_dict("records"), COLUMNS, asked.csv)
    return 0


def records(asked: Namespace) -> int:
    """List every column of the record tables, or write one table of the runs of a batch to a file."""
    from sim.records.dictionary import COLUMNS, dictionary_rows

    if asked.out is None:
        _refuse_without_folder(asked)
        give(dictionary_rows(asked.lang), COLUMNS, asked.csv)
        return 0
    from sim.records.export import export_table

    _check_target(asked)
    columns = asked.columns.split(",") if asked.columns else None
    again = Say("free the file or name another one with --to", "请使该文件可写，或用 --to 指定其他文件")
    with disk_errors(asked.to, again):
        n_rows = export_table(asked.out, asked.table, asked.to, columns)
    print(Say(f"{asked.to}: {n_rows:,} rows", f"{asked.to}：{n_rows:,}行").text(asked.lang))
    return 0


def _of_years(frame: pd.DataFrame, years: tuple[int, ...] | None) -> pd.DataFrame:
    """Return the rows of some school years; refuse years that the runs do not have."""
    there = sorted(frame["year"].unique())
    lacking = [year for year in years or () if year not in there]
    if lacking:
        raise UserError(
            Say("the runs do not have this school year", "运行结果中没有该学年"),
            where="--years",
            value=", ".join(map(str, lacking)),
            rule=Say(f"{there[0]} to {there[-1]}", f"{there[0]}至{there[-1]}"),
        )
    return frame[frame["year"].isin(years)] if years else frame


def _to_read(frame: pd.DataFrame, lang: str) -> list[dict[str, object]]:
    """Return the rows of the widest cell of each indicator: all zones and, where it is given, all stages together."""
    from sim.indicators.cells import ALL
    from sim.indicators.declared import INDICATORS

    rows = frame[frame["zone"] == ALL]
    together = rows.loc[rows["stage"] == ALL, "indicator"].unique()
    rows = rows[(rows["stage"] == ALL) | ~rows["indicator"].isin(together)]
    told = []
    for row in rows.to_dict("records"):
        one = INDICATORS[row["indicator"]]
        numbers = {name: f"{row[name]:,.{one.decimals}f}" for name in ("p10", "p50", "p90", "mean")}
        told.append({**row, **numbers, "unit": one.unit.text(lang)})
    return told


def _refuse_without_folder(asked: Namespace) -> None:
    """Refuse what to write where it is not said from which batch."""
    for flag, value in (("--table", asked.table), ("--columns", asked.columns), ("--to", asked.to)):
        if value is not None:
            raise UserError(
                Say("no folder of a batch is named", "未指定批量结果文件夹"),
                where=flag,
                value=value,
                remedy=Say(
                    "name it: sim records OUT --table NAME --to FILE",
                    "请写作 sim records OUT --table NAME --to FILE",
                ),
            )


def _check_target(asked: Namespace) -> None:
    """Refuse a batch without a table and a file whose ending does not tell how to write it."""
    from sim.records.export import WRITERS

    if asked.table is None or asked.to is None or asked.to.suffix not in WRITERS:
        endings = ", ".join(WRITERS)
        raise UserError(
            Say("the table or the file to write is not named", "未指定记录表或导出文件"),
            where=str(asked.out),
            value=asked.to,
            rule=Say(
                f"--table NAME --to FILE; endings: {endings}", f"须有 --table 与 --to；文件后缀：{endings}"
            ),
            remedy=Say("sim records lists the tables", "用 sim records 查看各记录表"),
        )
