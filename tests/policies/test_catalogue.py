"""The lever contract, over the whole catalogue."""

import inspect
import re
from pathlib import Path

import pytest

from sim.policies import catalogue
from sim.policies.effects import read_effects
from sim.policies.measures import read_measures
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from tests.policies.effects import both_sides, looked_at, scenario_of

ROOT = Path(__file__).parent.parent.parent
LEVERS = sorted(catalogue().items())


@pytest.mark.parametrize(("name", "lever"), LEVERS)
class TestLever:
    def test_names_agree(self, name, lever):
        assert name == lever.NAME
        assert inspect.getsourcefile(lever).endswith(f"policies/{name}.py")

    def test_docstring_has_the_chinese_name(self, name, lever):
        assert re.search("[一-鿿]{2}", inspect.getmodule(lever).__doc__)
        assert re.search("[一-鿿]{2}", lever.TITLE.zh)

    def test_every_number_has_unit_source_and_bounds(self, name, lever):
        assert "strength" in {p.name for p in lever.PARAMETERS}
        for p in lever.PARAMETERS:
            assert p.unit
            assert p.source
            assert p.bounds[0] > float("-inf")
            assert p.bounds[1] < float("inf")
            assert re.search("[一-鿿]", p.meaning.zh)

    def test_measures_exist(self, name, lever):
        known = {row["measure_id"] for row in read_measures()}
        assert lever.MEASURES
        assert set(lever.MEASURES) <= known

    def test_levers_beside_exist(self, name, lever):
        assert set(lever.BESIDE) <= set(catalogue()) - {name}

    def test_has_its_own_scenario_and_test(self, name, lever):
        *others, it = scenario_of(name)
        assert name == it.NAME
        assert {other.NAME for other in others} <= set(lever.BESIDE)
        assert (ROOT / "tests/policies" / f"test_{name}.py").is_file()

    def test_is_pure_and_neutral_at_zero_strength(self, name, lever):
        book, view, one = Rulebook(), View("220502", 2024), lever()
        assert one.amend(2025, view, book) == one.amend(2025, view, book)
        assert one.orders(2025, view, book) == one.orders(2025, view, book)
        assert book == Rulebook()
        off = lever(strength=0.0)
        assert off.amend(2025, view, book) == {}
        assert off.orders(2025, view, book) == ()

    def test_a_lever_beyond_its_bounds_is_refused(self, name, lever):
        with pytest.raises(Exception, match=r".") as caught:
            lever(strength=1.5)
        assert "strength" in caught.value.text("en")


def test_there_are_levers():
    assert len(LEVERS) >= 1


@pytest.mark.parametrize(("name", "lever"), LEVERS)
def test_the_indicator_moves_in_the_documented_direction(name, lever):
    """With the same luck the lever moves its record column the way it says, over the first five years.

    What it says it leaves alone stays to the last digit, and the table of effects tells what is measured here.
    """
    without, changed = both_sides(name, 1)
    moved = {column: changed[column] - without[column] for column in looked_at(lever)}
    assert lever.DIRECTION * moved[lever.INDICATOR] > 0
    assert all(moved[column] == 0 for column in lever.STATED_ZERO)
    told = {one.column: one.of_seed_1 for one in read_effects() if one.lever == name}
    assert told == pytest.approx(moved, rel=1e-6, abs=1e-6), "sim/policies/effects.csv is stale: make effects"
