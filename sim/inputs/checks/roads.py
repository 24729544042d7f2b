"""The rules of roads: they lead from settlements, and a county's roads hang together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, listed, needs, rows_of
from sim.kernels.shortest_paths import graph_of, pieces


@needs("roads")
def from_settlements(given: Given) -> Iterator[UserError]:
    """Check that settlements are listed: without them roads lead from nowhere."""
    if given.lacks("settlements"):
        yield UserError(
            Say("roads without settlements", "有道路而没有居民点名录"),
            where=given["roads"].where(0, "from_code"),
            value=given["roads"].columns["from_code"][0],
            rule=Say("roads lead from the settlements of settlements.csv", "道路须连接 settlements.csv 中的居民点"),
            remedy=Say("add settlements.csv, or take roads.csv away", "请补充 settlements.csv，或删去 roads.csv"),
        )  # fmt: skip


@needs("roads", "settlements", "townships")
def in_one_piece(given: Given) -> Iterator[UserError]:
    """Check that roads lead from every settlement of a county to every other, and to the schools they name.

    A county none of whose settlements is named goes by straight lines, and is passed over.
    """
    piece_of = _pieces(given)
    settlements = _by_county(given)
    schools = dict(rows_of(given["schools"], "school_code", "county_code")) if "schools" in given else {}
    for county, codes in settlements.items():
        found = [piece_of[code] for code in codes if code in piece_of]
        if not found:
            continue
        main = max(dict.fromkeys(found), key=found.count)
        lost = [code for code in codes if piece_of.get(code) != main]
        lost += [s for s, c in schools.items() if c == county and piece_of.get(s, main) != main]
        if lost:
            yield _cut_off(given, county, lost)


def _pieces(given: Given) -> dict[str, int]:
    """Return the piece of the road graph each code lies in."""
    ends = [np.array(given["roads"].columns[name], str) for name in ("from_code", "to_code")]
    codes, node = np.unique(np.concatenate(ends), return_inverse=True)
    begin, end = node.reshape(2, -1)
    graph = graph_of(begin, end, np.ones(len(begin)), np.zeros(0), len(codes))
    return dict(zip(codes.tolist(), pieces(graph).tolist(), strict=True))


def _by_county(given: Given) -> dict[str, list[str]]:
    """Return the settlements of each county; those of an unknown township are told of elsewhere."""
    county_of = dict(rows_of(given["townships"], "township_code", "county_code"))
    out: dict[str, list[str]] = {}
    for code, township in rows_of(given["settlements"], "settlement_code", "township_code"):
        if township in county_of:
            out.setdefault(county_of[township], []).append(code)
    return out


def _cut_off(given: Given, county: str, lost: list[str]) -> UserError:
    roads = given["roads"]
    ends = roads.columns["from_code"], roads.columns["to_code"]
    rows = [row for row, pair in enumerate(zip(*ends, strict=True)) if set(pair) & set(lost)]
    return UserError(
        Say(f"the roads of county {county} are in pieces", f"{county} 的道路不连通"),
        where=roads.where(rows[0], "from_code") if rows else roads.where(len(ends[0]) - 1, "to_code"),
        value=Say(f"cut off ({len(lost)}): {listed(lost)}", f"未连通（{len(lost)}）：{listed(lost)}"),
        rule=Say(
            "roads lead from every settlement of the county to every other, and to its schools",
            "全县各居民点之间及居民点与学校之间均须有路相通",
        ),
        remedy=Say(
            "add the roads that lead there, or junctions where roads cross",
            "请补充通往这些地点的道路，或道路交叉处的路口",
        ),
    )
