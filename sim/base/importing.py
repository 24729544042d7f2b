"""Import without looking for garbage: what is imported is kept anyhow, and there is much of it to look through."""

from __future__ import annotations

import gc
from importlib import import_module
from types import ModuleType


def imported(name: str, *, is_for_good: bool = False) -> ModuleType:
    """Return a module, imported without collecting garbage on the way.

    Parameters
    ----------
    name : str
    is_for_good : bool
        Never look for garbage among what there is now: for the process of a command, of which all that is there before
        it begins is needed until it ends. What is imported later in such a process is left out too.
    """
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        return import_module(name)
    finally:
        if is_for_good or gc.get_freeze_count():
            gc.freeze()
        if is_collecting:
            gc.enable()
