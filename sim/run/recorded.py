"""A run as its batch folder keeps it: which run, its scenario in full, the hash of its records, its input tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sim.base.errors import Say, UserError
from sim.base.yaml_checks import groups, mapping
from sim.base.yaml_reading import Value, read_yaml, shown
from sim.records.batch_folder import read_batch_folder
from sim.records.layout import RunId
from sim.records.reading import read_manifest
from sim.records.store import is_finished, read_marker
from sim.run.scenario import Scenario, scenario_of
from sim.run.scenario_file import Layered

_SHOWN_AT_MOST = 6


@dataclass(frozen=True)
class Recorded:
    """One finished run of a batch folder.

    Attributes
    ----------
    out : Path
        The folder.
    run : RunId
    years : (int, int)
        First and last school year.
    records_sha256 : str
        Hash of its records, as noted when they were written.
    commit : str
        The version of the program that wrote it.
    input_sha256 : str
        Hash of its input tables; empty where the folder does not tell it.
    """

    out: Path
    run: RunId
    years: tuple[int, int]
    records_sha256: str
    commit: str
    input_sha256: str


def find_run(
    out: Path, scenario: str | None = None, draw: int | None = None, seed: int | None = None
) -> Recorded:
    """Return the first finished run of a batch folder, or the first of a scenario, draw or seed.

    Scenarios come in the order of the batch, then draws and seeds in theirs.

    Raises
    ------
    UserError
        When the folder holds no batch or no such run, or the records are not as they were written.
    """
    folder = read_batch_folder(out)
    place = {note.name: k for k, note in enumerate(folder.scenarios)}
    finished = sorted(folder.finished, key=lambda run: (place[run.scenario], run.draw, run.seed))
    wanted = (scenario, draw, seed)
    found = [
        run for run in finished if all(w in (None, is_) for w, is_ in zip(wanted, _parts(run), strict=True))
    ]
    if not found:
        raise _no_such_run(folder.out, wanted, finished)
    if not is_finished(folder.out, found[0]):
        raise UserError(
            Say("the records of the run were changed after they were written", "该次运行的记录写出后被改动"),
            where=shown(folder.out),
            value=found[0].label,
            rule=Say("a file as it was written", "文件须与写出时一致"),
            remedy=Say("run it again into another folder", "请重新运行到另一文件夹"),
        )
    marker = read_marker(folder.out, found[0])
    inputs = read_manifest(folder.out).get("input_sha256", {})
    return Recorded(
        folder.out, found[0], tuple(marker["years"]), marker["records_sha256"], folder.commit,
        inputs.get(found[0].scenario, ""),
    )  # fmt: skip


def recorded_scenario(recorded: Recorded, input_dir: Path | None = None) -> Scenario:
    """Return the scenario of a run from the copy in its folder; the files it was read from are not needed.

    Parameters
    ----------
    recorded : Recorded
    input_dir : Path, optional
        Where the input tables stand now; where they stood by default.

    Raises
    ------
    UserError
        When the copy is missing or damaged, holds what this version does not know, or the tables are not there.
    """
    path = recorded.out / "resolved" / f"{recorded.run.scenario}.yaml"
    said = mapping(read_yaml(path), _KEYS, required=_KEYS)
    levers = groups(said["levers"])
    single = {key: groups(said[key])["value"] for key in ("name", "years")}
    folder = _input_folder(recorded, groups(said["input"])["value"], input_dir)
    single |= {"title": _without_file(said["title"]), "input": folder}
    return scenario_of(
        Layered(
            path, single,
            parameters={key: _without_file(value) for key, value in groups(said["parameters"]).items()},
            levers={key: _numbers(value) for key, value in levers.items()},
            lever_at={key: value.named_at for key, value in levers.items()},
            admission={key: groups(value)["rule"] for key, value in groups(said["admission"]).items()},
        )
    )  # fmt: skip


_KEYS = ("name", "title", "input", "years", "parameters", "levers", "admission")


def _numbers(lever: Value) -> dict[str, Value]:
    """Return the numbers of a lever."""
    return {key: _without_file(value) for key, value in groups(lever).items()}


def _without_file(value: Value) -> Value:
    """Return a group of values without the file they came from."""
    return replace(value, data={key: one for key, one in groups(value).items() if key != "file"})


def _input_folder(recorded: Recorded, said: Value, given: Path | None) -> Value:
    """Return the full path of the input tables: those given, or as told from here or from the program's folder."""
    places = [given] if given else [base / str(said.data) for base in (Path.cwd(), Path(__file__).parents[2])]
    for place in places:
        if place.is_dir():
            return replace(said, data=place.resolve().as_posix())
    raise UserError(
        Say("the input tables of the run are not there", "找不到该次运行的输入表"),
        where="--input" if given else shown(recorded.out / "resolved" / f"{recorded.run.scenario}.yaml"),
        value=given or said.data,
        rule=Say(
            "a run is made again from the tables it was made from; the folder of results does not hold them",
            "重新运行须用原来的输入表；结果文件夹中不含输入表",
        ),
        remedy=Say("name their folder with --input", "请用 --input 指定输入表文件夹"),
    )


def _parts(run: RunId) -> tuple[str, int, int]:
    return run.scenario, run.draw, run.seed


def _no_such_run(out: Path, wanted: tuple, finished: list[RunId]) -> UserError:
    """Return the error of a run that the folder does not hold, with those that it does."""
    listed = ", ".join(run.label for run in finished[:_SHOWN_AT_MOST])
    listed += ", ..." if len(finished) > _SHOWN_AT_MOST else ""
    flags = ("--scenario", "--draw", "--seed")
    asked = " ".join(
        f"{flag} {value}" for flag, value in zip(flags, wanted, strict=True) if value is not None
    )
    return UserError(
        Say("no such finished run", "没有这样的已完成运行"),
        where=shown(out),
        value=asked or None,
        rule=Say(
            f"finished, as scenario-draw-seed: {listed or 'none'}",
            f"已完成（情景-抽样-种子）：{listed or '无'}",
        ),
        remedy=Say("choose one with --scenario, --draw and --seed", "请用 --scenario、--draw、--seed 选择"),
    )
