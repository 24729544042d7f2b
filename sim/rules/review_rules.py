"""Rules of the mid-term review (中期评估) and of schools paired with others (对口帮扶)."""

from dataclasses import dataclass

from sim.rules.budget_rules import NO_LIMIT
from sim.rules.field import rule

_NONE = "none in force before the policy"


@dataclass(frozen=True)
class ReviewRules:
    """Fields of the rulebook about it."""

    review_targets_judged: int = rule(
        0,
        "targets",
        _NONE,
        "assumption",
        2016,
        (0, 100),
        "targets the review of last year's census judged, 0 = no review",
        "中期评估所评目标数",
    )
    review_targets_missed: int = rule(
        0,
        "targets",
        _NONE,
        "assumption",
        2016,
        (0, 100),
        "part of them that the county missed",
        "其中未达目标数",
    )
    review_budget_raise: float = rule(
        0.0,
        "share",
        "no evidence that a missed target brings money",
        "assumption",
        2016,
        (0.0, 100.0),
        "added to the capital and the running budget of the year, where these are limited",
        "因未达目标增加的年度资金比例",
    )
    pairing_share: float = rule(
        0.0,
        "share of schools to be helped",
        _NONE,
        "assumption",
        2016,
        (0.0, 1.0),
        "village schools, points and weak schools that a strong town school of the county is paired with",
        "城乡学校对口帮扶覆盖比例",
    )
    pairing_partners: int = rule(
        1,
        "schools/strong school",
        _NONE,
        "assumption",
        2016,
        (1, 50),
        "schools one strong school helps, at most",
        "每所优质学校最多帮扶学校数",
    )
    pairing_days: float = rule(
        0.0,
        "teacher-days/pair-year",
        _NONE,
        "assumption",
        2016,
        (0.0, 2000.0),
        "days that teachers of a strong school give to a school it is paired with",
        "每对帮扶学校每学年教师帮扶天数",
    )
    pairing_quality: float = rule(
        0.0,
        "SD",
        "no evidence that families see a paired school as better",
        "assumption",
        2016,
        (0.0, 1.0),
        "added to what families see of a school that is helped",
        "帮扶使家庭所见学校质量的提高",
    )

    def raised(self, budget: float) -> float:
        """Return a budget of the year with what the review adds, yuan; where there is no limit nothing is added."""
        return budget if budget == NO_LIMIT else budget * (1.0 + self.review_budget_raise)
