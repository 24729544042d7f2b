"""The table of teachers."""

from __future__ import annotations

from sim.base.declaration import Column, Fill, Table
from sim.base.errors import Say
from sim.inputs.schema.parts import PROVENANCE, STAGE, assumed, derived, flag, school_code, sex, year

# Subjects as schools name them, each with the group of `sim.kernels.teacher_codes.SUBJECT_NAMES` it belongs to.
SUBJECT = {
    "chinese": (Say("Chinese", "语文"), "chinese"),
    "mathematics": (Say("mathematics", "数学"), "mathematics"),
    "english": (Say("English", "英语"), "english"),
    "science": (Say("science", "科学"), "science"),
    "physics": (Say("physics", "物理"), "science"),
    "chemistry": (Say("chemistry", "化学"), "science"),
    "biology": (Say("biology", "生物"), "science"),
    "humanities": (Say("humanities", "人文"), "humanities"),
    "morality": (Say("morality and law", "道德与法治"), "humanities"),
    "history": (Say("history", "历史"), "humanities"),
    "geography": (Say("geography", "地理"), "humanities"),
    "pe": (Say("physical education", "体育"), "pe"),
    "music": (Say("music", "音乐"), "music"),
    "art": (Say("art", "美术"), "art"),
    "it": (Say("information technology", "信息技术"), "other"),
    "practice": (Say("practical activities", "综合实践活动"), "other"),
    "labour": (Say("labour", "劳动"), "other"),
    "psychology": (Say("mental health", "心理健康"), "other"),
    "other": (Say("other", "其他"), "other"),
}
_SUBJECT_WORDS = {
    "外语": "english", "俄语": "english", "日语": "english", "生物学": "biology", "思想品德": "morality",
    "品德与生活": "morality", "品德与社会": "morality", "道法": "morality", "政治": "morality", "思想政治": "morality",
    "体育与健康": "pe", "体育与保健": "pe", "艺术": "art", "书法": "art", "信息科技": "it", "计算机": "it",
    "综合实践": "practice", "劳动技术": "labour", "劳动教育": "labour", "心理": "psychology",
    "心理健康教育": "psychology",
    "校本课程": "other", "地方课程": "other", "全科": "chinese",
}  # fmt: skip

# Titles in rising order; the third grade (三级) counts as none in the model.
TITLE = {
    "none": Say("none yet", "未定级"),
    "third": Say("third grade", "三级"),
    "junior": Say("second grade, junior", "二级"),
    "middle": Say("first grade, middle", "一级"),
    "senior": Say("senior", "高级"),
    "full_senior": Say("full senior", "正高级"),
}
_TITLE_WORDS = {
    "未评": "none", "无": "none", "员级": "third", "三级教师": "third", "初级": "junior", "二级教师": "junior",
    "中级": "middle", "一级教师": "middle", "副高": "senior", "副高级": "senior", "高级教师": "senior",
    "正高": "full_senior", "正高级教师": "full_senior",
    # titles before the reform of 2015, by its table of old and new ones (人社部发〔2015〕79号)
    "小学二级": "third", "小学三级": "third", "中学三级": "third", "小学一级": "junior", "中学二级": "junior",
    "小学高级": "middle", "小高": "middle", "中学一级": "middle", "中学高级": "senior", "中高": "senior",
}  # fmt: skip
CONTRACT = {
    "post": Say("holds a post", "在编"),
    "special": Say("special post of three years", "特岗"),
    "outside_posts": Say("hired outside posts", "编外"),
    "volunteer": Say("volunteer", "支教"),
}
_CONTRACT_WORDS = {
    "事业编": "post", "特岗教师": "special", "编外聘用": "outside_posts", "代课": "outside_posts",
    "聘用制": "outside_posts", "临聘": "outside_posts", "合同制": "outside_posts", "劳务派遣": "outside_posts",
    "人事代理": "outside_posts", "政府购买服务": "outside_posts", "支教志愿者": "volunteer", "志愿者": "volunteer",
}  # fmt: skip
_NO_PERSON = Say(
    "remove the column: no names or identity numbers here, any lasting number will do as teacher_code",
    "请删除该列：不收姓名和身份证号，教师编号可用任意不变的编号",
)
_BIRTH_APART = Say(
    "give it as two columns, birth_year and birth_month: 1975 and 3 for March 1975",
    "请拆为两列：出生年、出生月（1975 年 3 月填 1975 和 3）",
)
_APART = dict.fromkeys(("出生年月", "出生日期", "出生年月日", "生日", "birth_date", "birthday"), _BIRTH_APART)
_APART |= dict.fromkeys(("姓名", "教师姓名", "身份证号", "身份证号码", "身份证件号", "name"), _NO_PERSON)


