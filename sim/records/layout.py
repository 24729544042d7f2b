"""Where things stand in the folder of a batch."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

FORMAT = "5"  # raised when a reader would misread the files of another version, or miss tables
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


def run_file(out: Path, run: RunId) -> Path:
    """Return the file with the records of a run; that it is there and whole says that the run is complete."""
    return out / "records" / f"{run.label}.zip"


def failure(out: Path, run: RunId) -> Path:
    """Return the file that tells why a run failed."""
    return out / "failed" / f"{run.label}.txt"


def staging(out: Path, run: RunId) -> Path:
    """Return where a process writes the file of a run before it counts."""
    return out / STAGING / f"{run.label}.{os.getpid()}"
