"""The process from which workers are forked on Linux: it has imported the program, and nothing else happens in it."""

from __future__ import annotations

import multiprocessing
import sys
from multiprocessing.context import BaseContext

METHOD = "forkserver" if sys.platform == "linux" else "spawn"
PRELOADED = ("sim.run.workers", "sim.run.engine")


def context_of(method: str = METHOD) -> BaseContext:
    """Return the way to begin processes; a server that is begun later imports the program first."""
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(list(PRELOADED))
    return context


def begin_early() -> None:
    """Let the server import while the driver is still reading tables; a no-op where there is none."""
    if METHOD == "forkserver":
        context_of()
        from multiprocessing.forkserver import ensure_running

        ensure_running()
