"""Population by county, sex, age and hukou on 1 September of the start year."""

from __future__ import annotations

import numpy as np

from builder.hukou import KINDS, persons
from builder.life import OLDEST, SEXES
from builder.registered import ADULT
from builder.sources import rounded
from builder.target import Target

CHILDREN = "sources/pyramids.csv (海伦, 伊春 2020), births.csv, population.csv, mortality.csv, choices.csv"
ADULTS = "sources/pyramids.csv (伊春, 海伦 2020), population.csv, mortality.csv, choices.csv"
NOTES = {
    "here": "resident pyramid (lived between the censuses of 2010 and 2020) less those registered elsewhere",
    "elsewhere": "residents above the registered who stayed; ages by assumption",
    "away": "registered by group of age less residents; within a group by assumption",
}


def age_groups() -> list[tuple[int, int]]:
    """Return the groups of the table: single ages to 17, then groups of five, the last open."""
    single = [(age, age) for age in range(ADULT)]
    fives = [(low, low + 4) for low in range(20, 95, 5)]
    return [*single, (18, 19), *fives, (95, OLDEST)]


def whole_persons(county: dict, kinds: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Round a county's persons, sex x group, so that both its totals are met exactly."""
    here = int(round(kinds["here"].sum()))
    totals = {
        "here": here,
        "elsewhere": county["residents"] - here,
        "away": county["hukou_population"] - here,
    }
    return {kind: rounded(kinds[kind], totals[kind]) for kind in KINDS}


def population_rows(target: Target, counties: list[dict]) -> list[dict]:
    """Return the rows of population.csv: here and elsewhere are the residents, here and away the registered."""
    groups, ages = age_groups(), persons(target)
    rows = []
    for i, county in enumerate(counties):
        grouped = {
            kind: np.array(
                [[ages[kind][i, s, low : high + 1].sum() for low, high in groups] for s in range(len(SEXES))]
            )
            for kind in KINDS
        }
        for kind, table in whole_persons(county, grouped).items():
            for sex, line in zip(SEXES, table, strict=True):
                for (low, high), count in zip(groups, line, strict=True):
                    rows.append(
                        {
                            "county_code": county["county_code"],
                            "year": target.year,
                            "sex": sex,
                            "age_low": low,
                            "age_high": high,
                            "hukou": kind,
                            "persons": int(count),
                            "source": CHILDREN if low < ADULT else ADULTS,
                            "confidence": "estimate",
                            "note": NOTES[kind],
                        }
                    )
    return rows
