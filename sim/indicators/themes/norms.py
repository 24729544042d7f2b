"""Indicators of areas, rooms and equipment (办学条件): schools that meet the norms, weak schools, means per pupil.

All are stocks over pupils: they rise by themselves where pupils vanish, and are to be read beside do_nothing.
"""

from sim.base.errors import Say
from sim.indicators.amounts import Total
from sim.indicators.indicator import (
    M2_PER_PUPIL,
    NEVER,
    PERCENT,
    ROOMS_PER_100,
    SCHOOL_STOCK,
    SCHOOLS,
    YUAN_PER_PUPIL,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.school_amounts import OPEN_ONLY, OpenSchools
from sim.kernels.codes import KIND_NAMES
from sim.kernels.norms import NORMS

_DOCUMENT = "通市政办发〔2017〕13号 二(二); norms: 教督〔2017〕6号 and others, in the table rulebook"
_QUALITY = "教督〔2017〕6号 (优质均衡)"
_OPEN = OpenSchools(KIND_NAMES)
_MEETING = OpenSchools(KIND_NAMES, where=("n_norms_met", (len(NORMS),)))
_WEAK = ("is_weak", (1,))
_PUPILS = Total("school", "pupils")
_BESIDE = Say("; rises by itself where pupils leave", "；学生减少时会自然上升")


def _per_pupil(name: str, column: str, title: Say, unit: Say, what: Say, times: float = 1.0) -> Indicator:
    return Indicator(
        name, title, unit,
        Say(f"{what.en} of open schools / pupils, estimates among them{_BESIDE.en}",
            f"开办学校{what.zh} ÷ 在校生，含推算值{_BESIDE.zh}"),
        _QUALITY, NEVER, Ratio(Total("school", column, OPEN_ONLY), _PUPILS, times), decimals=1,
    )  # fmt: skip


NORMS_THEME = Theme(
    Say("Areas, rooms and equipment", "办学条件"),
    (
        Indicator(
            "schools_meeting_norms",
            Say("schools meeting all seven norms", "七项全部达标的学校"),
            SCHOOLS,
            Say(
                "open schools and points that have what their pupils need by all seven norms: teaching, sports and "
                f"site area, ordinary and multimedia rooms, equipment, beds{_BESIDE.en}",
                "教学及辅助用房、体育场馆、占地、普通教室、网络多媒体教室、仪器设备、床位七项均达标的学校和教学点"
                f"{_BESIDE.zh}",
            ),
            _DOCUMENT,
            SCHOOL_STOCK,
            Sum(_MEETING),
        ),
        Indicator(
            "share_meeting_norms",
            Say("share of schools meeting all seven norms", "七项全部达标学校占比"),
            PERCENT,
            Say(
                f"open schools and points that meet all seven norms / all open ones, in percent{_BESIDE.en}",
                f"七项均达标的学校和教学点占全部的比例（百分比）{_BESIDE.zh}",
            ),
            _DOCUMENT,
            NEVER,
            Ratio(_MEETING, _OPEN, 100.0),
            decimals=1,
        ),
        Indicator(
            "weak_schools",
            Say("weak schools", "薄弱学校"),
            SCHOOLS,
            Say(
                "open schools and points that meet fewer than 6 of the seven norms, or miss one by more than 15 % "
                "(rulebook: norms_met_least, norm_share_least); falls by itself where pupils leave",
                "七项中达标不足6项，或有一项低于标准85%的学校和教学点（按规则表取值）；学生减少时会自然下降",
            ),
            "通市政办发〔2017〕13号 一(三); the rule of 教督〔2017〕6号 carried over to these seven (this model)",
            SCHOOL_STOCK,
            Sum(OpenSchools(KIND_NAMES, where=_WEAK)),
        ),
        Indicator(
            "share_in_weak_schools",
            Say("share of pupils in weak schools", "薄弱学校在校生占比"),
            PERCENT,
            Say("pupils of weak schools / all pupils, in percent", "薄弱学校在校生占全部在校生的比例（百分比）"),
            "definition of this model",
            NEVER,
            Ratio(Total("school", "pupils", _WEAK), _PUPILS, 100.0),
            decimals=1,
        ),
        _per_pupil("teaching_m2_per_pupil", "teaching_m2", Say("teaching area per pupil", "生均教学及辅助用房面积"),
                   M2_PER_PUPIL, Say("teaching and auxiliary area", "教学及辅助用房面积")),
        _per_pupil("sports_m2_per_pupil", "sports_m2", Say("sports area per pupil", "生均体育运动场馆面积"),
                   M2_PER_PUPIL, Say("area of sports grounds and halls", "体育运动场馆面积")),
        _per_pupil("equipment_per_pupil", "equipment_yuan", Say("equipment per pupil", "生均教学仪器设备值"),
                   YUAN_PER_PUPIL, Say("value of teaching equipment", "教学仪器设备值")),
        _per_pupil("multimedia_per_100", "multimedia_rooms",
                   Say("multimedia rooms per 100 pupils", "每百名学生拥有网络多媒体教室数"), ROOMS_PER_100,
                   Say("rooms with network and multimedia x 100", "网络多媒体教室数 × 100"), 100.0),
    ),
)  # fmt: skip
