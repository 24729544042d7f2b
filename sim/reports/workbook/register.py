"""表12: the register (台账) of large classes, one entry a class at the first registration of its cohort."""

from __future__ import annotations

import pandas as pd

from sim.base.errors import Say
from sim.policies import catalogue
from sim.reports.workbook.axes import Axis, Node
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.network_views import standing
from sim.reports.workbook.quantity import largest, number, total
from sim.reports.workbook.table import EACH, SHARE, Table, figure, key
from sim.reports.workbook.views import VIEWS, class_line, grade_line
from sim.reports.workbook.words import GRADES, PER_CLASS, PUPILS, SURENESS

_OPEN_ENTRY = Say("not yet", "未销号")
_NO_RULE = Say("none set", "未规定")
_NOTHING = Say("none", "无")
_ORDERS = {"extend": Say("extension", "扩建"), "build": Say("new school", "新建")}
_COHORT = ["school_id", "stage", "cohort"]


def events(batch: Batch, scenario: str) -> Axis:
    """Return the large classes of a scenario's reference run at the first registration of their cohorts.

    A cohort is the pupils of a school who reach a grade of a stage in the same year; it is entered once, with every
    large class it has in the first year in which it has one.
    """
    view = VIEWS["large_classes"]
    frames = {table: _typed(batch, table, columns, scenario) for table, columns in view.needs.items()}
    rows = view.make(frames)
    rows = rows.assign(cohort=rows["year"].astype(int) - rows["grade"].astype(int))
    years_large = rows.groupby(_COHORT)["year"].agg(lambda years: frozenset(map(int, years)))
    first = rows[rows["year"] == rows.groupby(_COHORT)["year"].transform("min")]
    first = first.sort_values(["year", "county", "school_id", "grade", "class_no"])
    measures = _Measures(batch, scenario, frames["rulebook"])
    nodes = [_node(batch, row, years_large, measures) for row in first.itertuples()]
    return Axis("event", "class_line", tuple(nodes))


def _typed(batch: Batch, table: str, columns: tuple[str, ...], scenario: str) -> pd.DataFrame:
    """Return a record table with its texts as categories, as views take them."""
    rows = batch.read(table, columns, scenario)
    return rows.astype({name: "category" for name in rows if not pd.api.types.is_numeric_dtype(rows[name])})


def _node(batch: Batch, row, years_large: pd.Series, measures: _Measures) -> Node:
    school, year, grade = row.school_id, int(row.year), int(row.grade)
    years = years_large[school, row.stage, row.cohort]
    closed = next(
        (later for later in range(year + 1, batch.folder.years[1] + 1) if later not in years), _OPEN_ENTRY
    )
    labels = {
        "year": year,
        "county": batch.name("county", row.county),
        "name": batch.name("school", school),
        "code": school,
        "grade": GRADES[grade],
        "class": int(row.class_no),
        "measures": measures.told(row.county, row.stage, school, year),
        "deadline": measures.deadline(row.county, row.stage, year) or _NO_RULE,
        "closed": closed,
        "sureness": SURENESS[batch.confidence("school", (school,))],
    }
    members = {
        "class_line": (class_line(year, school, grade, row.class_no),),
        "grade_line": (grade_line(year, school, grade),),
    }
    return Node(labels, members)


