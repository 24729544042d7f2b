"""Families and pupils between partitions: who moves for good, and who visits the partition that holds the school.

A child belongs to the partition of the county it lives in. Where it sits in a school of a county held elsewhere, what
depends on the school (beds, seats, classes, care, dropout) is decided there: the child visits, with a copy of its
family, and comes back as it is then. Rows of guests stand at the end of the tables and go before anything else is
added. While it is away its row at home stands for nobody.
"""

from typing import Any

import numpy as np

from sim.base.table import Table
from sim.kernels.codes import ENROLLED, LEFT, STAYS, WAITING
from sim.world.peers import Peers
from sim.world.state import State

Package = dict[str, Any]


def move_families(region: State) -> None:
    """Hand families whose home is now in a county held elsewhere over to who holds it, with their children."""
    peers, c, h = region.peers, region.children, region.households
    part = peers.part_of[region.geography.county[h["settlement"]]]
    goes = (part != peers.number) & (h["leaving"] == STAYS)
    is_child = goes[c["household"]]
    outgoing = [
        _packed(
            region, np.flatnonzero(is_child & (part[c["household"]] == p)), np.flatnonzero(goes & (part == p))
        )
        for p in range(peers.n)
    ]
    if goes.any():
        c.keep(~is_child)
        c.remap("household", h.keep(~goes))
    for package in peers.swap("families", outgoing):
        _unpack(region, package)


def pupils_elsewhere(region: State, statuses: tuple[int, ...] = (ENROLLED,)) -> np.ndarray:
    """Return the children whose school is in a county held elsewhere, rows of the child table."""
    c = region.children
    away = ~region.peers.own[region.schools["county"][c["school"]]]
    return np.flatnonzero(np.isin(c["status"], statuses) & (c["school"] >= 0) & away)


class Visit:
    """Children who visit the partitions that hold their schools, until `end`.

    Parameters
    ----------
    region : State
    rows : int array
        Children of this region whose school is held elsewhere.
    is_lent : bool
        Their rows here stand for nobody until they are back; else only copies go.
    with_siblings : bool
        Copies of their brothers and sisters at school go along.
    has_parents : bool
        The copies of families have their parents; where people are counted they must not.

    Attributes
    ----------
    guests : int array
        Rows of the children who have come, in the order of the partitions they come from.
    order : int array
        Places in `rows` in the order in which `end` returns what is told of them.
    """

    def __init__(
        self, region: State, rows: np.ndarray, *, is_lent: bool = True, with_siblings: bool = False,
        has_parents: bool = False,
    ) -> None:  # fmt: skip
        peers: Peers = region.peers
        self._region, self._is_lent = region, is_lent
        self._lengths = len(region.children), len(region.households)
        part = peers.part_of[region.schools["county"][region.children["school"][rows]]]
        self._at_home = [rows[part == p] for p in range(peers.n)]
        self.order = np.argsort(part, kind="stable")
        outgoing = [self._of(mine, with_siblings, has_parents) for mine in self._at_home]
        if is_lent:
            _blank(region.children, rows)
        came = [_unpack(region, package) for package in peers.swap("pupils", outgoing)]
        self._from = [len(mine) for mine in came]
        self.guests = np.concatenate(came)

    def _of(self, rows: np.ndarray, with_siblings: bool, has_parents: bool) -> Package | None:
        c = self._region.children
        families, more = np.unique(c["household"][rows]), np.zeros(0, np.int64)
        if not len(rows):
            return None
        if with_siblings:
            is_family = np.zeros(len(self._region.households), bool)
            is_family[families] = True
            more = np.setdiff1d(np.flatnonzero(is_family[c["household"]] & (c["status"] == ENROLLED)), rows)
        package = {**_packed(self._region, np.append(rows, more), families), "n": len(rows)}
        if not has_parents:
            for name in ("mother_year", "father_year"):
                package["families"][name][:] = 0
        return package

    def end(self, **told: np.ndarray) -> dict[str, np.ndarray]:
        """Let everybody go home; return what the hosts tell of the own children, arrays in `order`.

        Parameters
        ----------
        told : array (guests,)
            What is told of the guests here.
        """
        peers, c = self._region.peers, self._region.children
        edges = np.cumsum([0, *self._from])
        outgoing = [
            (
                c.rows(self.guests[lo:hi]) if self._is_lent and lo < hi else None,
                {name: values[lo:hi] for name, values in told.items()},
            )
            for lo, hi in zip(edges[:-1], edges[1:], strict=True)
        ]
        back = peers.swap("pupils back", outgoing)
        c.cut(self._lengths[0])
        self._region.households.cut(self._lengths[1])
        for mine, (columns, _) in zip(self._at_home, back, strict=True):
            if self._is_lent and len(mine):
                columns["household"] = c["household"][mine]
                c.put(mine, columns)
        return {name: np.concatenate([words[name] for _, words in back]) for name in told}


def copies_of_pupils(region: State) -> Visit:
    """Let copies of pupils, and of who waits with a right to go on at a school, visit the partition that holds it."""
    return Visit(region, pupils_elsewhere(region, (ENROLLED, WAITING)), is_lent=False)


def _packed(region: State, children: np.ndarray, families: np.ndarray) -> Package | None:
    """Return rows of children and of their families, the families in rising order; None without any."""
    if not len(families):
        return None
    c = region.children
    columns = c.rows(children)
    columns["household"] = np.searchsorted(families, columns["household"])
    return {"children": columns, "families": region.households.rows(families), "n": len(children)}


def _unpack(region: State, package: Package | None) -> np.ndarray:
    """Add the rows of a package; return those of the children it is about."""
    if package is None:
        return np.zeros(0, np.int64)
    families, children = package["families"], dict(package["children"])
    rows = region.households.append(len(families["uid"]), **families)
    children["household"] = rows[children["household"]]
    return region.children.append(len(children["uid"]), **children)[: package["n"]]


def _blank(children: Table, rows: np.ndarray) -> None:
    """Let rows stand for nobody; who they are and whose child stays."""
    kept = ("uid", "household", "status")
    columns = {name: column.default for name, column in children.columns.items() if name not in kept}
    children.put(rows, {**columns, "status": LEFT})
