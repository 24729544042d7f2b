"""The open tables of real classes: what was known of them before, and what the fitted rule has to reach."""

import numpy as np
import pytest

from sim.calibration.class_rules.accuracy import (
    CLASSES,
    ISRAEL,
    ISRAEL_CAP,
    ISRAEL_KEEP,
    LEVEL,
    PUPILS,
    TAIWAN,
    class_section,
    measure,
)
from sim.calibration.class_rules.plain import best_cap, other_grades_cap
from sim.calibration.class_rules.reading import read_class_table
from sim.calibration.class_rules.single_classes import (
    parse_keep,
    read_single_classes,
    scores_of_sizes,
    summary_of_sizes,
)
from sim.kernels.classes import form_classes

pytestmark = pytest.mark.needs_data


@pytest.fixture(scope="module")
def taiwan(sim_data):
    table, said = read_class_table(sim_data / TAIWAN, PUPILS, CLASSES, (LEVEL,))
    assert [note.en for note in said] == [
        "2 grades with classes but without pupils are not judged: schools 063601"
    ]
    return table


def right(table, predicted):
    """Return the percent of judged cells that are exactly right."""
    return 100 * (predicted == table.classes)[table.judged].mean()


def test_taiwan_is_whole(taiwan):
    assert len(taiwan.schools) == 2663
    assert taiwan.judged.sum() == 15_810


def test_the_best_single_cap_is_the_one_printed(taiwan):
    assert best_cap(taiwan, np.ones(2663, bool)) == 28
    plain = form_classes(taiwan.pupils, 28)
    assert right(taiwan, plain) == pytest.approx(81.5, abs=0.05)
    judged = taiwan.judged
    assert plain[judged].sum() / taiwan.classes[judged].sum() == pytest.approx(0.98, abs=0.005)


def test_the_rival_is_the_one_printed(taiwan):
    assert right(taiwan, other_grades_cap(taiwan, 28, np.arange(20, 37))) == pytest.approx(85.1, abs=0.1)


@pytest.mark.parametrize(("grade", "n", "correlation"), [(5, 2024, 0.703), (4, 2053, 0.743)])
def test_israeli_classes_are_those_of_the_paper(sim_data, grade, n, correlation):
    path = sim_data / "classes" / f"angrist_lavy_final{grade}.csv"
    classes, _ = read_single_classes(path, "c_size", "classize", [parse_keep(text) for text in ISRAEL_KEEP])
    row = summary_of_sizes(scores_of_sizes(path.stem, classes, ISRAEL_CAP), ISRAEL_CAP).iloc[0]
    assert row["n"] == n
    assert row["mean_size"] == pytest.approx(ISRAEL[grade], abs=0.005)
    assert row["correlation"] == pytest.approx(correlation, abs=0.001)


@pytest.mark.verify
def test_the_fitted_rule_reaches_its_targets(sim_data):
    measured = measure(sim_data)
    whole = measured.summary[measured.summary["group"] == "all"].set_index(["cross_validation", "rule"])
    for left_out in ("school", LEVEL):
        assert whole.loc[(left_out, "plain"), "exact"] == pytest.approx(81.5, abs=0.1)
        assert whole.loc[(left_out, "other_grades_cap"), "exact"] == pytest.approx(85.1, abs=0.1)
        fitted = whole.loc[(left_out, "fitted")]
        assert fitted["exact"] >= 87.0
        assert fitted["classes_ratio"] == pytest.approx(1, abs=0.005)
        assert fitted["gain_low"] > 0
        assert (
            whole.loc[(left_out, "fitted"), "exact"] > whole.loc[(left_out, "other_grades_cap_wide"), "exact"]
        )
        assert whole.loc[(left_out, "most_probable"), "expected_ratio"] == pytest.approx(1, abs=0.005)
    text = class_section(measured)
    assert f"| {whole.loc[('school', 'fitted'), 'exact']:.1f} |" in text
    assert "| 5 | 2,024 | 29.93 | 29.93 |" in text
    assert "nan" not in text
