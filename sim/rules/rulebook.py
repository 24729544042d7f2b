"""The rulebook of a county (规则表): frozen, dated, each field with unit and source.

A lever amends the rulebook of the year; processes obey it. Its values are those in force before any lever: the
rules of the start year.
"""

from dataclasses import dataclass, field, fields, replace

import numpy as np

from sim.base.errors import Say


@dataclass(frozen=True)
class Rule:
    """Declare one field: unit, source, confidence, the year it holds from and its legal values."""

    unit: str
    source: str
    confidence: str
    year: int
    bounds: tuple[float, float]
    meaning: Say


def _rule(value, unit, source, confidence, year, bounds, en, zh):
    return field(default=value, metadata={"rule": Rule(unit, source, confidence, year, bounds, Say(en, zh))})


_DESIGN = "建标109-2008; GB50099-2011"
_PRACTICE = "assumption: before the cut-offs a class was divided only when it would become large (>= 56)"
_MODEL = "assumption"


@dataclass(frozen=True)
class Rulebook:
    """Hold the rules of one county and year; see each field's `Rule` for unit, source and meaning."""

    class_standard_primary: int = _rule(
        45, "pupils/class", _DESIGN, "known", 2008, (10, 75), "standard class, primary", "小学标准班额"
    )
    class_standard_junior: int = _rule(
        50, "pupils/class", _DESIGN, "known", 2008, (10, 75), "standard class, junior", "初中标准班额"
    )
    forming_size_primary: int = _rule(
        55,
        "pupils/class",
        _PRACTICE,
        "assumption",
        2016,
        (10, 75),
        "pupils a class is formed for at entry, primary",
        "小学编班人数",
    )
    forming_size_junior: int = _rule(
        55,
        "pupils/class",
        _PRACTICE,
        "assumption",
        2016,
        (10, 75),
        "pupils a class is formed for at entry, junior",
        "初中编班人数",
    )
    cutoff_primary: int = _rule(
        0,
        "pupils/class",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 100),
        "size from which a class is large and must be divided, primary; 0 = none",
        "小学大班额控制线(0 为无)",
    )
    cutoff_junior: int = _rule(
        0,
        "pupils/class",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 100),
        "size from which a class is large and must be divided, junior; 0 = none",
        "初中大班额控制线(0 为无)",
    )
    has_hard_stop: int = _rule(
        0,
        "0 or 1",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 1),
        "entry grades take no pupil beyond their seats: the rest is placed elsewhere (统筹)",
        "起始年级严禁新增大班额",
    )
    large_local_primary: int = _rule(
        56,
        "pupils/class",
        "通市政办发〔2017〕13号",
        "read",
        2017,
        (30, 100),
        "large class by the local definition, primary",
        "本地大班额(小学)",
    )
    large_local_junior: int = _rule(
        61,
        "pupils/class",
        "通市政办发〔2017〕13号",
        "read",
        2017,
        (30, 100),
        "large class by the local definition, junior",
        "本地大班额(初中)",
    )
    large_national: int = _rule(
        56,
        "pupils/class",
        "国发〔2016〕40号",
        "read",
        2016,
        (30, 100),
        "large class by the national definition",
        "国家大班额",
    )
    super_large: int = _rule(
        66,
        "pupils/class",
        "国发〔2016〕40号",
        "read",
        2016,
        (30, 120),
        "super-large class by the national definition",
        "超大班额",
    )
    merge_below: float = _rule(
        0.8,
        "share of the standard",
        _MODEL,
        "assumption",
        2017,
        (0.3, 1.0),
        "a cohort gives up a class only when the merged mean is at most this share of the standard",
        "并班线",
    )
    multigrade_max: int = _rule(
        15,
        "pupils",
        _MODEL + ": range 10-20",
        "assumption",
        2017,
        (0, 40),
        "adjacent grades of together at most this many pupils share a class",
        "复式班人数上限",
    )
    permit_months_required: int = _rule(
        12,
        "months",
        "assumption after the tier lists of cities (permit and insurance for a year); Tonghua's own rule not found",
        "assumption",
        2016,
        (0, 60),
        "months of residence permit that put a newcomer before others",
        "居住证月数要求",
    )
    minutes_limit_grade_1_3: int = _rule(
        30,
        "minutes",
        "国办发〔2018〕27号",
        "read",
        2018,
        (5, 120),
        "longest day trip, grades 1-3",
        "1-3年级路途时间上限",
    )
    minutes_limit_grade_4_6: int = _rule(
        45,
        "minutes",
        _MODEL + ": no national limit",
        "assumption",
        2017,
        (5, 180),
        "longest day trip, grades 4-6",
        "4-6年级路途时间上限",
    )
    minutes_limit_junior: int = _rule(
        60,
        "minutes",
        _MODEL + ": no national limit",
        "assumption",
        2017,
        (5, 180),
        "longest day trip, junior",
        "初中路途时间上限",
    )
    boarding_min_grade: int = _rule(
        4,
        "grade",
        "国办发〔2012〕48号; 国办发〔2018〕27号",
        "read",
        2012,
        (1, 9),
        "lowest grade that may board",
        "最低寄宿年级",
    )
    posts_ratio_primary: float = _rule(
        19.0,
        "pupils/post",
        "中央编办发〔2014〕72号",
        "known",
        2014,
        (5, 40),
        "pupils a post (all staff), primary",
        "小学生师比(编制)",
    )
    posts_ratio_junior: float = _rule(
        13.5,
        "pupils/post",
        "中央编办发〔2014〕72号",
        "known",
        2014,
        (5, 40),
        "pupils a post (all staff), junior",
        "初中生师比(编制)",
    )
    posts_per_class_primary: float = _rule(
        1.8,
        "posts/class",
        "provincial practice, range 1.5-2.5",
        "estimate",
        2014,
        (1, 5),
        "posts a class, primary",
        "小学班师比",
    )
    posts_per_class_junior: float = _rule(
        3.0,
        "posts/class",
        "provincial practice, range 2.5-4.0",
        "estimate",
        2014,
        (1, 6),
        "posts a class, junior",
        "初中班师比",
    )
    min_posts_small: int = _rule(
        3,
        "posts",
        "provincial practice",
        "estimate",
        2014,
        (1, 20),
        "floor for a small school or point with multi-grade classes",
        "小规模学校编制底线",
    )

    def __post_init__(self) -> None:
        """Refuse a value outside its legal range: a lever that gives one is wrong."""
        for name, rule in RULES.items() if RULES else ():
            value = getattr(self, name)
            if not rule.bounds[0] <= value <= rule.bounds[1]:
                raise ValueError(f"rulebook field {name} = {value} lies outside {rule.bounds} {rule.unit}")

    def by_grade(self, stem: str) -> np.ndarray:
        """Return the value of `<stem>_primary` / `<stem>_junior` for grades 1-9, shape (9,), int64."""
        return np.array(
            [getattr(self, f"{stem}_primary")] * 6 + [getattr(self, f"{stem}_junior")] * 3, dtype=np.int64
        )

    def minutes_limits(self) -> np.ndarray:
        """Return the longest day trip by grade 1-9, minutes, shape (9,)."""
        return np.array(
            [self.minutes_limit_grade_1_3] * 3
            + [self.minutes_limit_grade_4_6] * 3
            + [self.minutes_limit_junior] * 3,
            float,
        )

    def planned_size(self) -> np.ndarray:
        """Return the largest class size admission may plan for by grade 1-9: below the cut-off where there is one."""
        cutoff, forming = self.by_grade("cutoff"), self.by_grade("forming_size")
        return np.where(
            cutoff > 0,
            np.maximum(forming, cutoff - 1) if self.has_hard_stop else np.maximum(forming, 55),
            forming,
        )

    def amended(self, changes: dict[str, object]) -> "Rulebook":
        """Return a copy with some fields changed."""
        return replace(self, **changes) if changes else self


RULES: dict[str, Rule] = {}
RULES.update({f.name: f.metadata["rule"] for f in fields(Rulebook)})
