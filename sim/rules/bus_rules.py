"""Rules of school buses (校车): what families pay, and who pays nothing."""

from dataclasses import dataclass

from sim.rules.field import rule

# Who pays no fee: nobody, poor left-behind pupils, poor pupils, everybody.
NOBODY, POOR_LEFT_BEHIND, POOR, EVERYBODY = range(4)


@dataclass(frozen=True)
class BusRules:
    """Fields of the rulebook about school buses."""

    bus_fee: int = rule(
        400,
        "yuan/pupil-year",
        "jys20.com (台山: 40 yuan a month), lx176.com (句容: 260 yuan a term); range 260-700",
        "read",
        2014,
        (0, 10_000),
        "fee of a school bus",
        "校车收费",
    )
    bus_fee_waiver: int = rule(
        NOBODY,
        "code",
        "none in force before the policy",
        "assumption",
        2016,
        (NOBODY, EVERYBODY),
        "who pays no fee: 0 nobody, 1 poor left-behind pupils, 2 poor pupils, 3 everybody",
        "校车免费对象：0 无，1 经济困难留守儿童，2 经济困难学生，3 全部",
    )
