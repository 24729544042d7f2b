"""The blocks of docs/model.md that are written from the code; the words around them are written by hand."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

from markdown_tables import table
from reduced_form_page import reduced_form

from sim.base.table import Column
from sim.calibration.facts import ROLES, read_facts
from sim.inputs.schema import TABLES as INPUTS
from sim.kernels import family_children, moves
from sim.kernels.codes import GRADES
from sim.policies import catalogue
from sim.processes.year import first_year, year
from sim.records.declared import TABLES as RECORDS
from sim.records.recorder import Recorder
from sim.rules.orders import Order
from sim.run.finding import scenario_names
from sim.run.parameters import PARAMETERS
from sim.run.scenario import Scenario, load_scenario
from sim.world.people import CHILD_COLUMNS, HOUSEHOLD_COLUMNS
from sim.world.schools import SCHOOL_COLUMNS
from sim.world.teachers import TEACHER_COLUMNS

FILE = Path(__file__).with_name("model.md")
BLOCK = re.compile(r"(<!-- begin (\w+): written by make docs -->\n).*?(<!-- end \2 -->)", re.DOTALL)
ROLE_WORDS = {
    "input": "fed in",
    "fitted": "fitted",
    "held_out": "held out",
    "plausibility": "another place's",
}

BY_WIDTH = {1: "", 2: " by stage", GRADES: " by grade"}


def model() -> str:
    """Return the page as it stands, its blocks written anew."""
    text = FILE.read_text(encoding="utf-8")
    return BLOCK.sub(lambda found: f"{found[1]}\n{BLOCKS[found[2]]()}\n{found[3]}", text)


def patterns() -> str:
    """Return the published figures by role."""
    facts = read_facts()
    counted = Counter((ROLES.index(fact.role), fact.title) for fact in facts)
    rows = [
        (ROLE_WORDS[ROLES[role]], title.en, title.zh, n)
        for (role, title), n in sorted(counted.items(), key=lambda item: item[0][0])
    ]
    return table(("role", "pattern", "事实", "figures"), rows)


def state() -> str:
    """Return the state variables of children, households, schools and teachers."""
    entities = (
        ("Child (儿童)", CHILD_COLUMNS),
        ("Household (家庭)", HOUSEHOLD_COLUMNS),
        ("School (学校)", SCHOOL_COLUMNS),
        ("Teacher (专任教师)", TEACHER_COLUMNS),
    )
    return "\n".join(f"{title}:\n\n{_variables(columns)}" for title, columns in entities)


def _variables(columns: tuple[Column, ...]) -> str:
    rows = [
        (f"`{one.name}`", one.unit + BY_WIDTH.get(one.width, " by figure"), one.owner, one.meaning)
        for one in columns
    ]
    return table(("variable", "unit", "written by", "meaning"), rows)


def schedule() -> str:
    """Return the entries of the year in order, with their reasons."""
    steps = year(*Recorder().steps())
    at_start = {step.name for step in first_year(steps)}
    rows = [
        (f"`{step.name}`", step.owner, step.why, "yes" if step.name in at_start else "no") for step in steps
    ]
    return table(("entry", "writes as", "why here", "in the start year"), rows)


def records() -> str:
    """Return the record tables."""
    rows = [
        (f"`{name}`", one.meaning.en.partition(":")[0], one.meaning.zh, ", ".join(one.keys))
        for name, one in RECORDS.items()
    ]
    return table(("record table", "a row holds", "内容", "key"), rows)


def inputs() -> str:
    """Return the input tables."""
    rows = [(f"`{one.file}`", f"{one.meaning.en} ({one.meaning.zh})", _use(one)) for one in INPUTS.values()]
    return table(("table", "a row is", "use"), rows)


def _use(declared) -> str:
    return "required (必填)" if declared.required else "optional (选填)"


def scenarios() -> str:
    """Return the scenarios of places, each with what it adds."""
    rows = [
        _scenario(name, load_scenario(name)) for name in scenario_names() if not name.startswith("levers/")
    ]
    return table(("scenario", "title", "years", "levers", "parameters other than usual"), rows)


def _scenario(name: str, one: Scenario) -> tuple:
    return (
        f"`{name}`", f"{one.title.en} ({one.title.zh})", f"{one.years[0]}-{one.years[1]}",
        ", ".join(f"`{lever}`" for lever in one.levers) or "none", ", ".join(_changed(one)) or "none",
    )  # fmt: skip


def _changed(one: Scenario) -> Iterator[str]:
    """Yield the parameters of a scenario that differ from their declaration, with their values."""
    for key, declared in PARAMETERS.items():
        low, mode, high = one.parameters[key]
        if (low, mode, high) != (declared.low, declared.value, declared.high):
            yield f"`{key}` {mode:.12g}" + ("" if low == high else f" ({low:.12g} to {high:.12g})")


def levers() -> str:
    """Return the levers as a list."""
    return "".join(
        f"- [`{name}`](levers.md#{name}): {lever.TITLE.en} ({lever.TITLE.zh})\n"
        for name, lever in catalogue().items()
    )


def orders() -> str:
    """Return the kinds of orders."""
    return table(
        ("order", "what it does", "counted in"),
        [(f"`{kind.KIND}`", kind.__doc__.partition("\n")[0], kind.UNIT) for kind in get_args(Order)],
    )


def utilities() -> str:
    """Return the utilities of the household's choice with their constants."""
    m, c = moves, family_children
    return f"""\
    stay                 weight_home, if it owns its home
    township seat        c1 + {m.STEP_TOWNSHIP} weight_income + w school + push + dwellings there
                            + weight_relatives, if its hukou is there
                            (from settlements that are no seat)
    county seat          c2 + weight_income - weight_km_10 km / 10 - weight_seat_rent (1 - income)
                            - weight_permit x years of permit required (hukou outside the region) + w school + push
                            + weight_relatives, if its hukou or relatives are there + dwellings there
                            - w weight_turned_away x share turned away there (unless its hukou is there)
    other county         c3 + weight_income + w elsewhere
    out with the child   c4 + {m.STEP_AWAY} weight_income + {m.PUSH_AWAY} push + exam
    out, child stays     c5 + {m.STEP_AWAY} weight_income (1 - income)
                            (while a parent is there)
    return               c6 + {m.PARENT_BACK} - weight_year_away x years away (up to {m.MOST_YEARS_AWAY})
                            + weight_exam_return, with a child in grades {c.EXAM_GRADES[0]}-{c.EXAM_GRADES[1]}
                            (of a parent who is away)
                         c6 + weight_hukou_back - {m.SCHOOL_LOST} w choice_utility_quality + exam
                            (of a family to the place of its hukou)

    school = choice_utility_quality (quality there - here) - weight_minutes_10 (minutes there - here) / 10
    push   = weight_closed, if in the last {c.YEARS_A_LOSS_COUNTS} years a child lost its school, or the settlement the
             zone school of a grade that a child comes to in the next two years
    w      = 1 with a child at the door of grade 1 or 7, {m.SHARE_SOON} with a child who starts in the next two years,
             {m.SHARE_LATER} else, 0 without a child of school age or near it
    dwellings = weight_estate x income x log(1 + dwellings estates still have / those of the seat), of who owns its home
    elsewhere = log of the mean of exp(- weight_turned_away x share turned away) over the seats of other counties, by
             their attraction, for hukou outside the county
    exam   = weight_exam_rights x (1 - right to sit the exam here), for families with hukou outside the county and a
             child in grades {c.EXAM_GRADES[0]}-{c.EXAM_GRADES[1]}, else 0
    income = rank in the county, 0 to 1
    closure_push multiplies weight_closed above, school_pull choice_utility_quality, weight_minutes_10 and
             weight_turned_away
"""


BLOCKS: dict[str, Callable[[], str]] = {
    "patterns": patterns,
    "state": state,
    "year": schedule,
    "records": records,
    "inputs": inputs,
    "scenarios": scenarios,
    "levers": levers,
    "orders": orders,
    "utilities": utilities,
    "constants": reduced_form,
}
