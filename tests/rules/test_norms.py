"""What a pupil, and a room with a standard class, need by the norms of a rulebook, by hand."""

from dataclasses import replace

import pytest

from sim.kernels.codes import TOWN, URBAN
from sim.kernels.norms import NORMS
from sim.rules.norms import per_pupil
from sim.rules.rulebook import Rulebook
from sim.world.norms import of_room

BOOK = Rulebook()


def test_a_pupil_needs_what_the_rulebook_says_for_its_stage_and_zone():
    elsewhere, urban = per_pupil(BOOK, NORMS)
    assert elsewhere[0] == pytest.approx([4.5, 7.5, 20, 1 / 45, 0.023, 2000, 0])
    assert elsewhere[5].tolist() == elsewhere[0].tolist()
    assert elsewhere[6] == pytest.approx([5.8, 10.2, 25, 1 / 50, 0.024, 2500, 0])
    assert (urban - elsewhere)[[0, 8]].tolist() == [[0, 0, -5, 0, 0, 0, 0]] * 2


def test_a_room_needs_what_a_standard_class_needs_the_mean_of_the_grades():
    assert of_room(BOOK, TOWN, 1, 6) == pytest.approx([202.5, 337.5, 900, 1, 1.035, 90_000, 0])
    assert of_room(BOOK, URBAN, 7, 9)[2] == 1000
    # six grades of 45 and three of 50: (6 x 202.5 + 3 x 290) / 9
    assert of_room(BOOK, TOWN, 1, 9)[0] == pytest.approx(2085 / 9)
    assert of_room(replace(BOOK, class_standard_primary=40), TOWN, 1, 3)[1] == 300
