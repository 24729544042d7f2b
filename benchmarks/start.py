"""Start: seconds of a second process, from the command to its end, where kernels are compiled and the start is kept.

Each is a process of its own; wall and processor seconds of the whole of it. The first run of a place reads and checks
its tables and builds its start; the second one takes what the first has kept. What Python and the packages take by
themselves, which no run goes below, stands beside.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

REPEATS = 7
SMALL, REGION = "table_only/do_nothing", "tonghua/baseline"  # 11 years of a small county, 19 of a prefecture


def measure() -> dict:
    """Return the figures."""
    with TemporaryDirectory() as folder:
        told = os.environ | {"SIM_CACHE": str(Path(folder) / "cache")}
        _run([sys.executable, "-m", "sim", "warm"], told)
        found = {
            "python": _timed([sys.executable, "-c", "pass"], told),
            "packages": _timed([sys.executable, "-c", "import numpy, numba, pyarrow"], told),
            "help": _timed([sys.executable, "-m", "sim", "--help"], told),
        }
        for name, scenario in (("small", SMALL), ("region", REGION)):
            out = Path(folder) / name
            command = [sys.executable, "-m", "sim", "run", scenario, "--out"]
            _run([*command, str(out)], told)  # kernels that only this scenario calls
            found[f"{name}_first"] = _timed([*command, str(out)], told | {"SIM_CACHE": "off"}, out)
            found[name] = _timed([*command, str(out)], told, out)
    return {"scenarios": {"small": SMALL, "region": REGION}, "processes": found, "repeats": REPEATS}


def show(figures: dict) -> None:
    """Print the figures."""
    parts = (f"{name} {one['seconds']:.2f}" for name, one in figures["processes"].items())
    print(f"start       seconds of a process: {', '.join(parts)}")


def _timed(command: list[str], variables: dict, out: Path | None = None) -> dict:
    """Return median and range of wall seconds, and the least processor seconds, of a command."""
    wall, cpu = zip(*(_once(command, variables, out) for _ in range(REPEATS)), strict=True)
    return {
        "seconds": round(statistics.median(wall), 3),
        "range": [round(min(wall), 3), round(max(wall), 3)],
        "cpu_seconds": round(min(cpu), 3),
    }


def _once(command: list[str], variables: dict, out: Path | None) -> tuple[float, float]:
    if out:
        shutil.rmtree(out, ignore_errors=True)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    _run(command, variables)
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(command: list[str], variables: dict) -> None:
    subprocess.run(
        command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
