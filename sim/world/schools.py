"""Schools as columns: one row a school, open or not; rows are never removed, closed schools keep theirs."""

import numpy as np

from sim.base.table import Column, Table
from sim.kernels.quality import N_FIGURES

EQUIPMENT = ("computers", "books")  # columns that only a table tells
SCHOOL_COLUMNS = (
    Column("uid", "uint64", "network", "id", "lasting number"),
    Column("county", "int16", "network", "row", "county row"),
    Column("township", "int16", "network", "row", "township row"),
    Column("x", "float64", "network", "km", "east of the region's origin"),
    Column("y", "float64", "network", "km", "north of the region's origin"),
    Column(
        "kind", "uint8", "network", "code", "小学 primary, 教学点 point, 初中 junior, 九年一贯制 nine-year"
    ),
    Column("zone", "uint8", "network", "code", "城区 urban, 镇区 town, 乡村 village"),
    Column("ownership", "uint8", "network", "code", "公办 public, 民办 private"),
    Column(
        "is_protected",
        "uint8",
        "network",
        "0 or 1",
        "a school for a national minority (民族学校), not closed while the rules protect them",
    ),
    Column("is_special", "uint8", "network", "0 or 1", "a school for special education (特殊教育学校)"),
    Column("grade_low", "uint8", "network", "grade", "lowest grade taught"),
    Column("grade_high", "uint8", "network", "grade", "highest grade taught"),
    Column("status", "uint8", "network", "code", "planned, open, closed"),
    Column("year_opened", "int16", "network", "year", "first school year, 0 before the start"),
    Column("year_closed", "int16", "network", "year", "first school year without pupils, 0 never"),
    Column(
        "year_last_phase",
        "int16",
        "network",
        "year",
        "school year in which its last phase opens, 0 built whole",
    ),
    Column(
        "site_use",
        "uint8",
        "network",
        "code",
        "as the status says, given to a new school, to other education",
    ),
    Column(
        "year_runs_out",
        "int16",
        "network",
        "year",
        "first school year without entrants of a school whose grades run out (逐年停招), 0 none",
    ),
    Column(
        "central_school",
        "int16",
        "network",
        "row",
        "school row of the central school (中心校) that runs it, -1 none",
        -1,
    ),
    Column("rooms", "int16", "network", "rooms", "usable ordinary rooms (普通教室)"),
    Column("beds", "int16", "network", "beds", "beds for boarders"),
    Column("dormitory_m2", "float32", "network", "m2", "usable dormitory area (宿舍使用面积)"),
    Column(
        "teaching_m2",
        "float64",
        "network",
        "m2",
        "teaching and auxiliary area, ordinary rooms included (教学及辅助用房)",
    ),
    Column("sports_m2", "float64", "network", "m2", "sports grounds and halls (体育运动场馆)"),
    Column("site_m2", "float64", "network", "m2", "area of the site (占地)"),
    Column("equipment_yuan", "float64", "network", "yuan", "value of teaching equipment (教学仪器设备值)"),
    Column(
        "multimedia_rooms", "int16", "network", "rooms", "rooms with network and multimedia (网络多媒体教室)"
    ),
    Column(
        "computers",
        "float64",
        "network",
        "computers",
        "computers for teaching; NaN where no table tells",
        np.nan,
    ),
    Column("books", "float64", "network", "books", "books of the library; NaN where no table tells", np.nan),
    Column(
        "norms_given",
        "uint8",
        "network",
        "bits",
        "which of the seven amounts of `sim.kernels.norms.NORMS` are known, bit 0 the first: given by a table or "
        "built by order, not made up at the start",
    ),
    Column("has_canteen", "uint8", "network", "0 or 1", "has a canteen (食堂)"),
    Column("canteen_seats", "int16", "network", "seats", "seats of the canteen"),
    Column(
        "quality_base",
        "float32",
        "network",
        "SD",
        "drawing power by zone and name: 0 for an ordinary village school",
    ),
    Column(
        "quality_first",
        "float64",
        "quality",
        "figures",
        "figures of the first census families saw, in the order of `sim.kernels.quality.FIGURES`; not a number before",
        np.nan,
        width=N_FIGURES,
    ),
    Column(
        "quality_change",
        "float32",
        "quality",
        "SD",
        "what families have come to see beyond the base, by figure",
        width=N_FIGURES,
    ),
    Column(
        "helped_by",
        "int16",
        "quality",
        "row",
        "school row of the strong school paired with it (对口帮扶), -1 none",
        -1,
    ),
    Column("quality_helped", "float32", "quality", "SD", "what families see in it because it is helped"),
    Column("posts", "int16", "staffing", "posts", "posts allotted (编制)"),
    Column("teacher_posts", "int16", "staffing", "posts", "posts for teachers"),
    Column(
        "teacher_posts_by_stage", "int16", "staffing", "posts", "posts for teachers, split by need", width=2
    ),
    Column("teachers", "int16", "staffing", "persons", "full-time teachers who serve here (专任教师)"),
    Column("need_by_pupils", "float32", "staffing", "posts", "posts by pupils / ratio, by stage", width=2),
    Column("need_by_classes", "float32", "staffing", "posts", "posts by classes, by stage", width=2),
    Column("need_by_periods", "float32", "staffing", "posts", "posts by periods / load, by stage", width=2),
    Column("subjects_lacking", "uint8", "staffing", "subjects", "PE, music and art without an own teacher"),
    Column("subjects_uncovered", "uint8", "staffing", "subjects", "part of them no shared teacher covers"),
    Column(
        "itinerant_days",
        "int16",
        "staffing",
        "days/week",
        "days its teachers teach at other schools, summed over teachers (走教)",
    ),
    Column("training_hours", "int32", "staffing", "hours", "hours of training its teachers had this year"),
    Column(
        "posts_short_of_floor", "int16", "staffing", "posts", "posts missing to the floor of a small school"
    ),
    Column(
        "posts_from_central",
        "int16",
        "staffing",
        "posts",
        "posts of the township's pool beyond those the site would have by itself (走教)",
    ),
    Column(
        "boarding_staff_needed",
        "int16",
        "travel",
        "posts",
        "life, mental health, health care and security staff the rules ask for",
    ),
    Column("boarding_staff", "int16", "travel", "persons", "boarding staff there"),
    Column("boarding_staff_bought", "int16", "travel", "persons", "bought services among them"),
    Column("classes", "int16", "classes", "classes", "classes by grade at the last census", width=9),
    Column("pupils", "int32", "classes", "pupils", "pupils by grade at the last census", width=9),
)


def schools(rows: int = 0) -> Table:
    """Return an empty table of schools with room for `rows`."""
    return Table("schools", SCHOOL_COLUMNS, rows)
