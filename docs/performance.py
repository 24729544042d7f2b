"""Write the tables of docs/performance.md from the figures of `make bench`: `make performance`.

The tables go between marks of the page; the text around them is written by hand. The figures are kept beside the page.
"""

import json
import operator
import re
import sys
from pathlib import Path

from markdown_tables import table

PAGE = Path(__file__).with_suffix(".md")
FIGURES = Path(__file__).with_suffix(".json")
_BLOCK = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

# What the model is to reach, on one core of a common machine of 2026.
CHILD_YEARS_PER_S, MESA_TWIN_RATIO, PROVINCE_SECONDS, DOUBLING, TWO_THREADS = 10e6, 100, 20, 2.1, 1.35
BYTES_PER_CHILD, STATE_BYTES_PER_CHILD, PROVINCE_BYTES, SHARE_OF_CHECKS = 200, 110, 2e9, 0.10
SECOND_PROCESS = 1.5  # seconds
REACHES = {"at least": operator.ge, "at most": operator.le, "under": operator.lt}


def page(text: str, figures: dict) -> str:
    """Return the text of the page with every table made anew from the figures."""
    return _BLOCK.sub(lambda m: f"{m[1]}{BLOCKS[m[2]](figures)}{m[3]}", text)


def targets(figures: dict) -> str:
    """Return each figure beside its target; what was not measured is said to be so."""
    sizes, scaling = figures["sizes"], figures.get("scaling", {})
    prefecture, province = sizes.get("prefecture", {}), sizes.get("province", {})
    same = {True: ", same records", False: ", OTHER records"}.get(scaling.get("records_are_the_same"), "")
    rows = [
        ("child-years a second, prefecture, one thread", "at least", CHILD_YEARS_PER_S, ",.0f",
         prefecture.get("child_years_per_s")),
        ("times as fast as plain Mesa, the same part of the year", "at least", MESA_TWIN_RATIO, ",.1f",
         figures.get("mesa_twin_ratio")),
        ("seconds of a province over 20 years", "under", PROVINCE_SECONDS, ".1f", province.get("seconds")),
        ("cost of twice the children, times", "at most", DOUBLING, ".2f", scaling.get("doubling_ratio")),
        (f"two threads, times as fast as one{same}, prefecture", "at least", TWO_THREADS, ".2f",
         scaling.get("two_threads_speedup")),
        (f"two threads, times as fast as one{same}, province", "at least", TWO_THREADS, ".2f",
         scaling.get("two_threads_speedup_province")),
        ("bytes a child at the peak, prefecture", "at most", BYTES_PER_CHILD, ".0f",
         prefecture.get("peak_bytes_per_child")),
        ("bytes a child of the state, households included", "at most", STATE_BYTES_PER_CHILD, ".0f",
         prefecture.get("state_bytes_per_child")),
        ("bytes of a province above the bare process", "under", PROVINCE_BYTES, ",.0f",
         province.get("peak_bytes")),
        ("share of the checks in the time of a run, prefecture", "under", SHARE_OF_CHECKS, ".1%",
         _share_of_checks(prefecture)),
        ("seconds of a second process, small county", "at most", SECOND_PROCESS, ".2f",
         figures.get("start", {}).get("processes", {}).get("small", {}).get("seconds")),
    ]  # fmt: skip
    return table(("figure", "wanted", "measured", "reached"), [_target(*row) for row in rows])


def _target(what: str, sign: str, bound: float, form: str, value: float | None) -> tuple:
    wanted = f"{sign} {format(bound, form)}"
    if value is None:
        return what, wanted, "not measured", ""
    return what, wanted, format(value, form), "yes" if REACHES[sign](value, bound) else "no"


def _share_of_checks(size: dict) -> float | None:
    seconds = size.get("seconds_per_process", {})
    return seconds["checks"] / sum(seconds.values()) if "checks" in seconds else None


def sizes(figures: dict) -> str:
    """Return speed and memory by size of the world."""
    head = ("world", "children", "families", "schools", "settlements", "years", "seconds", "million child-years/s",
            "range", "bytes a child at the peak")  # fmt: skip
    return table(head, [_size(name, told) for name, told in figures["sizes"].items()])


def _size(name: str, told: dict) -> tuple:
    low, high = (value / 1e6 for value in told["child_years_per_s_range"])
    counts = (f"{told[what]:,}" for what in ("children", "households", "schools", "settlements"))
    first, last = told["years"]
    return (
        name, *counts, last - first + 1, f"{told['seconds']:.2f}", f"{told['child_years_per_s'] / 1e6:.2f}",
        f"{low:.2f} to {high:.2f}", f"{told['peak_bytes_per_child']:.0f}",
    )  # fmt: skip


