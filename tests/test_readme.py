"""What README and CONTRIBUTING tell the reader to type exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [
    *("README.md", "CONTRIBUTING.md", "outputs/README.md"),
    *("docs/architecture.md", "docs/model.md", "docs/backtest.md"),
]


def commands(page: str) -> str:
    """Return the code of a Markdown page, blocks and spans, one after the other."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```.*?\n(.*?)```", text, re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return "\n".join(blocks + spans)


def named(tool: str) -> set[str]:
    """Return the words that follow `make` or `sim` at the start of a command."""
    pattern = rf"(?m)^\s*(?:[.\w\\/]*[\\/])?{tool} ([a-z][a-z-]*)\b"
    return {word for page in PAGES for word in re.findall(pattern, commands(page))}


def targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"(?m)^([a-z]+):(?!=)", text))


def subcommands() -> set[str]:
    told = subprocess.run([sys.executable, "-m", "sim", "--help"], cwd=ROOT, capture_output=True, check=True)
    return set(re.findall(r"(?m)^ {2,6}([a-z][a-z-]*)\s{2,}\S", told.stdout.decode("utf-8")))


def test_make_targets_exist():
    assert {"demo", "test"} <= named("make") <= targets()


def test_subcommands_exist():
    assert {"run", "batch", "compare"} <= named("sim") <= subcommands()


def test_every_make_target_is_explained():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"(?m)^([a-z]+):[^=\n]*## ", text))
    assert explained == targets()


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    local = [link for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in link]
    assert [link for link in local if not ((ROOT / page).parent / link).exists()] == []


def test_the_python_of_the_readme_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "classes" in capsys.readouterr().out
