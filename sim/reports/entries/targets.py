"""The table of targets (目标) in the folder of entries: targets to add or to change, and the mid-term date."""

from sim.base.declaration import Column, Table
from sim.base.errors import Say
from sim.indicators.cells import STAGES, ZONES
from sim.indicators.targets import COMPARISONS

_ALL = Say("all together", "合计")
_ZONES = dict(
    zip(ZONES, (_ALL, Say("urban", "城区"), Say("town", "镇区"), Say("village", "乡村")), strict=True)
)
_STAGES = dict(zip(STAGES, (_ALL, Say("primary", "小学"), Say("junior", "初中")), strict=True))


def _column(name: str, kind: str, en: str, zh: str, *aliases: str, **more) -> Column:
    return Column(name, kind, Say(en, zh), aliases=aliases, **{"required": False, **more})


TARGET_TABLE = Table(
    "targets",
    Say(
        "one target to add to those of the policy document, or to change (blank: as it was); the row mid_term sets "
        "the school year of the mid-term assessment in year_from",
        "新增一项目标，或改动文件已有目标（空白处不变）；代码为 mid_term 的行用 year_from 填写中期评估学年",
    ),
    (
        _column("target", "text", "code of the target", "目标代码", "目标", "目标代码", required=True, key=True),
        _column("title", "text", "what it is called; else as its indicator", "目标名称；空白时用指标名称", "名称"),
        _column("measure", "text", "measure of the policy document it belongs to", "所属政策措施编号", "措施编号"),
        _column("indicator", "text", "indicator that is judged (sim indicators)", "判定所用指标代码",
                "指标", "指标代码"),
        _column("zone", "code", "zone kind; blank: all", "城乡；空白为合计", "城乡", codes=_ZONES),
        _column("stage", "code", "stage; blank: both", "学段；空白为合计", "学段", codes=_STAGES),
        _column("comparison", "code", "how the level is compared with the value", "与目标值的比较方式", "比较方式",
                codes=COMPARISONS, synonyms={"≤": "<=", "≥": ">=", "＜": "<", "＞": ">", "不超过": "<="}),
        _column("value", "float", "the value asked for, in the unit of the indicator", "目标值，单位同指标", "目标值"),
        _column("year_from", "int", "first school year in which it holds", "开始判定的学年", "起始学年", "完成时限",
                low=1990, high=2100),
        _column("year_to", "int", "last school year in which it holds; blank: from then on", "截止判定的学年；空白不限",
                "截止学年", low=1990, high=2100),
        _column("source", "text", "where the target stands", "目标依据", "依据", "来源"),
    ),
    required=False,
)  # fmt: skip
