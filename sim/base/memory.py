"""Resident memory of this process, as the system tells it."""

import ctypes
import sys
from functools import cache
from pathlib import Path

_STATUS, _FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def resident() -> tuple[int, int]:
    """Return the resident memory now and at its highest, bytes; (0, 0) where the system does not tell.

    Linux tells both; other systems the highest since the process began, which then stands for both.
    """
    if _STATUS.exists():
        told = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
        return tuple(1024 * int(told[name].split()[0]) for name in ("VmRSS", "VmHWM"))
    try:
        import resource
    except ImportError:  # Windows
        return 0, 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return peak, peak


def forget_peak() -> bool:
    """Let the highest resident memory count from now on; return whether the system can do that (Linux)."""
    try:
        _FORGET.write_text("5")
    except OSError:
        return False
    return True


@cache
def _trim():
    """Return the function of the C library that hands freed memory back to the system; None where it has none."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, TypeError, AttributeError):  # not glibc
        return None


def give_back() -> None:
    """Hand freed memory back to the system, where the C library can."""
    trim = _trim()
    if trim is not None:
        trim(0)
