"""Ties of teachers: with the posts a county tells, and with the pupils they teach."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.base.errors import Say
from sim.inputs.tables import InputTables
from sim.inputs.ties.tie import Tie, given, names_of, over_counties

TEACHERS_PER_POST = (
    0.6,
    1.05,
)  # posts count all staff; a table of some schools only stays below (assumption)
PUPILS_PER_TEACHER = (3, 30)  # of the schools told; village points at the low end (assumption)


@given("counties", "schools", "teachers")
def teachers_of_posts(tables: InputTables) -> Iterator[Tie]:
    """Compare teachers of the table who hold posts with the posts of their county, where it tells them."""
    posts = tables.counties.set_index("county_code")["posts"].dropna().astype(float)
    hold = tables.teachers[~tables.teachers["contract"].isin(("outside_posts", "volunteer"))]
    per_post = (_by_county(tables, hold) / posts).dropna()
    if len(per_post):
        yield over_counties(
            Say(
                "teachers of teachers.csv who hold posts over the posts of the county",
                "在编教师数与核定编制之比",
            ),
            per_post,
            TEACHERS_PER_POST,
            names_of(tables),
        )


@given("schools", "enrolment", "teachers")
def pupils_per_teacher(tables: InputTables) -> Iterator[Tie]:
    """Compare pupils of the schools that have teachers in the table with those teachers."""
    told = tables.enrolment[tables.enrolment["school_code"].isin(tables.teachers["school_code"])]
    pupils = told.groupby("school_code")["pupils"].sum().rename_axis("school_code").reset_index()
    county = tables.schools.set_index("school_code")["county_code"]
    taught = pupils.groupby(pupils["school_code"].map(county))["pupils"].sum()
    if len(taught):
        yield over_counties(
            Say("pupils per teacher at the schools of teachers.csv", "teachers.csv 所列学校生师比"),
            (taught / _by_county(tables, tables.teachers)).dropna(),
            PUPILS_PER_TEACHER,
            names_of(tables),
        )


def _by_county(tables: InputTables, teachers: pd.DataFrame) -> pd.Series:
    """Return teachers by county."""
    county = tables.schools.set_index("school_code")["county_code"]
    return teachers.groupby(teachers["school_code"].map(county)).size()
