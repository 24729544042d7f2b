"""The rules of enrolment and classes: grades that are taught, schools that are open, classes that sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, needs, rows_of
from sim.inputs.checks.population import rows_twice
from sim.inputs.checks.schools import grades_taught, is_open

_COUNTED = ("enrolment", "classes")


@needs("counties")
def no_row_twice(given: Given) -> Iterator[UserError]:
    """Check that no row stands twice, once with the start year and once with a blank year."""
    for name in _COUNTED:
        if name in given:
            yield from rows_twice(given[name], name)


@needs("schools")
def taught_grades(given: Given) -> Iterator[UserError]:
    """Check that pupils are in grades that their school teaches."""
    spans = grades_taught(given["schools"])
    for name, row, code, grade, pupils in _counted(given):
        low, high = spans.get(code, (1, 9))
        if pupils and not low <= grade <= high:
            yield UserError(
                Say("pupils in a grade that the school does not teach", "该校不设该年级却有在校生"),
                where=given[name].where(row, "grade"),
                value=f"{code}, grade {grade}: {pupils}",
                rule=Say(
                    f"{code} teaches grades {low}-{high} (schools.csv: grade_low, grade_high, else kind)",
                    f"{code} 开设 {low}—{high} 年级（schools.csv 的最低、最高年级，缺省按类型）",
                ),
                remedy=Say("correct the grade, or the span of the school", "请更正年级，或该校的年级范围"),
            )


@needs("schools")
def open_schools(given: Given) -> Iterator[UserError]:
    """Check that only schools that are open in the start year have pupils; told once a school and table."""
    rows = rows_of(given["schools"], "school_code", "opened", "closed")
    shut = {code: years for code, *years in rows if not is_open(*years, given.start)}
    told = set()
    for name, row, code, _, pupils in _counted(given):
        if not pupils or code not in shut or (name, code) in told:
            continue
        told.add((name, code))
        opened, closed = shut[code]
        yield UserError(
            Say("a closed school has pupils", "已停办（未开办）的学校有在校生"),
            where=given[name].where(row, "pupils"),
            value=f"{code}: {pupils}",
            rule=Say(
                f"open in {given.start}; schools.csv: opened {opened or '(empty)'}, closed {closed or '(empty)'}",
                f"{given.start} 年在办；schools.csv：开办 {opened or '（空）'}，停办 {closed or '（空）'}",
            ),
            remedy=Say(
                "correct the years of the school, or remove its pupils", "请更正该校年份，或删去其在校生"
            ),
        )


@needs("enrolment", "classes")
def classes_sum(given: Given) -> Iterator[UserError]:
    """Check that the classes of a school and grade sum to its pupils."""
    enrolled = {
        (code, grade): n for code, grade, n in rows_of(given["enrolment"], "school_code", "grade", "pupils")
    }
    classes = given["classes"]
    sizes: dict[tuple, list[int | None]] = defaultdict(list)
    last: dict[tuple, int] = {}
    for row, (code, grade, n) in enumerate(rows_of(classes, "school_code", "grade", "pupils")):
        sizes[code, grade].append(n)
        last[code, grade] = row
    for (code, grade), pupils in sizes.items():
        taught = _grades_of_class(grade, {g for c, g in sizes if c == code})
        enrolled_here = sum(enrolled.get((code, g)) or 0 for g in taught)
        if None in pupils or sum(pupils) == enrolled_here:
            continue
        yield UserError(
            Say("the classes do not sum to the enrolment", "各班人数之和不等于年级在校生"),
            where=classes.where(last[code, grade], "pupils"),
            value=f"{code}, grade {grade}: {sum(pupils)}",
            rule=Say(
                f"the classes of a grade sum to its pupils in enrolment.csv, here {enrolled_here}; grades without "
                "a class of their own sit with the next lower one (multi-grade)",
                f"一个年级各班之和须等于 enrolment.csv 的在校生：{enrolled_here}；无班级的年级并入相邻低年级（复式）",
            ),
            remedy=Say("correct the classes or the enrolment", "请更正班额或年级在校生"),
        )


def _grades_of_class(grade: int, with_classes: set[int]) -> range:
    """Return the grades whose pupils sit in the classes of `grade`: up to the next grade that has classes."""
    return range(grade, min((g for g in with_classes if g > grade), default=10))


def _counted(given: Given) -> Iterator[tuple]:
    """Yield (table, row, school, grade, pupils) of enrolment and classes of the start year."""
    for name in _COUNTED:
        if name in given:
            for row, values in enumerate(rows_of(given[name], "school_code", "grade", "pupils")):
                yield name, row, *values
