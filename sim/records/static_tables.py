"""Record tables beside those of the yearly count: places by name, orders given, and the past as the tables tell it."""

from sim.base.errors import Say
from sim.records.columns import COUNTY, YEAR, RecordColumn, TableDeclaration, key, text

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

ORDERS = TableDeclaration(
    "orders", ("year", "county", "lever", "kind", "target"),
    (
        YEAR, COUNTY,
        text("lever", "lever that gave the order", "措施"),
        text("kind", "extend, close, add_beds, open_estate, build", "类别"),
        text("target", "school or estate the order is about", "对象"),
        text("into", "school that takes over, empty if none", "并入学校"),
        RecordColumn("year_due", "uint16", "school year", Say("school year in which it takes effect; it may lie "
            "beyond the run", "实施学年"), "never"),
        RecordColumn("amount", "float64", "see unit", Say("how much", "数量"), "over orders of one kind"),
        text("unit", "rooms, schools, beds, dwellings", "单位"),
    ),
    Say("orders of the bureaus in the school year they were given", "规划与决定"),
)  # fmt: skip

HISTORY = TableDeclaration(
    "history", ("series", "county", "year"),
    (
        text("series", "births_registered (户籍出生), births_resident (常住出生), entrants (小学招生)", "序列"),
        COUNTY,
        key("year", "uint16", "calendar year; school year of entrants", "calendar year; school year of entrants",
             "日历年；招生为学年"),
        RecordColumn("persons", "uint32", "persons", Say("births or entrants", "出生或招生人数"), "over counties"),
        text("confidence", "how sure the row in the input tables is", "可信程度"),
    ),
    Say("what the input tables tell of births and entrants by year", "输入表中的历年出生与招生"),
)  # fmt: skip
