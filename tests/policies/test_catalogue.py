"""The lever contract, over the whole catalogue."""

import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from sim.policies import catalogue
from sim.policies.measures import read_measures
from sim.records.declared import TABLES
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from sim.run.scenario import load_scenario
from tests.policies.places import PLACES, place_of
from tests.worlds import run, start

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
        *others, it = _scenario_of(name)
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


def _scenario_of(name: str):
    return load_scenario(str(ROOT / "scenarios/levers" / f"{name}.yaml")).policies


def _lived(levers, begin):
    return run("tonghua", levers, years=5, begin=begin)[1]


@cache
def _untouched():
    return _lived((), start("tonghua"))


def _sum(tables, column: str) -> int:
    """Return the sum of a column of the first record table that has it, the one the page of levers names."""
    return int(next(tables[name][column].sum() for name in TABLES if column in tables[name]))


@pytest.mark.parametrize(("name", "lever"), LEVERS)
def test_the_indicator_moves_in_the_documented_direction(name, lever):
    """With the same luck the lever moves its record column the way it says, over the first five years.

    Levers that stand beside it are those of its scenario where this names them, else as usual; a lever for which
    Tonghua has nothing to act on is looked at in a place that has (`PLACES`).
    """
    *others, it = _scenario_of(name)
    beside = others or [catalogue()[other]() for other in lever.BESIDE]
    begin = place_of(name)
    untouched = _lived(beside, begin) if beside or name in PLACES else _untouched()
    changed = _lived((*beside, it), begin)
    assert lever.DIRECTION * (_sum(changed, lever.INDICATOR) - _sum(untouched, lever.INDICATOR)) > 0
