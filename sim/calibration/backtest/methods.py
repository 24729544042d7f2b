"""Every method of forecasting that a backtest can compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sim.base.errors import Say, UserError, unknown
from sim.calibration.backtest.blend import blend
from sim.calibration.backtest.ets import ets
from sim.calibration.backtest.history import History, Method
from sim.calibration.backtest.model import model
from sim.calibration.backtest.rivals import births_ratio, births_reach, careful, csr, naive

MODEL = "model"  # name of the project's own method


@dataclass(frozen=True)
class Luck:
    """What a method that simulates is told: how many futures, and the seed of its luck."""

    n_futures: int
    seed: int


def _always(_: History) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """A method of the list.

    Parameters
    ----------
    make : function
        From luck to the method.
    title : Say
        What it is called in words and pictures.
    can : function
        From what is known at an origin to whether the method can forecast from it.
    needs : Say, optional
        What is lacking where it cannot.
    """

    make: Callable[[Luck], Method]
    title: Say
    can: Callable[[History], bool] = _always
    needs: Say | None = None


METHODS: dict[str, Entry] = {
    MODEL: Entry(
        lambda luck: partial(model, futures=luck.n_futures, seed=luck.seed),
        Say("this project's model", "本项目模型"),
    ),
    "naive": Entry(lambda _: naive, Say("same as last year", "沿用上年")),
    "csr": Entry(lambda _: csr, Say("cohort survival", "年级升级率法")),
    "careful": Entry(lambda _: careful, Say("careful cohort survival", "收缩升级率法")),
    "blend": Entry(lambda _: blend, Say("mean of last year and careful", "上年与收缩升级率均值")),
    "births_ratio": Entry(
        lambda _: births_ratio,
        Say("entrants from births", "出生人口推算入学"),
        births_reach,
        Say(
            "births of the entrants of a year before every origin (--births)",
            "各起点之前至少一年入学者的出生人数（--births）",
        ),
    ),
    "ets": Entry(lambda _: ets, Say("exponential smoothing", "指数平滑")),
}


def chosen(
    names: Sequence[str] | None, luck: Luck, known: Sequence[History]
) -> tuple[dict[str, Method], list[Say]]:
    """Return the methods asked for, and what is said of those that cannot be had.

    Parameters
    ----------
    names : sequence of str or None
        None = every method.
    luck : Luck
    known : sequence of History
        What is known at each origin: a method is asked at all of them or at none, so that errors pool the same ones.

    Raises
    ------
    UserError
        When a name is unknown, or no method is left.
    """
    for name in names or ():
        if name not in METHODS:
            raise unknown(Say("method", "方法"), name, METHODS, where="--methods")
    asked = {name: METHODS[name] for name in METHODS if names is None or name in names}
    able = {name: entry for name, entry in asked.items() if all(entry.can(history) for history in known)}
    if not able:
        raise UserError(
            Say("no method is left to compare", "没有可比较的方法"), where="--methods", value=", ".join(asked)
        )
    return {name: entry.make(luck) for name, entry in able.items()}, _left_out(asked, able)


def _left_out(asked: Mapping[str, Entry], able: Mapping[str, Entry]) -> list[Say]:
    return [
        Say(f"{name} is left out: it needs {entry.needs.en}", f"未使用 {name}：需要{entry.needs.zh}")
        for name, entry in asked.items()
        if name not in able
    ]
