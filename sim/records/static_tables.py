"""Record tables beside those of the yearly count: places by name, zones, orders given, the past as tables tell it."""

from typing import get_args

from sim.base.errors import Say
from sim.records.columns import COUNTY, STAGE, YEAR, ZONE, RecordColumn, TableDeclaration, key, text
from sim.rules.order import EVENTS
from sim.rules.orders import Order

PLACES = TableDeclaration(
    "places", ("level", "code"),
    (
        text("level", "county, township or school", "层级"),
        text("code", "county, township or school code", "代码"),
        text("name", "its name; a school that was made up from totals says so (合成)", "名称"),
        text("within", "code of the county a township lies in, of the township a school stands in", "所属代码"),
        RecordColumn("x_km", "float64", "km", Say("east of the region's origin; NaN where no point stands for it",
            "以区域原点为准的东向坐标"), "never"),
        RecordColumn("y_km", "float64", "km", Say("north of the region's origin", "北向坐标"), "never"),
        text("confidence", "how sure its row in the input tables is: read, known, estimate, assumption", "可信程度"),
    ),
    Say("counties, townships and schools by name; one row for all years", "县、乡镇、学校名录"),
)  # fmt: skip

ZONES = TableDeclaration(
    "zones", ("year", "settlement", "stage", "grade_low", "school_id"),
    (
        key("year", "uint16", "school year", "school year from which the row holds, until the next year in which its "
            "settlement and stage have rows", "自该学年起执行，至该居民点该学段下次有行为止"),
        COUNTY,
        text("township", "township code", "乡镇代码"),
        key("settlement", "uint32", "number", "number of the settlement in the run; estates come last", "居民点序号"),
        text("code", "code of the village, community or estate; empty where it was made up", "村（社区）或小区代码"),
        text("name", "its name; empty where it was made up", "村（社区）或小区名称"),
        ZONE,
        text("rank", "plain, township_seat, county_seat", "普通、乡镇驻地、县城"),
        RecordColumn("x_km", "float64", "km", Say("east of the region's origin", "以区域原点为准的东向坐标"), "never"),
        RecordColumn("y_km", "float64", "km", Say("north of the region's origin", "北向坐标"), "never"),
        RecordColumn("residents", "uint32", "persons", Say("residents at the start; estates none", "起始年常住人口"),
            "over settlements of one year, stage and grade"),
        STAGE,
        key("grade_low", "uint8", "grade", "first grade the school is the zone's for", "起始年级"),
        RecordColumn("grade_high", "uint8", "grade", Say("last grade", "终止年级"), "never"),
        text("school_id", "zone school (学区学校); empty where the county has none for the grades", "学区学校标识码"),
        text("basis", "nearest (or built for the settlement), district (named by districts.csv), also (another school "
            "of the district), none", "依据：就近（或配建）、学区表、学区内其他学校、无"),
    ),
    Say("zone schools of each settlement at the start, and again when they change: redrawn, closed, opened; none for "
        "counties told by their schools alone", "各居民点学区学校及其变动"),
)  # fmt: skip

ORDERS = TableDeclaration(
    "orders", ("year", "county", "lever", "kind", "target", "goes_with"),
    (
        YEAR, COUNTY,
        text("lever", "lever that gave the order", "措施"),
        text("kind", ", ".join(one.KIND for one in get_args(Order)), "类别"),
        text("target", "school or estate the order is about", "对象"),
        text("goes_with", "school for whose closing it compensates, empty otherwise", "作为补偿所对应的撤并学校"),
        text("into", "school that takes over, empty if none", "并入学校"),
        RecordColumn("year_due", "uint16", "school year", Say("school year in which it takes effect; it may lie "
            "beyond the run", "实施学年"), "never"),
        RecordColumn("amount", "float64", "see unit", Say("how much", "数量"), "over orders of one kind"),
        text("unit", ", ".join(dict.fromkeys(one.UNIT for one in get_args(Order))), "单位"),
    ),
    Say("orders of the bureaus in the school year they were given; order_events tells what became of each, also that "
        "there was no money for it", "规划与决定（含因资金不足未安排者，见 order_events）"),
)  # fmt: skip

ORDER_EVENTS = TableDeclaration(
    "order_events", ("year", "county", "kind", "target", "goes_with", "year_due", "event"),
    (
        YEAR, COUNTY,
        text("kind", "kind of the order, as in orders", "类别"),
        text("target", "school, estate, line or site the order is about", "对象"),
        text("goes_with", "as in orders", "作为补偿所对应的撤并学校"),
        text("event", "; ".join(f"{name} = {say.en}" for name, say in EVENTS.items()),
             "；".join(f"{name} = {say.zh}" for name, say in EVENTS.items())),
        key("year_due", "uint16", "school year", "school year in which the order takes effect", "实施学年"),
        text("into", "school that takes over, empty if none", "并入学校"),
        RecordColumn("amount", "float64", "see unit", Say("how much was ordered", "数量"), "over orders of one kind"),
        text("unit", "as in orders", "单位"),
        RecordColumn("share_against", "float64", "share", Say("share of parents against; NaN where nobody was asked",
            "反对家长比例"), "never"),
        RecordColumn("yuan", "float64", "yuan", Say("money the event moved", "涉及资金"), "over events of one name"),
    ),
    Say("what became of orders, in the school year it happened", "规划与决定的落实情况"),
)  # fmt: skip

HISTORY = TableDeclaration(
    "history", ("series", "county", "year"),
    (
        text("series", "births_registered (户籍出生), births_resident (常住出生), entrants (小学招生), "
             "entrants_junior (初中招生)", "序列"),
        COUNTY,
        key("year", "uint16", "calendar year; school year of entrants", "calendar year; school year of entrants",
             "日历年；招生为学年"),
        RecordColumn("persons", "uint32", "persons", Say("births or entrants", "出生或招生人数"), "over counties"),
        text("confidence", "how sure the row in the input tables is", "可信程度"),
    ),
    Say("what the input tables tell of births and entrants by year", "输入表中的历年出生与招生"),
)  # fmt: skip
