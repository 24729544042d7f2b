"""What a batch folder holds, as reports tell it: scenarios and levers, runs done and not, sure or estimate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sim.base.errors import Say, UserError, unknown
from sim.records.dropout_scenario import NOT_TOLD, REGISTER, SURVEY, note_in_folder
from sim.records.layout import MANIFEST, RunId, failure
from sim.records.reading import finished_runs, read_manifest
from sim.rules.admission_notes import Note

SURE = ("read", "known")  # confidence of a row that somebody published; the others are estimates


@dataclass(frozen=True)
class ScenarioNote:
    """One scenario of a batch: name, title, its levers (政策措施) as lever -> number -> {value, unit, file}, its rules.

    `admission` has the rules of admission (招生办法) by name, each as `sim.rules.admission_notes` words it.
    `dropout` is the dropout scenario (辍学口径): ``register``, ``survey``, or empty where the folder does not tell it
    (words in `sim.records.dropout_scenario`); `rest_sha256` is the hash of all that the scenario says beside it.
    Where several scenarios of the batch have the same title, the title tells the name too.
    """

    name: str
    title: Say
    levers: Mapping[str, Mapping[str, Mapping[str, object]]]
    admission: Mapping[str, Note] = field(default_factory=dict)
    dropout: str = NOT_TOLD
    rest_sha256: str = ""


@dataclass(frozen=True, repr=False)
class BatchFolder:
    """A batch folder.

    Attributes
    ----------
    out : Path
    name : str
    scenarios : tuple of ScenarioNote
        In the order of the batch file.
    years : (int, int)
        First and last school year.
    inputs : mapping of input table to confidence to rows
    finished, failed, missing : tuple of RunId
    commit : str
        The version of the program that wrote it.
    """

    out: Path
    name: str
    scenarios: tuple[ScenarioNote, ...]
    years: tuple[int, int]
    inputs: Mapping[str, Mapping[str, int]]
    finished: tuple[RunId, ...]
    failed: tuple[RunId, ...]
    missing: tuple[RunId, ...]
    commit: str

    @property
    def rows_estimated(self) -> tuple[int, int]:
        """Return the input rows that are estimated or assumed, and all rows."""
        every = [(sure, n) for table in self.inputs.values() for sure, n in table.items()]
        return sum(n for sure, n in every if sure not in SURE), sum(n for _, n in every)

    @property
    def is_estimate(self) -> bool:
        """Tell whether results rest on estimated or assumed rows."""
        return self.rows_estimated[0] > 0

    def __repr__(self) -> str:
        first, last = self.years
        runs = f"{len(self.finished)} finished, {len(self.failed)} failed, {len(self.missing)} missing"
        lines = [
            f"  {one.name}: {one.title.en} ({one.title.zh}); levers: {', '.join(one.levers) or 'none'}"
            + (f"; rules of admission: {', '.join(one.admission)}" if one.admission else "")
            + (f"; dropout: {one.dropout}" if one.dropout else "")
            for one in self.scenarios
        ]
        return "\n".join([f"Batch {self.name} in {self.out}, {first}-{last}; runs: {runs}", *lines])

    def runs_of(self, scenario: str) -> list[RunId]:
        """Return the finished runs of a scenario, by draw and seed."""
        return sorted(run for run in self.finished if run.scenario == scenario)

    def note(self, scenario: str) -> ScenarioNote:
        """Return a scenario by name; refuse one that the batch does not have (UserError)."""
        notes = {one.name: one for one in self.scenarios}
        if scenario not in notes:
            raise unknown(Say("scenario", "情景"), scenario, notes, str(self.out))
        return notes[scenario]


def read_batch_folder(out: Path) -> BatchFolder:
    """Return what a batch folder holds.

    Raises
    ------
    UserError
        When the folder holds no batch, one of another record format, a manifest that lacks something, or a run that
        was cut off or damaged.
    """
    out = Path(out)
    manifest = read_manifest(out)
    try:
        return _told_by(out, manifest, set(finished_runs(out)))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _damaged(out, error) from error


def twin_of(folder: BatchFolder, scenario: str) -> ScenarioNote | None:
    """Return the scenario that differs in its dropout scenario alone; None where the batch has none."""
    own = folder.note(scenario)
    twins = (
        one
        for one in folder.scenarios
        if one.rest_sha256 == own.rest_sha256 and {one.dropout, own.dropout} == {REGISTER, SURVEY}
    )
    return next(twins, None) if own.rest_sha256 else None


def base_for(folder: BatchFolder, base: str, scenario: str) -> str:
    """Return with what a scenario is compared: `base`, or its twin if the scenario follows the other dropout scenario.

    The twin of the base itself is compared with the base: that is what the dropout scenario alone makes.
    """
    twin = twin_of(folder, base)
    if twin is None or twin.name == scenario or folder.note(scenario).dropout != twin.dropout:
        return base
    return twin.name


def _told_by(out: Path, manifest: Mapping, finished: set[RunId]) -> BatchFolder:
    """Return what a manifest of this format tells together with the runs that are there."""
    runs = {RunId(run["scenario"], run["draw"], run["seed"]): run["status"] for run in manifest["runs"]}
    failed = {run for run in runs if runs[run] == "failed" or failure(out, run).is_file()} - finished
    titles, levers = _titles(manifest), manifest["levers"]
    rules = manifest.get("admission", {})  # a folder of an earlier version does not tell them
    dropout = {name: note_in_folder(out, manifest, name) for name in manifest["scenarios"]}
    return BatchFolder(
        out,
        manifest["name"],
        tuple(
            ScenarioNote(
                name,
                titles[name],
                levers[name],
                rules.get(name, {}),
                dropout[name]["scenario"],
                dropout[name]["rest_sha256"],
            )
            for name in manifest["scenarios"]
        ),  # fmt: skip
        tuple(manifest["years"]),
        manifest["inputs"],
        tuple(sorted(finished)),
        tuple(sorted(failed)),
        tuple(sorted(set(runs) - finished - failed)),
        manifest["commit"],
    )


def _titles(manifest: Mapping) -> dict[str, Say]:
    """Return the titles of the scenarios, with the name where it alone tells two apart in a language."""
    given = {name: manifest["titles"][name] for name in manifest["scenarios"]}

    def told(lang: str, name: str, bracketed: str) -> str:
        title = given[name][lang]
        return title + bracketed if sum(one[lang] == title for one in given.values()) > 1 else title

    return {name: Say(told("en", name, f" ({name})"), told("zh", name, f"（{name}）")) for name in given}


def _damaged(out: Path, error: Exception) -> UserError:
    return UserError(
        Say("the manifest of the batch is damaged or was changed", "批量的清单文件已损坏或被改动"),
        where=str(out / MANIFEST),
        value=str(error).strip("'") if isinstance(error, KeyError) else None,
        rule=Say("the manifest as sim batch wrote it", "须为 sim batch 写出的原样清单"),
        remedy=Say("write it again with sim batch --resume", "请用 sim batch --resume 重新写出"),
    )
