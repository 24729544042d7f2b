"""Record columns and tables of teachers: by school, by county and zone with the year's flows, by age."""

from sim.base.errors import Say
from sim.records.columns import AGE, COUNTY, SEX, STAGE, YEAR, ZONE, RecordColumn, TableDeclaration, count

_OVER = "over counties, stages, zones"
_FLOW = "over counties, stages, zones and years"


def _persons(name: str, en: str, zh: str):
    return count(name, en, zh, "persons", dtype="uint16")


def _need(name: str, en: str, zh: str):
    return RecordColumn(name, "float64", "posts", Say(en, zh))


# Columns of `school`, by stage.
NEED_COLUMNS = (
    _need("need_by_pupils", "posts by pupils of the last census / ratio", "按生师比核算编制"),
    _need("need_by_classes", "posts by classes of the last census x posts a class", "按班师比核算编制"),
    _need(
        "need_by_periods", "posts by weekly periods of the last census's classes / load", "按教学量核算编制"
    ),
    _need(
        "posts_short_of_classes",
        "need_by_classes beyond the posts, 0 where they suffice",
        "低于班师比需求的编制缺口",
    ),
)
STAFF_COLUMNS = (
    count("teacher_posts", "posts for teachers, of a nine-year school split by its need", "教师编制", "posts",
          dtype="uint16"),
    _persons("teachers_home", "teachers whose post or contract is with the school", "人事关系在校教师"),
    _persons("n_special", "special-post teachers (特岗) among them", "其中特岗教师"),
    _persons("n_volunteers", "volunteers among them", "其中支教志愿者"),
    _persons("n_outside_posts", "teachers outside the posts among them", "其中编外教师"),
    _persons("n_rotated_out", "teachers among them who serve elsewhere on rotation", "其中交流到外校"),
    _persons("n_rotated_in", "teachers of other schools who serve here on rotation", "外校交流来校教师"),
    _persons("n_rotated_in_backbone", "backbone teachers among n_rotated_in", "其中骨干教师"),
    _persons("n_backbone", "backbone teachers who serve here", "骨干教师"),
    _persons("n_above_standard", "teachers above the legal qualification who serve here", "高于规定学历教师"),
    _persons("n_middle_title", "teachers of middle title or above who serve here", "中级及以上职称教师"),
    _persons("n_senior_title", "teachers of senior title or above who serve here", "高级及以上职称教师"),
    _persons("n_pe_arts", "PE, music and art teachers who serve here", "体育、艺术专任教师"),
    _persons("n_under_35", "teachers under 35 who serve here", "35岁以下教师"),
    _persons("n_55_and_over", "teachers of 55 and over who serve here", "55岁及以上教师"),
    count("subjects_lacking", "of PE, music and art those without an own teacher, told with the higher stage of a "
          "nine-year school", "无本校教师的体音美学科数", "subjects", dtype="uint8"),
    count("subjects_uncovered", "part of them that no shared teacher covers either", "走教后仍未开齐的体音美学科数",
          "subjects", dtype="uint8"),
)  # fmt: skip

