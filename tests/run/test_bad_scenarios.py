"""Every broken scenario or batch ends with its one expected message, exit code 2 and no output folder."""

from pathlib import Path

import pytest

from sim.cli import main
from sim.policies import catalogue

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "bad_scenarios"
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def command(case: str) -> list[str]:
    """Return the command that meets the mistake: `sim run`, or `sim batch` where there is a batch file."""
    folder = f"tests/bad_scenarios/{case}"
    if (ROOT / folder / "batch.yaml").exists():
        return ["batch", f"{folder}/batch.yaml"]
    return ["run", f"{folder}/scenario.yaml"]


@pytest.mark.parametrize("case", CASES)
def test_bad_scenario_says_what_is_wrong(case, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(ROOT)
    out = tmp_path / "out"
    assert main([*command(case), "--lang", "en", "--out", str(out)]) == 2
    expected = (FOLDER / case / "expected.txt").read_text(encoding="utf-8")
    said = capsys.readouterr()
    assert said.err == expected.replace("{levers}", ", ".join(catalogue()))
    assert said.out == ""
    assert not out.exists()


@pytest.mark.parametrize("case", CASES)
def test_bad_scenario_is_said_in_chinese_too(case, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(ROOT)
    assert main(["--lang", "zh", *command(case), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("错误：tests/bad_scenarios/")
    assert "error:" not in said


def test_a_name_that_no_scenario_has_lists_those_there_are(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(ROOT)
    assert main(["run", "tonghua/basline", "--lang", "en", "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(
        "error: scenario not found\n  value:  tonghua/basline\n  rule:   a file, or one of: "
    )
    assert "tonghua/do_nothing" in said
    assert said.endswith("  remedy: did you mean tonghua/baseline?\n")


def test_a_missing_batch_file_is_named(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["batch", "none.yaml", "--lang", "en", "--out", "out"]) == 2
    assert capsys.readouterr().err == (
        "error: none.yaml: file not found\n  remedy: check the name and the folder\n"
    )
