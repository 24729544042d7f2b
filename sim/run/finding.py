"""Find a scenario by its path or by a name such as ``tonghua/baseline``."""

from difflib import get_close_matches
from pathlib import Path

from sim.base.errors import Say, UserError
from sim.base.yaml_reading import shown

FOLDER = "scenarios"
_LISTED_AT_MOST = 20


def scenario_folders() -> list[Path]:
    """Return the folders of named scenarios: in the working folder, then beside the package; each once."""
    candidates = [Path.cwd() / FOLDER, Path(__file__).resolve().parents[2] / FOLDER]
    return list(dict.fromkeys(folder.resolve() for folder in candidates if folder.is_dir()))


def scenario_names() -> list[str]:
    """Return the names of the scenarios there are: YAML files below the folders that hold a place's scenario.

    Batch files and the files of input tables are not scenarios; a scenario stands in a folder of its place.
    """
    found = {
        path.relative_to(folder).with_suffix("").as_posix()
        for folder in scenario_folders()
        for path in folder.glob("*/*.yaml")
    }
    return sorted(found)


def find_scenario(name_or_path: str, beside: Path | None = None, where: str = "") -> Path:
    """Return the file of a scenario.

    Parameters
    ----------
    name_or_path : str
        An existing file, or a name below a folder of scenarios with or without ``.yaml``.
    beside : path, optional
        A folder in which a path may also stand (that of the batch file that names the scenario).
    where : str
        The place to name in the error: ``file:line:column`` of a batch, empty for the command line.

    Raises
    ------
    UserError
        When there is no such file; the message lists the scenarios there are.
    """
    wanted = Path(name_or_path)
    bases = [*([beside] if beside else []), Path.cwd(), *scenario_folders()]
    for base in bases:
        for path in (base / wanted, base / f"{name_or_path}.yaml"):
            if path.is_file():
                return path.resolve()
    names = scenario_names()
    near = get_close_matches(name_or_path, names, n=_LISTED_AT_MOST, cutoff=0.3)  # the most alike come first
    told = [*near, *(name for name in names if name not in near)][:_LISTED_AT_MOST]
    listed = ", ".join(told) + (", ..." if len(names) > _LISTED_AT_MOST else "")
    near = get_close_matches(name_or_path, names, n=1)
    folders = ", ".join(shown(folder) for folder in scenario_folders()) or FOLDER
    raise UserError(
        Say("scenario not found", "找不到情景"),
        where=where,
        value=name_or_path,
        rule=Say(
            f"a file, or one of: {listed or 'none found'}", f"应为文件，或下列之一：{listed or '（未找到）'}"
        ),
        remedy=Say(f"did you mean {near[0]}?", f"是否想写 {near[0]}？")
        if near
        else Say(f"names are searched in {folders}", f"按名称查找的文件夹：{folders}"),
    )