_HEADS = "persons"
STAFF_MEANINGS = {
    "n_hired": (_HEADS, "hired to posts", "招聘入编"),
    "n_special_hired": (_HEADS, "came to special posts", "招聘特岗教师"),
    "n_volunteers_came": (_HEADS, "came as volunteers", "支教志愿者到岗"),
    "n_moved_in": (_HEADS, "moved here from another school of the county, or with a school whose zone kind has changed",
                   "县内调入"),
    "n_retired": (_HEADS, "retired at the legal age", "到龄退休"),
    "n_retired_early": (_HEADS, "retired early by their own wish", "自愿提前退休"),
    "n_quit": (_HEADS, "quit", "辞职"),
    "n_contract_ended": (_HEADS, "left at the end of a special post or other contract", "合同期满离开"),
    "n_volunteers_left": (_HEADS, "volunteers who went", "支教志愿者期满"),
    "n_moved_out": (_HEADS, "moved to another school of the county, or with a school whose zone kind has changed",
                    "县内调出"),
    "n_vacant": ("posts", "posts for teachers without one, summed over schools that lack them", "教师岗位空缺"),
    "n_special_stayed": (_HEADS, "special-post teachers who took a post at the end", "特岗期满留任入编"),
    "n_promoted_middle": (_HEADS, "given the middle title", "评聘中级"),
    "n_promoted_senior": (_HEADS, "given the senior title", "评聘高级"),
    "n_promoted_senior_rural": (_HEADS, "of n_promoted_senior at rural schools", "其中乡村学校评聘高级"),
    "n_promoted_full_senior": (_HEADS, "given the full senior title", "评聘正高级"),
    "n_rural_3": (_HEADS, "with 3 unbroken years or more in towns and villages", "乡镇及以下任教满3年"),
    "n_rural_20": (_HEADS, "with 20 such years or more", "乡镇及以下任教满20年"),
    "n_rural_25": (_HEADS, "with 25 such years or more", "乡镇及以下任教满25年"),
    "n_village_10": (_HEADS, "with 10 unbroken years or more at village schools and points", "村小、教学点任教满10年"),
    "n_town_1": (_HEADS, "of urban schools with a year or more at a rural one", "城区教师有1年以上农村任教经历"),
    "n_awarded": (_HEADS, "awarded for ten years at village schools and points", "村小、教学点满10年奖励人数"),
    "n_rotation_eligible": (_HEADS, "who meet the conditions of rotation, where the rules ask for any",
                            "符合交流条件教师"),
    "n_rotated": (_HEADS, "who set out on rotation", "当年交流轮岗教师"),
    "n_rotated_backbone": (_HEADS, "backbone teachers among n_rotated", "其中骨干教师"),
    "n_rotation_short": (_HEADS, "missing to the share the rules ask for", "交流轮岗缺口"),
    "n_backbone_short": (_HEADS, "backbone teachers missing to their share", "骨干交流缺口"),
    "n_principals_eligible": (_HEADS, "principals who meet them, likewise; of schools that send and that receive",
                              "符合交流条件校长"),
    "n_principals_rotated": (_HEADS, "principals who set out, both of a pair", "当年交流校长"),
    "training_hours": ("hours", "hours of training of the year", "培训学时"),
    "n_training_due": (_HEADS, "whose five-year cycle ends this year", "培训周期期满教师"),
    "n_training_done": (_HEADS, "of n_training_due with the hours the rules ask for", "其中达到规定学时"),
    "substitute_days": ("teacher-days", "days of lessons lost to training that substitutes give", "代课天数"),
    "itinerant_periods": ("periods/week", "weekly periods given by teachers of other schools", "走教周课时"),
    "n_paid": (_HEADS, "in posts and special posts by the school where they serve, whose pay is counted",
               "在岗领取工资教师（在编、特岗，按任教学校）"),
    "pay_yuan": ("yuan", "their salaries of a year, with allowance_yuan and performance_yuan; without the employer's "
                 "insurance", "其年应发工资（含补助和绩效倾斜）"),
    "allowance_yuan": ("yuan", "their rural allowance at full rates; what the running budget paid is in money",
                       "其乡村教师生活补助（按标准）"),
    "performance_yuan": ("yuan", "performance pay moved to them or added, at full rates and by the classes of the last "
                         "census; below zero where they give more than they get", "其绩效工资倾斜净额（按上年班级）"),
    "performance_gained_yuan": ("yuan", "the same of those who get more than they give", "其中净获得额"),
}  # fmt: skip


def _counted(name: str) -> RecordColumn:
    unit, en, zh = STAFF_MEANINGS[name]
    return RecordColumn(name, "float64", unit, Say(en, zh), _FLOW)


STAFF_TABLE = TableDeclaration(
    "staff", ("year", "county", "stage", "zone_kind"),
    (
        YEAR, COUNTY, STAGE, ZONE,
        count("teachers", "full-time teachers by home school on 1 September: last year's + n_hired + n_special_hired + "
              "n_volunteers_came + n_moved_in - n_retired - n_retired_early - n_quit - n_contract_ended - "
              "n_volunteers_left - n_moved_out", "专任教师（按人事关系）", "persons", _OVER),
        *(_counted(name) for name in STAFF_MEANINGS),
    ),
    Say("teachers of public schools and what happened to them since the last census",
        "公办学校教师及自上次统计以来的变动"),
)  # fmt: skip

TEACHER_AGES = TableDeclaration(
    "teacher_ages",
    ("year", "county", "stage", "zone_kind", "sex", "age"),
    (
        YEAR,
        COUNTY,
        STAGE,
        ZONE,
        SEX,
        AGE,
        count("teachers", "full-time teachers by home school on 1 September", "专任教师", "persons", _OVER),
    ),
    Say("teachers of public schools by age and sex", "公办学校教师年龄结构"),
)
