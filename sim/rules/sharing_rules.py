"""Rules of shared teachers (交流轮岗、走教、培训)."""

from dataclasses import dataclass

from sim.rules.field import rule

_NONE_BEFORE = "none in force before the policy"
_CURRICULUM = "义务教育课程设置实验方案 (教基〔2001〕28号) as provincial tables put it: 山东 2017, 青岛"


@dataclass(frozen=True)
class SharingRules:
    """Fields of the rulebook about rotation, itinerant teachers and training."""

    rotation_share: float = rule(
        0.0,
        "share of eligible teachers",
        _NONE_BEFORE,
        "assumption",
        2016,
        (0, 1),
        "eligible teachers of town and strong schools who set out to rural schools each school year",
        "城镇和优质学校教师每学年交流比例",
    )
    rotation_backbone_share: float = rule(
        0.0,
        "share of rotating teachers",
        _NONE_BEFORE,
        "assumption",
        2016,
        (0, 1),
        "backbone teachers (骨干教师) among those who set out, at least",
        "交流教师中骨干教师最低比例",
    )
    rotation_principal_share: float = rule(
        0.0,
        "share of eligible principals",
        _NONE_BEFORE,
        "assumption",
        2016,
        (0, 1),
        "eligible principals of town and strong schools who change places with one of a rural school each year",
        "城镇和优质学校校长每学年交流比例",
    )
    rotation_years: int = rule(
        1,
        "years",
        "教师〔2014〕4号 leaves it to the places; assumption 1, range 1-3",
        "assumption",
        2014,
        (1, 6),
        "school years a rotating teacher serves away from the home school",
        "每次交流年限",
    )
    rotation_min_years: int = rule(
        6,
        "years",
        "安徽 on 教师〔2014〕4号, 2015: 6 years or more at one school; Jilin's own rule not found",
        "estimate",
        2015,
        (0, 20),
        "years at the home school from which teachers and principals are eligible",
        "符合交流条件的同校任教年限",
    )
    rotation_below_age_men: int = rule(
        55,
        "years",
        "assumption after provincial practice: five years before the legal retirement of 2014",
        "assumption",
        2014,
        (30, 70),
        "age from which men are no longer eligible",
        "男教师交流年龄上限",
    )
    rotation_below_age_women: int = rule(
        50,
        "years",
        "assumption after provincial practice: five years before the legal retirement of 2014",
        "assumption",
        2014,
        (30, 70),
        "age from which women are no longer eligible",
        "女教师交流年龄上限",
    )
    rotation_strong_above: float = rule(
        1.0,
        "share of public schools",
        "assumption: 优质学校 is defined by no document found; 1 = schools of towns alone send",
        "assumption",
        2016,
        (0, 1),
        "a rural school is strong, sends teachers and is sent none, when its quality is above that of so many of the "
        "county's open public schools",
        "农村优质学校的质量分位下限(1 为无)",
    )
    itinerant_share: float = rule(
        0.0,
        "share of spare periods",
        _NONE_BEFORE,
        "assumption",
        2016,
        (0, 1),
        "periods that PE, music and art teachers have left below their load and give to schools without one (走教)",
        "体音美教师富余课时用于走教的比例",
    )
    itinerant_km: float = rule(
        0.0,
        "km",
        _NONE_BEFORE,
        "assumption",
        2016,
        (0, 100),
        "straight kilometres within which schools of a county share beyond township and central school (大学区); "
        "0 = not beyond",
        "跨乡镇走教的直线距离上限(0 为不跨乡镇)",
    )
    itinerant_max_schools: int = rule(
        2,
        "schools/teacher",
        "assumption: range 2-3",
        "assumption",
        2016,
        (1, 10),
        "schools beside the own one at which an itinerant teaches",
        "每名走教教师服务的外校数上限",
    )
    itinerant_largest_first: int = rule(
        0,
        "0 or 1",
        "assumption: 0 covers the most schools",
        "assumption",
        2016,
        (0, 1),
        "which schools itinerants serve first: 0 = those that need the fewest periods of a subject, 1 = the most",
        "走教优先次序（0 为课时需求少的学校优先，1 为多的优先）",
    )
    arts_load_primary: int = rule(
        16,
        "periods/week",
        "assumption: range 14-18",
        "assumption",
        2016,
        (1, 40),
        "full weekly load of a primary PE, music or art teacher",
        "小学体音美教师周课时量",
    )
    arts_load_junior: int = rule(
        14,
        "periods/week",
        "assumption: range 12-16",
        "assumption",
        2016,
        (1, 40),
        "full weekly load of a junior PE, music or art teacher",
        "初中体音美教师周课时量",
    )
    pe_periods_low: int = rule(
        4,
        "periods/class-week",
        _CURRICULUM,
        "read",
        2017,
        (0, 10),
        "PE of a class of grades 1-2",
        "1-2年级体育周课时",
    )
    pe_periods: int = rule(
        3,
        "periods/class-week",
        _CURRICULUM,
        "read",
        2017,
        (0, 10),
        "PE of a class of grades 3-9",
        "3-9年级体育周课时",
    )
    arts_periods_primary: int = rule(
        2,
        "periods/class-week",
        _CURRICULUM,
        "read",
        2017,
        (0, 10),
        "music, and as many of art, of a primary class",
        "小学音乐、美术各周课时",
    )
    arts_periods_junior: int = rule(
        1,
        "periods/class-week",
        _CURRICULUM,
        "read",
        2017,
        (0, 10),
        "music, and as many of art, of a junior class",
        "初中音乐、美术各周课时",
    )
    training_hours_per_year: int = rule(
        48,
        "hours/teacher-year",
        "assumption: practice before the policy, range 24-72; a cycle of 240 hours, the national rule until 2015",
        "assumption",
        2016,
        (0, 400),
        "hours of training of a teacher who is trained in a year",
        "参训教师年培训学时",
    )
    training_share: float = rule(
        1.0,
        "share of teachers",
        "assumption: range 0.7-1",
        "assumption",
        2016,
        (0, 1),
        "teachers who can be trained in a year, those with the fewest hours of the cycle first",
        "每年可参训教师比例",
    )
    training_hours_required: int = rule(
        360,
        "hours/5 years",
        "国办发〔2015〕43号; 通市政办发〔2017〕13号",
        "read",
        2015,
        (0, 2000),
        "hours of a cycle of five years for every teacher",
        "五年一周期培训学时要求",
    )
    yuan_training_hour: float = rule(
        15.0,
        "yuan/teacher-hour",
        "assumption: range 5-40; most hours are held online or at school",
        "assumption",
        2017,
        (0, 1000),
        "cost of an hour of training of one teacher",
        "教师培训单位学时成本",
    )
    yuan_substitute_day: float = rule(
        100.0,
        "yuan/day",
        "assumption: range 60-200",
        "assumption",
        2017,
        (0, 2000),
        "cost of a day on which a substitute teaches",
        "代课日成本",
    )
    training_least_of_funds: float = rule(
        0.05,
        "share of public funds",
        "教督〔2017〕6号: 5 % of a school's public funds at least",
        "known",
        2017,
        (0, 1),
        "public funds spent on training, at least",
        "公用经费用于教师培训的最低比例",
    )
    yuan_itinerant_day: float = rule(
        40.0,
        "yuan/day",
        "assumption: travel and meal allowance, range 20-80",
        "assumption",
        2017,
        (0, 1000),
        "cost of a day on which an itinerant teaches at another school",
        "走教日补助",
    )
