"""Read a batch file: which scenarios, how many draws and seeds, which years."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.base.errors import Say, UserError
from sim.base.yaml_checks import LONGEST_NAME, gather, items, mapping, name, one_of, text, whole, years
from sim.base.yaml_reading import Value, read_yaml, shown
from sim.records.dropout_scenario import REGISTER, SURVEY, SWITCH
from sim.run.dropout_twins import BOTH, following, with_twins
from sim.run.finding import find_scenario
from sim.run.parameters import PARAMETERS
from sim.run.scenario import Scenario, scenario_at
from sim.run.scenario_values import batch_ranges

KEYS = ("name", "scenarios", "draws", "seeds", "seed0", "years", "params", "dropout")
MOST_DRAWS = MOST_SEEDS = 1_000_000
LAST_SEED = 2**31  # a seed is a 32-bit key of the draws; this leaves room for seed0 + seeds


@dataclass(frozen=True)
class Batch:
    """What a batch asks for.

    Attributes
    ----------
    name : str
    scenarios : tuple of Scenario
        With the ranges that the batch narrows or fixes.
    draws, seeds : tuple of int
        Draw 0 is all modes.
    years : (int, int)
        First and last school year, both included.
    """

    name: str
    scenarios: tuple[Scenario, ...]
    draws: tuple[int, ...]
    seeds: tuple[int, ...]
    years: tuple[int, int]


def load_batch(path: Path) -> Batch:
    """Return the batch of a file, with everything in it and in its scenarios checked.

    Raises
    ------
    UserError
        For anything that is wrong in the batch file or a scenario.
    """
    path = path.resolve()
    said = mapping(read_yaml(path), KEYS, required=("name", "scenarios", "draws", "seeds"))
    scenarios = _scenarios(said["scenarios"], path)
    if "params" in said:
        changed = batch_ranges(said["params"], PARAMETERS)
        scenarios = tuple(scenario.with_ranges(changed, shown(path)) for scenario in scenarios)
    if "dropout" in said:
        scenarios = _in_dropout_scenario(said, scenarios, path)
    if "years" in said:
        asked = years(said["years"])
        scenarios = tuple(scenario.over_years(asked, shown(path)) for scenario in scenarios)
    seed0 = whole(said["seed0"], 0, LAST_SEED) if "seed0" in said else 1
    return Batch(
        name=name(said["name"]),
        scenarios=scenarios,
        draws=tuple(range(whole(said["draws"], 1, MOST_DRAWS))),
        seeds=tuple(range(seed0, seed0 + whole(said["seeds"], 1, MOST_SEEDS))),
        years=_common_years(scenarios, path),
    )


def _scenarios(value: Value, path: Path) -> tuple[Scenario, ...]:
    """Return the scenarios, whose names must differ."""

    def load(item: Value) -> Scenario:
        return scenario_at(find_scenario(text(item), beside=path.parent, where=str(item.at)))

    wanted = items(value, Say("a list of scenarios", "情景列表"))
    scenarios = tuple(gather(load, wanted))
    _check_names(scenarios, [str(item.at) for item in wanted])
    return scenarios


def _in_dropout_scenario(
    said: dict[str, Value], scenarios: tuple[Scenario, ...], path: Path
) -> tuple[Scenario, ...]:
    """Return the scenarios under the dropout scenario the batch asks for, or each with its twin of the other."""
    wanted = said["dropout"]
    which = one_of(wanted, Say("dropout scenario", "辍学口径"), (BOTH, REGISTER, SURVEY))
    if "params" in said and SWITCH in said["params"].data:
        raise UserError(
            Say("the dropout scenario is said twice", "辍学口径重复给出"),
            where=str(said["params"].data[SWITCH].named_at),
            value=f"params: {SWITCH}",
            rule=Say("either dropout: ... or the parameter", "dropout: ... 与该参数只写其一"),
            remedy=Say("remove one of them", "请删除其一"),
        )
    if which != BOTH:
        return tuple(following(one, which, shown(path)) for one in scenarios)
    doubled = with_twins(scenarios, shown(path))
    _check_names(doubled, [str(wanted.at)] * len(doubled))
    for twin in doubled[len(scenarios) :]:
        if len(twin.name) > LONGEST_NAME:
            raise UserError(
                Say(
                    "the name of a scenario leaves no room for that of its twin",
                    "情景名称过长，另一口径情景无法命名",
                ),
                where=str(wanted.at),
                value=twin.name,
                rule=Say(f"at most {LONGEST_NAME} characters", f"至多 {LONGEST_NAME} 个字符"),
                remedy=Say("give the scenario a shorter name", "请缩短情景名称"),
            )
    return doubled


def _check_names(scenarios: tuple[Scenario, ...], places: list[str]) -> None:
    """Refuse two scenarios of one name, also where capitals do not count."""
    seen: set[str] = set()
    for place, scenario in zip(places, scenarios, strict=True):
        if scenario.name.casefold() in seen:
            raise UserError(
                Say("two scenarios of the batch have the same name", "批量中有两个同名情景"),
                where=place,
                value=scenario.name,
                rule=Say("each scenario of a batch has a name of its own", "批量中每个情景名称各异"),
                remedy=Say("remove one of them, or give it another name", "请删除其一，或改名"),
            )
        seen.add(scenario.name.casefold())


def _common_years(scenarios: tuple[Scenario, ...], path: Path) -> tuple[int, int]:
    """Return the years of the scenarios, which must agree where the batch gives none."""
    found = sorted({scenario.years for scenario in scenarios})
    if len(found) > 1:
        raise UserError(
            Say("the scenarios have different years", "各情景的学年不同"),
            where=f"{shown(path)}:1:1",
            value=", ".join(f"{first}:{last}" for first, last in found),
            rule=Say("the scenarios of a batch run over the same years", "同一批量的情景学年须一致"),
            remedy=Say(
                "write years: [first, last] in the batch file", "请在批量文件中写 years: [首年, 末年]"
            ),
        )
    return found[0]
