"""Views: record rows as the tables take them, plain or joined with what places them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.indicators.themes.admission import PUBLIC_TARGET
from sim.kernels.codes import STAGE_NAMES
from sim.records.admission_tables import OVERFLOW_LIST
from sim.reports.workbook.dropout_views import DROPOUT_VIEWS
from sim.reports.workbook.evaluation_views import EVALUATION_VIEWS
from sim.reports.workbook.network_views import NETWORK_VIEWS, standing
from sim.reports.workbook.staff_views import STAFF_VIEWS
from sim.reports.workbook.view import Frames, View

OVERFLOW_KEYS = OVERFLOW_LIST.keys

AGE_FIRST, AGE_LAST = 3, 17  # ages that the tables tell: kindergarten to senior high
JUNIOR_GRADE = 7  # first grade of junior school
HUKOU, RESIDENT = "registered", "resident"  # 户籍, 常住
CALENDAR, SCHOOL_YEAR = "calendar", "school"  # by which clock births are counted
_GRADES_OF_STAGE = {"primary": 6, "junior": 3}
_SERIES = {"births_registered": HUKOU, "births_resident": RESIDENT}
_RUN_BIRTHS = {"births_registered": HUKOU, "births": RESIDENT}


def birth_line(county: str, basis: str, clock: str, year: int) -> str:
    """Return the code of births of one county, basis, clock and year."""
    return f"{county} {basis} {clock} {year}"


def entry_line(county: str, year: int) -> str:
    """Return the code of the entrants of one county and school year."""
    return f"{county} {year}"


def class_line(year: int, school: str, grade: int, class_no: int) -> str:
    """Return the code of one class in one year."""
    return f"{year} {school} {grade} {class_no}"


def grade_line(year: int, school: str, grade: int) -> str:
    """Return the code of one grade of one school in one year."""
    return f"{year} {school} {grade}"


def _children(frames: Frames) -> pd.DataFrame:
    rows = frames["township_age"]
    return rows[(rows["age"] >= AGE_FIRST) & (rows["age"] <= AGE_LAST)]


def _births(frames: Frames) -> pd.DataFrame:
    """Return births of the past by calendar year and of the run by school year (born since the last census)."""
    past = frames["history"]
    past = past[past["series"].isin(_SERIES)].assign(record="history", clock=CALENDAR)
    past = past.assign(basis=past["series"].astype(str).map(_SERIES), births=past["persons"])
    run = frames["county"].melt(["county", "year"], list(_RUN_BIRTHS), var_name="series", value_name="n")
    run = run.assign(
        record="county", clock=SCHOOL_YEAR, basis=run["series"].map(_RUN_BIRTHS), births=run["n"]
    )
    run = run[run["year"] > run["year"].min()]  # the first census tells nothing of the year before it
    columns = ["record", "series", "county", "year", "basis", "clock", "births"]
    rows = pd.concat([past[columns].astype(object), run[columns].astype(object)], ignore_index=True)
    keys = rows[["county", "basis", "clock", "year"]].itertuples(index=False)
    return rows.assign(line=[birth_line(*key) for key in keys])


def _entrants(frames: Frames) -> pd.DataFrame:
    """Return entrants to grade 1: of the run by school, before it as the input tables tell them by county."""
    rows = frames["school_grade"]
    rows = rows[rows["grade"] == 1]
    past = frames["history"]
    past = past[(past["series"] == "entrants") & (past["year"] < rows["year"].min())]
    run = rows[["county", "year", "school_id", "n_entrants"]].astype({"county": str, "school_id": str})
    told = past[["county", "year"]].astype({"county": str}).assign(school_id="", n_entrants=past["persons"])
    both = pd.concat(
        [told.assign(record="history"), run.assign(record="school_grade", grade=1)], ignore_index=True
    )
    return both.assign(entry=both["county"] + " " + both["year"].astype(int).astype(str))


def _classes(frames: Frames) -> pd.DataFrame:
    """Return classes with county and stage."""
    classes = frames["classes"]
    schools = frames["school"][["school_id", "county"]].astype(str).drop_duplicates("school_id")
    county = schools.set_index("school_id")["county"]
    place = pd.Categorical(county.reindex(classes["school_id"].cat.categories.astype(str)))
    stage = pd.Categorical.from_codes((classes["grade"] >= JUNIOR_GRADE).astype(np.int8), STAGE_NAMES)
    codes = place.codes[classes["school_id"].cat.codes.to_numpy()]
    return classes.assign(county=pd.Categorical.from_codes(codes, place.categories), stage=stage)


def _large_classes(frames: Frames) -> pd.DataFrame:
    """Return the classes that are large by the local definition of their year, with the standard of that year."""
    rules = frames["rulebook"]
    of_stage = [
        rules[rules["field"].isin([f"large_local_{stage}", f"class_standard_{stage}"])]
        .pivot(index=["year", "county"], columns="field", values="value")
        .rename(columns=lambda field: "large_from" if str(field).startswith("large") else "standard")
        .assign(stage=stage)
        for stage in STAGE_NAMES
    ]
    limits = pd.concat(of_stage).reset_index().astype({"county": str, "stage": str})
    smaller = frames["classes"]["size"] >= limits["large_from"].min()
    rows = _classes({**frames, "classes": frames["classes"][smaller]})
    rows = rows.astype({"county": str, "stage": str, "school_id": str}).merge(
        limits, on=["year", "county", "stage"]
    )
    rows = rows[rows["size"] >= rows["large_from"]]
    names = list(zip(rows["year"], rows["school_id"], rows["grade"], rows["class_no"], strict=True))
    return rows.assign(
        over=rows["size"] - rows["standard"],
        class_line=[class_line(*name) for name in names],
        grade_line=[grade_line(*name[:3]) for name in names],
    )


def _ordered_seats(frames: Frames) -> pd.DataFrame:
    """Return seats of ordered rooms for every school year before they open: to be ordered later, or being built.

    Rooms of a nine-year school are shared by the grades of its stages (assumption).
    """
    orders, school, rules = (
        standing(frames["orders"], frames["order_events"]),
        frames["school"],
        frames["rulebook"],
    )
    orders = orders[orders["unit"] == "rooms"].rename(columns={"year": "year_given", "target": "school_id"})
    school = school.astype({name: str for name in ("school_id", "county", "stage", "zone_kind")})
    school = (
        school.sort_values("year").drop_duplicates(["school_id", "stage"], keep="last").drop(columns="year")
    )
    grades = school["stage"].map(_GRADES_OF_STAGE)
    school = school.assign(share=grades / grades.groupby(school["school_id"]).transform("sum"))
    rows = orders.astype({"school_id": str}).drop(columns="county").merge(school, on="school_id")
    rows = rows.assign(rooms=rows["amount"] * rows["share"])
    standard = rules[rules["field"].isin([f"class_standard_{stage}" for stage in STAGE_NAMES])]
    standard = standard.astype({"county": str}).assign(
        stage=standard["field"].astype(str).str.rpartition("_")[2]
    )
    rows = rows.merge(standard[["year", "county", "stage", "value"]], on=["county", "stage"])
    rows = rows[rows["year"] < rows["year_due"]]
    state = np.where(rows["year"] >= rows["year_given"], "building", "planned")
    return rows.assign(seats=rows["rooms"] * rows["value"], state=state)


def _pupils_by_origin(frames: Frames) -> pd.DataFrame:
    """Return migrant children and in-county movers by school and grade, with who runs the school."""
    rows = frames["school_grade"].astype(
        {name: str for name in ("county", "school_id", "stage", "zone_kind")}
    )
    owner = (
        frames["school"].astype({"school_id": str, "ownership": str}).drop_duplicates(["year", "school_id"])
    )
    rows = rows.merge(owner, on=["year", "school_id"], validate="many_to_one")
    elsewhere = rows["n_migrant"].astype(np.int64) - rows["n_migrant_other_province"].astype(np.int64)
    return rows.assign(
        n_migrant_province=elsewhere, n_migrant_target=PUBLIC_TARGET.value * rows["n_migrant"].astype(float)
    )


def overflow_line(*keys: object) -> str:
    """Return the code of one line of the overflow list, from the keys of its record row."""
    return "|".join(map(str, keys))


def _overflow(frames: Frames) -> pd.DataFrame:
    rows = frames["overflow"]
    keys = rows[list(OVERFLOW_KEYS)].itertuples(index=False, name=None)
    return rows.assign(line=[overflow_line(*key) for key in keys])


VIEWS: dict[str, View] = (
    {
        name: View(Say(name, name), None, lambda frames, name=name: frames[name])
        for name in ("school_grade", "school", "grade_age", "admission")
    }
    | {
        "pupils_by_origin": View(
            Say(
                "record table school_grade, with who runs the school (record table school); n_migrant_province = "
                f"n_migrant - n_migrant_other_province; n_migrant_target = {PUBLIC_TARGET.value:g} x n_migrant",
                "记录表 school_grade，并以 school 配上举办者；n_migrant_province＝n_migrant－n_migrant_other_province；"
                f"n_migrant_target＝{PUBLIC_TARGET.value:g}×n_migrant",
            ),
            {
                "school_grade": (
                    *("year", "county", "school_id", "stage", "zone_kind", "grade"),
                    *("n_migrant", "n_migrant_other_province", "n_moved_in_county"),
                ),
                "school": ("year", "school_id", "ownership"),
            },
            _pupils_by_origin,
        ),
        "overflow": View(
            Say("record table overflow", "记录表 overflow"), {"overflow": (*OVERFLOW_KEYS, "n")}, _overflow
        ),
        "township_age": View(
            Say(
                f"record table township_age, ages {AGE_FIRST} to {AGE_LAST}",
                f"记录表 township_age，{AGE_FIRST}—{AGE_LAST}岁",
            ),
            {"township_age": ("year", "county", "township", "zone_kind", "age", "sex", "residents")},
            _children,
        ),
        "births": View(
            Say(
                "record tables history (births by calendar year) and county (births and births_registered of the run)",
                "记录表 history（历年出生）与 county（运行中的 births、births_registered）",
            ),
            {
                "history": ("series", "county", "year", "persons", "confidence"),
                "county": ("year", "county", *_RUN_BIRTHS),
            },
            _births,
        ),
        "entrants": View(
            Say(
                "record tables school_grade (grade 1) and, before the run, history (entrants)",
                "记录表 school_grade（一年级），运行之前为 history（entrants）",
            ),
            {
                "school_grade": ("year", "county", "school_id", "grade", "n_entrants"),
                "history": ("series", "county", "year", "persons", "confidence"),
            },
            _entrants,
        ),
        "classes": View(
            Say(
                "record table classes, with the county of the school",
                "记录表 classes，并以 school 配上学校所在县",
            ),
            {
                "classes": ("year", "school_id", "grade", "class_no", "size"),
                "school": ("school_id", "county"),
            },
            _classes,
        ),
        "large_classes": View(
            Say(
                "record table classes where size >= large_local_<stage> of the year, with class_standard_<stage> "
                "(rulebook)",
                "记录表 classes 中达到当年规则表 large_local 的班，并配上当年 class_standard",
            ),
            {
                "classes": ("year", "school_id", "grade", "class_no", "size"),
                "school": ("school_id", "county"),
                "rulebook": ("year", "county", "field", "value"),
            },
            _large_classes,
        ),
        "ordered_seats": View(
            Say(
                "record table orders (unit rooms; less those refused for lack of money or stopped by parents, "
                "order_events) x class_standard_<stage> (rulebook), placed by record table school",
                "记录表 orders（单位为间，不含 order_events 所列资金不足未安排、家长反对停止者）× 当年 class_standard，"
                "以 school 配上学校所在处",
            ),
            {
                "orders": (
                    "year",
                    "county",
                    "lever",
                    "kind",
                    "target",
                    "goes_with",
                    "year_due",
                    "amount",
                    "unit",
                ),
                "order_events": ("year", "kind", "target", "event", "year_due"),
                "school": ("year", "school_id", "county", "stage", "zone_kind"),
                "rulebook": ("year", "county", "field", "value"),
            },
            _ordered_seats,
        ),
    }
    | DROPOUT_VIEWS
    | NETWORK_VIEWS
    | STAFF_VIEWS
    | EVALUATION_VIEWS
)
