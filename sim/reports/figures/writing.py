"""Write a figure as SVG (text as outlines) and as PNG of 300 dots an inch, the same results as the same files."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

from sim.base.atomic import write_atomic
from sim.base.errors import Say
from sim.records.atomic import disk_errors
from sim.reports.figures.style import settings

# Files of a figure by ending, each without the date.
_METADATA = {"svg": {"Date": None}, "png": {"Software": None}}


@contextmanager
def drawing(folder: Path, again: Say) -> Iterator[None]:
    """Draw in the style of the figures; a folder that does not take them is told with what to do.

    A character without a glyph is no warning of its own: `without_glyph` tells them once.
    """
    with matplotlib.rc_context(settings()), disk_errors(folder, again), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        yield


def files_of(folder: Path, name: str) -> dict[str, Path]:
    """Return the file of a figure for each ending."""
    return {kind: folder / f"{name}.{kind}" for kind in _METADATA}


def write_figure(figure: Figure, files: Mapping[str, Path]) -> None:
    """Write a figure to a file for each ending."""
    for kind, path in files.items():
        content = io.BytesIO()
        figure.savefig(content, format=kind, metadata=_METADATA[kind])
        write_atomic(path, content.getvalue())
