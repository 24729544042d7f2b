"""Rules of entry to senior high (高中阶段招生): seats of sought-after schools that junior schools are allotted."""

from dataclasses import dataclass

from sim.rules.field import rule


@dataclass(frozen=True)
class SeniorHighRules:
    """Fields of the rulebook about quota seats (指标到校, 指标生)."""

    quota_share: float = rule(
        0.5,
        "share",
        "national rule: at least half; not checked for Tonghua before 2017",
        "known",
        2016,
        (0.0, 1.0),
        "share of the seats of sought-after senior highs (优质高中) that is allotted to junior schools by graduates",
        "优质高中指标到校比例",
    )
    quota_rural_weight: float = rule(
        1.0,
        "ratio",
        "none in force before the policy",
        "assumption",
        2016,
        (1.0, 5.0),
        "weight of a graduate of a village junior school in allotting quota seats; 1 = by graduates alone",
        "指标生分配的乡村权重",
    )