def _flags(en: str, zh: str) -> Fill:
    """Return how a flag is filled: blanks are 0 where the county tells any."""
    return assumed(f"0 where the column has a value for another teacher of the county, else {en}",
                   f"同县他人已填则为 0，否则{zh}")  # fmt: skip


TEACHERS = Table(
    "teachers",
    Say("a full-time teacher of a public school; no names or identity numbers",
        "公办学校一名专任教师（不含姓名和身份证号）"),
    (
        Column("teacher_code", "text", Say("any lasting number; only a hash of it is kept",
                                           "教师编号（任意不变编号，只保留其散列值）"), key=True,
               aliases=("教师编号",)),
        school_code(),
        year("birth_year", Say("year of birth", "出生年"), 1930, 2100, "出生年"),
        Column("birth_month", "int", Say("month of birth", "出生月"), "month", low=1, high=12, required=False,
               aliases=("出生月",), otherwise=assumed("by draw", "抽样")),
        sex(key=False),
        Column("stage", "code", Say("stage taught", "任教学段"), codes=STAGE, aliases=("学段", "任教学段")),
        Column("subject", "code", Say("main subject", "任教学科"),
               codes={code: name for code, (name, _) in SUBJECT.items()}, synonyms=_SUBJECT_WORDS, required=False,
               aliases=("学科", "任教学科"),
               otherwise=assumed("by the periods of the curriculum within school and stage, less where specialists "
                                 "lack", "校内分学段按课程方案课时比例分配，并扣除紧缺学科缺口")),
        flag("is_backbone", Say("1 = backbone teacher of the county or above", "1 表示县级及以上骨干教师"), "骨干",
             "骨干教师", fill=_flags("by a declared number per 100 pupils", "按每百名学生骨干教师数")),
        Column("title", "code", Say("professional title", "职称"), codes=TITLE, synonyms=_TITLE_WORDS, required=False,
               aliases=("职称", "职称等级"), otherwise=assumed("by declared shares of titles and years of service",
                                                              "按职称结构参数和教龄")),
        Column("contract", "code", Say("kind of contract", "聘用性质"), codes=CONTRACT, synonyms=_CONTRACT_WORDS,
               required=False, aliases=("聘用性质", "编制性质"), otherwise=assumed("holds a post", "在编")),
        flag("is_above_standard", Say("1 = qualification above the legal one (primary: college; junior: bachelor)",
                                      "1 表示学历高于规定（小学专科及以上、初中本科及以上）"), "高于规定学历",
             "学历高于规定", fill=_flags("by a declared share, the young first", "按参数比例，年轻者优先")),
        flag("is_principal", Say("1 = principal of the school", "1 表示校长"), "校长",
             fill=_flags("one a school of its own, of high title", "每所独立学校一名，职称高者优先")),
        year("year_hired", Say("school year in which the teacher began to serve in the county", "入职年份（学年）"),
             1950, 2100, "入职年份", "参加工作年份", otherwise=assumed("at 22 to 24 years of age", "22—24 岁入职")),
        year("rural_since", Say("school year since when the teacher has served without break at schools of towns and "
                                "villages; not used at other schools",
                                "乡镇及以下学校连续任教起始学年（城区、县城学校不用）"),
             1950, 2100, "乡村任教起始年", "乡镇及以下任教起始年",
             otherwise=assumed("the year hired for a declared share, else the year the teacher came to the school",
                               "按参数比例取入职年份，其余取到现校年份")),
        year("village_since", Say("school year since when the teacher has served without break at village schools and "
                                  "points; not used at other schools", "村小、教学点连续任教起始学年（其他学校不用）"),
             1950, 2100, "村小任教起始年", "村小教学点任教起始年",
             otherwise=assumed("the year the teacher came to the school", "到现校年份")),
        Column("training_hours", "int", Say("hours of training so far in the cycle of five years",
                                            "本五年周期内已完成培训学时"), "hours", low=0, high=2000, required=False,
               aliases=("培训学时",),
               otherwise=assumed("those usual at the start for each year served in the cycle (2016-2020, ...), by draw",
                                 "周期（2016—2020 年等）内每任教一年按起始年惯例学时，抽样")),
        *PROVENANCE,
    ),
    required=False,
    otherwise=derived("made up: posts by the pupil ratios (or counties.csv: posts), allotted within the county total, "
                      "x a declared share; ages, subjects, titles by declared numbers",
                      "教师为合成：按生师比（或 counties.csv 核定编制）在县总量内分配后乘专任教师比例，"
                      "年龄、学科、职称按参数"),
    apart=_APART,
)  # fmt: skip