class _Measures:
    """What a scenario does about large classes: levers with the year their cut-off is in force, and orders."""

    def __init__(self, batch: Batch, scenario: str, rulebook: pd.DataFrame) -> None:
        note = next(one for one in batch.folder.scenarios if one.name == scenario)
        self._levers = [_title(lever) for lever, numbers in note.levers.items() if _acts(lever, numbers)]
        rules = rulebook[rulebook["field"].astype(str).str.startswith("cutoff_") & (rulebook["value"] > 0)]
        self._years: dict[tuple[str, str], list[int]] = {}
        for row in rules.sort_values("year").itertuples():
            stage = str(row.field).removeprefix("cutoff_")
            self._years.setdefault((str(row.county), stage), []).append(int(row.year))
        given = batch.read("orders", ("kind", "target", "goes_with", "year_due", "amount"), scenario)
        orders = standing(
            given, batch.read("order_events", ("kind", "target", "event", "year_due"), scenario)
        )
        self._orders = orders[orders["kind"].isin(_ORDERS)].groupby("target")

    def deadline(self, county: str, stage: str, year: int) -> int | None:
        """Return the first school year from `year` on that has a cut-off, None without one."""
        return next((one for one in self._years.get((county, stage), []) if one >= year), None)

    def told(self, county: str, stage: str, school: str, year: int) -> Say:
        """Return the measures that act on a class in words."""
        since = self._years.get((county, stage), [None])[0]
        parts = [_since(title, since) for title in self._levers]
        if school in self._orders.groups:
            parts += [
                _order(row) for row in self._orders.get_group(school).itertuples() if row.year_due >= year
            ]
        if not parts:
            return _NOTHING
        return Say("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))


def _acts(lever: str, numbers: dict) -> bool:
    """Tell whether a lever moves large classes, as its declaration says, and has any strength."""
    policy = catalogue().get(lever)
    strength = numbers.get("strength", {}).get("value", 1.0)
    return policy is not None and policy.INDICATOR.startswith("n_large") and strength > 0


def _title(lever: str) -> Say:
    return catalogue()[lever].TITLE


def _since(title: Say, year: int | None) -> Say:
    if year is None:
        return title
    return Say(f"{title.en} (from {year})", f"{title.zh}（{year}学年起）")


def _order(row) -> Say:
    kind, rooms, due = _ORDERS[row.kind], row.amount, row.year_due
    return Say(f"{kind.en} by {rooms:g} rooms ({due})", f"{kind.zh}教室{rooms:g}间（{due}学年）")


REGISTER = Table(
    Say("T12", "表12"),
    Say("Register of large classes and of their removal by year", "大班额消除分年度计划台账"),
    lambda batch, scenario: (events(batch, scenario),),
    (
        total("size", "pupils of the class", "班额", "large_classes", "size"),
        largest("standard", "standard class of the year", "当年标准班额", "large_classes", "standard"),
        total("over", "pupils beyond the standard", "超出标准的人数", "large_classes", "over"),
        number("chance", "large classes of the cohort in that year", "该校该批学生当年的大班额班数", "large_classes",
               event="grade_line"),
    ),
    (
        key("Entered", "登记学年", "year", 8),
        key("County", "县（市、区）", "county", 11),
        key("School", "学校", "name", 32),
        key("Code", "标识码", "code", 13),
        key("Grade", "年级", "grade", 8),
        key("Class", "班级", "class", 6),
        figure("Pupils", "现有人数", "size", "reference", PUPILS, width=8),
        figure("Standard", "标准", "standard", "reference", PER_CLASS, width=8),
        figure("Beyond", "超额", "over", "reference", PUPILS, width=8),
        key("Measures", "措施", "measures", 36),
        key("Deadline", "完成时限", "deadline", 9),
        key("Struck off", "销号学年", "closed", 9),
        figure("Chance", "可能性", "chance", "share", None, SHARE, 8),
        key("Sureness", "数据性质", "sureness", 10),
    ),
    EACH,
    (
        Say("Large classes by the local definition in the reference run of each scenario. A cohort of a school is "
            "entered once, in the first year in which it has a large class. Struck off: the first later year without a "
            "large class, or the year after the stage is finished. Deadline: the first school year, from the entry on, "
            "with a cut-off in the rulebook. Chance: the share of the scenario's runs in which that cohort of that "
            "school has a large class in the year of entry; a school that was made up from totals stands elsewhere in "
            "other draws.",
            "各情景参照运行中达到本地口径的大班额；同一学校同一批学生只在首次出现大班额的学年登记一次。销号学年：其后首个"
            "没有大班额的学年，或该学段毕业后的学年。完成时限：登记起规则表中首个设有大班额控制线的学年。可能性：该情景各次运行中"
            "该校该批学生在登记学年有大班额的比例；合成的学校在不同抽样中位置不同。"),
    ),
    ("classes", "rulebook", "orders", "places"),
)  # fmt: skip
