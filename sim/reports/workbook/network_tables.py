"""表8, 表10, 表16: the schools a scenario changes, those it closes, and what it builds at what price."""

from __future__ import annotations

from sim.base.errors import Say
from sim.reports.workbook import rows
from sim.reports.workbook.forecast_tables import NOT_ADDITIVE
from sim.reports.workbook.network_rows import closings, planned_schools, projects
from sim.reports.workbook.quantity import among, number, total
from sim.reports.workbook.table import EACH, RATE, SHARE, Table, figure, key, quantiles
from sim.reports.workbook.words import CLASSES, ORDER_KINDS, PUPILS, SEATS, TEN_THOUSAND

FREE = ("open_estate", "end_line", "reuse_site")  # orders for which no bureau pays
_REFERENCE = Say(
    "The reference run of each scenario. Chance: the share of the scenario's runs in which the same is ordered; a "
    "school that was made up from totals stands elsewhere in other draws.",
    "各情景的参照运行。可能性：该情景各次运行中作出同一决定的比例；合成的学校在不同抽样中位置不同。",
)
_SCHOOL = (
    key("County", "县（市、区）", "county", 11),
    key("Township", "乡镇/片区", "township", 16),
    key("School", "学校名称", "name", 30),
    key("Code", "标识码", "code", 13),
)


def _now(en: str, zh: str, quantity: str, unit: Say, group: Say | None = None):
    return figure(en, zh, quantity, "reference", unit, group=group)


_FIRST, _LAST = Say("First school year", "起始学年"), Say("Last school year", "末学年")

PLANNED_SCHOOLS = Table(
    Say("T8", "表8"),
    Say("Schools planned", "规划学校一览表"),
    lambda batch, scenario: (planned_schools(batch, scenario),),
    (
        total("pupils_first", "pupils in the first year", "起始学年在校生", "planned_schools", "pupils_first"),
        total("pupils_last", "pupils in the last year", "末学年在校生", "planned_schools", "pupils_last"),
        total("seats_first", "rated seats in the first year", "起始学年核定学位", "planned_schools",
              "seats_rated_first"),
        total("seats_last", "rated seats in the last year", "末学年核定学位", "planned_schools", "seats_rated_last"),
        total("seats_new", "rated seats gained", "新增学位", "planned_schools", "seats_new"),
        number("chance", "runs in which orders are about the school", "该校有规划决定的运行", "planned_schools"),
    ),
    (
        *_SCHOOL,
        key("Kind", "办学类型", "kind", 13),
        key("Zone", "城乡类型", "zone", 8),
        key("Intention", "规划意向", "intention", 24),
        key("From", "实施学年", "due", 8),
        key("What became of it", "落实情况", "outcome", 22),
        _now("Pupils", "在校生", "pupils_first", PUPILS, _FIRST),
        _now("Rated seats", "核定学位", "seats_first", SEATS, _FIRST),
        _now("Pupils", "在校生", "pupils_last", PUPILS, _LAST),
        _now("Rated seats", "核定学位", "seats_last", SEATS, _LAST),
        _now("Seats gained", "新增学位", "seats_new", SEATS),
        figure("Chance", "可能性", "chance", "share", None, SHARE, 8),
        key("Sureness", "数据性质", "sureness", 10),
    ),
    EACH,
    (
        Say("Schools that no order is about are kept as they are and left out. Rated seats also move with the "
            "standard class of the year. From: the first school year in which an order takes effect.",
            "未列学校均为保留。核定学位随当年标准班额变化。实施学年：该校首个决定的实施学年。"),
        _REFERENCE,
    ),
    ("orders", "order_events", "school", "places"),
)  # fmt: skip

