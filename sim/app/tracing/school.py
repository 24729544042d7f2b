"""A school year by year: its pupils, who asked for it and what became of them, who came and who left."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sim.app.tracing.admission import group_of, rule_of
from sim.app.tracing.facts import Facts, grade_words, size_words
from sim.base.errors import Say
from sim.kernels.codes import OUTCOME_NAMES
from sim.rules.admission import MOST_GROUPS

COLUMNS = ("year", "grade", "what", "rule", "group", "outcome", "school", "children", "seats")
_UNKNOWN = Say("not told", "未知")

# Event that takes children from the school -> the value that names it, and what is said of them.
_LEAVE = {
    "network.closed": ("school_from", Say("left when it closed", "因撤并离开")),
    "transfers.changed": ("school_from", Say("transferred to their zone school", "转回片区学校")),
    "moves.changes_school": ("school_from", Say("left for another school", "转往他校")),
    "moves.left_region": ("school_from", Say("left the region", "迁出区域")),
    "dropout.left": ("school", Say("dropped out", "辍学")),
    "ageing.finished": ("school", Say("had finished grade 9 the summer before", "上学年末毕业")),
    "ageing.died": ("school", Say("died", "死亡")),
}
_TRANSFER = "transfers.changed"
_OUTCOME_WORDS = dict(
    zip(
        OUTCOME_NAMES,
        (
            Say("by right of going on", "直升"), Say("by zone", "划片"), Say("by choice", "按志愿"),
            Say("by overflow", "统筹"), Say("by overflow, beyond the limit", "统筹（超路途时限）"),
            Say("beyond the seats", "超容量"), Say("private", "民办"), Say("bought seat", "购买学位"),
            Say("waits", "待安置"), Say("gone back", "返回户籍地"),
        ),
        strict=True,
    )
)  # fmt: skip
_COME_WORDS = _OUTCOME_WORDS | {_TRANSFER: Say("transferred back", "转回")}


@dataclass
class _Grade:
    """What a year held for one grade."""

    pupils: int = 0
    classes: int = 0
    asked: list[Facts] = field(default_factory=list)
    transfers: list[Facts] = field(default_factory=list)
    came: Counter = field(
        default_factory=Counter
    )  # (outcome or event, school asked first or left) -> children
    left: Counter = field(default_factory=Counter)  # event -> children


class SchoolYears:
    """The events of a `TraceSchool`, sorted by year and grade.

    Parameters
    ----------
    facts : iterable of Facts
        In the order in which they happened.
    row : int
        Row of the school.
    """

    def __init__(self, facts: Iterable[Facts], row: int) -> None:
        self._row = row
        self._cells: dict[tuple[int, int], _Grade] = {}
        self._placed: dict[tuple[int, int, bool], Facts] = {}  # by year, child and whether it is a transfer
        self._round: dict[tuple[int, int], bool] = {}  # whether the last application of a child is a transfer
        self._asked: set[tuple[int, int]] = set()
        for f in facts:
            self._take(f)

    def rows(self, lang: str) -> list[dict[str, object]]:
        """Return counts as rows of `COLUMNS`: `what` is pupils, asked, transfer, came or left."""
        return [row for key in sorted(self._cells) for row in self._rows_of(*key, lang)]

    def text(self, lang: str) -> str:
        """Return the years in words, a few lines each."""
        lines, told = [], 0
        for (year, grade), cell in sorted(self._cells.items()):
            if year != told:
                lines.append(self._head(year).text(lang))
                told = year
            lines += ["  " + say.text(lang) for say in self._of_grade(year, grade, cell)]
        return "".join(line + "\n" for line in lines)

    def _take(self, f: Facts) -> None:
        is_here = f.whole("school") == self._row
        if f.event == "admission.asked":
            self._round[f.year, f.uid] = bool(f.whole("is_transfer"))
        elif f.event == "admission.placed":
            self._placed[f.year, f.uid, self._round.get((f.year, f.uid), False)] = f
        if f.event == "census.pupil" and is_here:
            self._cell(f).pupils += 1
            self._cell(f).classes = f.whole("classes") or 0
        elif f.event == "admission.asked" and is_here:
            cell = self._cell(f)
            (cell.transfers if f.whole("is_transfer") else cell.asked).append(f)
            self._asked.add((f.year, f.uid))
        elif f.event == "admission.placed" and is_here and (f.year, f.uid) not in self._asked:
            self._cell(f).came[_outcome(f), _school_words(f, "school_from")] += 1
        elif f.event == _TRANSFER and is_here:
            self._cell(f).came[_TRANSFER, _school_words(f, "school_from")] += 1
        elif f.event in _LEAVE and f.whole(_LEAVE[f.event][0]) == self._row:
            self._cell(f).left[f.event] += 1

    def _cell(self, f: Facts) -> _Grade:
        return self._cells.setdefault((f.year, f.whole("grade") or 0), _Grade())

    def _became(self, asked: list[Facts]) -> Iterator[tuple[Facts, str, Say, bool]]:
        """Yield each applicant with outcome, school and whether that is another school."""
        for f in asked:
            last = self._placed.get((f.year, f.uid, bool(f.whole("is_transfer"))))
            if last is None:
                yield f, "", _UNKNOWN, False
            else:
                row = last.whole("school")
                yield f, _outcome(last), _school_words(last, "school"), row not in (None, self._row)

    def _rows_of(self, year: int, grade: int, lang: str) -> Iterator[dict[str, object]]:
        cell, blank = self._cells[year, grade], dict.fromkeys(COLUMNS, "") | {"year": year, "grade": grade}
        if cell.pupils:
            yield blank | {"what": "pupils", "children": cell.pupils}
        counted = Counter(
            (what, _text(rule_of(f), lang), _text(group_of(f), lang), outcome, school.text(lang), _seats(f))
            for what, asked in (("asked", cell.asked), ("transfer", cell.transfers))
            for f, outcome, school, _ in self._became(asked)
        )
        for (what, rule, group, outcome, school, seats), n in sorted(counted.items(), key=str):
            yield blank | {
                "what": what, "rule": rule, "group": group, "outcome": outcome, "school": school, "children": n,
                "seats": seats,
            }  # fmt: skip
        for (how, school), n in cell.came.items():
            yield blank | {"what": "came", "outcome": how, "school": school.text(lang), "children": n}
        for event, n in cell.left.items():
            yield blank | {"what": "left", "outcome": event, "children": n}

    def _head(self, year: int) -> Say:
        cells = [cell for (y, _), cell in self._cells.items() if y == year]
        size = size_words(sum(cell.pupils for cell in cells), sum(cell.classes for cell in cells))
        return Say(f"{year}-09: {size.en}", f"{year}年9月：在校生{size.zh}")

    def _of_grade(self, year: int, grade: int, cell: _Grade) -> Iterator[Say]:
        of = grade_words(grade)
        if cell.pupils:
            size = size_words(cell.pupils, cell.classes)
            yield Say(f"{of.en}: {size.en}", f"{of.zh}：{size.zh}")
        if cell.asked:
            yield from self._line(of, cell.asked)
        if cell.transfers:
            yield self._transfers(of, cell.transfers)
        for (how, school), n in cell.came.items():
            word = _COME_WORDS.get(how, _UNKNOWN)
            yield Say(
                f"{of.en}: {n} came, {word.en}, from {school.en}",
                f"{of.zh}：由{school.zh}来{n}人（{word.zh}）",
            )
        for event, n in cell.left.items():
            word = _LEAVE[event][1]
            yield Say(f"{of.en}: {n} {word.en}", f"{of.zh}：{word.zh}{n}人")

    def _transfers(self, of: Say, asked: list[Facts]) -> Say:
        """Return who asked to change to the school, and how many may."""
        found = sum(bool(outcome) for _, outcome, _, _ in self._became(asked))
        stays = len(asked) - found
        return Say(
            f"{of.en}: {len(asked)} pupils of other schools asked for a transfer: {found} came, {stays} stayed",
            f"{of.zh}：他校学生申请转入{len(asked)}人：转入{found}人，未转{stays}人",
        )

    def _line(self, of: Say, asked: list[Facts]) -> Iterator[Say]:
        """Yield who asked, by group and outcome, who was last, and where the others went."""
        f = asked[0]
        seats, rule = _seats(f), rule_of(f)
        en = f"{of.en}: {len(asked)} asked" + (f" for {seats} seats" if seats != "" else "")
        zh = f"{of.zh}：申请{len(asked)}人" + (f"，学位{seats}个" if seats != "" else "")
        if rule:
            en, zh = f"{en}, rule {rule.en}", f"{zh}，招生办法：{rule.zh}"
        last, group = f.child("last_uid"), f.whole("last_group")
        if last:
            of_group = Say(f" (group {group})", f"（第{group}顺位）") if group else Say("", "")
            en, zh = (
                f"{en}; last admitted: child {last}{of_group.en}",
                f"{zh}；末位录取：儿童{last}{of_group.zh}",
            )
        yield Say(en, zh)
        counted = Counter((_place(f), group_of(f), outcome) for f, outcome, _, _ in self._became(asked))
        for (_, group, outcome), n in sorted(counted.items(), key=str):
            g, word = group or Say("all", "全部"), _OUTCOME_WORDS.get(outcome, _UNKNOWN)
            yield Say(f"  {g.en}: {n} {word.en}", f"  {g.zh}：{word.zh}{n}人")
        sent = Counter(school for _, _, school, is_other in self._became(asked) if is_other)
        for school, n in sent.items():
            yield Say(f"  placed at {school.en}: {n}", f"  安置于{school.zh}：{n}人")


def _outcome(f: Facts) -> str:
    """Return the name of an outcome, empty where it is not known."""
    outcome = f.whole("outcome")
    return OUTCOME_NAMES[outcome] if outcome is not None and outcome < len(OUTCOME_NAMES) else ""


def _place(f: Facts) -> int:
    """Return the place of a group among those of its rule, who is in none behind them."""
    return f.whole("group") or MOST_GROUPS + 1


def _school_words(f: Facts, name: str) -> Say:
    return f.school(name) or Say("no school", "（无学校）")


def _text(say: Say | None, lang: str) -> str:
    return "" if say is None else say.text(lang)


def _seats(f: Facts) -> int | str:
    seats = f.whole("seats")
    return "" if seats is None else seats
