"""Where zones and moves are simulated, the reduced form of shares and rates foresees what comes out."""

import pytest

from sim.calibration.backtest.from_records import history_of_records
from sim.calibration.backtest.run import backtest
from sim.cli import main

pytestmark = pytest.mark.verify


def test_the_reduced_form_foresees_schools_of_a_run_with_zones_and_moves(tmp_path, record_property):
    """Tonghua 2017-2028 with its zones, moves and admission groups; the backtest sees pupils and births alone."""
    out = tmp_path / "run"
    assert main(["run", "tonghua/do_nothing", "--years", "2017:2028", "--out", str(out)]) == 0
    told = backtest(history_of_records(out), ("model", "careful"), leads=(1, 3, 5), futures=60)
    of = told.summary.set_index(["level", "lead", "method"])
    for lead in (1, 3, 5):
        school, rival = (of.loc[("school", lead, method)] for method in ("model", "careful"))
        system = of.loc[("system", lead, "model")]
        errors = f"schools {school.mape:.1f} % (careful {rival.mape:.1f}), total {system.mape:.1f} %"
        record_property(f"lead {lead}", f"{errors}, 80 % hold {school.cover80:.0f} %")
        assert 72 <= school.cover80 <= 88
        assert abs(school.bias) < 2.5
        assert system.mape < 2.5
        assert school.mape < 0.8 * rival.mape
