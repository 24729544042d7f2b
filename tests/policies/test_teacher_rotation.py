"""Effect contract of teacher_rotation: shares by county met or reported, and what they do to town and village."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.codes import CLOSED, OPEN
from sim.policies.teacher_rotation import TeacherRotation
from sim.rules.rulebook import Rulebook
from sim.world.rural import is_rural
from tests.policies.counties import county
from tests.worlds import CloseSome, run, start

BOOK = Rulebook()


def amended(book=BOOK, year=2020, **values):
    return TeacherRotation(**values).amend(year, county({"id": "A"}), book)


def test_what_the_document_asks_for():
    rules = amended()
    assert (rules["rotation_share"], rules["rotation_backbone_share"]) == (0.1, 0.2)
    assert amended(strength=0.5)["rotation_share"] == 0.05
    assert amended(year=2017) == amended(strength=0) == {}
    assert amended(replace(BOOK, rotation_share=0.15))["rotation_share"] == 0.15  # never lowered


@pytest.fixture(scope="module")
def both():
    """Return region and records of 2017 to 2019 without and with the lever, every tenth teacher of the backbone."""
    begin = start("tonghua")
    teachers = begin.teachers.copy()
    leads = np.unique(teachers["home_school"], return_index=True)[1]
    with teachers.writing_as("staffing"):
        teachers.writable("is_backbone")[:] = 0
        teachers.writable("is_backbone")[::10] = 1
        teachers.writable("is_principal")[:] = 0
        teachers.writable("is_principal")[leads] = 1
        teachers.writable("year_here")[:] = np.minimum(teachers["year_here"], 2010)
    begin = replace(begin, teachers=teachers)
    return [run("tonghua", levers, begin=begin, check=True) for levers in ((), (TeacherRotation(),))]


def test_shares_are_met_or_the_rest_is_told(both):
    """By county and year: who went and who is missing make 10 % of the eligible; a fifth of them, or told, backbone."""
    flows = both[1][1]["staff"].query("year > 2017").groupby(["year", "county"]).sum(numeric_only=True)
    assert (flows.n_rotated + flows.n_rotation_short == np.ceil(0.1 * flows.n_rotation_eligible - 1e-9)).all()
    assert (flows.n_rotated_backbone + flows.n_backbone_short >= np.ceil(0.2 * flows.n_rotated - 1e-9)).all()
    assert flows.n_rotated.sum() > 300
    assert (both[0][1]["staff"].n_rotated == 0).all()


def test_a_senders_loss_is_a_receivers_gain(both):
    for region, records in both:
        school = records["school"]
        assert (school.groupby("year").n_rotated_in.sum() == school.groupby("year").n_rotated_out.sum()).all()
        by_row = np.bincount(region.teachers["school"], minlength=len(region.schools))
        public = region.is_open & (region.schools["ownership"] == 0)
        assert (by_row == region.schools["teachers"])[public].all()


def test_villages_gain_backbone_teachers_and_towns_lose_teachers(both):
    """In 2018, with the same luck: what rural schools gain, town schools and strong rural ones lose."""
    rural = {school for school, yes in zip(both[0][0].school_ids, is_rural(both[0][0]), strict=True) if yes}
    (_, a), (_, b) = both
    a, b = (
        told["school"].query("year == 2018").assign(rural=lambda s: s.school_id.isin(rural))
        for told in (a, b)
    )
    sums = [one.groupby("rural")[["teachers", "n_backbone"]].sum().astype(int) for one in (a, b)]
    change = sums[1] - sums[0]
    assert change.n_backbone[True] > 20
    assert change.teachers[False] < -150
    assert change.teachers.sum() == 0


def test_no_guest_is_left_at_a_closed_school():
    """Every ninth school closes in 2019 while guests stay for three years; the law on open schools holds each year."""
    lever = TeacherRotation(years=3, principal_share=0)
    region, records = run("tonghua", (CloseSome(), lever), check=True)
    t, s = region.teachers, region.schools
    guests = np.flatnonzero(t["school"] != t["home_school"])
    sent = records["staff"].n_rotated.sum()
    assert (s["status"] == CLOSED).sum() > 10
    assert 0.7 * sent < len(guests) <= sent
    assert (s["status"][t["school"][guests]] == OPEN).all()
    assert (t["year_back"][guests] > 2019).all()
