"""The lines of the ledger and the units that answer for them."""

import re

import pytest

from sim.policies.ledger import DUE, ledger_lines, n_lines, responsible_units, units_of
from sim.policies.measures import read_measures

MEASURES = {row["measure_id"]: row for row in read_measures()}
TRADITIONAL = re.compile("[縣學劃鄉發國標設農師資從實進區財務對員責關愛護領導會給與為編單間開門機構]")


def test_every_measure_that_is_not_simulated_whole_has_a_line():
    told = {line.measure_id for line in ledger_lines()}
    whole = {name for name, row in MEASURES.items() if row["kind"] == "ledger"}
    in_part = {name for name, row in MEASURES.items() if row["kind"] == "lever+ledger"}
    assert (len(whole), len(in_part)) == (19, 35)
    assert whole | in_part <= told
    assert len(ledger_lines()) >= 54


def test_a_simulated_measure_has_a_line_only_where_the_table_of_measures_leaves_something_over():
    told = {line.measure_id for line in ledger_lines() if MEASURES[line.measure_id]["kind"] == "lever"}
    assert told == {"M1a", "M1c", "M2c", "M4b"}
    for name in told:
        assert re.search("ledger|checklist", MEASURES[name]["carry_as"])


def test_lines_stand_in_the_order_of_the_document_and_parts_count_from_one():
    order = list(MEASURES)
    places = [(order.index(line.measure_id), line.part) for line in ledger_lines()]
    assert places == sorted(places)
    for name in {line.measure_id for line in ledger_lines()}:
        parts = [line.part for line in ledger_lines() if line.measure_id == name]
        assert parts == list(range(1, n_lines(name) + 1))


def test_every_line_says_in_both_languages_what_why_whose_and_until_when():
    for line in ledger_lines():
        for said in (line.what, line.why, line.target, line.due, line.units):
            assert said.en.strip()
            assert re.search("[\u4e00-\u9fff0-9]", said.zh), said
            assert not re.search("[\u4e00-\u9fff]", said.en), said
        assert line.due in DUE.values() or re.fullmatch("20[0-9]{2}", line.due.en)
        assert line.source.startswith("通市政办发〔2017〕13号 ")
        assert "[" not in line.title
    assert len({line.what.zh for line in ledger_lines()}) == len(ledger_lines())


def test_units_are_those_at_the_end_of_the_section():
    assert units_of("M8a").zh == "各县（市、区）政府、市教育局、市民政局、市财政局、市发展改革委、市城建局"
    assert units_of("M10g").zh == "各县（市、区）政府、市教育局、市民政局、市公安局、市财政局"
    assert units_of("M1c").zh == "各县（市、区）政府、市教育局、市发展改革委、市国土资源局、市规划局"
    assert units_of("O1").zh == "各县（市、区）政府"
    assert units_of("O1").en == "county (city, district) governments"


def test_the_general_aims_name_no_unit():
    assert units_of("G3g").zh == "文件未列责任单位"
    assert units_of("G1").en == "the document names none"


def test_all_sections_of_measures_have_units_in_simplified_characters():
    assert list(responsible_units()) == [*(f"M{n}" for n in range(1, 11)), *(f"O{n}" for n in range(1, 5))]
    assert sum(map(len, responsible_units().values())) == 57
    for units in responsible_units().values():
        for unit in units:
            assert not TRADITIONAL.search(unit.zh)


@pytest.mark.parametrize("name", [name for name in MEASURES if name[0] in "MO"])
def test_every_measure_below_the_aims_has_units(name):
    assert units_of(name).zh.startswith("各县（市、区）政府")
