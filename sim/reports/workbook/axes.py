"""Axes of a table: the nodes its rows are made of, each with its labels and the record codes it takes together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sim.base.errors import Say

Label = str | int | Say


@dataclass(frozen=True)
class Node:
    """One entry of an axis.

    Parameters
    ----------
    labels : mapping of str to text or number
        What the row shows, by the label names of the table's columns.
    members : mapping of str to tuple
        For each record column that can carry the axis, the codes that the node takes together.
    is_total : bool
        Whether it stands for others of the axis together.
    """

    labels: Mapping[str, Label]
    members: Mapping[str, tuple]
    is_total: bool = False


@dataclass(frozen=True)
class Axis:
    """Nodes in the order of the rows; `column` is the record column that carries them if a quantity names no other."""

    name: str
    column: str
    nodes: tuple[Node, ...]

    def carrier(self, column: str) -> Carrier:
        """Return the axis as one record column carries it."""
        return Carrier(tuple(node.members[column] for node in self.nodes))


@dataclass(frozen=True)
class Carrier:
    """The codes of one record column that the nodes of an axis take together."""

    members: tuple[tuple, ...]

    @cached_property
    def leaves(self) -> list:
        """Return every code once, in the order of the nodes."""
        return list(dict.fromkeys(code for node in self.members for code in node))

    @cached_property
    def _taken(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the leaves of all nodes one after the other, and where each node begins."""
        place = {code: row for row, code in enumerate(self.leaves)}
        flat = np.array([place[code] for node in self.members for code in node], np.int64)
        sizes = np.array([len(node) for node in self.members], np.int64)
        return flat, np.cumsum(sizes) - sizes

    def positions(self, values: pd.Series) -> np.ndarray:
        """Return the leaf of each record row, int64 (rows,), -1 where the axis has none for it."""
        leaves = pd.Index(self.leaves)
        if isinstance(values.dtype, pd.CategoricalDtype):
            place = np.append(leaves.get_indexer(values.cat.categories.astype(str)), -1)
            return place[values.cat.codes.to_numpy()].astype(np.int64)
        return leaves.get_indexer(values).astype(np.int64)

    def rolled(self, leaves: np.ndarray, axis: int, how: np.ufunc) -> np.ndarray:
        """Return numbers of leaves along one array axis taken together into nodes by `how` (add, maximum)."""
        flat, starts = self._taken
        taken = leaves.take(flat, axis=axis)
        return taken if len(flat) == len(starts) else how.reduceat(taken, starts, axis=axis)


def is_total(nodes: tuple[Node, ...]) -> bool:
    """Tell whether a row made of these nodes is a total in any way."""
    return any(node.is_total for node in nodes)


def stands_out(axes: Sequence[Axis], nodes: tuple[Node, ...]) -> bool:
    """Tell whether a row is the total of its area: at a total on every axis but the area that has one."""
    turns = [
        node.is_total
        for axis, node in zip(axes, nodes, strict=True)
        if axis.name != "area" and any(one.is_total for one in axis.nodes)
    ]
    return bool(turns) and all(turns)


def labels_of(nodes: tuple[Node, ...]) -> dict[str, Label]:
    """Return the labels of a row made of these nodes."""
    return {name: label for node in nodes for name, label in node.labels.items()}


def shown(label: Label, lang: str) -> str | int:
    """Return a label as a cell shows it."""
    return label.text(lang) if isinstance(label, Say) else label
