"""The summary beside plain sums over the rows of scores.csv."""

import csv
import statistics

import numpy as np
import pandas as pd
import pytest

from sim.calibration.backtest.methods import Luck, chosen
from sim.calibration.backtest.origins import rolling
from sim.calibration.backtest.scores import COLUMNS as SCORES
from sim.calibration.backtest.scores import Apart, scores
from sim.calibration.backtest.summary import COLUMNS, summary
from tests.calibration.backtest.hand import history


def rows(*cells):
    """Return scores of (forecast, p10, p90, actual); other quantiles as p10 and p90."""
    frame = pd.DataFrame(cells, columns=["forecast", "p10", "p90", "actual"], dtype=float)
    same = {"p2_5": frame["p10"], "p25": frame["p10"], "p75": frame["p90"], "p97_5": frame["p90"]}
    keys = {"table": "t", "method": "m", "lead": 1, "level": "school"}
    return frame.assign(**same, **keys, crps=frame["p10"] / 10)


def test_formulas_by_hand():
    told = summary(rows((102, 90, 110, 100), (45, 44, 46, 50), (6, 1, 9, 0), (40, 40, 50, 40))).iloc[0]
    assert told["n"] == 4
    assert told["mape"] == pytest.approx((2 + 10 + 0) / 3)
    assert told["mdape"] == 2
    assert told["wape"] == pytest.approx(100 * 13 / 190)
    assert told["bias"] == pytest.approx(100 * (193 / 190 - 1))
    assert told["within2"] == pytest.approx(100 * 2 / 3)
    assert told["within5"] == pytest.approx(100 * 2 / 3)
    assert told["cover80"] == pytest.approx(100 * 2 / 4)
    assert told["crps"] == pytest.approx((9 + 4.4 + 0.1 + 4) / 4)


def test_nearness_includes_its_bounds_whatever_binary_fractions_make_of_them():
    # 2 % of 30 is 0.6, and 30.6 - 30 is more by the last bit; 5 % of 26 is 1.3
    told = summary(rows((30.6, 1, 1, 30), (30.601, 1, 1, 30), (27.3, 1, 1, 26), (27.301, 1, 1, 26))).iloc[0]
    assert (told["within2"], told["within5"]) == (25, 75)


def test_a_method_without_intervals_has_no_coverage():
    told = summary(rows((102, np.nan, np.nan, 100))).iloc[0]
    assert np.isnan(told[["cover50", "cover80", "cover95", "crps"]].astype(float)).all()


def test_order_is_table_level_lead_method():
    frame = pd.concat([rows((1, 1, 1, 1)).assign(lead=h, method=m) for h in (3, 1) for m in ("z", "a")])
    assert summary(frame)[["lead", "method"]].values.tolist() == [[1, "z"], [1, "a"], [3, "z"], [3, "a"]]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    rng = np.random.default_rng(5)
    pupils = rng.poisson(rng.uniform(5, 60, (12, 1, 3)), (12, 7, 3)).astype(float)
    pupils[3, 5, 1] = np.nan
    pupils[7, :4] = np.nan
    known = history(*pupils[:8], townships=("east", "west") * 4)
    methods, _ = chosen(None, Luck(20, 1), [known.until(2003)])
    path = tmp_path_factory.mktemp("scores") / "scores.csv"
    scores(known, rolling(known, methods, (1, 2, 3)), Apart("late", frozenset({2006}))).to_csv(
        path, index=False
    )
    return path


def test_the_summary_follows_from_the_written_scores(written):
    with written.open(newline="") as text:
        lines = list(csv.DictReader(text))
    assert tuple(lines[0]) == SCORES
    told = summary(pd.read_csv(written, dtype={"unit": str}))
    assert tuple(told) == COLUMNS
    assert len(told) == len({(x["table"], x["method"], x["lead"], x["level"]) for x in lines})
    for row in told.to_dict("records"):
        assert row == pytest.approx(plain(lines, row), nan_ok=True), row


def plain(lines, row):
    """Return a row of the summary by plain Python."""
    keys = ("table", "method", "lead", "level")
    mine = [line for line in lines if all(line[key] == str(row[key]) for key in keys)]
    pairs = [(float(line["forecast"]), float(line["actual"])) for line in mine]
    percent = [100 * abs(f - a) / a for f, a in pairs if a > 0]
    told = {key: row[key] for key in keys} | {
        "n": len(pairs),
        "mape": statistics.mean(percent),
        "mdape": statistics.median(percent),
        "wape": 100 * sum(abs(f - a) for f, a in pairs) / sum(a for _, a in pairs),
        "bias": 100 * (sum(f for f, _ in pairs) / sum(a for _, a in pairs) - 1),
    }
    for limit in (2, 5):
        near = [round(abs(f - a), 3) <= round(limit / 100 * a, 3) for f, a in pairs if a > 0]
        told[f"within{limit}"] = 100 * sum(near) / len(near)
    for name, low, high in (
        ("cover50", "p25", "p75"),
        ("cover80", "p10", "p90"),
        ("cover95", "p2_5", "p97_5"),
    ):
        inside = [float(x[low]) <= float(x["actual"]) <= float(x[high]) for x in mine if x[low]]
        told[name] = 100 * sum(inside) / len(inside) if inside else float("nan")
    crps = [float(line["crps"]) for line in mine if line["crps"]]
    return told | {"crps": statistics.mean(crps) if crps else float("nan")}
