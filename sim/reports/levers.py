"""The levers (政策措施) of a scenario in a few words: what differs from the usual numbers."""

from __future__ import annotations

from collections.abc import Mapping

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies import catalogue
from sim.records.batch_folder import ScenarioNote

FEW = 3  # numbers of a lever that are all told

NO_LEVERS = Say("none", "无")
_UNITS = {
    "0 or 1": "0或1", "beds": "张", "beds/boarder": "张/寄宿生", "beds/county": "张/县", "censuses": "个统计时点",
    "code": "代码", "division code": "区划代码", "dwellings": "套", "km": "千米", "months": "个月",
    "persons/dwelling": "人/套", "ratio": "倍", "rooms/county": "间/县",
    "share of teachers/year": "占教师比例/年", "share/year": "每年比例",
    "schools/district": "所/学区", "schools/zone": "所/学区",
    "per year": "每年", "pupils/class": "人/班", "pupils/dwelling": "人/套", "pupils/school": "人/校", "rooms": "间",
    "school year": "学年", "share": "比例", "share of public schools": "占公办学校比例", "years": "年",
    "buses/county": "辆/县", "buses/line": "辆/线", "classes": "个班", "grade": "年级", "km/h": "千米/小时",
    "lines/county": "条/县", "m2/1000 dwellings": "平方米/千套", "m2/bed": "平方米/张", "m2/pupil": "平方米/生",
    "minutes": "分钟", "minutes/km": "分钟/千米", "minutes/stop": "分钟/站", "phases": "期", "pupils": "人",
    "pupils/line": "人/线", "schools/county": "所/县", "seats/bed": "座/床", "seats/bus": "座/车",
    "posts/county": "个/县", "persons/county": "人/县", "yuan/award": "元/人",
    "hours/teacher-year": "学时/人·年", "schools/teacher": "所/人",
    "share of eligible principals": "占符合条件校长比例",
    "share of eligible teachers": "占符合条件教师比例", "share of rotating teachers": "占交流教师比例",
    "share of spare periods": "占富余课时比例", "share of teachers": "占教师比例",
    "share of idle sites": "占闲置校址比例", "yuan/pupil-year": "元/生·年",
    "yuan/month": "元/月",
    "yuan/school-year": "元/校·年", "yuan/seat-year": "元/学位·年",
    "SD": "标准差", "persons": "人", "seats": "个学位", "yuan": "元", "posts": "个岗位", "subjects": "科次",
    "hours": "学时",
    "pairs": "对", "schools/strong school": "所/优质学校", "share/target": "比例/项", "targets": "项",
    "share of schools to be helped": "占应帮扶学校比例", "teacher-days/pair-year": "人·天/对·年",
    "hours/pupil-year": "工时/生·年", "surveys/year": "次/年", "visits/pupil": "次/人",
}  # fmt: skip


def unit_name(unit: str) -> Say:
    """Return the unit of a lever's number in both languages; one that no lever of this version has stays as it is."""
    return Say(unit, _UNITS.get(unit, unit))


def lever_lines(scenario: ScenarioNote) -> list[Say]:
    """Return one line a lever: its numbers that differ from the usual value, or all of them if they are few.

    A scenario without levers gets one line that says so.
    """
    return [_line(name, numbers) for name, numbers in scenario.levers.items()] or [NO_LEVERS]


def _line(name: str, numbers: Mapping[str, Mapping[str, object]]) -> Say:
    lever = catalogue().get(name)
    declared = {number.name: number for number in lever.PARAMETERS} if lever else {}
    usual = {key: number.value for key, number in declared.items()}
    title = lever.TITLE if lever else Say(name, name)
    changed = {key: told for key, told in numbers.items() if told["value"] != usual.get(key)}
    shown = numbers if len(numbers) <= FEW else changed
    if not shown:
        return Say(f"{title.en} ({name}): usual numbers", f"{title.zh}（{name}）：各参数均为常用值")
    en = ", ".join(_number(key, told, usual.get(key), "en") for key, told in shown.items())
    zh = "，".join(
        _number(_in_chinese(key, declared), told, usual.get(key), "zh") for key, told in shown.items()
    )
    return Say(f"{title.en} ({name}): {en}", f"{title.zh}（{name}）：{zh}")


def _in_chinese(key: str, declared: Mapping[str, Number]) -> str:
    """Return the name of a number with what it means; the Chinese reader cannot guess it from the name."""
    return f"{key}（{declared[key].meaning.zh}）" if key in declared else key


def _number(key: str, told: Mapping[str, object], usual: float | None, lang: str) -> str:
    """Return a number with its unit, and the usual value where it is another."""
    differs = usual is not None and told["value"] != usual
    also = Say(f"; usual {usual:.12g}", f"；常用值 {usual:.12g}").text(lang) if differs else ""
    return f"{key} = {told['value']:.12g} [{unit_name(str(told['unit'])).text(lang)}{also}]"
