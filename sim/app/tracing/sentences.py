"""One sentence for each event of a child's life."""

from collections.abc import Callable

from sim.app.tracing import admission
from sim.app.tracing.facts import Facts, grade_words, joined, size_words
from sim.base.errors import Say
from sim.kernels.codes import (
    BELOW_AGE,
    BOARD,
    BUS,
    DROPPED_OUT,
    ENROLLED,
    FINISHED,
    OUT_LEAVING_CHILD,
    RETURN,
    RIDE,
    TO_COUNTY_SEAT,
    TO_ESTATE,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
    TRANSIT,
    WAITING,
    WALK,
)

_NOWHERE = Say("an unknown place", "未知地点")
_NO_SCHOOL = Say("no school", "无学校")
_STATES = {
    BELOW_AGE: Say("not yet of school age", "未到学龄"),
    ENROLLED: Say("at school", "在校"),
    WAITING: Say("waiting for a place", "待安置"),
    DROPPED_OUT: Say("dropped out", "辍学"),
    FINISHED: Say("has finished grade 9", "已初中毕业"),
}
_WAYS = {
    WALK: Say("walks", "步行"),
    RIDE: Say("rides", "乘车"),
    BUS: Say("takes the school bus,", "乘校车"),
    TRANSIT: Say("takes the transit line,", "乘公交"),
}
_MOVES = {
    TO_TOWNSHIP_SEAT: Say("the family moved to the township seat", "家庭迁往乡镇驻地"),
    TO_COUNTY_SEAT: Say("the family moved to the county seat", "家庭迁往县城"),
    TO_OTHER_COUNTY: Say("the family moved to the seat of another county", "家庭迁往外县县城"),
    TO_ESTATE: Say("the family moved into a new estate", "家庭迁入新建小区"),
    RETURN: Say("the family went back to where its hukou stands", "家庭迁回户籍地"),
}


def sentence(f: Facts) -> Say:
    """Return an event in words, without its date."""
    return _SENTENCES[f.event](f)


def when(f: Facts) -> Say:
    """Return when an event was, as exactly as the model knows: the steps of a school year share their dates."""
    step = f.event.partition(".")[0]
    if step == "births":
        born, month = f.whole("birth_year"), f.whole("birth_month")
        return (
            Say(f"{born}-{month:02d}", f"{born}年{month}月")
            if born and month
            else Say(f"by {f.year}-09", f"{f.year}年9月前")
        )
    if step in ("arrivals", "moves", "network") or f.event == "ageing.finished":
        return Say(f"{f.year} summer", f"{f.year}年夏")
    if step in ("dropout", "transfers"):
        span = f"{f.year}/{(f.year + 1) % 100:02d}"
        return (
            Say(f"{span} in class", f"{span}学年")
            if step == "dropout"
            else Say(f"{span} term 2", f"{span}第二学期")
        )
    return Say(f"{f.year}-09", f"{f.year}年9月")


def _start(f: Facts) -> Say:
    where = f.settlement() or _NOWHERE
    if f.whole("status") == ENROLLED:
        grade, school = grade_words(f.whole("grade")), f.school() or _NO_SCHOOL
        state = Say(f"pupil of {grade.en} at {school.en}", f"{school.zh}{grade.zh}学生")
    else:
        state = _state(f)
    return Say(f"the run begins: {state.en}, lives in {where.en}", f"模拟起点：{state.zh}，居住于{where.zh}")


def _state(f: Facts) -> Say:
    return _STATES.get(f.whole("status"), Say("in an unknown state", "状态未知"))


def _born(f: Facts) -> Say:
    where = f.settlement() or _NOWHERE
    return Say(f"born to a family in {where.en}", f"出生，家在{where.zh}")


def _came(f: Facts) -> Say:
    where, grade = f.settlement() or _NOWHERE, grade_words(f.whole("grade"))
    needs = f.whole("status") == WAITING
    en = f"the family came from outside the region to {where.en}"
    zh = f"随家庭从区域外迁入{where.zh}"
    return Say(en + f"; needs a place in {grade.en}", zh + f"；需{grade.zh}学位") if needs else Say(en, zh)


def _late(f: Facts) -> Say:
    return Say("of age for grade 1, but enters a year later", "已到入学年龄，推迟一年入学")


def _asks(f: Facts) -> Say:
    grade, school = grade_words(f.whole("grade")), f.school()
    right = Say(f"may go on at {school.en}", f"可在{school.zh}继续就读") if school else None
    return joined([Say(f"needs a place in {grade.en}", f"需{grade.zh}学位"), right])


def _promoted(f: Facts) -> Say:
    grade = grade_words(f.whole("grade"))
    return Say(f"moved up to {grade.en}", f"升入{grade.zh}")


def _repeats(f: Facts) -> Say:
    grade = grade_words(f.whole("grade"))
    return Say(f"repeats {grade.en}", f"留级，重读{grade.zh}")


def _finished(f: Facts) -> Say:
    school = f.school() or _NO_SCHOOL
    return Say(f"finished grade 9 at {school.en}", f"在{school.zh}初中毕业")


def _died(f: Facts) -> Say:
    return Say("died", "死亡")


def _grown_up(f: Facts) -> Say:
    return Say("turned 18: the story ends", "年满18岁，追踪结束")


