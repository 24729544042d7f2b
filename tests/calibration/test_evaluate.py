"""Facts of a batch folder: what is told, what is refused, what is written."""

import csv

import pytest

from sim.base.errors import UserError
from sim.calibration.evaluate import OUTPUT, evaluate, input_folder
from sim.calibration.facts import read_facts
from sim.cli import main
from tests.calibration.hand import write_facts_batch

FACTS = read_facts()


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    return write_facts_batch(tmp_path_factory.mktemp("facts") / "out", n_draws=3, scales=[1.0, 2.0, 4.0])


@pytest.fixture(scope="module")
def results(batch):
    return {one.fact.name: one for one in evaluate(batch, FACTS, "baseline")}


def test_every_fact_has_its_row(results):
    assert len(results) == len(FACTS)


def test_three_runs_give_their_range(results):
    one = results["residents_census 通化县 2020"]
    assert one.p10 == pytest.approx(one.p50 / 2, rel=1e-3)
    assert one.p90 == pytest.approx(one.p50 * 2, rel=1e-3)


def test_twenty_runs_give_quantiles(tmp_path):
    scales = [1 + draw / 10 for draw in range(20)]
    out = write_facts_batch(tmp_path / "out", n_draws=20, scales=scales)
    one = next(r for r in evaluate(out, FACTS, "baseline") if r.fact.id == "residents_census")
    assert one.p10 / one.p50 == pytest.approx((1 + 0.19) / (1 + 0.95), rel=1e-3)
    assert one.p90 / one.p50 == pytest.approx((1 + 1.71) / (1 + 0.95), rel=1e-3)


def test_the_verdict_is_on_the_middle_of_the_runs(results):
    # the made-up prefecture loses a tenth a year and has a fifth away
    assert results["resident_growth 通化市 without 梅河口 2017-2020"].ok is False
    assert results["cohort_rule 全国 2022-2024"].ok is True
    assert results["village_share 全国 village 2018"].ok is None


def test_a_figure_from_before_the_start_is_printed_without_a_model(results):
    row = results["large_classes 全国 义务教育 compulsory 2015"].row()
    assert (row["value"], row["model_p50"], row["ok"]) == ("14.08", "", "")


def test_the_command_writes_csv_and_page(batch, tmp_path, capsys):
    target, page = tmp_path / "facts.csv", tmp_path / "facts.md"
    assert (
        main(["facts", "--out", str(batch), "--csv", str(target), "--page", str(page), "--lang", "en"]) == 0
    )
    assert "3 runs, fewer than 20" in capsys.readouterr().err
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == OUTPUT
    assert len(rows) == len(FACTS)
    for row in rows:
        assert float(row["low"]) <= float(row["high"])
        assert row["ok"] in (("",) if row["role"] == "plausibility" else ("yes", "no"))
        judged = row["ok"] == "yes"
        if row["ok"]:
            assert judged == (float(row["low"]) <= float(row["model_p50"]) <= float(row["high"]))
    text = page.read_text(encoding="utf-8")
    assert "🔴 **✗ short** (too low)" in text
    assert "`make facts`" in text
    assert "c0ffee" in text
    assert "Fewer than 20 runs" in text
    assert "{" not in text
    for heading in ("## Fed in", "## Fitted", "## Held out", "## Another place's figures"):
        assert heading in text
    assert text.count("| yes |") + text.count("✗ short** (too") == sum(row["ok"] != "" for row in rows)


def test_without_a_file_a_table_is_printed(batch, capsys):
    assert main(["facts", "--out", str(batch), "--lang", "zh"]) == 0
    told = capsys.readouterr()
    assert "residents at the census" in told.out
    assert "不足 20 次" in told.err


def test_a_folder_that_is_no_batch(tmp_path, capsys):
    assert main(["facts", "--out", str(tmp_path), "--lang", "en"]) == 2
    assert "holds no batch" in capsys.readouterr().err


def test_a_scenario_that_is_not_there(batch):
    with pytest.raises(UserError, match="not in this batch") as caught:
        evaluate(batch, FACTS, "do_nothing")
    assert "baseline" in caught.value.text("zh")


def test_a_batch_without_a_finished_run(tmp_path):
    out = write_facts_batch(tmp_path / "out", n_draws=1)
    next((out / "records").iterdir()).unlink()
    with pytest.raises(UserError, match="no finished run"):
        evaluate(out, FACTS, "baseline")


@pytest.mark.parametrize("years", [(2017, 2020), (2017, 2026), (2020, 2027)])
def test_years_that_do_not_cover_the_facts(tmp_path, years):
    out = write_facts_batch(tmp_path / "out", n_draws=1, years=years)
    with pytest.raises(UserError, match="do not cover") as caught:
        evaluate(out, FACTS, "baseline")
    assert "facts.yaml" in caught.value.text("zh")


def test_records_of_an_older_form_are_refused(batch, tmp_path, monkeypatch):
    from sim.calibration import evaluate as module

    monkeypatch.setitem(module.COLUMNS, "county", ["year", "county", "births_of_another_kind"])
    with pytest.raises(UserError, match="another format"):
        evaluate(batch, FACTS, "baseline")


def test_input_tables_that_are_gone(tmp_path):
    out = write_facts_batch(tmp_path / "out", n_draws=1)
    (out / "resolved" / "baseline.yaml").write_text("input: {value: nowhere/input}\n", encoding="utf-8")
    with pytest.raises(UserError, match="not to be found"):
        input_folder(out, "baseline")
    (out / "resolved" / "baseline.yaml").unlink()
    with pytest.raises(UserError, match="not to be found"):
        input_folder(out, "baseline")
