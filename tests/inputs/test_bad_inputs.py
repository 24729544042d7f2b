"""Broken input folders, each with its expected message word by word.

A case is a folder ``tests/bad_inputs/table_*``: the files that differ from the small county's tables, the
names of files to take away in ``removed.txt``, and the English message in ``expected.txt``.
"""

import shutil
from pathlib import Path

import pytest

from sim.base.errors import UserErrors
from sim.inputs.tables import read_tables

CASES = sorted((Path(__file__).parent.parent / "bad_inputs").glob("table_*"))


def message_of(case: Path, small: Path, work: Path, lang: str) -> str:
    folder = shutil.copytree(small / "input", work / "input")
    for path in case.glob("*.csv"):
        shutil.copy(path, folder)
    removed = case / "removed.txt"
    if removed.exists():
        for name in removed.read_text("utf-8").split():
            (folder / name).unlink()
    with pytest.raises(UserErrors) as caught:
        read_tables(Path("input"))
    return caught.value.text(lang)


def test_there_are_cases():
    assert len(CASES) >= 13


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_is_the_expected_one(case, small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    message = message_of(case, small, tmp_path, "en")
    assert message + "\n" == (case / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_message_is_said_in_chinese_too(case, small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for line in message_of(case, small, tmp_path, "zh").splitlines():
        assert line.startswith(("错误：input/", "  值：", "  规则：", "  处理："))
