"""What is written down of a run; `read_records` and `read_batch_folder` are the face for notebooks and scripts."""

from importlib import import_module

_FACE = {"read_records": "sim.records.reading", "read_batch_folder": "sim.records.batch_folder"}


def __getattr__(name: str) -> object:
    """Return a function of the face; its module is imported when it is asked for."""
    if name in _FACE:
        return getattr(import_module(_FACE[name]), name)
    raise AttributeError(f"module {__name__} has no attribute {name}")
