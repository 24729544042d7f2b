"""Roads of the road table, and the settlements and schools that stand on them."""

from collections.abc import Mapping

import numpy as np

from sim.base.table import Table
from sim.inputs.synthesis.geography import Settled
from sim.inputs.tables import InputTables
from sim.kernels.shortest_paths import Graph, graph_of
from sim.kernels.ways import Ways, rows_of_ways
from sim.world.roads import Roads, paths_to

NOWHERE = -1


def read(
    tables: InputTables, settled: Settled, schools: Table, school_ids: tuple[str, ...], numbers: Mapping[str, float]
) -> Roads:  # fmt: skip
    """Return the ways by road from settlements to schools; empty where no road ends at a settlement.

    A county is told by roads if one of its settlements is in the table. There, who is not in it reaches the road over a
    step, straight line x detour: a school (and a settlement made up for a township that settlements.csv does not list)
    from the nearest settlement of its county that is in it. A school that is in the table stands on its node.
    """
    codes, begin, end = _ends(tables)
    node_of = {code: node for node, code in enumerate(codes)}
    node = np.array([node_of.get(str(code), NOWHERE) for code in settled.code], np.int32)
    if (node == NOWHERE).all():
        return Roads()
    graph = _graph(tables, begin, end, len(codes), numbers["ride_kmh"])
    named = np.array([node_of.get(code, NOWHERE) for code in school_ids], np.int32)
    at = (settled.x, settled.y, settled.county), (schools["x"], schools["y"], schools["county"])
    place_node, place_step = _attached(settled, node, node, *at[0], numbers["detour"])
    school_node, school_step = _attached(settled, node, named, *at[1], numbers["detour"])
    school, place, km, riding = paths_to(
        graph, place_node, place_step, school_node, numbers["ride_kmh"], is_kept=True
    )
    step = school_step[school]
    rows = rows_of_ways(place, school, km + step, riding + 60.0 * step / numbers["ride_kmh"], len(place_node))
    return Roads(Ways(place_node, school_node, *rows), graph, place_step)


def _ends(tables: InputTables) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the codes of the nodes, and the node each road begins and ends at."""
    both = np.concatenate([tables.roads[name].to_numpy(str) for name in ("from_code", "to_code")])
    codes, node = np.unique(both, return_inverse=True)
    begin, end = node.reshape(2, -1)
    return codes, begin, end


def _graph(tables: InputTables, begin: np.ndarray, end: np.ndarray, n_nodes: int, ride_kmh: float) -> Graph:
    """Return the graph; a road without a driving time takes that of the declared pace, if any road has one."""
    km = tables.roads["km"].to_numpy(float)
    minutes = tables.roads["minutes"].to_numpy(float, na_value=np.nan)
    told = ~np.isnan(minutes)
    minutes = np.where(told, minutes, 60.0 * km / ride_kmh) if told.any() else np.zeros(0)
    return graph_of(begin, end, km, minutes, n_nodes)


def _attached(
    settled: Settled, node: np.ndarray, own: np.ndarray, x, y, county, detour: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the node each point is reached from, its own or that of the nearest settlement, and the step in km.

    -1 and 0 in counties that are not told by roads.
    """
    from scipy.spatial import cKDTree

    out, step = np.full(len(x), NOWHERE, np.int32), np.zeros(len(x))
    for c in np.unique(settled.county[node != NOWHERE]):
        on_road, mine = np.flatnonzero((settled.county == c) & (node != NOWHERE)), np.flatnonzero(county == c)
        tree = cKDTree(np.stack([settled.x[on_road], settled.y[on_road]], axis=1))
        line, near = tree.query(np.stack([x[mine], y[mine]], axis=1))
        is_node = own[mine] != NOWHERE
        out[mine] = np.where(is_node, own[mine], node[on_road[near]])
        step[mine] = np.where(is_node, 0.0, line * detour)
    return out, step
