"""A cohort-component projection in plain numpy: one census and the flows of the records give the next."""

import numpy as np
import pandas as pd

AGES = 101  # single ages, the last one open-ended
ZONES = ("urban", "town", "village")
GAINS, LOSSES = ("n_born", "n_moved_in", "n_came"), ("n_died", "n_moved_out", "n_went")


def cells(records: pd.DataFrame, column: str, year: int, townships: list[str]) -> np.ndarray:
    """Return one column of a year's `township_age` by township, zone kind, age and sex, int (townships, 3, 101, 2)."""
    r = records[records.year == year]
    out = np.zeros((len(townships), len(ZONES), AGES, 2), np.int64)
    where = (
        np.searchsorted(townships, r.township),
        r.zone_kind.map(ZONES.index).to_numpy(int),
        r.age.to_numpy(int),
        (r.sex == "female").to_numpy(int),
    )
    np.add.at(out, where, r[column].to_numpy(np.int64))
    return out


def a_year_on(people: np.ndarray, flow: dict[str, np.ndarray]) -> np.ndarray:
    """Return the next census: everybody a year older, plus gains, less losses, cell by cell."""
    older = np.zeros_like(people)
    older[:, :, 1:] = people[:, :, :-1]
    older[:, :, -1] += people[:, :, -1]  # 100 and over
    return older + sum(flow[name] for name in GAINS) - sum(flow[name] for name in LOSSES)


def project(records: pd.DataFrame) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Return projected and recorded residents by year: the first census and nothing but flows is fed in."""
    townships, years = sorted(records.township.unique()), sorted(int(y) for y in records.year.unique())
    people, out = cells(records, "residents", years[0], townships), {}
    for year in years[1:]:
        flow = {name: cells(records, name, year, townships) for name in (*GAINS, *LOSSES)}
        people = a_year_on(people, flow)
        out[year] = people, cells(records, "residents", year, townships)
    return out


def wrong_cells(records: pd.DataFrame) -> int:
    """Return how many cells of all years differ between projection and records."""
    return sum(int((found != wanted).sum()) for wanted, found in project(records).values())
