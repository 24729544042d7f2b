"""Turn a batch into a plan: tables read, years checked, and the hash that tells one batch from another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.base.errors import Say, UserError
from sim.base.importing import imported
from sim.base.yaml_checks import gather
from sim.base.yaml_reading import shown
from sim.inputs.kept_tables import KeptTables, Known, folder_sha256, known_of
from sim.records.layout import FORMAT
from sim.records.manifest import BatchHead
from sim.rules.admission_checks import check_area
from sim.rules.admission_text import rule_mapping
from sim.run.batch_file import Batch
from sim.run.scenario import Scenario

if TYPE_CHECKING:
    from sim.inputs.tables import InputTables

ENGINE = "sim.run.engine"


@dataclass(frozen=True)
class Plan:
    """All that the runs of a batch need, the same for every worker.

    Attributes
    ----------
    head : BatchHead
        Name, scenarios, draws, seeds, years and content hash.
    scenarios : dict of str to Scenario
    tables : dict of Path to InputTables
        By input folder; those the program has read before are read when they are asked for a row.
    out : Path
    threads : int
        Threads of one run.
    check, profile : bool
        Whether to make the expensive checks and to take the time of each process.
    engine : str or object
        Module with `build_start` and `run_one`, or what has them: the engine of partitioned runs, one of the tests.
    confidence : dict of str to dict
        Rows of each input table by confidence, for the README of the folder.
    input_sha256 : dict of str to str
        Hash of the input tables by scenario, so that a run can be made again from the same ones.
    """

    head: BatchHead
    scenarios: dict[str, Scenario]
    tables: dict[Path, InputTables | KeptTables]
    out: Path
    threads: int = 1
    check: bool = False
    profile: bool = False
    engine: str | object = ENGINE
    confidence: dict[str, dict[str, int]] = field(default_factory=dict)
    input_sha256: dict[str, str] = field(default_factory=dict)


def engine_of(plan: Plan) -> Any:
    """Return what builds the starts of a plan and makes its runs."""
    return imported(plan.engine) if isinstance(plan.engine, str) else plan.engine


def make_plan(
    batch: Batch, out: Path, *, threads: int, check: bool = False, profile: bool = False,
    engine: str | object = ENGINE,
) -> Plan:  # fmt: skip
    """Return the plan of a batch, after reading every table of input.

    Raises
    ------
    UserError
        For anything wrong in the tables, or when the years do not begin with the year of the tables.
    """
    folders = list(dict.fromkeys(scenario.input_dir for scenario in batch.scenarios))
    inputs = {folder: folder_sha256(folder) for folder in folders}
    # Errors name a folder as the user would type it.
    read = gather(lambda folder: KeptTables(Path(shown(folder)), inputs[folder]), folders)
    tables = dict(zip(folders, read, strict=True))
    for scenario in batch.scenarios:
        check_scenario(scenario, tables[scenario.input_dir], batch.years)
    head = BatchHead(
        name=batch.name,
        scenarios=tuple(scenario.name for scenario in batch.scenarios),
        draws=batch.draws,
        seeds=batch.seeds,
        years=batch.years,
        content_sha256=_content_sha256(batch, inputs),
    )
    scenarios = {scenario.name: scenario for scenario in batch.scenarios}
    return Plan(
        head, scenarios, tables, out.resolve(), threads, check, profile, engine, _confidence(tables),
        {name: inputs[scenario.input_dir] for name, scenario in scenarios.items()},
    )  # fmt: skip


def _confidence(tables: dict[Path, KeptTables]) -> dict[str, dict[str, int]]:
    """Return the rows of each input table by confidence; the place is named where there are several."""
    return {
        f"{folder.parent.name}/{name}" if len(tables) > 1 else name: by_confidence
        for folder, place in tables.items()
        for name, by_confidence in place.known.confidence.items()
    }


def check_scenario(scenario: Scenario, tables: InputTables | KeptTables, years: tuple[int, int]) -> None:
    """Check a scenario against its input tables.

    Raises
    ------
    UserError
        When the first year is not that of the tables or has no rates of public funds, or a lever or a rule of
        admission names a place that they lack, or a lever a year before the run.
    """
    known = known_of(tables)
    _check_start(scenario, known.start_year, years[0])
    for policy in scenario.policies:
        policy.check_places(known.townships, shown(scenario.path))
        policy.check_years(years, shown(scenario.path))
    _check_areas(scenario, known)


def _check_areas(scenario: Scenario, known: Known) -> None:
    """Refuse rules of admission for places that the tables do not have."""
    if not scenario.admission:
        return
    places = {"county": known.counties, "township": known.townships, "school": known.schools}
    gather(
        lambda rule: check_area(rule, places, scenario.origin[f"admission.{rule.name}"]), scenario.admission
    )


def _check_start(scenario: Scenario, start_year: int, first: int) -> None:
    """Refuse years that do not begin with the year of the input tables."""
    if first == start_year:
        return
    raise UserError(
        Say("the first year is not the start year of the input tables", "首年不是输入表的起始年份"),
        where=shown(scenario.path),
        value=first,
        rule=Say(
            f"the tables of {shown(scenario.input_dir)} are of {start_year}",
            f"{shown(scenario.input_dir)} 的表为 {start_year} 年",
        ),
        remedy=Say(f"let the years begin with {start_year}", f"请从 {start_year} 年开始"),
    )


def _content_sha256(batch: Batch, inputs: Mapping[Path, str]) -> str:
    """Return the hash of what decides the results; `inputs` are hashes of folders, whose place does not count."""
    content: Mapping[str, object] = {
        "format": FORMAT,
        "name": batch.name,
        "draws": batch.draws,
        "seeds": batch.seeds,
        "years": batch.years,
        "scenarios": [
            [
                scenario.name,
                inputs[scenario.input_dir],
                sorted(scenario.parameters.items()),
                list(scenario.levers.items()),
                [rule_mapping(rule) for rule in scenario.admission],
            ]
            for scenario in batch.scenarios
        ],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
