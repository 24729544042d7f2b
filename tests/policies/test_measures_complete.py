"""Every measure of the document has what its kind says: levers with scenario, test and effect; lines of the ledger."""

from collections import Counter

import pytest

from sim.policies import catalogue
from sim.policies.coverage import counting_for
from sim.policies.effects import PLACES, Effect, read_effects
from sim.policies.ledger import n_lines
from sim.policies.measures import measures_rows
from sim.rules.policy import Policy
from tests.policies.effects import beside_of, looked_at, unit_of
from tests.policies.places import PLACES as PLACES_OF_LEVERS
from tests.worlds import ROOT

MEASURES = [(row["measure_id"], row) for row in measures_rows(catalogue())]


def lacking(row: dict[str, str], files: set[str], effects: list[Effect], lines: int) -> list[str]:
    """Return what a measure lacks for its kind; `files` are the scenarios and tests there are."""
    levers, kind = [name for name in row["levers"].split(";") if name], row["kind"]
    lacks = []
    if kind != "ledger" and not levers:
        lacks.append("lever")
    if kind == "ledger" and levers:
        lacks.append("no lever may carry it")
    if kind != "lever" and not lines:
        lacks.append("ledger line")
    measured = {one.lever for one in effects if one.direction}
    for name in levers:
        needs = (f"scenarios/levers/{name}.yaml", f"tests/policies/test_{name}.py")
        lacks += [needed for needed in needs if needed not in files]
        lacks += [] if name in measured else [f"effect of {name}"]
    return lacks


def there() -> set[str]:
    found = [*ROOT.glob("scenarios/levers/*.yaml"), *ROOT.glob("tests/policies/test_*.py")]
    return {one.relative_to(ROOT).as_posix() for one in found}


@pytest.mark.parametrize(("measure", "row"), MEASURES)
def test_a_measure_has_what_its_kind_says(measure, row):
    assert lacking(row, there(), read_effects(), n_lines(measure)) == []


def test_the_document_has_22_levers_35_of_both_and_19_lines_of_the_ledger():
    assert Counter(row["kind"] for _, row in MEASURES) == {"lever": 22, "lever+ledger": 35, "ledger": 19}


EFFECT = Effect("x", "n_quit", "persons", -1, "", "tonghua", 2017, 2021, 6, 9.0, -1.0, -2.0, 0.0, -1.0)
FILES = {"scenarios/levers/x.yaml", "tests/policies/test_x.py"}


@pytest.mark.parametrize(
    ("kind", "levers", "files", "effects", "lines", "lacks"),
    [
        ("lever", "x", FILES, [EFFECT], 0, []),
        ("lever", "", FILES, [EFFECT], 0, ["lever"]),
        ("lever", "x", set(), [EFFECT], 0, ["scenarios/levers/x.yaml", "tests/policies/test_x.py"]),
        ("lever", "x;y", {*FILES, "scenarios/levers/y.yaml", "tests/policies/test_y.py"}, [EFFECT], 0, ["effect of y"]),
        ("lever", "x", FILES, [Effect(**{**vars(EFFECT), "direction": 0})], 0, ["effect of x"]),
        ("lever+ledger", "x", FILES, [EFFECT], 1, []),
        ("lever+ledger", "x", FILES, [EFFECT], 0, ["ledger line"]),
        ("ledger", "", set(), [], 1, []),
        ("ledger", "", set(), [], 0, ["ledger line"]),
        ("ledger", "x", FILES, [EFFECT], 1, ["no lever may carry it"]),
    ],
)  # fmt: skip
def test_what_lacks_is_found(kind, levers, files, effects, lines, lacks):
    assert lacking({"kind": kind, "levers": levers}, files, effects, lines) == lacks


def test_a_measure_of_the_ledger_may_be_counted_for_by_a_lever_that_carries_others():
    assert counting_for("M6b", catalogue()) == ["school_pairing"]
    kinds = {measure: row["kind"] for measure, row in MEASURES}
    for name, lever in catalogue().items():
        assert all(kinds[measure] == "ledger" for measure in lever.COUNTS_FOR), name
        assert not set(lever.COUNTS_FOR) & set(lever.MEASURES), name


@pytest.mark.parametrize(("name", "lever"), sorted(catalogue().items()))
def test_the_table_of_effects_is_whole_and_keeps_the_contract(name, lever: type[Policy]):
    lines = {one.column: one for one in read_effects() if one.lever == name}
    assert {column: one.direction for column, one in lines.items()} == looked_at(lever)
    for column, one in lines.items():
        assert one.unit == unit_of(column)
        assert one.place == (PLACES_OF_LEVERS[name].__name__ if name in PLACES_OF_LEVERS else "tonghua")
        assert one.place in PLACES
        assert one.beside == ";".join(other.NAME for other in beside_of(name))
        assert one.lo95 <= one.difference <= one.hi95
        assert one.seeds >= 5
    own = lines[lever.INDICATOR]
    assert lever.DIRECTION * own.difference > 0
    assert own.lo95 * own.hi95 > 0, "the interval of the mean reaches to the other side of nothing"


def test_a_stated_zero_is_zero_over_all_seeds():
    stated = [one for one in read_effects() if one.is_stated_zero]
    assert stated
    assert all(one.difference == one.lo95 == one.hi95 == one.of_seed_1 == 0 for one in stated)


def test_no_line_is_of_a_lever_that_is_gone():
    assert {one.lever for one in read_effects()} == set(catalogue())
