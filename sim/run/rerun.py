"""Make a recorded run again, so that what its records do not hold can be seen; the records must come out the same."""

from __future__ import annotations

from pathlib import Path

from sim.base.errors import Say, UserError
from sim.base.yaml_reading import shown
from sim.inputs.kept_tables import folder_sha256
from sim.inputs.tables import InputTables, read_tables
from sim.records.frames import RecordFrames
from sim.records.provenance import commit
from sim.run.engine import run_one
from sim.run.parameters import draw_parameters
from sim.run.plan import check_scenario
from sim.run.recorded import Recorded
from sim.run.scenario import Scenario
from sim.world.trace import NoTrace


def run_again(recorded: Recorded, scenario: Scenario, trace: NoTrace, threads: int) -> RecordFrames:
    """Make a run again with a trace.

    Parameters
    ----------
    recorded : Recorded
    scenario : Scenario
        As `sim.run.recorded.recorded_scenario` returns it.
    trace : NoTrace
        Holds what was asked for afterwards.
    threads : int

    Returns
    -------
    RecordFrames
        The records, the same as those in the folder.

    Raises
    ------
    UserError
        When the input tables are not those of the run, or the records come out otherwise: what the trace tells would
        not be the story of those records.
    """
    tables = _tables(recorded, scenario)
    check_scenario(scenario, tables, recorded.years)
    done = run_one(
        scenario, tables, draw=recorded.run.draw, seed=recorded.run.seed,
        numbers=draw_parameters(scenario.parameters, recorded.run.draw), years=recorded.years, threads=threads,
        trace=trace,
    )  # fmt: skip
    frames = RecordFrames(done.tables)
    if (found := frames.sha256()) != recorded.records_sha256:
        raise _other_records(recorded, found)
    return frames


def other_commit(recorded: Recorded) -> Say | None:
    """Return a warning where another version of the program wrote the run."""
    now = commit()
    if now == recorded.commit:
        return None
    return Say(
        f"warning: the run was made by commit {recorded.commit}, this is {now}",
        f"注意：该次运行由提交 {recorded.commit} 完成，现为 {now}",
    )


def _tables(recorded: Recorded, scenario: Scenario) -> InputTables:
    """Return the input tables, which must be those of the run where the folder tells."""
    folder = scenario.input_dir
    if recorded.input_sha256 and folder_sha256(folder) != recorded.input_sha256:
        raise UserError(
            Say("the input tables are not those of the run", "输入表与该次运行所用的不同"),
            where=shown(folder),
            rule=Say(
                f"input_sha256 {recorded.input_sha256} in the manifest",
                f"manifest.json 中 input_sha256 为 {recorded.input_sha256}",
            ),
            remedy=Say(
                "name the folder of the tables as they were with --input, or run the scenario anew",
                "请用 --input 指定原来的输入表文件夹，或重新运行该情景",
            ),
        )
    return read_tables(Path(shown(folder)))


def _other_records(recorded: Recorded, found: str) -> UserError:
    """Return the error of records that come out otherwise."""
    return UserError(
        Say(
            "the run made again has other records: its story is not theirs",
            "重新运行得到的记录不同：追踪结果不是原记录的经过",
        ),
        where=shown(recorded.out),
        value=found,
        rule=Say(
            f"records_sha256 {recorded.records_sha256}, written by commit {recorded.commit}",
            f"records_sha256 应为 {recorded.records_sha256}，由提交 {recorded.commit} 写出",
        ),
        remedy=Say(
            f"trace with that commit (this is {commit()}), or run the scenario anew and trace that",
            f"请用该提交追踪（现为 {commit()}），或重新运行该情景后再追踪",
        ),
    )
