"""Housing projects of estates.csv as the start holds them, and as the input report tells them."""

import dataclasses
import shutil

import pytest

from sim.base.errors import UserError
from sim.inputs.estates import said_of_estates
from sim.inputs.synthesis import projects
from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.rules.orders import OpenEstate
from tests.worlds import FOLDERS, numbers, start

ESTATES = """\
estate_code,estate,township_code,settlement_code,year_first_phase,dwellings,primary_seats,junior_seats
E2,二号院,990001100,,2019,500,270,
E1,一号院,,V2,2019,400,,150
E0,老院,990001100,,2017,300,90,
"""
SETTLEMENTS = """\
settlement_code,settlement,township_code,zone_kind,is_township_seat,residents
S1,甲镇社区,990001100,town,1,1900
V1,一村,990001200,village,1,600
V2,二村,990001200,village,0,499
"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = shutil.copytree(FOLDERS["small"], tmp_path_factory.mktemp("estates") / "input")
    (folder / "estates.csv").write_text(ESTATES, encoding="utf-8")
    (folder / "settlements.csv").write_text(SETTLEMENTS, encoding="utf-8")
    return read_tables(folder)


def test_projects_after_the_start_are_planned_by_year_and_code(tables):
    n = {**numbers(), "pupils_per_dwelling": 0.4, "persons_per_dwelling": 2.5, "years_to_fill_estate": 3.6}
    begin = build_start(tables, n, 0)
    assert begin.estates == (
        OpenEstate("E1", "990001200", 2019, 400, 0.4, 2.5, 4, "V2", 0, 150),
        OpenEstate("E2", "990001100", 2019, 500, 0.4, 2.5, 4, "", 270, 0),
    )
    assert "V2" in begin.told.settlement_codes


def test_without_the_table_there_are_none():
    assert start("small").estates == ()


def test_the_report_says_what_opens(tables):
    (say,) = said_of_estates(tables)
    assert "2 housing projects open after 2017, with 900 dwellings and 420 seats" in say.en
    assert "handed over before, with their people in the other tables: 1" in say.en
    assert "2 个住宅项目，共 900 套" in say.zh


def test_a_project_where_nobody_lives_is_refused(tables):
    elsewhere = dataclasses.replace(tables, estates=tables.estates.assign(township_code="990001999"))
    with pytest.raises(UserError, match="a township where nobody lives") as caught:
        projects.read(elsewhere, start("small").geography, numbers())
    assert "E2: 990001999" in caught.value.text("zh")
