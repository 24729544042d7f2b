"""The school year: one tuple, in order, each entry with its reason. Order is science (model.md section 3)."""

from sim.processes import (
    admission,
    ageing,
    births,
    care,
    classes,
    dropout,
    funds,
    money,
    moves,
    network,
    quality,
    roll,
    staffing,
    transfers,
    travel,
)
from sim.world.region import Step


def year(census: Step, flows: Step) -> tuple[Step, ...]:
    """Return the steps of a school year; the engine gives the recorder's census and flows as two entries."""
    return (
        Step("ageing", "parents", "all later steps see this year's ages and grades", ageing.run),
        Step("births", "births", "identities are set before moves that depend on policy", births.run),
        Step("quality", "quality", "families look at last year's figures before they choose", quality.run),
        Step("moves", "moves", "families choose on last year's schools, before places are given", moves.run),
        Step("network", "network", "buildings change in summer, before admission", network.run),
        Step("staffing", "staffing", "posts follow the last census; teachers limit classes", staffing.run),
        Step("admission", "admission", "places are given to those who live here now", admission.run),
        Step("classes", "classes", "classes are formed when the pupils are known", classes.run),
        Step("travel", "travel", "travel and beds follow the school", travel.run),
        Step("roll", "register", "the roll is counted beside the pupils, so it is closed before", roll.run),
        Step("funds", "money", "funds are for the pupils of the census, by seat and roll", funds.count),
        Step("care", "care", "care goes to pupils of the census, before any of them leaves", care.run),
        census,
        Step("dropout", "dropout", "dropout is counted from the census on", dropout.run),
        Step("transfers", "transfers", "the second term's transfers see who left", transfers.run),
        Step("money", "money", "the year's money is known when its pupils, staff and orders are", money.run),
        flows,
    )


def first_year(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of the start year: its census stands in the tables, so nobody ages, moves or is admitted.

    The start holds the classes too, given or formed by the rules without a lever: what is there is no decision.
    """
    begun = {"ageing", "births", "quality", "moves", "network", "admission", "classes"}
    return tuple(step for step in steps if step.name not in begun)
