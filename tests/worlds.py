"""Worlds the tests share: the small county of three schools, and Tonghua."""

import hashlib
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.rules.orders import Close, Extend
from sim.rules.policy import Policy, strength
from sim.run.engine import simulate
from sim.run.parameters import PARAMETERS, draw_parameters

ROOT = Path(__file__).parent.parent
FOLDERS = {"small": ROOT / "tests/data/small/input", "tonghua": ROOT / "scenarios/tonghua/input"}


@cache
def numbers(draw: int = 0) -> dict[str, float]:
    return draw_parameters({name: (n.low, n.value, n.high) for name, n in PARAMETERS.items()}, draw)


@cache
def start(place: str, draw: int = 0):
    return build_start(read_tables(FOLDERS[place]), numbers(draw), draw)


def run(place: str, policies=(), *, seed: int = 1, years: int = 3, draw: int = 0, begin=None, **options):
    """Run `years` school years and return region and record frames."""
    begin = start(place, draw) if begin is None else begin
    region, recorder, _ = simulate(
        begin, numbers(draw), tuple(policies), seed=seed, last_year=begin.year + years - 1, **options
    )
    return region, {name: frame(table) for name, table in recorder.tables().items()}


def frame(table) -> pd.DataFrame:
    """Return a record table as a frame, texts decoded."""
    return pd.DataFrame(
        {k: np.array(v.names)[v.codes] if hasattr(v, "names") else v for k, v in table.items()}
    )


def fingerprint(region) -> str:
    """Return a hash over every column of people, schools and adults."""
    digest = hashlib.sha256()
    for table in (region.children, region.households, region.schools):
        for name in sorted(table.columns):
            digest.update(name.encode() + np.ascontiguousarray(table[name]).tobytes())
    digest.update(np.ascontiguousarray(region.adults).tobytes())
    return digest.hexdigest()


def by_uid(table, *columns: str) -> pd.DataFrame:
    """Return columns of a table indexed by lasting number."""
    return pd.DataFrame({c: table[c].copy() for c in columns}, index=table["uid"].copy())


class CloseSome(Policy):
    """Close every ninth school in the third year and extend another, so that displaced pupils are in the accounts."""

    NAME, TITLE, MEASURES, PARAMETERS = "close_some", Say("close", "撤"), (), (strength(),)

    def orders(self, year, view, rulebook):
        if year != 2018:
            return ()
        closed = tuple(Close(s, 2019) for s in view.school_ids[::9] if s[7] in "D")
        return (*closed, Extend(view.school_ids[0], 2019, 2))
