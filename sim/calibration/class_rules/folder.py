"""The folder of a backtest of classes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sim.base.atomic import write_atomic
from sim.base.errors import Say
from sim.calibration.backtest.folder import MARK, check_folder
from sim.records.atomic import disk_errors

AGAIN = Say(
    "free the folder, make room, or name another one with --out",
    "请使该文件夹可写、腾出空间，或用 --out 指定其他文件夹",
)


def write_class_folder(
    out: Path, frames: Mapping[str, pd.DataFrame], text: Say, made: Mapping[str, object]
) -> list[Path]:
    """Write tables, the paragraph and how they were made, each file whole or not at all, and return the files.

    Parameters
    ----------
    out : Path
        A new or empty folder, or one of an earlier backtest.
    frames : mapping of str to DataFrame
        Tables by name of file without ending.
    text : Say
    made : mapping

    Raises
    ------
    UserError
        When the folder holds something else, or the disk is full or forbids it.
    """
    check_folder(out)
    files = {MARK: json.dumps(made, ensure_ascii=False, indent=1) + "\n"}
    files |= {
        f"{name}.csv": frame.to_csv(index=False, float_format="%.6g", lineterminator="\n")
        for name, frame in frames.items()
    }
    files |= {"summary_en.md": text.en + "\n", "summary_zh.md": text.zh + "\n"}
    with disk_errors(out, AGAIN):
        for name, content in files.items():
            write_atomic(out / name, content)
    return [out / name for name in files]
