"""Rules of places (学位): who is admitted, and what a school must not exceed."""

from dataclasses import dataclass

from sim.rules.field import rule


@dataclass(frozen=True)
class PlaceRules:
    """Numeric fields of the rulebook about admission; the lists of groups and points are in `sim.rules.admission`."""

    has_hard_stop: int = rule(
        0,
        "0 or 1",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 1),
        "entry grades take no pupil beyond their seats: the rest is placed elsewhere (统筹)",
        "起始年级严禁新增大班额",
    )
    stops_transfers: int = rule(
        0,
        "0 or 1",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 1),
        "pupils change school only where a seat is free; under a cut-off that holds without it too",
        "转学只进有空余学位的学校",
    )
    permit_months_required: int = rule(
        12,
        "months",
        "assumption after the tier lists of cities (permit and insurance for a year); Tonghua's own rule not found",
        "assumption",
        2016,
        (0, 60),
        "months of residence permit that put a newcomer before others",
        "居住证月数要求",
    )
