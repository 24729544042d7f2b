"""All declared numbers of the model, and their values for a parameter draw (PERT)."""

from collections.abc import Mapping

from sim.base.draws import decision, uniform_of
from sim.base.number import Number
from sim.inputs.numbers import NUMBERS as SYNTHESIS
from sim.kernels.numbers import NUMBERS as BEHAVIOUR
from sim.processes.numbers import NUMBERS as PROCESSES

PARAMETERS: dict[str, Number] = {number.name: number for number in (*SYNTHESIS, *BEHAVIOUR, *PROCESSES)}
PERT_SHAPE = 4.0  # weight of the mode in the PERT mean (low + 4 mode + high) / 6


def draw_parameters(chosen: Mapping[str, tuple[float, float, float]], draw: int) -> dict[str, float]:
    """Return the value of every number for one draw.

    Parameters
    ----------
    chosen : mapping of str to (low, mode, high)
        Working ranges; a range of no width fixes the number.
    draw : int
        0 gives all modes; other draws are keyed by draw and name, so that one more number re-draws no other.
    """
    if draw == 0:
        return {name: mode for name, (_, mode, _) in chosen.items()}
    return {
        name: _pert(*triple, uniform_of(draw, decision(f"parameter.{name}"), 0, 0))
        for name, triple in chosen.items()
    }


def _pert(low: float, mode: float, high: float, u: float) -> float:
    """Return the quantile `u` of the PERT distribution: a beta on [low, high] with this mode."""
    if not low < high:
        return float(mode)
    from scipy.special import betaincinv

    a = 1.0 + PERT_SHAPE * (mode - low) / (high - low)
    b = 1.0 + PERT_SHAPE * (high - mode) / (high - low)
    return float(low + (high - low) * betaincinv(a, b, u))
