"""The words of a trace: what is known is told, what is not is left out, in both languages."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.app.tracing.facts import Facts, Places
from sim.app.tracing.school import COLUMNS, SchoolYears
from sim.app.tracing.sentences import sentence, when
from sim.base.errors import Say
from sim.kernels.codes import (
    BOARD,
    BUS,
    BY_ZONE,
    COUNTY_SEAT,
    OUT_LEAVING_CHILD,
    OUTCOME_NAMES,
    OVERFLOW_NEAR,
    RETURN,
    TO_COUNTY_SEAT,
    TRANSIT,
    WAITING,
    WAITS,
    WALK,
)
from sim.world.trace import Told
from sim.world.trace_events import EVENTS

PLACES = Places(
    SimpleNamespace(
        school_ids=("S1", "S2"), school_names=("一小", "二小"), estates=[SimpleNamespace(row=2)],
        geography=SimpleNamespace(
            township=np.array([0, 0, 0]), county=np.array([0, 0, 0]), rank=np.array([0, COUNTY_SEAT, 0]),
            township_names=("甲镇",), county_names=("县",),
        ),
    )
)  # fmt: skip
APPLICATION = {
    "school": 0, "grade": 1, "rule": "tiers", "rule_title": Say("five tiers", "五类"), "group": 3, "n_groups": 6,
    "group_name": "home", "group_title": Say("home without hukou", "有房无户"), "points": np.nan, "rank": 65,
    "in_line": 71, "seats": 60, "lottery": 0.31412, "last_uid": np.uint64(2**63 + 5), "last_group": 2,
}  # fmt: skip


def fact(event, year=2020, uid=7, **values):
    return Facts(Told(uid, year, event, values), PLACES)


def said(event, **values):
    one = sentence(fact(event, **values))
    return one.en, one.zh


def test_an_application_in_full():
    assert said("admission.asked", **APPLICATION) == (
        "asked for grade 1 at 一小 (S1): rule five tiers, group 3 of 6 (home without hukou), number 65 of 71 in line "
        "for 60 seats, lottery 0.3141; the last seat went to child 9223372036854775813 (group 2)",
        "申请一小（S1）一年级：按五类，第3顺位（共6个）（有房无户），71人排队，学位60个，排第65，摇号0.3141；"
        "最后一个学位由儿童9223372036854775813（第2顺位）取得",
    )


def test_an_application_of_which_little_is_known():
    assert said("admission.asked", grade=7, school=-1) == ("asked for grade 7", "申请七年级")
    assert said("admission.asked", grade=1, school=1, group=0, points=85.5)[0] == (
        "asked for grade 1 at 二小 (S2): in none of its groups, 85.5 points"
    )
    assert said("admission.asked", grade=1, last_uid=7)[0] == "asked for grade 1; it took the last seat"
    assert (
        said("admission.asked", grade=1, rule="plain", in_line=3)[0]
        == "asked for grade 1: rule plain, 3 in line"
    )


def test_transfers_are_told_apart_from_admission():
    assert said("admission.asked", grade=2, school=0, is_transfer=1) == (
        "asked for a transfer to grade 2 at 一小 (S1)",
        "申请转入一小（S1）二年级",
    )
    asks = {"grade": 2, "school": 0, "is_transfer": 1}
    years = SchoolYears(
        [
            fact("admission.asked", uid=1, grade=2, school=0),
            fact("admission.placed", uid=1, grade=2, school=1, school_from=0, outcome=OVERFLOW_NEAR),
            *(fact("admission.asked", uid=uid, **asks) for uid in (1, 2, 3)),
            fact("admission.placed", uid=3, grade=2, school=0, school_from=0, outcome=BY_ZONE),
        ],
        row=0,
    )
    assert years.text("en").splitlines()[1:] == [
        "  grade 2: 1 asked",
        "    all: 1 by overflow",
        "    placed at 二小 (S2): 1",
        "  grade 2: 3 pupils of other schools asked for a transfer: 1 came, 2 stayed",
    ]
    told = [(row["what"], row["outcome"], row["children"]) for row in years.rows("en")]
    assert told == [("asked", "overflow_near", 1), ("transfer", "", 2), ("transfer", "zone", 1)]


def test_nobody_took_the_last_seat_where_there_was_one_for_each():
    enough = said("admission.asked", **APPLICATION | {"rank": 7, "in_line": 60})
    assert enough[0].endswith(
        "number 7 of 60 in line for 60 seats, lottery 0.3141; a seat for everybody in line"
    )
    assert enough[1].endswith("；学位足够")


def test_a_child_without_a_right_stands_in_no_line():
    """It is given no place in a line it is not in, and nobody took a seat from it."""
    assert said("admission.asked", **APPLICATION | {"group": 0, "rank": 0}) == (
        "asked for grade 1 at 一小 (S1): rule five tiers, no right to a seat there (not eligible, or in none of its "
        "groups)",
        "申请一小（S1）一年级：按五类，无录取资格（不符合报名资格或不属于任何顺位）",
    )


def test_what_became_of_an_application():
    why = Say("the zone school was full", "学区学校已满")
    assert said("admission.placed", outcome=OVERFLOW_NEAR, school=1, minutes=23.6, why=why) == (
        "placed by overflow at 二小 (S2), 24 minutes: the zone school was full",
        "统筹安置至二小（S2），单程24分钟：学区学校已满",
    )
    assert said("admission.placed", outcome=WAITS, school=-1) == (
        "found no seat and waits for one",
        "未获学位，等待安置",
    )
    texts = {said("admission.placed", outcome=k, school=0) for k in range(len(OUTCOME_NAMES))}
    assert len(texts) == len(OUTCOME_NAMES)


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_has_a_sentence_also_when_nothing_is_known(event):
    for one in (sentence(fact(event)), when(fact(event))):
        assert one.en
        assert one.zh
        assert "None" not in one.en + one.zh
    assert fact(event).details() == ""


def test_moves_of_the_family():
    seat = {"settlement_from": 0, "settlement": 1}
    assert said("moves.family", move=TO_COUNTY_SEAT, **seat)[0] == (
        "the family moved to the county seat: from a village or community of 甲镇 to the seat of 县 (甲镇)"
    )
    here = {"settlement_from": 0, "settlement": 0}
    assert said("moves.family", move=OUT_LEAVING_CHILD, parents_away=2, **here)[0] == (
        "a parent went away to work; parents away now: 2"
    )
    assert said("moves.family", move=RETURN, **here)[0] == "parents who were away came back"
    assert said("births.born", settlement=2)[0] == "born to a family in the new estate in 甲镇"


def test_pupils_and_their_way_to_school():
    pupil = {"school": 0, "grade": 2, "pupils": 45, "classes": 1}
    assert said("census.pupil", way=WALK, minutes=12, **pupil) == (
        "in grade 2 at 一小 (S1), 45 pupils in 1 class (mean 45.0), walks 12 minutes",
        "就读于一小（S1）二年级，该年级45人1个班（平均45.0人），步行12分钟",
    )
    assert said("census.pupil", way=BOARD, minutes=0, **pupil)[0].endswith("(mean 45.0), boards")
    assert said("census.pupil", way=BUS, minutes=19, **pupil)[0].endswith("takes the school bus, 19 minutes")
    assert said("census.pupil", way=TRANSIT, minutes=19, **pupil)[1].endswith("乘公交19分钟")
    far = {"way": 1, "minutes": 80, "is_over_limit": 1, "is_without_bed": 1}
    assert said("census.pupil", **pupil, **far)[0].endswith(
        "rides 80 minutes, beyond the travel limit, would board but found no bed"
    )
    with_lower = said("census.pupil", **pupil | {"classes": 0, "pupils": 4})
    assert with_lower[0] == "in grade 2 at 一小 (S1), 4 pupils taught with a lower grade"
    assert said("census.absent", status=WAITING, grade=1)[0] == "not at school: waiting for a place, grade 1"


def test_details_name_schools_and_children_by_their_codes():
    assert fact("admission.asked", **APPLICATION).details() == (
        "school=S1; grade=1; rule=tiers; rule_title=five tiers; group=3; n_groups=6; group_name=home; "
        "group_title=home without hukou; rank=65; in_line=71; seats=60; lottery=0.31412; "
        "last_uid=9223372036854775813; last_group=2"
    )


def year_of_a_school():
    """Return what happened in 2020 at S1: three asked for two seats, one from S2 came, one dropped out."""
    asked = {key: APPLICATION[key] for key in ("school", "grade", "rule", "last_group")} | {
        "seats": 2,
        "last_uid": 2,
    }
    return SchoolYears(
        [
            fact("admission.asked", uid=1, group=1, **asked),
            fact("admission.asked", uid=2, group=2, **asked),
            fact("admission.asked", uid=3, group=3, **asked),
            fact("admission.placed", uid=1, grade=1, school=0, outcome=BY_ZONE),
            fact("admission.placed", uid=2, grade=1, school=0, outcome=BY_ZONE),
            fact("admission.placed", uid=3, grade=1, school=1, school_from=0, outcome=OVERFLOW_NEAR),
            fact("admission.placed", uid=4, grade=1, school=0, school_from=1, outcome=OVERFLOW_NEAR),
            *(fact("census.pupil", uid=uid, school=0, grade=1, classes=1) for uid in (1, 2, 4)),
            fact("census.pupil", uid=3, school=1, grade=1, classes=1),
            fact("network.closed", uid=9, school=0, school_from=1, grade=5),
            fact("dropout.left", uid=4, school=0, grade=1),
        ],
        row=0,
    )


def test_a_year_of_a_school_in_words():
    assert year_of_a_school().text("en").splitlines() == [
        "2020-09: 3 pupils in 1 class",
        "  grade 1: 3 pupils in 1 class",
        "  grade 1: 3 asked for 2 seats, rule tiers; last admitted: child 2 (group 2)",
        "    group 1: 1 by zone",
        "    group 2: 1 by zone",
        "    group 3: 1 by overflow",
        "    placed at 二小 (S2): 1",
        "  grade 1: 1 came, by overflow, from 二小 (S2)",
        "  grade 1: 1 dropped out",
    ]
    assert "一年级：由二小（S2）来1人（统筹）" in year_of_a_school().text("zh")


def test_a_year_of_a_school_in_rows():
    rows = year_of_a_school().rows("en")
    assert all(tuple(row) == COLUMNS for row in rows)
    told = [(r["what"], r["group"], r["outcome"], r["school"], r["children"], r["seats"]) for r in rows]
    assert told == [
        ("pupils", "", "", "", 3, ""),
        ("asked", "group 1", "zone", "一小 (S1)", 1, 2),
        ("asked", "group 2", "zone", "一小 (S1)", 1, 2),
        ("asked", "group 3", "overflow_near", "二小 (S2)", 1, 2),
        ("came", "", "overflow_near", "二小 (S2)", 1, ""),
        ("left", "", "dropout.left", "", 1, ""),
    ]
