"""The two parts of Mesa a region is made of, its model and its agents, without grids, collectors and signals.

``import mesa`` imports all of Mesa, and with it pandas and scipy: two fifths of a second. Whoever asks Mesa for
anything else in the same process gets it as usual: the rest is imported when it is asked for.
"""

from __future__ import annotations

import inspect
import sys
from functools import partial
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import FrameType, ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

_MESA = "mesa"


class _Late(ModuleType):
    """A package whose modules can be imported, and whose own content is imported when it is asked for."""

    def __getattr__(self, name: str) -> object:
        self.__class__ = ModuleType
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def _part(name: str) -> ModuleType:
    """Return a module of Mesa, imported without what stands beside it."""
    if _MESA not in sys.modules:
        package = module_from_spec(find_spec(_MESA))
        package.__class__ = _Late
        sys.modules[_MESA] = package
    return import_module(f"{_MESA}.{name}")


def _model() -> ModuleType:
    """Return the module of Mesa's model.

    It reads the sources of all that is just being imported to learn names for its log, which takes longer than all
    the rest: here it is told them.
    """
    logs = _part("mesa_logging")
    usual = logs.create_module_logger
    logs.create_module_logger = partial(usual, f"{_MESA}.model")
    logs.inspect = SimpleNamespace(currentframe=inspect.currentframe, getouterframes=_callers)
    try:
        return _part("model")
    finally:
        logs.create_module_logger, logs.inspect = usual, inspect


def _callers(frame: FrameType | None) -> list[tuple[FrameType, str, int, str]]:
    """Return a frame and its callers, with file, line and name, as `inspect` does, but without their source."""
    found = []
    while frame is not None:
        found.append((frame, frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return found


if TYPE_CHECKING:
    from mesa import Agent, Model
else:
    Agent, Model = _part("agent").Agent, _model().Model
