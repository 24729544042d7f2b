"""A closed school: nobody stays in it, its pupils find places, its families think about moving: the model's loop."""

import numpy as np

from sim.policies.class_size_cap import ClassSizeCap
from tests.worlds import CloseSome, run


def test_closing_schools_displaces_pupils_and_pushes_families():
    plain, before = run("tonghua", (ClassSizeCap(),), years=5)
    closing, after = run("tonghua", (ClassSizeCap(), CloseSome()), years=5)
    gone = set(
        after["school"][(after["school"].status == "closed") & (after["school"].year == 2019)].school_id
    )
    assert len(gone) > 5
    sg = after["school_grade"]
    assert sg[sg.school_id.isin(gone) & (sg.year >= 2019)].pupils.sum() == 0
    displaced = closing.children["year_displaced"] == 2019
    assert displaced.sum() > 100
    assert np.isin(
        closing.children["status"][displaced], [1, 3, 4]
    ).all()  # enrolled, dropped out or finished: none waits
    moved = [
        t["county"].query("year == 2020")[["families_township_seat", "families_county_seat"]].sum().sum()
        for t in (before, after)
    ]
    assert moved[1] > moved[0]
    early = [t["county"].query("year <= 2018").families_county_seat.sum() for t in (before, after)]
    assert early[0] == early[1]
