"""Children and their households: the columns, each with its one writer."""

from sim.base.table import Column, Table

CHILD_COLUMNS = (
    Column("uid", "uint64", "births", "id", "lasting number, derived from the household and the birth order"),
    Column("household", "int32", "births", "row", "household row", -1, refers_to="households"),
    Column("birth_year", "int16", "births", "year", "calendar year of birth"),
    Column("birth_month", "uint8", "births", "month", "month of birth, 1-12", 1),
    Column("sex", "uint8", "births", "code", "0 male, 1 female"),
    Column(
        "status", "uint8", "register", "code", "below age, enrolled, waiting, dropped out, finished, left"
    ),
    Column(
        "school",
        "int16",
        "register",
        "row",
        "school row of the pupil (of the last school after dropping out), -1 none",
        -1,
    ),
    Column(
        "school_before",
        "int16",
        "register",
        "row",
        "school row of grade 6, which a feeder (对口) starts from, -1 none or not known",
        -1,
    ),
    Column("grade", "uint8", "register", "grade", "grade 1-9 attended or asked for, 0 none"),
    Column("year_entered", "int16", "register", "year", "school year of entry to grade 1: the cohort"),
    Column("is_repeating", "uint8", "register", "0 or 1", "stays in the grade next year"),
    Column(
        "placement", "uint8", "register", "code", "unplaced, in zone, overflow, over capacity, continuing"
    ),
    Column("year_displaced", "int16", "register", "year", "last year the child's school was closed, 0 never"),
    Column(
        "dropout_cause",
        "uint8",
        "register",
        "code",
        "what the child last dropped out by: 0 it never did, 1 poverty, 2 parents away, 3 distance, 4 boarding, "
        "5 learning, 6 closure, 7 other",
    ),
    Column(
        "year_left",
        "int16",
        "dropout",
        "year",
        "school year in which the child last dropped out, 0 it never did",
    ),
    Column("month_left", "uint8", "dropout", "month", "month of it: 1 September to 10 June, 0 it never did"),
    Column(
        "month_known",
        "uint8",
        "dropout",
        "month",
        "month from that September on in which its absence is known: up to 12 within the year, 0 it never left",
    ),
    Column(
        "is_visited", "uint8", "dropout", "0 or 1", "was visited by the return campaign when it last left"
    ),
    Column(
        "care_case",
        "uint8",
        "care",
        "code",
        "0 no left-behind pupil, 1 left-behind, above a key case: 1 + how many of both parents away, poor, over age",
    ),
    Column("is_filed", "uint8", "care", "0 or 1", "left-behind pupil on file (建档)"),
    Column("is_cared", "uint8", "care", "0 or 1", "left-behind pupil in one-to-one care (包保)"),
    Column("leaving", "uint8", "register", "code", "reason of leaving the table, 0 stays"),
    Column(
        "register_school",
        "int16",
        "register",
        "row",
        "school on whose roll (学籍) the child stands, -1 none, -2 not on a roll of the region though at school",
        -1,
    ),
    Column(
        "years_behind",
        "uint8",
        "register",
        "censuses",
        "censuses at which the roll stays wrong, 0 it is right",
    ),
    Column(
        "aid_yuan", "uint16", "money", "yuan/pupil-year", "living aid (生活补助) of the year, 0 it gets none"
    ),
    Column("way", "uint8", "travel", "code", "on foot, riding, boarding, school bus, transit"),
    Column("minutes", "uint8", "travel", "minutes", "one-way minutes of a day pupil; 0 for boarders"),
    Column("is_over_limit", "uint8", "travel", "0 or 1", "day trip longer than the rule allows"),
    Column(
        "is_without_bed", "uint8", "travel", "0 or 1", "day pupil who would board, had the school a bed left"
    ),
)

HOUSEHOLD_COLUMNS = (
    Column("uid", "uint64", "births", "id", "lasting number, from place, mother's age cell and ordinal"),
    Column("settlement", "int32", "moves", "row", "where the family lives", -1),
    Column(
        "hukou_settlement",
        "int32",
        "moves",
        "row",
        "where the hukou (户口) stands, -1 outside the region",
        -1,
    ),
    Column(
        "hukou", "uint8", "moves", "code", "hukou in the region, other county of the province, other province"
    ),
    Column("is_rural_hukou", "uint8", "moves", "0 or 1", "rural hukou (农业户口)"),
    Column("tenure", "uint8", "moves", "code", "owner, tenant, with relatives"),
    Column("permit_months", "int16", "moves", "months", "months of residence permit (居住证)"),
    Column("parents_away", "uint8", "moves", "persons", "parents who live away: 0, 1, 2"),
    Column("year_away", "int16", "moves", "year", "school year in which a parent went away, 0 none is away"),
    Column("year_moved", "int16", "moves", "year", "school year of the last move of home"),
    Column("income", "float32", "births", "rank", "income rank in the county, 0-1", 0.5),
    Column("poverty", "uint8", "births", "code", "0 none, 1 on the poverty register (低保, 建档立卡, 特困)"),
    Column("mother_year", "int16", "parents", "year", "mother's year of birth, 0 none"),
    Column("father_year", "int16", "parents", "year", "father's year of birth, 0 none"),
    Column("n_births", "uint8", "births", "births", "children ever born to the mother"),
    Column("year_last_birth", "int16", "births", "year", "school year of the last birth"),
    Column("leaving", "uint8", "register", "code", "reason of leaving the table, 0 stays"),
)


def children(rows: int = 0) -> Table:
    """Return an empty table of children with room for `rows`."""
    return Table("children", CHILD_COLUMNS, rows)


def households(rows: int = 0) -> Table:
    """Return an empty table of households with children with room for `rows`."""
    return Table("households", HOUSEHOLD_COLUMNS, rows)
