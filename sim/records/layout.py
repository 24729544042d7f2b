"""Where things stand in the folder of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

STAGING = ".writing"
MANIFEST = "manifest.json"


@dataclass(frozen=True, order=True)
class RunId:
    """One run: a scenario with one draw of the parameters and one seed."""

    scenario: str
    draw: int
    seed: int

    @property
    def label(self) -> str:
        """Return the run's name in file names."""
        return f"{self.scenario}-{self.draw}-{self.seed}"


def part(table: str, run: RunId) -> str:
    """Return the path of one table of one run, relative to the batch folder, with forward slashes."""
    return f"records/{table}/scenario={run.scenario}/draw={run.draw}/seed={run.seed}/part.parquet"


def marker(out: Path, run: RunId) -> Path:
    """Return the file whose presence says that the run is complete."""
    return out / "runs" / f"{run.label}.json"


def failure(out: Path, run: RunId) -> Path:
    """Return the file that tells why a run failed."""
    return out / "failed" / f"{run.label}.txt"


def staging(out: Path, run: RunId) -> Path:
    """Return the folder in which a run is written before it counts."""
    return out / STAGING / run.label
