"""What made the results: the commit of the program and the versions of what it runs on."""

from __future__ import annotations

import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

DISTRIBUTION = "school-network-sim"
_PACKAGES = ("mesa", "numba", "numpy", "pandas", "pyarrow", "ruamel.yaml")


def commit() -> str:
    """Return the commit of the clone the package stands in, or the version of the installed package."""
    clone = Path(__file__).resolve().parents[2]
    if (clone / ".git").exists():  # a package installed elsewhere must not report some other repository
        try:
            done = subprocess.run(
                ["git", "-C", str(clone), "rev-parse", "HEAD"],
                capture_output=True,
                text=True,
                timeout=10,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return _package_version(DISTRIBUTION)
        if done.returncode == 0 and done.stdout.strip():
            return done.stdout.strip()
    return _package_version(DISTRIBUTION)


def versions() -> dict[str, str]:
    """Return the versions of the program, of Python and of the packages that compute or store."""
    known = {name: _package_version(name) for name in (DISTRIBUTION, *_PACKAGES)}
    return {"python": platform.python_version(), **known}


def _package_version(name: str) -> str:
    """Return the version of an installed distribution, or "unknown"."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
