"""What a worker elsewhere must have in common with the driver, so that its records are the same bit for bit."""

from __future__ import annotations

import sys

from sim.base.program import files_sha256
from sim.records.provenance import versions
from sim.run.cluster_errors import hidden_program, other_program


def program() -> dict[str, str]:
    """Return the versions of Python and the packages that compute or store, and a hash of this program's files."""
    return {**versions(), "sim": files_sha256()}


def refuse_other(wanted: dict[str, str]) -> None:
    """Refuse to work with another program than the driver's.

    Parameters
    ----------
    wanted : dict of str to str
        What `program` returned to the driver.

    Raises
    ------
    UserError
        When something differs, or `sim` is only half there: where Python looks first in a folder that has one named
        sim, an editable install is imported without ``sim/__init__.py``.
    """
    package = sys.modules["sim"]
    if getattr(package, "__file__", None) is None:
        raise hidden_program(next(iter(package.__path__)))
    if differing := sorted(name for name, value in program().items() if wanted.get(name) != value):
        raise other_program(", ".join(differing))
