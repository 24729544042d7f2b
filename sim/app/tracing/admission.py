"""What admission told of a child, in words: where it asked and stood in line, and what became of it."""

from sim.app.tracing.facts import Facts, grade_words, joined
from sim.base.errors import Say
from sim.kernels.codes import (
    BEYOND_SEATS,
    BY_CHOICE,
    BY_ZONE,
    GOES_BACK,
    IN_PRIVATE,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    OWN_SCHOOL,
    SEAT_BOUGHT,
    WAITS,
)

# Outcome -> what became of the child; {} is the school.
OUTCOMES = {
    OWN_SCHOOL: Say("went on at {} by right", "直升{}"),
    BY_ZONE: Say("placed by zone at {}", "划片录取至{}"),
    BY_CHOICE: Say("placed by its choices at {}", "按志愿录取至{}"),
    OVERFLOW_NEAR: Say("placed by overflow at {}", "统筹安置至{}"),
    OVERFLOW_FAR: Say("placed by overflow beyond the travel limit at {}", "统筹安置（超路途时限）至{}"),
    BEYOND_SEATS: Say("placed beyond the seats at {}", "超容量安置至{}"),
    IN_PRIVATE: Say("went to the private school {}", "就读民办学校{}"),
    SEAT_BOUGHT: Say("given a seat that the government bought at {}", "安排政府购买学位于{}"),
    WAITS: Say("found no seat and waits for one", "未获学位，等待安置"),
    GOES_BACK: Say("found no seat, and the family goes back to where its hukou stands", "未获学位，随家庭返回户籍地"),
}  # fmt: skip

_NO_RIGHT = Say(
    "no right to a seat there (not eligible, or in none of its groups)",
    "无录取资格（不符合报名资格或不属于任何顺位）",
)


def asked(f: Facts) -> Say:
    """Return where a child asked for a place and how it stood in line."""
    grade, school = grade_words(f.whole("grade")), f.school()
    at = Say(f" at {school.en}", f"{school.zh}") if school else Say("", "")
    what = Say("a transfer to ", "转入") if f.whole("is_transfer") else Say("", "")
    head = Say(f"asked for {what.en}{grade.en}{at.en}", f"申请{what.zh}{at.zh}{grade.zh}")
    if f.whole("rank") == 0:
        tail, last = joined([_rule(f), _NO_RIGHT]), None
    else:
        tail, last = joined([_rule(f), group_of(f), _points(f), _line(f), _lottery(f)]), _last_seat(f)
    en = head.en + (f": {tail.en}" if tail.en else "") + (f"; {last.en}" if last else "")
    zh = head.zh + (f"：{tail.zh}" if tail.zh else "") + (f"；{last.zh}" if last else "")
    return Say(en, zh)


def placed(f: Facts) -> Say:
    """Return what became of a child's application, how far it is and why."""
    outcome, minutes, why = f.whole("outcome"), f.number("minutes"), f.words("why")
    school = f.school() or Say("no school", "（无学校）")
    words = OUTCOMES.get(outcome, Say("placed at {}", "安置于{}"))
    trip = None if minutes is None else Say(f"{minutes:.0f} minutes", f"单程{minutes:.0f}分钟")
    told = joined([Say(words.en.format(school.en), words.zh.format(school.zh)), trip])
    return told if why is None else Say(f"{told.en}: {why.en}", f"{told.zh}：{why.zh}")


def group_of(f: Facts) -> Say | None:
    """Return which group a child was in, None where it is not known."""
    group, n, title = f.whole("group"), f.whole("n_groups"), f.words("group_title") or f.words("group_name")
    if group is None:
        return title
    if group == 0:
        return Say("in none of its groups", "不属于任何顺位")
    of = f" of {n}" if n else ""
    named = Say(f" ({title.en})", f"（{title.zh}）") if title else Say("", "")
    return Say(f"group {group}{of}{named.en}", f"第{group}顺位" + (f"（共{n}个）" if n else "") + named.zh)


def rule_of(f: Facts) -> Say | None:
    """Return the title of the rule of admission, else its name."""
    return f.words("rule_title") or f.words("rule")


def _rule(f: Facts) -> Say | None:
    rule = rule_of(f)
    return None if rule is None else Say(f"rule {rule.en}", f"按{rule.zh}")


def _points(f: Facts) -> Say | None:
    points = f.number("points")
    return None if points is None else Say(f"{points:.12g} points", f"积分{points:.12g}")


def _line(f: Facts) -> Say | None:
    """Return the place in line, as far as it is known."""
    rank, line, seats = (f.whole(name) for name in ("rank", "in_line", "seats"))
    if rank is None and line is None and seats is None:
        return None
    en = f"number {rank} of " if rank is not None else ""
    en += f"{line if line is not None else 'those'} in line"
    zh = (f"{line}人" if line is not None else "") + "排队"
    if seats is not None:
        en, zh = f"{en} for {seats} seats", f"{zh}，学位{seats}个"
    return Say(en, zh + (f"，排第{rank}" if rank is not None else ""))


def _lottery(f: Facts) -> Say | None:
    draw = f.number("lottery")
    return None if draw is None else Say(f"lottery {draw:.4f}", f"摇号{draw:.4f}")


def _last_seat(f: Facts) -> Say | None:
    """Return who took the last seat, where not everybody in line got one."""
    uid, group = f.child("last_uid"), f.whole("last_group")
    line, seats = f.whole("in_line"), f.whole("seats")
    if line is not None and seats is not None and line <= seats:
        return Say("a seat for everybody in line", "学位足够")
    if uid is None:
        return None
    if uid == f.uid:
        return Say("it took the last seat", "该儿童取得最后一个学位")
    of = Say(f" (group {group})", f"（第{group}顺位）") if group else Say("", "")
    return Say(f"the last seat went to child {uid}{of.en}", f"最后一个学位由儿童{uid}{of.zh}取得")
