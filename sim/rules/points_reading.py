"""Read a list of points (积分) from YAML: items by column or by condition, capped, in blocks that are capped too."""

import math
from collections import Counter

from sim.base.errors import Say, UserError
from sim.base.yaml_checks import bounded, gather, items, mapping, one_of, text, whole, wrong_type
from sim.base.yaml_reading import Value
from sim.rules.admission import PointBlock, PointItem, Points
from sim.rules.admission_cells import children_of, nobody
from sim.rules.predicate_reading import column_of, predicate

_ITEM_KEYS = ("name", "title", "column", "per", "weight", "cap", "when", "unknown")
_KINDS = ("column", "when", "unknown")
_ITEM = Say("a list of items, each with a name", "项目列表，每项有名称")
_BLOCK = Say("a list of blocks, each with items and a cap", "分组列表，每组有项目和上限")


def title_of(said: dict[str, Value], name: str) -> Say:
    """Return the title {zh, en} of something, or a text that stands for both, or its name."""
    if "title" not in said:
        return Say(name, name)
    value = said["title"]
    if not isinstance(value.data, dict):
        return Say(text(value), text(value))
    both = mapping(value, ("zh", "en"), required=("zh", "en"))
    return Say(text(both["en"]), text(both["zh"]))


def once_each(names: list[tuple[str, Value]], what: Say) -> None:
    """Refuse a name that stands twice in a list."""
    counts = Counter(name for name, _ in names)
    for name, value in names:
        counts[name] -= 1
        if counts[name] > 0:
            raise UserError(
                Say(f"the name of a {what.en} stands twice", f"{what.zh}名称重复"),
                where=str(value.at),
                value=name,
                rule=Say(f"each {what.en} has a name of its own", f"每个{what.zh}的名称不同"),
                remedy=Say("give it another name", "请换一个名称"),
            )


def points_of(value: Value) -> Points:
    """Return the list of points.

    Raises
    ------
    UserError
        For an unknown column or key, a block of unknown items, a negative weight or cap, or a total that the items do
        not make.
    """
    said = mapping(value, ("items", "blocks", "total"), required=("items",))
    listed = items(said["items"], _ITEM)
    found = tuple(gather(_item, listed))
    once_each([(item.name, one) for item, one in zip(found, listed, strict=True)], Say("item", "项目"))
    blocks = ()
    if "blocks" in said:
        blocks = tuple(
            gather(lambda one: _block(one, {item.name for item in found}), items(said["blocks"], _BLOCK))
        )
        _in_one_block(blocks, said["blocks"])
    most = most_points(found, blocks)
    total = bounded(said["total"], 0) if "total" in said else most
    if total < most or (total > most and not any(item.is_unknown for item in found)):
        raise _wrong_total(said["total"], total, most)
    return Points(found, blocks, total)


def most_points(found: tuple[PointItem, ...], blocks: tuple[PointBlock, ...]) -> float:
    """Return the most points a child can have."""
    caps = {item.name: item.cap for item in found}
    in_blocks = sum(min(block.cap, math.fsum(caps.pop(name) for name in block.items)) for block in blocks)
    return in_blocks + math.fsum(caps.values())


def _item(value: Value) -> PointItem:
    """Return one item."""
    said = mapping(value, _ITEM_KEYS, required=("name",))
    name = text(said["name"])
    kinds = [kind for kind in _KINDS if kind in said]
    if len(kinds) != 1:
        raise wrong_type(
            value, Say("one of column, when, unknown: true", "column、when、unknown: true 三者之一")
        )
    title = title_of(said, name)
    if kinds == ["unknown"]:
        if said["unknown"].data is not True:
            raise wrong_type(said["unknown"], Say("true", "true"))
        mapping(value, ("name", "title", "unknown"))
        return PointItem(name, title, 0.0, 0.0, is_unknown=True)
    only_column = ("column", "per") if kinds == ["column"] else ("when",)
    mapping(value, ("name", "title", "weight", "cap", *only_column), required=("weight",))
    weight = bounded(said["weight"], 0)
    if kinds == ["when"]:
        cap = bounded(said["cap"], 0) if "cap" in said else weight
        when, where = predicate(said["when"]), str(said["when"].at)
        if not children_of(when, where):
            raise nobody(Say(f"can have the points of {name}", f"能获得 {name} 的积分"), where)
        return PointItem(name, title, weight, cap, when=when)
    column = column_of(text(said["column"]), str(said["column"].at))
    if column.codes:
        raise _not_counted(said["column"])
    per = whole(said["per"], 1, column.largest) if "per" in said else 1
    cap = bounded(said["cap"], 0) if "cap" in said else weight * (column.largest // per)
    return PointItem(name, title, weight, cap, column.name, per)


def _not_counted(value: Value) -> UserError:
    """Return the error of points for each unit of a code."""
    return UserError(
        Say("points cannot be counted by codes", "代码列不能按数量计分"),
        where=str(value.at),
        value=value.data,
        rule=Say("column: names a column of numbers", "column 应为数值列"),
        remedy=Say(
            f"write when: {{{value.data}: ...}} and a weight", f"请写 when: {{{value.data}: ...}} 和 weight"
        ),
    )


def _block(value: Value, names: set[str]) -> PointBlock:
    """Return one block."""
    said = mapping(value, ("title", "items", "cap"), required=("items", "cap"))
    wanted = Say("a list of item names", "项目名称列表")
    what = Say("item of points", "积分项目")
    listed = items(said["items"], wanted)
    chosen = gather(lambda one: one_of(one, what, names), listed)
    once_each(list(zip(chosen, listed, strict=True)), Say("item", "项目"))
    return PointBlock(title_of(said, ", ".join(chosen)), tuple(chosen), bounded(said["cap"], 0))


def _in_one_block(blocks: tuple[PointBlock, ...], value: Value) -> None:
    """Refuse an item that stands in two blocks."""
    once_each([(name, value) for block in blocks for name in block.items], Say("item", "项目"))


def _wrong_total(value: Value, total: float, most: float) -> UserError:
    """Return the error of a stated total that the items do not make."""
    return UserError(
        Say("the items do not make the total", "各项之和与总分不符"),
        where=str(value.at),
        value=f"{total:g}",
        rule=Say(
            f"the items make {most:g}; a larger total needs an item that is unknown",
            f"各项合计 {most:g}；总分更大时须有一个未知项目",
        ),
        remedy=Say(
            "correct the total, or add an item {name: rest, unknown: true}",
            "请改正总分，或增加项目 {name: rest, unknown: true}",
        ),
    )
