"""The folder of a backtest: scores, summary, differences, the paragraph, and how it was made."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from sim.base.atomic import write_atomic
from sim.base.errors import Say, UserError
from sim.calibration.backtest.run import Results
from sim.records.atomic import disk_errors

MARK = "backtest.json"  # tells that a folder is a backtest's, and how it was made
SCORES, SUMMARY, DIFFERENCES = "scores.csv", "summary.csv", "differences.csv"
_AGAIN = Say(
    "free the folder, make room, or name another one with --out",
    "请使该文件夹可写、腾出空间，或用 --out 指定其他文件夹",
)


def check_folder(out: Path) -> None:
    """Refuse a folder that holds something else than a backtest, and a file.

    Raises
    ------
    UserError
        When it does.
    """
    if not out.exists() or (out / MARK).is_file() or (out.is_dir() and not any(out.iterdir())):
        return
    raise UserError(
        Say("the output folder holds something else", "输出文件夹中已有其他内容"),
        where=str(out),
        rule=Say(
            "a backtest writes into a new or empty folder, or over an earlier backtest",
            "回测结果只写入新建或空的文件夹，或覆盖先前的回测结果",
        ),
        remedy=Say("name another folder with --out", "请用 --out 指定其他文件夹"),
    )


def write_folder(out: Path, results: Results) -> list[Path]:
    """Write the files of a backtest, each whole or not at all, and return them.

    Raises
    ------
    UserError
        When the folder holds something else, or the disk is full or forbids it.
    """
    check_folder(out)
    files = {
        MARK: json.dumps(results.made, ensure_ascii=False, indent=1) + "\n",
        SUMMARY: results.summary.to_csv(index=False, float_format="%.6g", lineterminator="\n"),
        DIFFERENCES: results.differences.to_csv(index=False, float_format="%.4f", lineterminator="\n"),
        "summary_en.md": results.text.en,
        "summary_zh.md": results.text.zh,
        SCORES: _csv(results.scores),
    }
    with disk_errors(out, _AGAIN):
        for name, content in files.items():
            write_atomic(out / name, content)
    return [out / name for name in files]


def _csv(frame: pd.DataFrame) -> bytes:
    """Return a long table as CSV; text is quoted, a missing number empty."""
    content = io.BytesIO()
    csv.write_csv(pa.Table.from_pandas(frame, preserve_index=False), content)
    return content.getvalue()