CLOSINGS = Table(
    Say("T10", "表10"),
    Say("Plan of closings and mergers", "撤并学校方案表"),
    lambda batch, scenario: (closings(batch, scenario),),
    (
        total("pupils", "pupils in the year of the plan", "拟定方案学年在校生", "closures", "pupils"),
        total("classes", "classes in the year of the plan", "拟定方案学年班数", "closures", "classes"),
        number("chance", "plans", "方案", "closures"),
    ),
    (
        *_SCHOOL,
        key("Planned in", "方案学年", "planned", 8),
        key("Plan", "方式", "what", 18),
        _now("Pupils", "现有学生", "pupils", PUPILS),
        _now("Classes", "现有班数", "classes", CLASSES),
        key("Into", "并入学校", "into", 30),
        key("Straight line (km)", "与并入学校直线距离（千米）", "km", 10),
        key("Bus and boarding", "校车、寄宿安排", "help", 18),
        key("Parents asked", "公示学年", "asked", 8),
        key("Against", "反对家长比例", "against", 8),
        key("To take effect", "拟实施学年", "due", 8),
        key("What became of it", "落实情况", "outcome", 22),
        key("Site", "校舍处置", "site", 20),
        figure("Chance", "可能性", "chance", "share", None, SHARE, 8),
        key("Sureness", "数据性质", "sureness", 10),
    ),
    EACH,
    (
        Say("A plan goes through the legal steps (plan, argument, publicity, approval; 国办发〔2012〕48号); where most "
            "parents are against, it stops. Dates of hearings are not simulated: the bureau enters them.",
            "撤并须经方案、论证、公示、报批（国办发〔2012〕48号），多数家长反对的停止实施。听证日期不由模拟产生，请按实际填写。"),
        _REFERENCE,
    ),
    ("orders", "order_events", "school", "places"),
)  # fmt: skip

PROJECTS = Table(
    Say("T16", "表16"),
    Say("Building projects and their cost", "建设项目与投资估算"),
    lambda batch, scenario: (projects(batch, scenario),),
    (
        total("yuan", "paid, 10,000 yuan", "投资（万元）", "paid", "ten_thousand"),
        number("chance", "projects paid", "项目", "paid"),
    ),
    (
        key("Ordered in", "下达学年", "ordered", 8),
        key("County", "县（市、区）", "county", 11),
        key("Project", "项目类别", "what", 18),
        key("Place", "项目单位", "name", 30),
        key("Code", "标识码", "code", 16),
        key("Size", "建设规模", "amount", 14),
        key("In use from", "投用学年", "due", 8),
        figure("Cost", "投资估算", "yuan", "reference", TEN_THOUSAND, RATE, 11),
        figure("Chance", "可能性", "chance", "share", None, SHARE, 8),
        key("Sureness", "数据性质", "sureness", 10),
    ),
    EACH,
    (
        Say("Cost: amount x the price in the rulebook of the year, paid when ordered. Prices are estimates from "
            "projects elsewhere; replace them by local ones.",
            "投资＝建设规模×当年规则表单价，下达时计入。单价由外地工程推算，请以当地造价替换。"),
        _REFERENCE,
    ),
    ("order_events", "orders", "places"),
)  # fmt: skip

INVESTMENT = Table(
    Say("T16b", "表16-2"),
    Say("Investment by year", "分年度投资估算"),
    lambda batch, _: (rows.area(batch), rows.years(batch)),
    (
        total("yuan", "paid for all orders", "全部投资", "paid", "ten_thousand"),
        *(total(kind, f"paid: {say.en.lower()}", f"投资：{say.zh}", "paid", "ten_thousand", among("kind", kind))
          for kind, say in ORDER_KINDS.items()),
        total("refused", "refused for lack of money", "因资金不足未安排", "refused", "ten_thousand"),
    ),
    (
        key("County", "县（市、区）", "county", 12),
        key("School year", "学年", "year", 8),
        *quantiles(Say("All", "合计"), "yuan", TEN_THOUSAND, RATE),
        *(figure(say.en, say.zh, kind, "p50", TEN_THOUSAND, RATE, group=Say("Of which, P50", "其中，P50"))
          for kind, say in ORDER_KINDS.items() if kind not in FREE),
        figure("Refused, P50", "资金不足未安排，P50", "refused", "p50", TEN_THOUSAND, RATE),
    ),
    EACH,
    (
        Say("Paid in the school year of the order. Refused: ordered, and more than was left of the year's budget.",
            "按下达学年计入。未安排：已提出、超出当年预算余额的项目。"),
        NOT_ADDITIVE,
    ),
    ("order_events",),
)  # fmt: skip
