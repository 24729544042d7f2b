"""Tables of a year without rates of public funds are refused before the first year, naming the scenario."""

from dataclasses import replace

import pytest

from sim.base.errors import UserError
from sim.inputs.tables import read_tables
from sim.run.plan import check_scenario
from sim.run.scenario import load_scenario
from tests.worlds import FOLDERS, ROOT


def test_a_start_before_the_first_rate_is_refused():
    scenario = load_scenario(str(ROOT / "tests/bad_scenarios/good.yaml"))
    tables = read_tables(FOLDERS["small"])
    check_scenario(scenario, tables, 2017)
    with pytest.raises(UserError) as caught:
        check_scenario(scenario, replace(tables, start_year=2015), 2015)
    said = caught.value.text("en")
    assert "good.yaml: no rates of public funds and aid are known for the school year\n  value:  2015" in said
