"""Rules of boarding (寄宿): space and beds, whose turn is first, canteen seats, staff beside the teachers."""

from dataclasses import dataclass

from sim.rules.field import rule

_NONE_BEFORE = "none in force before the policy"


@dataclass(frozen=True)
class BoardingRules:
    """Fields of the rulebook about dormitories, canteens and their staff."""

    dormitory_m2_per_bed: float = rule(
        3.0,
        "m2/bed",
        "GB50099-2011",
        "known",
        2011,
        (0, 20),
        "usable dormitory area a bed needs; beds beyond it are not used; 0 = not asked for",
        "生均宿舍使用面积(0 为不要求)",
    )
    bed_priority: int = rule(
        1,
        "code",
        "assumption after 国办发〔2012〕48号 and 国办发〔2018〕27号: boarding is for those who live far, "
        "grades 4-6 are day pupils where they can be",
        "assumption",
        2012,
        (0, 2),
        "whose turn for a bed comes first: 0 by draw; 1 beyond the travel limit, then the higher grade; 2 beyond the "
        "limit, then poor or both parents away, then the higher grade; ties by draw",
        "床位分配次序(0 抽签；1 超时限、高年级优先；2 超时限、贫困或双亲外出、高年级优先)",
    )
    canteen_sittings: int = rule(
        2,
        "sittings",
        "assumption",
        "assumption",
        2017,
        (1, 5),
        "boarders who eat at one canteen seat in turn, a meal",
        "食堂就餐批次",
    )
    boarders_per_life_teacher: int = rule(
        50,
        "boarders/post",
        "assumption: no national ratio found, range 30-80",
        "assumption",
        2017,
        (5, 500),
        "boarders for each life teacher (生活指导教师)",
        "每名生活指导教师对应寄宿生数",
    )
    mental_health_posts: int = rule(
        1,
        "posts/school",
        "中小学心理健康教育指导纲要(2012年修订): one at least, full or part time",
        "known",
        2012,
        (0, 10),
        "mental health teachers (心理健康教师) of a boarding school",
        "寄宿制学校心理健康教师数",
    )
    pupils_per_health_worker: int = rule(
        600,
        "pupils/post",
        "学校卫生工作条例 (1990): 600 to 1",
        "known",
        1990,
        (50, 5000),
        "pupils, day pupils included, for each health worker (卫生保健人员) of a boarding school",
        "寄宿制学校每名卫生保健人员对应学生数",
    )
    boarders_per_guard: int = rule(
        200,
        "boarders/post",
        "湖北省中小学幼儿园安全防范标准, article 7: one more for each 200 boarders; no rule of Jilin found",
        "read",
        2010,
        (20, 2000),
        "boarders for each guard (安全保卫人员) of the dormitories, beside those every school has",
        "每名宿舍安全保卫人员对应寄宿生数",
    )
    boarding_staff_gap_filled: float = rule(
        0.0,
        "share",
        _NONE_BEFORE,
        "assumption",
        2016,
        (0, 1),
        "boarding staff hired or bought, of those needed and not there without a programme",
        "寄宿管理服务人员缺口补足比例",
    )
    boarding_staff_bought: float = rule(
        0.0,
        "share",
        _NONE_BEFORE,
        "assumption",
        2016,
        (0, 1),
        "bought services (政府购买服务) among the boarding staff a programme adds",
        "新增人员中政府购买服务比例",
    )
    yuan_boarding_post: float = rule(
        95_000.0,
        "yuan/post-year",
        "estimate for a teacher post in Jilin, range 75,000-120,000; no source found",
        "estimate",
        2023,
        (0, 500_000),
        "recurrent cost of a boarding staff post of the school's own",
        "自有寄宿管理服务岗位年成本",
    )
    yuan_bought_post: float = rule(
        30_000.0,
        "yuan/post-year",
        "assumption: Jilin's lowest wage of 2017 (1,780 yuan a month) with social insurance and the provider's share",
        "assumption",
        2017,
        (0, 500_000),
        "recurrent cost of a bought boarding staff post",
        "政府购买服务岗位年成本",
    )
