"""Rules of planning (布局规划): whom a bureau counts when it plans seats."""

from dataclasses import dataclass

from sim.rules.field import rule


@dataclass(frozen=True)
class PlanningRules:
    """Fields of the rulebook about planning; they act through levers that plan seats."""

    planning_includes_migrants: float = rule(
        0.0,
        "share",
        "none in force before the policy",
        "assumption",
        2016,
        (0.0, 1.0),
        "children with hukou outside the county (随迁子女) that planning on hukou counts where they live; planning on "
        "residents counts all of them anyway",
        "教育发展规划计入随迁子女的比例",
    )
