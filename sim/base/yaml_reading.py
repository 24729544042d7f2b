"""Read YAML so that every value and every key remembers its line and column.

The document is composed into nodes and never constructed into objects: a tag of the file cannot run code, a
repeated key is seen, and an error can point at the place.  Plain scalars follow YAML 1.2 (`yes` is a word).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sim.base.errors import Say, UserError

_KIND = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Place:
    """Where something stands: a file, and a line and column that count from 1."""

    file: Path
    line: int
    column: int

    def __str__(self) -> str:
        """Return ``file:line:column`` with the file as the user would type it."""
        return f"{shown(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Value:
    """A value of the file and its place.

    Attributes
    ----------
    data : None, bool, int, float, str, list of Value or dict of str to Value
        The value itself.
    at : Place, or str for a value given in Python
        Where the value begins; the name of the call.
    key_at : Place, optional
        Where its key stands, if it has one.
    """

    data: object
    at: Place | str
    key_at: Place | str | None = None

    @property
    def named_at(self) -> Place | str:
        """Return the place of the key, or of a value without one."""
        return self.key_at or self.at

    def plain(self) -> object:
        """Return the value without places."""
        if isinstance(self.data, dict):
            return {key: value.plain() for key, value in self.data.items()}
        if isinstance(self.data, list):
            return [value.plain() for value in self.data]
        return self.data


def shown(path: Path) -> str:
    """Return `path` with forward slashes, relative to the working folder when it lies inside."""
    full = path.resolve()
    return full.relative_to(Path.cwd()).as_posix() if full.is_relative_to(Path.cwd()) else full.as_posix()


def read_yaml(path: Path) -> Value:
    """Return the mapping that the file holds.

    Raises
    ------
    UserError
        When the file is missing, is no text in UTF-8 or GBK, is not YAML, repeats a key or holds no mapping.
    """
    text = _text_of(path)
    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path, 1, 1)
        raise _not_yaml(place, str(error.problem or error.context or "unreadable")) from error
    except YAMLError as error:
        raise _not_yaml(Place(path, 1, 1), str(error).splitlines()[0]) from error
    value = _Converter(path).convert(root) if root is not None else Value(None, Place(path, 1, 1))
    if not isinstance(value.data, dict):
        raise UserError(
            Say("the file holds no keys", "文件中没有键"),
            where=str(value.at),
            value=value.plain() if value.data is not None else None,
            rule=Say("lines of the form key: value", "每行写作 键: 值"),
            remedy=Say("start from a file of scenarios/", "可从 scenarios/ 中的文件改起"),
        )
    return value


def _text_of(path: Path) -> str:
    """Return the text of a file in UTF-8 or GBK, with or without a byte-order mark."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            Say("file not found", "找不到文件"),
            where=shown(path),
            remedy=Say("check the name and the folder", "请检查文件名和文件夹"),
        ) from error
    except OSError as error:
        raise UserError(
            Say("file cannot be read", "文件无法读取"), where=shown(path), value=error.strerror
        ) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(
        Say("the text is neither UTF-8 nor GBK", "文本既不是 UTF-8 也不是 GBK 编码"),
        where=shown(path),
        rule=Say("text in UTF-8 or GBK (GB18030)", "文本应为 UTF-8 或 GBK（GB18030）编码"),
        remedy=Say("save the file as UTF-8", "请将文件另存为 UTF-8"),
    )


def _not_yaml(place: Place, problem: str) -> UserError:
    """Return the error of a file that the parser refuses."""
    return UserError(
        Say("not valid YAML", "不是有效的 YAML"),
        where=str(place),
        value=problem,
        rule=Say("one YAML mapping, each key once", "应为一个 YAML 映射，每个键只出现一次"),
        remedy=Say(
            "check colons, indentation (spaces, no tabs) and quotes", "请检查冒号、缩进（用空格）和引号"
        ),
    )


class _Converter:
    """Turn the nodes of one file into values."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen: set[int] = set()

    def convert(self, node: Node) -> Value:
        """Return the value of `node`; a group of values that is used twice (an alias) is refused."""
        if isinstance(node, ScalarNode):
            return Value(self._scalar(node), self._place(node))
        if id(node) in self.seen:
            raise _not_yaml(
                self._place(node), f"the anchor &{node.anchor} is used again; write the values out"
            )
        self.seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node)
        return self._sequence(node)

    def _place(self, node: Node) -> Place:
        mark = node.start_mark
        return Place(self.path, mark.line + 1, mark.column + 1)

    def _sequence(self, node: SequenceNode) -> Value:
        return Value([self.convert(item) for item in node.value], self._place(node))

    def _mapping(self, node: MappingNode) -> Value:
        data: dict[str, Value] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            key = key_node.value if isinstance(key_node, ScalarNode) else None
            if not isinstance(key, str) or key in data:
                raise _not_yaml(place, f"the key {key} stands twice" if key else "a key must be a word")
            data[key] = replace(self.convert(value_node), key_at=place)
        return Value(data, self._place(node))

    def _scalar(self, node: ScalarNode) -> object:
        """Return None, a bool, an int, a float or, for any other tag, the text as written."""
        kind, text = str(node.tag).removeprefix(_KIND), node.value
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        try:
            if kind == "int":
                return int(text.replace("_", ""), 0)
            if kind == "float":
                number = float(text.replace("_", ""))
                return number if math.isfinite(number) else text
        except ValueError:  # forms like 010 or .inf: kept as text, which every check of a number refuses
            return text
        return text
