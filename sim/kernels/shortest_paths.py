"""Shortest and quickest paths in a road graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

AT_ONCE = 64  # sources searched at a time, which bounds the memory: nodes x this many distances


class Graph(NamedTuple):
    """Roads in both directions, a row a node.

    Attributes
    ----------
    first : int32 array (nodes + 1,)
        Where the row of each node begins.
    to : int32 array (roads,)
    km, minutes : float arrays (roads,)
        Length and driving time; `minutes` is empty where the table tells none.
    """

    first: np.ndarray
    to: np.ndarray
    km: np.ndarray
    minutes: np.ndarray

    @property
    def n_nodes(self) -> int:
        """Return the number of nodes."""
        return len(self.first) - 1


def graph_of(begin: np.ndarray, end: np.ndarray, km: np.ndarray, minutes: np.ndarray, n_nodes: int) -> Graph:
    """Return the graph of roads told once each; of several between the same nodes the shortest and the quickest count.

    Parameters
    ----------
    begin, end : int arrays (roads,)
    km : float array (roads,)
    minutes : float array (roads,), or empty
    """
    two_way = np.concatenate([begin, end]).astype(np.int64) * n_nodes + np.concatenate([end, begin])
    pairs, of_road = np.unique(two_way, return_inverse=True)
    least = [np.full(len(pairs) if len(values) else 0, np.inf) for values in (km, minutes)]
    for values, out in zip((km, minutes), least, strict=True):
        if len(values):
            np.minimum.at(out, of_road, np.tile(values, 2))
    first = np.searchsorted(pairs // max(1, n_nodes), np.arange(n_nodes + 1)).astype(np.int32)
    return Graph(first, (pairs % max(1, n_nodes)).astype(np.int32), *least)


def pieces(graph: Graph) -> np.ndarray:
    """Return the number of the piece each node lies in, int (nodes,)."""
    from scipy.sparse.csgraph import connected_components

    return connected_components(_matrix(graph, np.ones(len(graph.to))), directed=False)[1]


def paths_within(
    graph: Graph, sources: np.ndarray, targets: np.ndarray, reach_km: float = np.inf
) -> dict[str, np.ndarray]:
    """Return the shortest and quickest paths from sources to the targets within reach (Dijkstra).

    Parameters
    ----------
    sources, targets : int arrays
        Nodes.
    reach_km : float
        Longest path.

    Returns
    -------
    dict of arrays (paths,)
        `source` and `target` int, positions in the arguments; `km` float; `minutes` float, of the quickest path,
        which may be another than the shortest, empty where the graph tells none.
    """
    from scipy.sparse.csgraph import dijkstra

    by_km = _matrix(graph, graph.km)
    by_minutes = _matrix(graph, graph.minutes) if len(graph.minutes) else None
    parts = []
    for begin in range(0, len(sources), AT_ONCE):
        some = sources[begin : begin + AT_ONCE]
        km = dijkstra(by_km, indices=some, limit=reach_km)[:, targets]
        source, target = np.nonzero(np.isfinite(km))
        minutes = np.zeros(0)
        if by_minutes is not None:
            minutes = dijkstra(by_minutes, indices=some)[:, targets][source, target]
        parts.append((source + begin, target, km[source, target], minutes))
    names = ("source", "target", "km", "minutes")
    empty = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    return {
        name: np.concatenate(arrays)
        for name, arrays in zip(names, zip(empty, *parts, strict=True), strict=True)
    }


def _matrix(graph: Graph, length: np.ndarray) -> csr_array:
    from scipy.sparse import csr_array

    return csr_array((length, graph.to, graph.first), shape=(graph.n_nodes, graph.n_nodes))
