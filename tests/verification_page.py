"""The page of the third ring: what was verified, with which command, seed and date, and the figures found."""

import datetime
import inspect
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

HEAD = """# Verification

Statistical and long tests, run by hand with `make verify`; this page is written by that command. They are
two-sided, with a fixed seed: a failure means the model, not bad luck. Another seed:
`pytest -m verify --verify-seed N tests`.

| | |
|---|---|
| command | `{command}` |
| seed | {seed} |
| date | {date} |
| commit | {commit} |
| versions | {versions} |
| result | {result} |

| test | what it shows | figures | seconds | result |
|---|---|---|---|---|
"""


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "not in a repository"


def _cell(text: object) -> str:
    return str(text).replace("|", "/").replace("\n", " ")


class Page:
    """Collect the results of a pytest run; write the page when it ends."""

    def __init__(self, config):
        self.file = Path(config.getoption("--page"))
        self.seed = config.getoption("--verify-seed")
        self.rows = []
        self.shows = {}

    def pytest_collection_finish(self, session):
        for item in session.items:
            note = inspect.getdoc(getattr(item, "function", None)) or item.name
            self.shows[item.nodeid] = note.partition("\n\n")[0]

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.outcome != "passed":
            figures = ", ".join(f"{name} = {value}" for name, value in report.user_properties)
            self.rows.append((report.nodeid, figures, report.duration, report.outcome))

    def text(self) -> str:
        """Return the page as Markdown."""
        failed = sum(row[3] == "failed" for row in self.rows)
        head = HEAD.format(
            command=f"pytest -m verify --verify-seed {self.seed} tests",
            seed=self.seed,
            date=datetime.date.today().isoformat(),
            commit=_commit(),
            versions=f"Python {platform.python_version()}, "
            + ", ".join(f"{name} {version(name)}" for name in ("numpy", "numba", "pandas", "mesa")),
            result=f"{len(self.rows) - failed} of {len(self.rows)} passed",
        )
        lines = [
            f"| {_cell(name.removeprefix('tests/'))} | {_cell(self.shows.get(name, ''))} "
            f"| {_cell(figures)} | {seconds:.1f} | {outcome} |"
            for name, figures, seconds, outcome in sorted(self.rows)
        ]
        return head + "\n".join(lines) + "\n"

    def pytest_sessionfinish(self):
        if self.rows:
            self.file.write_text(self.text(), encoding="utf-8", newline="\n")
            print(f"\nwritten: {self.file}", file=sys.stderr)
