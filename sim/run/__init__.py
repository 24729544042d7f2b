"""Scenarios, one run, batches; `load` and `simulate` are the face for notebooks and scripts."""

from sim.run.face import load, simulate

__all__ = ["load", "simulate"]