def _moved(f: Facts) -> Say:
    move, away = f.whole("move"), f.whole("parents_away") or 0
    came, went = f.settlement("settlement_from") or _NOWHERE, f.settlement() or _NOWHERE
    is_still = f.whole("settlement_from") == f.whole("settlement")
    if move == OUT_LEAVING_CHILD:
        return Say(f"a parent went away to work; parents away now: {away}", f"父母外出务工，现外出{away}人")
    if move == RETURN and is_still:
        return Say("parents who were away came back", "外出父母返乡")
    how = _MOVES.get(move, Say("the family moved", "家庭搬迁"))
    return Say(f"{how.en}: from {came.en} to {went.en}", f"{how.zh}：由{came.zh}至{went.zh}")


def _hukou(f: Facts) -> Say:
    where = f.settlement() or _NOWHERE
    return Say(f"the hukou followed the family to {where.en}", f"户口随迁至{where.zh}")


def _changes_school(f: Facts) -> Say:
    school = f.school("school_from") or _NO_SCHOOL
    return Say(f"leaves {school.en} for another school of the county", f"离开{school.zh}，转往县内他校")


def _left_region(f: Facts) -> Say:
    school, where = f.school("school_from"), f.settlement("settlement_from") or _NOWHERE
    en, zh = f"left the region with the family, from {where.en}", f"随家庭由{where.zh}迁出区域"
    return Say(f"{en} and {school.en}", f"{zh}，离开{school.zh}") if school else Say(en, zh)


def _closed(f: Facts) -> Say:
    school, heir = f.school("school_from") or _NO_SCHOOL, f.school()
    after = (
        Say(f"; pupils may go on at {heir.en}", f"；学生可并入{heir.zh}")
        if heir
        else Say("; a new place is given by address", "；按住址重新安排")
    )
    return Say(f"the school {school.en} closed{after.en}", f"学校{school.zh}撤并{after.zh}")


def _pupil(f: Facts) -> Say:
    school, grade = f.school() or _NO_SCHOOL, grade_words(f.whole("grade"))
    pupils, classes = f.whole("pupils"), f.whole("classes")
    head = Say(f"in {grade.en} at {school.en}", f"就读于{school.zh}{grade.zh}")
    if pupils is None or classes is None:
        return joined([head, *_trip(f)])
    size = size_words(pupils, classes)
    if classes:
        mean = f"{pupils / classes:.1f}"
        size = Say(f"{size.en} (mean {mean})", f"该年级{size.zh}（平均{mean}人）")
    elif pupils:
        size = Say(f"{pupils} pupils taught with a lower grade", f"该年级{pupils}人，与较低年级复式教学")
    return joined([head, size, *_trip(f)])


def _trip(f: Facts) -> list[Say | None]:
    way, minutes = f.whole("way"), f.whole("minutes")
    if way == BOARD:
        return [Say("boards", "寄宿")]
    if minutes is None:
        return []
    go = _WAYS[way]
    return [
        Say(f"{go.en} {minutes} minutes", f"{go.zh}{minutes}分钟"),
        Say("beyond the travel limit", "超过路途时限") if f.whole("is_over_limit") else None,
        Say("would board but found no bed", "需寄宿而无床位") if f.whole("is_without_bed") else None,
    ]


def _absent(f: Facts) -> Say:
    grade, state = grade_words(f.whole("grade")), _state(f)
    return Say(f"not at school: {state.en}, {grade.en}", f"未在校：{state.zh}，{grade.zh}")


def _dropped_out(f: Facts) -> Say:
    grade, school = grade_words(f.whole("grade")), f.school() or _NO_SCHOOL
    return Say(f"dropped out of {grade.en} at {school.en}", f"从{school.zh}{grade.zh}辍学")


def _returned(f: Facts) -> Say:
    grade, school = grade_words(f.whole("grade")), f.school()
    if school is None:
        return Say(f"wants to go back to {grade.en} and waits for a place", f"要求复学（{grade.zh}），待安置")
    return Say(f"came back to {grade.en} at {school.en}", f"复学于{school.zh}{grade.zh}")


def _transferred(f: Facts) -> Say:
    old, new = f.school("school_from") or _NO_SCHOOL, f.school() or _NO_SCHOOL
    return Say(f"transferred from {old.en} to {new.en}, the zone school", f"由{old.zh}转回片区学校{new.zh}")


_SENTENCES: dict[str, Callable[[Facts], Say]] = {
    "start.there": _start,
    "births.born": _born,
    "arrivals.came": _came,
    "ageing.late": _late,
    "ageing.asks": _asks,
    "ageing.promoted": _promoted,
    "ageing.repeats": _repeats,
    "ageing.finished": _finished,
    "ageing.died": _died,
    "ageing.grown_up": _grown_up,
    "moves.family": _moved,
    "moves.hukou": _hukou,
    "moves.changes_school": _changes_school,
    "moves.left_region": _left_region,
    "network.closed": _closed,
    "admission.asked": admission.asked,
    "admission.placed": admission.placed,
    "census.pupil": _pupil,
    "census.absent": _absent,
    "dropout.left": _dropped_out,
    "dropout.returned": _returned,
    "transfers.changed": _transferred,
}
