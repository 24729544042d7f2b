"""The seven norms of a rulebook: per pupil, per room, and how the schools of a view stand, by hand."""

from dataclasses import replace

import pytest

from sim.kernels.codes import URBAN
from sim.kernels.norms import NORMS
from sim.rules.norms import per_pupil, per_room, standing_seen
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county

BOOK = Rulebook()


def test_a_pupil_needs_what_the_rulebook_says_for_its_stage_and_zone():
    village, urban = per_pupil(BOOK, is_urban=False), per_pupil(BOOK, is_urban=True)
    assert village[0] == pytest.approx([4.5, 7.5, 20, 1 / 45, 0.023, 2000, 0])
    assert village[5].tolist() == village[0].tolist()
    assert village[6] == pytest.approx([5.8, 10.2, 25, 1 / 50, 0.024, 2500, 0])
    assert (urban - village)[[0, 8]].tolist() == [[0, 0, -5, 0, 0, 0, 0]] * 2


def test_a_room_needs_what_a_standard_class_needs_the_mean_of_the_grades():
    assert per_room(BOOK, False, 1, 6) == pytest.approx([202.5, 337.5, 900, 1, 1.035, 90_000, 0])
    # six grades of 45 and three of 50: (6 x 202.5 + 3 x 290) / 9
    assert per_room(BOOK, False, 1, 9)[0] == pytest.approx(2085 / 9)
    assert per_room(replace(BOOK, class_standard_primary=40), False, 1, 3)[1] == 300


def test_how_the_schools_of_a_view_stand():
    school = {
        "id": "A", "pupils": 240, "classes": 6, "zone": URBAN, "rooms": 6, "beds": 4, "boarders": 4, "without_bed": 1,
        "teaching_m2": 1080.0, "sports_m2": 1799.0, "site_m2": 3600.0, "multimedia_rooms": 5,
        "equipment_yuan": 480_000.0,
    }  # fmt: skip
    stood = standing_seen(county(school, {"id": "B", "pupils": 0}), BOOK)
    assert dict(zip(NORMS, stood.needs[0].tolist(), strict=True)) == pytest.approx({
        "teaching_m2": 1080, "sports_m2": 1800, "site_m2": 3600, "rooms": 6, "multimedia_rooms": 5.52,
        "equipment_yuan": 480_000, "beds": 5,
    })  # fmt: skip
    assert stood.met[0].tolist() == [True, False, True, True, False, True, False]
    assert stood.short[0].tolist() == [0, 1, 0, 0, 1, 0, 1]
    assert stood.ratios[0, 6] == 0.8
    assert stood.met[1].all()
    assert stood.is_weak(BOOK).tolist() == [True, False]
    assert not stood.is_weak(replace(BOOK, norms_met_least=4, norm_share_least=0.8)).any()
