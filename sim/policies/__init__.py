"""The catalogue of levers: one file a lever, and the file's name is the lever's name in YAML.

A lever module defines exactly one subclass of `Policy`; a module that defines none (the table of measures) is
no lever.  Nothing is registered by hand: a new file is a new lever.
"""

from importlib import import_module
from inspect import getmembers, isclass
from pkgutil import iter_modules
from types import ModuleType

from sim.rules.policy import Policy


def catalogue() -> dict[str, type[Policy]]:
    """Return every lever of the folder by its name, in the order of the names.

    Raises
    ------
    TypeError
        When a module defines two levers, or a lever whose NAME is not the name of its file.
    """
    found = {name: _lever_at(name) for name in _files()}
    return {name: lever for name, lever in found.items() if lever is not None}


def lever_named(name: str) -> type[Policy] | None:
    """Return the lever of a name, or None; no other is imported. Raises what `catalogue` does for its file."""
    return _lever_at(name) if name in _files() else None


def _files() -> list[str]:
    return sorted(found.name for found in iter_modules(__path__))


def _lever_at(name: str) -> type[Policy] | None:
    """Return the lever of a file, or None."""
    lever = _lever_of(import_module(f"{__name__}.{name}"))
    if lever is not None and name != lever.NAME:
        raise TypeError(f"lever {lever.__name__} says NAME = {lever.NAME!r} but stands in {name}.py")
    return lever


def _lever_of(module: ModuleType) -> type[Policy] | None:
    """Return the one lever that `module` defines itself (imported classes do not count), or None."""
    found = [
        kind
        for _, kind in getmembers(module, isclass)
        if issubclass(kind, Policy) and kind is not Policy and kind.__module__ == module.__name__
    ]
    if len(found) > 1:
        raise TypeError(f"{module.__name__} defines {len(found)} levers; one file holds one lever")
    return found[0] if found else None
