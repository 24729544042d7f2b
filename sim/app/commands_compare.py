"""The command that compares scenarios."""

from __future__ import annotations

from argparse import Namespace

from sim.app.output import give


def compare(asked: Namespace) -> int:
    """Print or write the paired differences of each scenario to the base."""
    from sim.reports.compare import compare as differences

    frame = differences(asked.out, asked.base)
    give(frame.to_dict("records"), list(frame.columns), asked.csv)
    return 0
