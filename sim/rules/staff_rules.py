"""Rules of posts and staffing (编制、招聘、调配)."""

from dataclasses import dataclass

from sim.rules.field import rule

_NONE_BEFORE = "none in force before the policy"
_PLAN = "义务教育课程设置实验方案 (教基〔2001〕28号): weekly periods of a class"
_BY_PUPILS = "中央编办发〔2014〕72号: posts follow the ratio of pupils to staff alone"


@dataclass(frozen=True)
class StaffRules:
    """Fields of the rulebook about posts, reallocation and hiring."""

    periods_grade_1_2: float = rule(
        26.0,
        "periods/class-week",
        _PLAN,
        "known",
        2001,
        (10, 60),
        "weekly periods of a class, grades 1-2",
        "小学一、二年级每班周课时",
    )
    periods_grade_3_6: float = rule(
        30.0,
        "periods/class-week",
        _PLAN,
        "known",
        2001,
        (10, 60),
        "weekly periods of a class, grades 3-6",
        "小学三至六年级每班周课时",
    )
    periods_junior: float = rule(
        34.0,
        "periods/class-week",
        _PLAN,
        "known",
        2001,
        (10, 60),
        "weekly periods of a class, junior grades",
        "初中每班周课时",
    )
    load_primary: float = rule(
        17.0,
        "periods/teacher-week",
        "assumption: 16-18; no national load found",
        "assumption",
        2017,
        (4, 40),
        "weekly periods a primary teacher gives",
        "小学教师周课时工作量",
    )
    load_junior: float = rule(
        13.0,
        "periods/teacher-week",
        "assumption: 12-14; no national load found",
        "assumption",
        2017,
        (4, 40),
        "weekly periods a junior teacher gives",
        "初中教师周课时工作量",
    )
    weight_pupils: float = rule(
        1.0,
        "weight",
        _BY_PUPILS,
        "read",
        2014,
        (0, 1),
        "weight of pupils / ratio in the need posts are allotted by; where all three are 0 it counts alone",
        "生师比在核编需求中的权重",
    )
    weight_classes: float = rule(
        0.0,
        "weight",
        _BY_PUPILS,
        "read",
        2014,
        (0, 1),
        "weight of classes x posts a class in that need",
        "班师比在核编需求中的权重",
    )
    weight_periods: float = rule(
        0.0,
        "weight",
        _BY_PUPILS,
        "read",
        2014,
        (0, 1),
        "weight of weekly periods / load in that need",
        "教学量在核编需求中的权重",
    )
    posts_follow_formula: float = rule(
        0.0,
        "share",
        "assumption: the total (核定总量) stays that of the start",
        "assumption",
        2017,
        (0, 1),
        "how far the county's total follows the need of each year: 0 = that of the start, 1 = the need",
        "县编制总量随需求动态调整程度",
    )
    posts_per_boarding_school: float = rule(
        0.0,
        "posts/school",
        "none: life teachers (国办发〔2018〕27号) are counted as boarding staff, beside the posts of teachers",
        "assumption",
        2017,
        (0, 50),
        "posts a school with boarders is given first, beyond its need",
        "寄宿制学校附加编制",
    )
    posts_per_100_boarders: float = rule(
        0.0,
        "posts/100 boarders",
        "none: life teachers (国办发〔2018〕27号) are counted as boarding staff, beside the posts of teachers",
        "assumption",
        2017,
        (0, 50),
        "posts given first for each 100 boarders of the last census, beyond the need",
        "每百名寄宿生附加编制",
    )
    minority_floor: float = rule(
        0.0,
        "share of need by classes",
        _NONE_BEFORE,
        "assumption",
        2017,
        (0, 1),
        "posts a school for a national minority has at least, of classes x posts a class",
        "民族学校编制底线占班师比需求的比例",
    )
    reallocation_limit: float = rule(
        0.01,
        "share of teachers/year",
        "assumption: without a programme one teacher in a hundred changes school within the county a year, 0-0.03",
        "assumption",
        2017,
        (0, 1),
        "teachers of the county asked in a year to go from schools with surplus to schools with vacancies, at most",
        "每年县域内调配教师比例上限",
    )
    county_hire: float = rule(
        0.0,
        "share",
        _NONE_BEFORE,
        "assumption",
        2016,
        (0, 1),
        "how far teachers belong to the county, not to the school (县聘校用): friction of moving and of rural places "
        "taken away, subjects hired by what schools lack; 1 = wholly",
        "县聘校用实行程度",
    )
    refill_share: float = rule(
        1.0,
        "share",
        "assumption: vacancies are refilled one for one",
        "assumption",
        2017,
        (0, 1),
        "new teachers hired for those in posts who retired or quit since the last census, within the posts",
        "减员补充比例",
    )
    fill_vacant_share: float = rule(
        0.0,
        "share/year",
        "assumption: the county's standing vacancies stay (有编不补)",
        "assumption",
        2017,
        (0, 1),
        "new teachers hired for the county's further vacancies, of these",
        "存量空编补充比例",
    )
