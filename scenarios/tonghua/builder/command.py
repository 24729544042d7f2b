"""The command line of the build scripts."""

from __future__ import annotations

from pathlib import Path

from builder.checks import checks_page
from builder.tables import build
from builder.target import Target


def run(target: Target, place: Path, arguments: list[str]) -> None:
    """Write the tables of `target` into the folder named, or with --checks the page of checks into `place`."""
    if "--checks" in arguments:
        (place / "CHECKS.md").write_bytes(checks_page(target).encode())
        return
    build(target, Path(arguments[0]) if arguments else place / "input")
