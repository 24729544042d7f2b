"""Read a scenario file and the files it extends into one set of values, each with the place it came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sim.base.errors import Say, UserError
from sim.base.yaml_checks import groups, mapping, raise_all, text
from sim.base.yaml_reading import Place, Value, read_yaml, shown

KEYS = ("name", "title", "extends", "input", "years", "parameters", "levers", "admission")
_OWN = ("name", "title")  # said by each file itself, never inherited


@dataclass(frozen=True)
class Layered:
    """What a scenario says after its parents.

    Attributes
    ----------
    path : Path
        The scenario's own file.
    single : dict of str to Value
        The keys name, title, input and years, as far as they are given.
    parameters : dict of str to Value
        By parameter name.
    levers : dict of str to dict of str to Value
        By lever name, then by the lever's parameter; levers in the order in which they were added.
    lever_at : dict of str to Place
        Where each lever was last named.
    admission : dict of str to Value
        Rules of admission by name, in the order in which they were added; a rule of a parent has the keys of its
        children laid over it.
    """

    path: Path
    single: dict[str, Value]
    parameters: dict[str, Value]
    levers: dict[str, dict[str, Value]]
    lever_at: dict[str, Place]
    admission: dict[str, Value]


def read_layers(path: Path) -> Layered:
    """Return the values of a scenario file on top of those of the files it extends.

    Raises
    ------
    UserError
        When a file is missing or not valid, a key is unknown, or the files extend each other in a circle.
    """
    merged = Layered(path, {}, {}, {}, {}, {})
    for layer in reversed(_chain(path)):
        _lay(merged, layer)
    return merged


def _chain(path: Path) -> list[dict[str, Value]]:
    """Return the files' entries from the scenario itself to its furthest parent."""
    files, layers = [path.resolve()], []
    while True:
        layer = mapping(read_yaml(files[-1]), KEYS, required=_OWN)
        layers.append(layer)
        parent = layer.get("extends")
        if parent is None:
            return layers
        file = (files[-1].parent / text(parent)).resolve()
        if not file.is_file():
            raise UserError(
                Say("the file to extend is missing", "找不到要继承的文件"),
                where=str(parent.at),
                value=parent.data,
                rule=Say("a path relative to this file", "应为相对于本文件的路径"),
                remedy=Say(f"there is no {shown(file)}", f"{shown(file)} 不存在"),
            )
        if file in files:
            circle = " -> ".join(shown(each) for each in [*files[files.index(file) :], file])
            raise UserError(
                Say("the scenarios extend each other in a circle", "情景之间循环继承"),
                where=str(parent.at),
                value=circle,
                rule=Say(
                    "a scenario extends another that does not lead back to it", "被继承的情景不得再继承回来"
                ),
                remedy=Say("remove one of these extends lines", "请删除其中一行 extends"),
            )
        files.append(file)


def _lay(merged: Layered, layer: dict[str, Value]) -> None:
    """Put the entries of one file over those of its parents."""
    merged.single.update({key: layer[key] for key in ("name", "title", "input", "years") if key in layer})
    if "parameters" in layer:
        merged.parameters.update(groups(layer["parameters"]))
    errors: list[UserError] = []
    for name, value in groups(layer["admission"]).items() if "admission" in layer else ():
        if value.data is not None:
            merged.admission[name] = _laid_over(merged.admission.get(name), value)
        elif name in merged.admission:
            del merged.admission[name]
        else:
            errors.append(_no_rule_to_remove(name, str(value.named_at)))
    for lever, value in groups(layer["levers"]).items() if "levers" in layer else ():
        if value.data is not None:
            merged.levers[lever] = {**merged.levers.get(lever, {}), **groups(value)}
            merged.lever_at[lever] = value.named_at
        elif lever in merged.levers:
            del merged.levers[lever], merged.lever_at[lever]
        else:
            errors.append(_nothing_to_remove(lever, str(value.named_at)))
    raise_all(errors)


def _laid_over(below: Value | None, rule: Value) -> Value:
    """Return a rule laid over that of a parent; one that names a known rule begins anew."""
    said = groups(rule)
    if below is None or "known" in said:
        return rule
    return replace(rule, data={**groups(below), **said})


def _no_rule_to_remove(name: str, where: str) -> UserError:
    """Return the error of an empty rule of admission that no parent has."""
    return UserError(
        Say(
            "an empty rule removes it, but no file it extends has it",
            "空的招生规则表示删除，但被继承的文件中没有它",
        ),
        where=where,
        value=name,
        rule=Say(
            "a rule stands with its keys, or with {} for the known rule of its name",
            "规则后应写各项，或写 {} 表示同名的已知办法",
        ),
        remedy=Say("write the rule, or remove the line", "请写出规则，否则删除该行"),
    )


def _nothing_to_remove(lever: str, where: str) -> UserError:
    """Return the error of an empty lever that no parent has."""
    return UserError(
        Say(
            "an empty lever removes it, but no file it extends has it",
            "空的措施表示删除，但被继承的文件中没有它",
        ),
        where=where,
        value=lever,
        rule=Say(
            "a lever stands with its numbers, or with {} for the usual ones",
            "措施后应写参数，或写 {} 表示常用值",
        ),
        remedy=Say(
            f"write {lever}: {{}} to use it as usual, or remove the line",
            f"若要以常用值启用，请写 {lever}: {{}}，否则删除该行",
        ),
    )
