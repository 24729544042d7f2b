"""The count of people by place, age and sex, which the census records and the checks compare; children by hukou."""

from dataclasses import dataclass

import numpy as np

from sim.kernels.census import count_children_by_hukou, count_residents
from sim.kernels.codes import AWAY, CHILD_HUKOU_NAMES, HERE_BUT_AWAY, LOCAL, PLANNING_AGES
from sim.world.state import State


@dataclass
class People:
    """People at the census: residents, local hukou, enrolled, int (places, 101, 2); hukou by county."""

    residents: np.ndarray
    local: np.ndarray
    enrolled: np.ndarray
    hukou: np.ndarray


def count_people(region: State) -> People:
    """Count the people of the table and of families as they are now."""
    c, h, g = region.children, region.households, region.geography
    here = region.adults[:, :, :, :AWAY].sum(axis=3)
    local, enrolled = region.adults[:, :, :, LOCAL].copy(), np.zeros_like(here)
    hukou = np.bincount(
        g.place_county, region.adults[:, :, :, [LOCAL, AWAY]].sum(axis=(1, 2, 3)), g.n_counties
    ).astype(np.int64)
    children = [c[n] for n in ("status", "sex", "household", "birth_year", "birth_month")]
    families = [
        h[n]
        for n in (
            "settlement",
            "hukou",
            "hukou_settlement",
            "parents_away",
            "leaving",
            "mother_year",
            "father_year",
        )
    ]
    count_residents(*children, *families, g.place, g.county, region.year, here, local, enrolled, hukou)
    return People(here, local, enrolled, hukou)


def count_children(region: State) -> np.ndarray:
    """Return children by township, single age 0-14 and hukou (`CHILD_HUKOU_NAMES`), int (townships, 15, 4).

    Children who live outside the region and kept their hukou in it count with its township.
    """
    c, h, g = region.children, region.households, region.geography
    out = np.zeros((len(g.township_codes), PLANNING_AGES, len(CHILD_HUKOU_NAMES)), np.int64)
    children = [c[name] for name in ("status", "household", "birth_year", "birth_month")]
    families = [h[name] for name in ("settlement", "hukou", "hukou_settlement")]
    count_children_by_hukou(*children, *families, g.township, g.county, region.year, out)
    away = region.adults[:, :PLANNING_AGES, :, AWAY].sum(axis=2)
    np.add.at(out[:, :, HERE_BUT_AWAY], g.place_township, away)
    return out
