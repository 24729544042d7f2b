"""What reports tell of a scenario's rules of admission (招生办法): title, area, stage, years in force, source."""

from collections.abc import Mapping

from sim.base.errors import Say
from sim.rules.admission import STAGES, AdmissionRule
from sim.rules.admission_reading import BOTH_STAGES
from sim.rules.admission_text import rule_mapping

Note = Mapping[str, object]  # of a rule, the keys of `TOLD` as YAML has them

TOLD = ("title", "source", "from", "to", "area", "stage")
_LEVELS = {"everywhere": "全域", "county": "县", "township": "乡镇", "school": "学校"}
_STAGES = {"primary": "小学", "junior": "初中"}


def rule_notes(rules: tuple[AdmissionRule, ...]) -> dict[str, dict[str, object]]:
    """Return the notes of rules by name, for the manifest; `from` and `to` only where the years have an end."""
    return {
        rule.name: {key: said for key, said in rule_mapping(rule).items() if key in TOLD} for rule in rules
    }


def rule_words(name: str, note: Note) -> Say:
    """Return title, name, area, stage, years and source of a rule in one line."""
    title, holds, source = title_words(name, note), holds_words(note), one_line(note["source"])
    return Say(f"{title.en}: {holds.en}; source: {source}", f"{title.zh}：{holds.zh}；来源：{source}")


def title_words(name: str, note: Note) -> Say:
    """Return title and name of a rule."""
    title = note["title"]
    return Say(f"{one_line(title['en'])} ({name})", f"{one_line(title['zh'])}（{name}）")


def holds_words(note: Note) -> Say:
    """Return where, in which stages and in which school years a rule holds."""
    area, span = _area(note["area"]), _span(note.get("from"), note.get("to"))
    stages = STAGES if note["stage"] == BOTH_STAGES else (note["stage"],)
    in_chinese = "、".join(_STAGES[stage] for stage in stages)
    return Say(f"{area.en}, {' and '.join(stages)}, {span.en}", f"{area.zh}，{in_chinese}，{span.zh}")


def one_line(text: object) -> str:
    """Return a text of a file without its line breaks."""
    return " ".join(str(text).split())


def _area(area: object) -> Say:
    if isinstance(area, str):
        return Say(area, _LEVELS[area])
    ((level, codes),) = area.items()
    return Say(f"{level} {' '.join(codes)}", f"{_LEVELS[level]} {'、'.join(codes)}")


def _span(first: object, last: object) -> Say:
    if first is None and last is None:
        return Say("always", "各学年")
    if last is None:
        return Say(f"from {first}", f"{first}学年起")
    if first is None:
        return Say(f"to {last}", f"至{last}学年")
    return Say(f"from {first} to {last}", f"{first}—{last}学年")
