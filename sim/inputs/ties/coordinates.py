"""The tie of coordinates: schools and settlements on one datum."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.inputs.tables import InputTables
from sim.inputs.ties.tie import Tie, given, names_of

# GCJ-02 stands 300 to 700 m from WGS-84 in China, in nearly one direction over a county.
SHIFT_KM = (0.2, 0.8)
SPREAD_KM = 0.1  # schools that stand anywhere in their villages scatter far more around their mean shift
FEWEST = 5


@given("schools", "settlements")
def one_datum(tables: InputTables) -> Iterator[Tie]:
    """Look for counties all of whose schools stand off the nearest settlement by one and the same way."""
    schools, settlements = _placed(tables.schools), _placed(tables.settlements)
    if settlements.empty or schools.empty:
        return
    shifts = {code: _shift(mine, settlements) for code, mine in schools.groupby("county_code")}
    names = names_of(tables)
    moved = {code: shift for code, shift in shifts.items() if shift is not None}
    listed = ", ".join(f"{names[code]} {east:+.2f}, {north:+.2f}" for code, (east, north) in moved.items())
    yield Tie(
        Say(
            "schools and settlements stand on one datum (WGS-84 or GCJ-02)",
            "学校与村（社区）坐标系一致（WGS-84 或 GCJ-02）",
        ),
        Say(
            f"one table is likely shifted, km east and north: {listed}",
            f"疑有一表偏移（东、北，公里）：{listed}",
        )
        if moved
        else Say("no common shift", "无整体偏移"),
        not moved,
    )


def _placed(places: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have coordinates."""
    return places[places["lon"].notna() & places["lat"].notna()]


def _shift(schools: pd.DataFrame, settlements: pd.DataFrame) -> tuple[float, float] | None:
    """Return the common way from settlements to schools, km east and north; None where there is none."""
    if len(schools) < FEWEST:
        return None
    east_km = 111.32 * np.cos(np.radians(schools["lat"].mean()))
    scale = np.array([east_km, 110.57])
    at = schools[["lon", "lat"]].to_numpy() * scale
    near = settlements[["lon", "lat"]].to_numpy() * scale
    ways = at[:, None] - near[None]
    ways = ways[np.arange(len(at)), np.hypot(ways[..., 0], ways[..., 1]).argmin(axis=1)]
    middle = np.median(ways, axis=0)
    spread = np.median(np.hypot(*(ways - middle).T))
    if not SHIFT_KM[0] <= np.hypot(*middle) <= SHIFT_KM[1] or spread > SPREAD_KM:
        return None
    return float(middle[0]), float(middle[1])
