"""The pupils of a census, found by school, grade and year."""

from collections.abc import Iterable, Sequence

from sim.app.tracing.facts import Facts
from sim.base.errors import Say, UserError, unknown
from sim.kernels.codes import BOARD, BUS, GRADES, RIDE, TRANSIT, WALK

KEYS = ("school", "grade", "year")
COLUMNS = ("uid", "year", "school", "grade", "way", "minutes")
_WAYS = {WALK: "walk", RIDE: "ride", BOARD: "board", BUS: "bus", TRANSIT: "transit"}


def pupils_rows(facts: Iterable[Facts], school_ids: Sequence[str]) -> list[dict[str, object]]:
    """Return pupils as rows of `COLUMNS`, by year, school, grade and uid; minutes are one way, 0 for boarders."""
    rows = [
        {
            "uid": f.uid, "year": f.year, "school": school_ids[f.whole("school")], "grade": f.whole("grade"),
            "way": _WAYS[f.whole("way")], "minutes": f.whole("minutes"),
        }
        for f in facts
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["year"], row["school"], row["grade"], row["uid"]))


def filters(words: Sequence[str]) -> dict[str, str]:
    """Return what `--list` asks for by key.

    Raises
    ------
    UserError
        For a word that is not of the form key=value, an unknown key, or one that stands twice.
    """
    found: dict[str, str] = {}
    for word in words:
        key, is_, value = word.partition("=")
        if not (is_ and value):
            raise _wrong(word, Say("not of the form key=value", "未写作 键=值"))
        if key not in KEYS:
            raise unknown(Say("key", "键"), key, KEYS, "--list")
        if key in found:
            raise _wrong(word, Say(f"{key} stands twice", f"{key} 出现两次"))
        found[key] = value
    return found


def grade_of(text: str) -> int:
    """Return a grade, 1 to 9."""
    if not (text.isdecimal() and 1 <= int(text) <= GRADES):
        raise _wrong(f"grade={text}", Say("no such grade", "没有这个年级"))
    return int(text)


def year_of(text: str, years: tuple[int, int]) -> int:
    """Return a school year of the run."""
    first, last = years
    if not (text.isdecimal() and first <= int(text) <= last):
        raise UserError(
            Say("the run has no such year", "该次运行没有这一学年"),
            where="--list",
            value=f"year={text}",
            rule=Say(f"years {first} to {last}", f"学年 {first} 至 {last}"),
            remedy=Say("name a year of the run", "请指定运行中的学年"),
        )
    return int(text)


def _wrong(word: str, what: Say) -> UserError:
    return UserError(
        what,
        where="--list",
        value=word,
        rule=Say(
            "school=CODE, grade=1 to 9, year=YYYY, each once at most",
            "school=代码、grade=1至9、year=年份，各至多一次",
        ),
        remedy=Say(
            "such as --list school=CODE grade=1 year=2020", "例如 --list school=代码 grade=1 year=2020"
        ),
    )
