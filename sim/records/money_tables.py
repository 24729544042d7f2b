"""Record table of money (收支账): yuan by school, county, year and kind."""

from sim.base.errors import Say
from sim.records.columns import COUNTY, SCHOOL, YEAR, RecordColumn, TableDeclaration, count, text

MONEY_TABLE = TableDeclaration(
    "money", ("year", "county", "school_id", "kind"),
    (
        YEAR, COUNTY, RecordColumn(SCHOOL.name, "text", "code", Say("school; empty = the county as a whole",
                                   "学校标识码；空为县级"), SCHOOL.adds_up),
        text("kind", "kind of money (see money kinds)", "收支科目"),
        text("side", "in, out, or memo: counted beside the books", "收、支或备查"),
        text("account", "running or capital", "经常性或基本建设"),
        count("is_carried_on", "1 = no rate of the year is known; the nearest known one holds: an assumption",
              "当年标准未知，沿用最近一年标准（假设）", "0 or 1", "never", dtype="uint8"),
        RecordColumn("yuan", "int64", "yuan", Say("yuan of the year; by county and account the sum of in is the sum "
                     "of out; negative: capital money that came back", "当年金额（元）；分县分账户收支相等；"
                     "负数为基建资金退回"),
                     "over schools, counties, years and kinds of one side"),
    ),
    Say("money in and out of the year by school and kind", "分校分科目年度收支"),
)  # fmt: skip
