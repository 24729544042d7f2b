"""Which function makes which fact, and which columns of the records they need."""

from __future__ import annotations

from collections.abc import Callable

from sim.calibration import people, schools
from sim.calibration.facts import Fact
from sim.calibration.people import Tables

FUNCTIONS: dict[str, Callable[[Tables, Fact], float]] = {
    "births_registered": people.registered_births,
    "resident_growth": people.resident_growth,
    "residents_year_end": people.residents,
    "absent_share": people.absent_share,
    "entrants_change": people.entrants_change,
    "urban_share": people.urban_share,
    "residents_census": people.residents,
    "primary_change": schools.primary_change,
    "kindergarten_change": people.children_change,
    "village_share": schools.zone_share,
    "mean_class": schools.mean_class,
    "large_classes": schools.large_classes,
    "retention_lowest": schools.retention_lowest,
    "cohort_rule": people.cohort_rule,
}

COLUMNS: dict[str, list[str]] = {
    "county": [
        *("year", "county", "is_counted_apart", "residents", "residents_urban_town", "hukou_population"),
        "births_registered",
    ],
    "township_age": ["year", "county", "age", "residents"],
    "school_grade": [
        *("year", "county", "stage", "grade", "zone_kind", "pupils", "classes", "n_large_national"),
        *("n_dropouts", "n_returns"),
    ],
}


def value_of(fact: Fact, tables: Tables) -> float:
    """Return what one run says of a fact."""
    return float(FUNCTIONS[fact.id](tables, fact))
