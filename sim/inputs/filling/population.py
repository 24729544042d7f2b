"""Fill the population by age and sex: the pyramid of a shrinking prefecture, scaled to the residents."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.defaults import PYRAMID_YEAR, default
from sim.inputs.filling.ages import rounded
from sim.inputs.filling.draft import Draft

# Beyond this many years between pyramid and start the large cohorts stand at clearly other ages.
YEARS_APART = 5


def fill_population(draft: Draft) -> None:
    """Fill the population table where it is not given."""
    if draft.is_given("population"):
        return
    draft.add_table("population", _scaled(draft))
    apart = abs(draft.start_year - PYRAMID_YEAR)
    if apart > YEARS_APART:
        draft.warn(
            f"ages are those of {PYRAMID_YEAR}, {apart} years from the start: give population.csv",
            f"年龄结构取自 {PYRAMID_YEAR} 年，与起始年相差 {apart} 年：请提供 population.csv",
        )


def _scaled(draft: Draft) -> Iterator[dict[str, object]]:
    """Yield the rows of every county."""
    donor = default("pyramid").columns
    counties = draft.frames["counties"]
    for code, residents in zip(counties["county_code"], counties["residents"], strict=True):
        for i, persons in enumerate(rounded(donor["persons"], int(residents))):
            yield {
                "county_code": code,
                "year": draft.start_year,
                "sex": donor["sex"][i],
                "age_low": donor["age_low"][i],
                "age_high": donor["age_high"][i],
                "persons": int(persons),
                "source": donor["source"][i],
            }
