"""Words that several tables share."""

from sim.base.errors import Say
from sim.rules.order import EVENTS

PUPILS = Say("pupils", "人")
PERSONS = Say("persons", "人")
CLASSES = Say("classes", "个班")
SCHOOLS = Say("number", "所")
SEATS = Say("seats", "个")
BEDS = Say("beds", "张")
PERCENT = Say("%", "%")
PER_CLASS = Say("pupils/class", "人/班")
PER_TEACHER = Say("pupils/teacher", "人/教师")
TEACHERS_A_CLASS = Say("teachers/class", "教师/班")
POSTS = Say("posts", "个编制")
TEN_THOUSAND = Say("10,000 yuan", "万元")
NUMBER = Say("number", "项")
SUBJECTS = Say("subjects", "科")

WHOLE = Say("Whole region", "全区域")
TOTAL = Say("Total", "合计")
NOT_APPLICABLE = "—"

ZONES = {"urban": Say("Urban", "城区"), "town": Say("Town", "镇区"), "village": Say("Village", "乡村")}
STAGES = {"primary": Say("Primary", "小学"), "junior": Say("Junior", "初中")}
KINDS = {
    "primary": Say("Primary school", "小学"),
    "point": Say("Teaching point", "教学点"),
    "junior": Say("Junior school", "初中"),
    "nine_year": Say("Nine-year school", "九年一贯制学校"),
}
OWNERS = {"public": Say("Public", "公办"), "private": Say("Private", "民办")}
GRADES = {grade: Say(f"Grade {grade}", f"{zh}年级") for grade, zh in enumerate("一二三四五六七八九", start=1)}
WHY_PLACED = {
    "overflow_near": Say("within the travel limit", "时限内统筹"),
    "overflow_far": Say("beyond the travel limit", "超时限统筹（校车或寄宿）"),
    "over_capacity": Say("beyond the seats", "超容量安置"),
    "bought_seat": Say("seat bought by the government", "政府购买学位"),
}
SURENESS = {
    "read": Say("read", "读取"),
    "known": Say("known", "公认"),
    "estimate": Say("estimate", "推算"),
    "assumption": Say("assumption", "假设"),
}
ORDER_KINDS = {
    "extend": Say("Extension", "扩建"),
    "add_beds": Say("Beds", "寄宿床位"),
    "add_canteen_seats": Say("Canteen seats", "食堂座位"),
    "build": Say("New school", "新建学校"),
    "upgrade": Say("Upgrade to the norms", "改善办学条件"),
    "close": Say("Closing", "停办、合并"),
    "change_grades": Say("Change of grades", "改办学段"),
    "relocate": Say("Relocation", "迁建"),
    "open_bus_line": Say("School bus line", "校车线路"),
    "add_buses": Say("More buses", "增购校车"),
    "end_line": Say("End of a line", "停运线路"),
    "open_transit_line": Say("Transit line", "公交线路"),
    "open_estate": Say("Housing estate", "住宅小区"),
    "reserve_land": Say("Land reserved", "预留用地"),
    "reuse_site": Say("Reuse of a site", "校舍再利用"),
}
ORDER_UNITS = {
    "beds": Say("beds", "张"),
    "buses": Say("buses", "辆"),
    "dwellings": Say("dwellings", "套"),
    "lines": Say("lines", "条"),
    "m2": Say("m2", "平方米"),
    "rooms": Say("rooms", "间"),
    "schools": Say("schools", "所"),
    "seats": Say("seats", "座"),
}
OUTCOMES = EVENTS  # what became of an order