def processes(figures: dict) -> str:
    """Return milliseconds of a run by process and size, the longest of the largest size first, and bytes a child."""
    shown = {name: told for name, told in figures["sizes"].items() if "_" not in name}
    largest = list(shown.values())[-1]
    order = sorted(largest["seconds_per_process"], key=largest["seconds_per_process"].get, reverse=True)
    head = (
        "process",
        *(f"{name}, ms a run" for name in shown),
        *(f"{name}, bytes a child" for name in shown),
    )
    rows = [
        (
            process,
            *(f"{1000 * told['seconds_per_process'].get(process, 0):,.1f}" for told in shown.values()),
            *(
                f"{told['bytes_per_process'].get(process, 0) / told['children']:.1f}"
                for told in shown.values()
            ),
        )
        for process in order
    ]
    return table(head, rows)


def floor(figures: dict) -> str:
    """Return each process alone beside the seconds its bytes take in a plain copy, and the whole year."""
    if "processes" not in figures:
        return "Not measured.\n"
    told = figures["processes"]
    bandwidth, children = told["copy_bytes_per_s"], told["children"]
    year = {
        "seconds": sum(one["seconds"] for one in told["processes"].values()),
        "bytes": sum(one["bytes"] for one in told["processes"].values()),
    }
    order = sorted(told["processes"].items(), key=lambda item: -item[1]["seconds"])
    rows = [_above_floor(name, one, bandwidth, children) for name, one in [*order, ("whole year", year)]]
    head = ("process", "ms alone", "bytes a child", "floor, ms", "times the floor")
    rate = children / (year["bytes"] / bandwidth) / 1e6
    return (
        f"A copy reads and writes {bandwidth / 1e9:.1f} billion bytes a second on one core.\n"
        f"School year {told['year']}, {children:,} children; "
        f"at the floor {rate:,.0f} million child-years a second.\n\n"
        f"{table(head, rows)}"
    )


def _above_floor(name: str, one: dict, bandwidth: float, children: int) -> tuple:
    least = one["bytes"] / bandwidth
    times = f"{one['seconds'] / least:,.1f}" if least else ""
    return (
        name,
        f"{1000 * one['seconds']:.2f}",
        f"{one['bytes'] / children:.1f}",
        f"{1000 * least:.3f}",
        times,
    )


def scaling(figures: dict) -> str:
    """Return seconds of a prefecture and of two, and of one thread beside two."""
    if "scaling" not in figures:
        return "Not measured.\n"
    told = figures["scaling"]
    words = {
        "once": "prefecture", "twice": "two prefectures", "two_threads": "prefecture, two threads",
        "province": "province", "province_two_threads": "province, two threads",
    }  # fmt: skip
    rows = [
        (words[kind], told["years"][kind], f"{one['seconds']:.3f}", "{:.3f} to {:.3f}".format(*one["range"]))
        for kind, one in told["seconds"].items()
    ]
    return table(("run", "school years", "seconds, median", "range"), rows)


def mesa(figures: dict) -> str:
    """Return seconds of the model and of its twin in plain Mesa."""
    if "mesa_twin" not in figures:
        return "Not measured.\n"
    told = figures["mesa_twin"]
    rows = [
        ("plain Mesa", f"{told['twin_seconds']:.1f}"),
        ("this model", f"{told['model_seconds']:.4f}"),
    ]
    return (
        f"{', '.join(told['part'])}; {told['children']:,} children, {told['years']} school years; "
        f"{told['rows_checked']:,} rows were the same before anything was timed.\n\n"
        f"{table(('program', 'seconds'), rows)}"
    )


def start(figures: dict) -> str:
    """Return seconds of whole processes."""
    if "start" not in figures:
        return "Not measured.\n"
    words = {
        "python": "Python alone", "packages": "numpy, numba and pyarrow imported", "help": "`sim --help`",
        "small_first": "small county, nothing kept", "small": "small county, second process",
        "region_first": "Tonghua, nothing kept", "region": "Tonghua, second process",
    }  # fmt: skip
    rows = [
        (
            words[name],
            f"{one['seconds']:.2f}",
            "{:.2f} to {:.2f}".format(*one["range"]),
            f"{one['cpu_seconds']:.2f}",
        )
        for name, one in figures["start"]["processes"].items()
    ]
    return table(("process", "seconds, median", "range", "processor seconds, least"), rows)


def made(figures: dict) -> str:
    """Return what the figures were measured on."""
    told = figures["made"]
    versions = ", ".join(f"{name} {told[name]}" for name in ("numpy", "numba", "mesa"))
    return f"Measured {told['date']} on {told['cores']} cores, Python {told['python']}, {versions}.\n"


BLOCKS = {one.__name__: one for one in (targets, sizes, processes, floor, scaling, mesa, start, made)}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        FIGURES.write_text(Path(sys.argv[1]).read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    told = json.loads(FIGURES.read_text(encoding="utf-8"))
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), told), encoding="utf-8", newline="\n")
