"""Start regions of a batch: each built once, kept while its runs go on, shared by the workers of one machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sim.base.packed import map_packed, write_packed
from sim.records.layout import STAGING, RunId
from sim.run.parameters import draw_parameters
from sim.run.plan import Plan, engine_of
from sim.run.scenario import Scenario


def start_names(plan: Plan) -> dict[RunId, str]:
    """Return the name of the start of each run: scenarios with the same tables and working ranges share one a draw."""
    first: dict[object, int] = {}
    kind = {
        name: first.setdefault((one.input_dir, tuple(sorted(one.parameters.items()))), len(first))
        for name, one in plan.scenarios.items()
    }
    return {run: f"{run.draw}-{kind[run.scenario]}" for run in plan.head.runs()}


def shelf(out: Path, start: str) -> Path:
    """Return the file in which a start is shared; it is among what is taken away when a batch ends or resumes."""
    return out / STAGING / "starts" / start


class Starts:
    """The start that was asked for last, with the numbers of its draw; `told` hears of each put on the shelf."""

    def __init__(self, plan: Plan, told: Callable[[str], None] | None = None) -> None:
        self.plan, self.told = plan, told
        self.engine = engine_of(plan)
        self._name: str | None = None
        self._held: tuple[object, dict[str, float]] = (None, {})

    def of(self, run: RunId, name: str, *, is_shared: bool = False) -> tuple[object, dict[str, float]]:
        """Return the start of a run and the numbers of its draw.

        Parameters
        ----------
        run : RunId
        name : str
            Of the start, as `start_names` tells it.
        is_shared : bool
            Whether other workers want it too: then it is put on the shelf, or taken from there.
        """
        if name != self._name:
            self._name = None
            self._held = (None, {})  # let go before the next is built
            self._held = self._made(self.plan.scenarios[run.scenario], run.draw, name, is_shared)
            self._name = name
        return self._held

    def hold(self, name: str, start: object, numbers: dict[str, float]) -> None:
        """Keep a start that came from elsewhere."""
        self._name, self._held = name, (start, numbers)

    def holds(self, name: str) -> bool:
        """Tell whether a start is the one kept."""
        return name == self._name

    def _made(self, scenario: Scenario, draw: int, name: str, is_shared: bool) -> tuple:
        """Return start and numbers, from the shelf where they lie there."""
        path = shelf(self.plan.out, name)
        if is_shared and path.is_file():
            return map_packed(path)
        made = build(self.plan, scenario, draw)
        if is_shared:
            write_packed(path, made)
            if self.told:
                self.told(name)
        return made


def build(plan: Plan, scenario: Scenario, draw: int) -> tuple[object, dict[str, float]]:
    """Build the start of a scenario for a draw; return it with the numbers of the draw."""
    numbers = draw_parameters(scenario.parameters, draw)
    return engine_of(plan).build_start(plan.tables[scenario.input_dir], numbers, draw), numbers
