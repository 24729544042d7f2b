"""A run that begins before any rate of public funds is known: the first known one holds and its rows are marked."""

from dataclasses import replace

import pytest

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.run.plan import check_scenario
from sim.run.scenario import load_scenario
from tests.worlds import FOLDERS, ROOT, numbers, run


@pytest.fixture(scope="module")
def early():
    return replace(read_tables(FOLDERS["small"]), start_year=2015)


def test_a_start_before_the_first_rate_is_marked(early):
    check_scenario(load_scenario(str(ROOT / "tests/bad_scenarios/good.yaml")), early, (2015, 2020))
    records = run("small", begin=build_start(early, numbers(), 0), years=2)[1]
    funds = records["money"].query("kind == 'public_funds' and side == 'in'")
    assert funds.groupby("year").is_carried_on.unique().str[0].to_dict() == {2015: 1, 2016: 0}
    pupils = records["school"].query("year == 2015").groupby("stage").pupils.sum()
    assert funds.query("year == 2015").yuan.sum() == 600 * pupils["primary"] + 800 * pupils["junior"]
