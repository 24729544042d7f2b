"""Rules of dropout control and care (控辍保学、留守关爱): monitoring of the roll, return campaigns, care."""

from dataclasses import dataclass

from sim.rules.field import rule

_NONE = "none in force before the policy"
_DOCUMENT = "通市政办发〔2017〕13号"


@dataclass(frozen=True)
class CareRules:
    """Fields of the rulebook about it."""

    monitoring_lag_cut: float = rule(
        0.0,
        "share",
        _NONE,
        "assumption",
        2016,
        (0, 1),
        "part taken off the months until a school knows that a pupil has left (monitoring_lag_start)",
        "动态监控缩短发现滞后的比例",
    )
    campaign_share: float = rule(
        0.0,
        "share",
        _NONE,
        "assumption",
        2016,
        (0, 1),
        "dropouts known within the year whom the return campaign visits, those known first first",
        "学年内已发现辍学学生中走访劝返比例",
    )
    campaign_visits: int = rule(
        5,
        "visits/pupil",
        "assumption: the school, the township and the village each come more than once; no figure found",
        "assumption",
        2017,
        (0, 100),
        "visits to each dropout whom the return campaign visits",
        "每名劝返对象走访次数",
    )
    yuan_campaign_visit: float = rule(
        100.0,
        "yuan/visit",
        "assumption: travel and meals of two persons, range 30-200; no figure found",
        "assumption",
        2017,
        (0, 10_000),
        "what a visit of the return campaign costs beside the time of staff",
        "每次劝返走访支出(不含人工)",
    )
    filing_gap_closed: float = rule(
        0.0,
        "share",
        "none before the policy: those the file misses at the start stay missed",
        "assumption",
        2016,
        (0, 1),
        "part of the left-behind pupils missing from the file at the start (share_filed_start) that it takes in",
        "起始年未建档留守儿童中补建档案比例",
    )
    filing_surveys: int = rule(
        1,
        "surveys/year",
        "assumption: once a year before the policy, which asks for each term",
        "assumption",
        2016,
        (0, 12),
        "surveys of left-behind pupils a year that keep the file",
        "每年留守儿童摸排次数",
    )
    filing_hours: float = rule(
        0.5,
        "hours/pupil-survey",
        "assumption: a talk and a form; no figure found",
        "assumption",
        2017,
        (0, 100),
        "staff time a survey takes for each pupil on file",
        "每次摸排每名在档学生所需工时",
    )
    care_share_key: float = rule(
        0.0,
        "share",
        _NONE,
        "assumption",
        2016,
        (0, 1),
        "key cases on file in one-to-one care: left-behind pupils whose parents are both away, who are poor or over "
        "age, those of more of the three first",
        "在档重点留守学生包保比例",
    )
    care_share_other: float = rule(
        0.0,
        "share",
        _NONE,
        "assumption",
        2016,
        (0, 1),
        "the same of the other left-behind pupils on file",
        "在档其他留守学生包保比例",
    )
    care_hours: float = rule(
        20.0,
        "hours/pupil-year",
        f"assumption: {_DOCUMENT} 二(十) names no frequency; an hour every two weeks of lessons",
        "assumption",
        2017,
        (0, 2000),
        "staff time of one-to-one care for each pupil in it",
        "每名包保学生年工时",
    )
    yuan_care_pupil: float = rule(
        200.0,
        "yuan/pupil-year",
        "assumption: calls, visits and small things, range 50-500; no figure found",
        "assumption",
        2017,
        (0, 100_000),
        "what one-to-one care costs beside the time of staff",
        "每名包保学生年支出(不含人工)",
    )
