"""Plans of batches over the fake engine, for the tests of how batches are run."""

from dataclasses import replace
from pathlib import Path

from sim.records.manifest import BatchHead
from sim.records.store import is_finished, read_marker
from sim.run.plan import Plan
from sim.run.scenario import load_scenario

ENGINE = "tests.run.fake_engine"
GOOD = Path(__file__).parents[1] / "bad_scenarios" / "good.yaml"


def make_plan(out, seeds=(1, 2), content="a", draws=3):
    """Return a plan over two scenarios, that many draws and the seeds given."""
    good = load_scenario(GOOD)
    scenarios = {name: replace(good, name=name) for name in ("base", "other")}
    head = BatchHead("fake", tuple(scenarios), tuple(range(draws)), tuple(seeds), (2017, 2018), content)
    return Plan(head, scenarios, {good.input_dir: "tables"}, Path(out), engine=ENGINE)


def statuses(report):
    """Return the status of each run, in the order of the manifest."""
    return [row["status"] for row in report.manifest["runs"]]


def finished(plan):
    """Return the runs that are complete, with the hash of their records."""
    runs = (run for run in plan.head.runs() if is_finished(plan.out, run))
    return {run: read_marker(plan.out, run)["records_sha256"] for run in runs}
