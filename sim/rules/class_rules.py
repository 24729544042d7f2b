"""Rules of classes (班额): standards, forming sizes, cut-offs, definitions of large classes."""

from dataclasses import dataclass

from sim.rules.field import rule

_DESIGN = "建标109-2008; GB50099-2011"
_PRACTICE = "assumption: before the cut-offs a class was divided only when it would become large (>= 56)"
_MODEL = "assumption"


@dataclass(frozen=True)
class ClassRules:
    """Fields of the rulebook about classes."""

    class_standard_primary: int = rule(
        45, "pupils/class", _DESIGN, "known", 2008, (10, 75), "standard class, primary", "小学标准班额"
    )
    class_standard_junior: int = rule(
        50, "pupils/class", _DESIGN, "known", 2008, (10, 75), "standard class, junior", "初中标准班额"
    )
    forming_size_primary: int = rule(
        55,
        "pupils/class",
        _PRACTICE,
        "assumption",
        2016,
        (10, 75),
        "pupils a class is formed for at entry, primary",
        "小学编班人数",
    )
    forming_size_junior: int = rule(
        55,
        "pupils/class",
        _PRACTICE,
        "assumption",
        2016,
        (10, 75),
        "pupils a class is formed for at entry, junior",
        "初中编班人数",
    )
    cutoff_primary: int = rule(
        0,
        "pupils/class",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 100),
        "size from which a class is large and must be divided, primary; 0 = none",
        "小学大班额控制线(0 为无)",
    )
    cutoff_junior: int = rule(
        0,
        "pupils/class",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 100),
        "size from which a class is large and must be divided, junior; 0 = none",
        "初中大班额控制线(0 为无)",
    )
    large_local_primary: int = rule(
        56,
        "pupils/class",
        "通市政办发〔2017〕13号",
        "read",
        2017,
        (30, 100),
        "large class by the local definition, primary",
        "本地大班额(小学)",
    )
    large_local_junior: int = rule(
        61,
        "pupils/class",
        "通市政办发〔2017〕13号",
        "read",
        2017,
        (30, 100),
        "large class by the local definition, junior",
        "本地大班额(初中)",
    )
    large_national: int = rule(
        56,
        "pupils/class",
        "国发〔2016〕40号",
        "read",
        2016,
        (30, 100),
        "large class by the national definition",
        "国家大班额",
    )
    super_large: int = rule(
        66,
        "pupils/class",
        "国发〔2016〕40号",
        "read",
        2016,
        (30, 120),
        "super-large class by the national definition",
        "超大班额",
    )
    merge_below: float = rule(
        0.8,
        "share of the standard",
        _MODEL,
        "assumption",
        2017,
        (0.3, 1.0),
        "a cohort gives up a class only when the merged mean is at most this share of the standard",
        "并班线",
    )
    multigrade_max: int = rule(
        15,
        "pupils",
        _MODEL + ": range 10-20",
        "assumption",
        2017,
        (0, 40),
        "adjacent grades of together at most this many pupils share a class",
        "复式班人数上限",
    )
