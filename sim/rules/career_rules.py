"""Rules of teachers' careers (特岗、支教、职称、荣誉)."""

from dataclasses import dataclass

from sim.rules.field import rule

_DOCUMENT = "通市政办发〔2017〕13号"
_NONE_BEFORE = "none in force before the policy"
_TITLES = "人社部发〔2015〕79号: a year on trial, four of junior title for middle, five of each for the next"


@dataclass(frozen=True)
class CareerRules:
    """Fields of the rulebook about contracts beside the posts, titles and awards."""

    special_posts_intake: int = rule(
        0, "posts/county", _NONE_BEFORE, "assumption", 2017, (0, 2000),
        "special-post teachers a county may take on a year, as far as its rural schools lack teachers by classes",
        "每县每年特岗教师招聘计划数",
    )  # fmt: skip
    special_contract_years: int = rule(
        3, "years", f"{_DOCUMENT} (M6i)", "read", 2017, (1, 10),
        "years a special post runs", "特岗教师服务期",
    )  # fmt: skip
    volunteers_intake: int = rule(
        0, "persons/county", _NONE_BEFORE, "assumption", 2017, (0, 2000),
        "volunteer teachers a county takes on a year, as far as its rural schools lack teachers by classes",
        "每县每年支教志愿者人数",
    )  # fmt: skip
    volunteer_years: int = rule(
        1, "years", "assumption: one or two years are usual", "assumption", 2017, (1, 5),
        "years a volunteer stays", "支教志愿者服务期",
    )  # fmt: skip
    title_years_middle: int = rule(
        5, "years", _TITLES, "known", 2015, (0, 40),
        "years of service before the middle title may be given", "评聘中级（一级教师）所需任教年限",
    )  # fmt: skip
    title_years_senior: int = rule(
        10, "years", _TITLES, "known", 2015, (0, 40),
        "years of service before the senior title may be given", "评聘高级所需任教年限",
    )  # fmt: skip
    title_years_full_senior: int = rule(
        15, "years", _TITLES, "known", 2015, (0, 40),
        "years of service before the full senior title may be given", "评聘正高级所需任教年限",
    )  # fmt: skip
    rural_senior_ratio: float = rule(
        0.0, "ratio", _NONE_BEFORE, "assumption", 2017, (0, 10),
        "senior posts a rural teacher over senior posts a town teacher, at the same total of the county; never fewer "
        "for rural schools than in proportion at the start; 0 = as at the start",
        "乡村与城镇教师高级岗位比例之比（0 为维持起始结构）",
    )  # fmt: skip
    title_priority_rural_years: int = rule(
        0, "years", _NONE_BEFORE, "assumption", 2017, (0, 50),
        "unbroken rural years that come first for a title; 0 = none", "职称评聘优先所需乡村任教年限（0 为无）",
    )  # fmt: skip
    rotation_credit_years: int = rule(
        0, "years", _NONE_BEFORE, "assumption", 2017, (0, 10),
        "years at a rural school on rotation a town teacher needs for a senior title; 0 = none",
        "城镇教师评聘高级职称所需农村任教年限（0 为无）",
    )  # fmt: skip
    long_service_years_senior: int = rule(
        0, "years", _NONE_BEFORE, "assumption", 2017, (0, 50),
        "unbroken rural years that come before all others for the senior title; 0 = none",
        "连续乡村任教优先推荐高级所需年限（0 为无）",
    )  # fmt: skip
    long_service_years_full_senior: int = rule(
        0, "years", _NONE_BEFORE, "assumption", 2017, (0, 50),
        "unbroken rural years that come before all others for the full senior title; 0 = none",
        "连续乡村任教优先推荐正高级所需年限（0 为无）",
    )  # fmt: skip
    service_award_yuan: float = rule(
        0.0, "yuan/award", _NONE_BEFORE, "assumption", 2017, (0, 1_000_000),
        "paid once to who completes the years of the award and goes on; 0 = nobody is awarded",
        "村小、教学点长期任教奖励标准（0 为不奖励）",
    )  # fmt: skip
    service_award_years: int = rule(
        10, "years", _DOCUMENT, "read", 2017, (1, 50),
        "unbroken years at village schools and points that are awarded", "村小、教学点奖励所需任教年限",
    )  # fmt: skip
