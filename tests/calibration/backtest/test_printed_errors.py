"""The rivals beside the errors printed with the open data: school mape, all origins, every target year."""

import pytest

from sim.calibration.backtest.methods import METHODS, Luck
from sim.calibration.backtest.origins import rolling
from sim.calibration.backtest.reading import read_history
from sim.calibration.backtest.scores import scores
from sim.calibration.backtest.summary import summary

pytestmark = pytest.mark.needs_data
GRADES = ("k", *(f"g{grade}" for grade in range(1, 9)))
NYC = {
    "naive": (8.5, 19.9, 31.2),
    "csr": (8.0, 18.3, 29.4),
    "careful": (7.2, 17.3, 28.4),
    "blend": (7.6, 18.3, 29.6),
}
WYOMING = {"naive": (7.9, 13.6), "csr": (10.0, 18.0), "careful": (7.7, 14.3), "blend": (7.5, 13.6)}


@pytest.mark.parametrize(
    ("table", "printed"), [("nyc_school_grade_2013_2021", NYC), ("wy_school_grade_1999_2006", WYOMING)]
)
def test_rivals_give_the_printed_errors(sim_data, table, printed):
    history, _ = read_history(sim_data / "enrolment" / f"{table}.csv", GRADES)
    methods = {name: METHODS[name].make(Luck(1, 1)) for name in printed}
    told = summary(scores(history, rolling(history, methods, (1, 3, 5))))
    school = told[told["level"] == "school"].set_index(["method", "lead"])["mape"]
    for method, errors in printed.items():
        for lead, error in zip((1, 3, 5), errors, strict=False):
            assert school[method, lead] == pytest.approx(error, abs=0.05 + 1e-9), (method, lead)
    if printed is NYC:
        cells = told[told["level"] == "school_grade"].set_index(["method", "lead"])["wape"]
        assert cells["careful", 1] == pytest.approx(8.8, abs=0.1)
