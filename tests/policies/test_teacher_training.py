"""Effect contract of teacher_training: hours, the days they cost, and the end of the cycle."""

from dataclasses import replace

import pytest

from sim.policies.teacher_training import TeacherTraining
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county
from tests.worlds import run

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return TeacherTraining(**values).amend(year, county({"id": "A"}), book)


def test_hours_and_share_of_a_year():
    assert amended() == {"training_hours_per_year": 72, "training_share": 1.0}
    half = amended(replace(BOOK, training_share=0.6), strength=0.5)
    assert half == {"training_hours_per_year": 60, "training_share": pytest.approx(0.8)}
    assert amended(year=2017) == amended(strength=0) == {}
    assert amended(replace(BOOK, training_hours_per_year=90))["training_hours_per_year"] == 90


def test_half_as_many_hours_again_take_half_as_many_days_again():
    without, trained = (
        run("tonghua", levers, years=2)[1]["staff"].groupby("year")[["training_hours", "substitute_days"]].sum()
        for levers in ((), (TeacherTraining(),))
    )  # fmt: skip
    assert (trained.loc[2017] == without.loc[2017]).all()
    assert trained.loc[2018].tolist() == pytest.approx((1.5 * without.loc[2018]).tolist())
    assert without.training_hours[2018] > 0
