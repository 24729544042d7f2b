"""Feeders (对口初中): which junior schools each primary school feeds."""

import numpy as np

from sim.inputs.tables import InputTables


def read(tables: InputTables, school_ids: tuple[str, ...]) -> np.ndarray:
    """Return the junior schools each school feeds in the order of feeders.csv, int32 (schools, k), -1 = no more.

    Rows of a primary school that does not teach at the start are left out; k is 0 where nobody is fed.
    """
    row_of = {code: s for s, code in enumerate(school_ids)}
    fed: list[list[int]] = [[] for _ in school_ids]
    for primary, junior in zip(
        tables.feeders["school_code"], tables.feeders["junior_school_code"], strict=True
    ):
        if primary in row_of:
            fed[row_of[primary]].append(row_of[junior])
    out = np.full((len(fed), max(map(len, fed), default=0)), -1, np.int32)
    for s, juniors in enumerate(fed):
        out[s, : len(juniors)] = juniors
    return out
