"""The command that runs a recorded run again and tells what happened to a child or at a school."""

from __future__ import annotations

import sys
from argparse import Namespace

from sim.app.output import give
from sim.app.tracing import pupils
from sim.app.tracing.facts import Facts, Places
from sim.app.tracing.school import COLUMNS as SCHOOL_COLUMNS
from sim.app.tracing.school import SchoolYears
from sim.app.tracing.story import COLUMNS as STORY_COLUMNS
from sim.app.tracing.story import story_rows, story_text
from sim.base.errors import Say, UserError, unknown
from sim.records.reading import read_columns
from sim.run.batch import cores
from sim.run.recorded import Recorded, find_run, recorded_scenario
from sim.run.rerun import other_commit, run_again
from sim.world.trace import Trace, TraceChildren, TracePupils, TraceSchool


def trace(asked: Namespace) -> int:
    """Tell the story of a child or a school, or list pupils."""
    recorded = find_run(asked.out, asked.scenario, asked.draw, asked.seed)
    if asked.child is not None:
        _child(asked, recorded, _uid(asked.child))
    elif asked.school is not None:
        _school(asked, recorded, _known_school(recorded, asked.school, "--school"))
    else:
        _list(asked, recorded)
    return 0


def _child(asked: Namespace, recorded: Recorded, uid: int) -> None:
    facts = _facts(asked, recorded, TraceChildren([uid]))
    if not facts:
        raise UserError(
            Say("no such child in this run", "该次运行中没有这个儿童"),
            where="--child",
            value=asked.child,
            rule=Say(
                "a child of the run, also one who was born or came within it",
                "应为该次运行中的儿童（含期间出生、迁入者）",
            ),
            remedy=Say(
                "find one with --list, such as --list grade=1 year=2020",
                "请用 --list 查找，例如 --list grade=1 year=2020",
            ),
        )
    if asked.csv is None:
        _head(asked, recorded, Say(f"Child {uid}", f"儿童 {uid}"))
        sys.stdout.write(story_text(facts, asked.lang))
    else:
        give(story_rows(facts, asked.lang), STORY_COLUMNS, asked.csv)


def _school(asked: Namespace, recorded: Recorded, code: str) -> None:
    facts = _facts(asked, recorded, one := TraceSchool(code))
    row = one.row_of(code)
    years = SchoolYears(facts, row)
    if asked.csv is None:
        school = Places(one.region).school(row)
        _head(asked, recorded, Say(f"School {school.en}", f"学校 {school.zh}"))
        sys.stdout.write(years.text(asked.lang))
    else:
        give(years.rows(asked.lang), SCHOOL_COLUMNS, asked.csv)


def _list(asked: Namespace, recorded: Recorded) -> None:
    wanted = pupils.filters(asked.wanted)
    code = _known_school(recorded, wanted["school"], "--list") if "school" in wanted else None
    grade = pupils.grade_of(wanted["grade"]) if "grade" in wanted else None
    year = pupils.year_of(wanted["year"], recorded.years) if "year" in wanted else None
    facts = _facts(asked, recorded, one := TracePupils(code, grade, year))
    rows = pupils.pupils_rows(facts, one.region.school_ids)
    give(rows, pupils.COLUMNS, asked.csv)
    _say(Say(f"{len(rows)} pupils on 1 September", f"9月1日在校生{len(rows)}人"), asked.lang)


def _facts(asked: Namespace, recorded: Recorded, one: Trace) -> list[Facts]:
    """Run again with a trace; return what it kept."""
    scenario = recorded_scenario(recorded, asked.input)
    if (warning := other_commit(recorded)) is not None:
        _say(warning, asked.lang)
    run = recorded.run
    first, last = recorded.years
    _say(
        Say(
            f"running {run.scenario} again, draw {run.draw}, seed {run.seed}, {first} to {last} ...",
            f"正在重新运行 {run.scenario}（抽样 {run.draw}，种子 {run.seed}，{first} 至 {last} 学年）……",
        ),
        asked.lang,
    )
    run_again(recorded, scenario, one, asked.threads or cores())
    _say(
        Say(
            f"the same records: records_sha256 of the run {recorded.records_sha256}",
            f"记录一致：单次运行的 records_sha256 {recorded.records_sha256}",
        ),
        asked.lang,
    )
    places = Places(one.region)
    return [Facts(told, places) for told in one.told()]


def _head(asked: Namespace, recorded: Recorded, who: Say) -> None:
    """Print of whom and of which run the story is."""
    run, sha = recorded.run, recorded.records_sha256[:12]
    about = Say(
        f"{who.en} in run {run.label} of {recorded.out.name}, records {sha}. Children of the model are no persons.",
        f"{recorded.out.name} 的运行 {run.label}（记录 {sha}）中的{who.zh}。模型中的儿童并非真实个人。",
    )
    print(about.text(asked.lang))


def _say(what: Say, lang: str) -> None:
    print(what.text(lang), file=sys.stderr, flush=True)


def _known_school(recorded: Recorded, code: str, where: str) -> str:
    """Return a school's code; refuse one that the run does not have."""
    places = read_columns(recorded.out, recorded.run, "places", ("level", "code")).astype(str)
    schools = places.loc[places["level"] == "school", "code"].tolist()
    if code not in schools:
        rule = Say(
            f"a school of the run: one of {len(schools)}; the record table places has them by name",
            f"应为该次运行中的学校（共{len(schools)}所），名录见记录表 places",
        )
        raise unknown(Say("school", "学校"), code, schools, where, rule)
    return code


def _uid(text: str) -> int:
    """Return a child's number from decimal or hexadecimal digits."""
    try:
        uid = int(text, 16 if text.lower().startswith("0x") else 10)
    except ValueError:
        uid = -1
    if not 0 <= uid < 1 << 64 or not text.isascii():
        raise UserError(
            Say("not the number of a child", "不是儿童编号"),
            where="--child",
            value=text,
            rule=Say(
                "a whole number of 64 bits, decimal or 0x and hexadecimal",
                "应为64位整数，十进制或 0x 十六进制",
            ),
            remedy=Say("find one with --list", "请用 --list 查找"),
        )
    return uid
