"""The rules of teachers: of working age, at an open public school that teaches their stage, years in order."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, needs, rows_of
from sim.inputs.checks.schools import grades_taught, is_open

YOUNGEST, OLDEST = 18, 70
LEAST_HIRED = 16  # age: the legal working age (劳动法)
_GRADES = {"primary": (1, 6), "junior": (7, 9)}
_SINCE = ("year_hired", "rural_since", "village_since")


@needs("teachers")
def of_working_age(given: Given) -> Iterator[UserError]:
    """Check that teachers are 18 to 70 years old in the start year."""
    teachers = given["teachers"]
    for row, born in enumerate(teachers.columns["birth_year"]):
        age = given.start - born
        if not YOUNGEST <= age <= OLDEST:
            first, last = given.start - OLDEST, given.start - YOUNGEST
            yield UserError(
                Say(f"a teacher over {OLDEST}", f"教师超过 {OLDEST} 岁")
                if age > OLDEST
                else Say(f"a teacher below {YOUNGEST}", f"教师不满 {YOUNGEST} 岁"),
                where=teachers.where(row, "birth_year"),
                value=born,
                rule=Say(
                    f"{YOUNGEST} to {OLDEST} years old in {given.start}: born {first} to {last}",
                    f"{given.start} 年为 {YOUNGEST}—{OLDEST} 岁，即 {first}—{last} 年出生",
                ),
                remedy=Say("correct birth_year, or take the row out", "请更正出生年，或删去该行"),
            )  # fmt: skip


@needs("teachers", "schools")
def at_open_schools(given: Given) -> Iterator[UserError]:
    """Check that the school of a teacher teaches in the start year."""
    years = {code: span for code, *span in rows_of(given["schools"], "school_code", "opened", "closed")}
    teachers = given["teachers"]
    for row, code in enumerate(teachers.columns["school_code"]):
        if code in years and not is_open(*years[code], given.start):
            yield UserError(
                Say(
                    "a teacher of a school that does not teach in the start year", "教师所在学校起始年不在办"
                ),
                where=teachers.where(row, "school_code"),
                value=code,
                rule=Say(
                    f"the school of a teacher is open in {given.start} (schools.csv: opened, closed)",
                    f"教师所在学校须在 {given.start} 年在办（schools.csv 的开办、停办年份）",
                ),
                remedy=Say(
                    "correct the school of the teacher, or the years of the school",
                    "请更正教师的学校，或该校的年份",
                ),
            )


@needs("teachers", "schools")
def at_public_schools(given: Given) -> Iterator[UserError]:
    """Check that the school of a teacher is public: private schools hold no county posts."""
    private = {
        code for code, owner in rows_of(given["schools"], "school_code", "ownership") if owner == "private"
    }
    teachers = given["teachers"]
    for row, code in enumerate(teachers.columns["school_code"]):
        if code in private:
            yield UserError(
                Say("a teacher of a private school", "民办学校教师"),
                where=teachers.where(row, "school_code"),
                value=code,
                rule=Say(
                    "teachers.csv holds teachers of public schools: private schools hold no posts of the county",
                    "teachers.csv 只列公办学校教师：民办学校不占县级编制",
                ),
                remedy=Say("take the row out, or correct ownership in schools.csv",
                           "请删去该行，或更正 schools.csv 的举办者"),
            )  # fmt: skip


@needs("teachers", "schools")
def of_a_stage_taught(given: Given) -> Iterator[UserError]:
    """Check that the school of a teacher teaches the teacher's stage."""
    spans, teachers = grades_taught(given["schools"]), given["teachers"]
    for row, (code, stage) in enumerate(rows_of(teachers, "school_code", "stage")):
        low, high = spans.get(code, (1, 9))
        first, last = _GRADES[stage]
        if high < first or low > last:
            yield UserError(
                Say("a teacher of a stage that the school does not teach", "该校不设教师的任教学段"),
                where=teachers.where(row, "stage"),
                value=stage,
                rule=Say(
                    f"{code} teaches grades {low}-{high} (schools.csv: grade_low, grade_high, else kind)",
                    f"{code} 开设 {low}—{high} 年级（schools.csv 的最低、最高年级，缺省按类型）",
                ),
                remedy=Say(
                    "correct the stage, the school, or the span of the school",
                    "请更正学段、学校或该校的年级范围",
                ),
            )


@needs("teachers")
def years_in_order(given: Given) -> Iterator[UserError]:
    """Check that a teacher was hired, and began to serve in the countryside, from age 16 to the start year."""
    teachers = given["teachers"]
    for column in _SINCE:
        for row, (born, since) in enumerate(rows_of(teachers, "birth_year", column)):
            is_of_age = YOUNGEST <= given.start - born <= OLDEST  # else told by of_working_age
            if since is not None and is_of_age and not born + LEAST_HIRED <= since <= given.start:
                yield UserError(
                    Say("a year of service that cannot be", "任教年份有误"),
                    where=teachers.where(row, column),
                    value=since,
                    rule=Say(
                        f"{column} lies between age {LEAST_HIRED} and the start year: {born + LEAST_HIRED} to "
                        f"{given.start} for a teacher born {born}",
                        f"{column} 须在 {LEAST_HIRED} 岁至起始年之间：{born} 年出生者为 "
                        f"{born + LEAST_HIRED}—{given.start}",
                    ),
                    remedy=Say(f"correct {column} or birth_year", f"请更正 {column} 或出生年"),
                )


@needs("teachers")
def village_within_rural(given: Given) -> Iterator[UserError]:
    """Check that nobody has served in villages for longer than in the countryside."""
    teachers = given["teachers"]
    for row, (rural, village) in enumerate(rows_of(teachers, "rural_since", "village_since")):
        if rural is not None and village is not None and village < rural:
            yield UserError(
                Say("longer in villages than in the countryside", "村小任教早于乡村任教"),
                where=teachers.where(row, "village_since"),
                value=village,
                rule=Say(f"village_since >= rural_since, here {rural}",
                         f"村小任教起始年不得早于乡村任教起始年（{rural}）"),
                remedy=Say("correct one of the two years", "请更正其中一个年份"),
            )  # fmt: skip
