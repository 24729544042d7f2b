"""Indicators of dropout control and of care of left-behind pupils (控辍保学、留守儿童关爱)."""

from sim.base.errors import Say
from sim.indicators.amounts import Amount, Less, Total
from sim.indicators.indicator import FLOW, NEVER, PERCENT, PUPILS, STOCK, Indicator, Theme
from sim.indicators.kinds import Ratio, Sum

_DOCUMENT = "通市政办发〔2017〕13号"
_M8A, _M8B = f"{_DOCUMENT} 二(八) (M8a)", f"{_DOCUMENT} 二(八) (M8b)"
_M10A, _M10B = f"{_DOCUMENT} 二(十) (M10a)", f"{_DOCUMENT} 二(十) (M10b)"
_OUT, _BACK = Total("school_grade", "n_dropouts"), Total("school_grade", "n_returns")
_KNOWN, _WITHIN = Total("school_grade", "n_dropouts_known"), Total("school_grade", "n_returns_within")
_LEFT_BEHIND, _FILED = Total("school_grade", "n_left_behind"), Total("school_grade", "n_left_behind_filed")
_KEY, _KEY_CARED = Total("school_grade", "n_key_cases"), Total("school_grade", "n_key_cases_cared")
_CARED = Total("school_grade", "n_cared")
_VISITS, _HOURS = Say("visits", "次"), Say("hours", "工时")


def _flow(
    name: str, title: Say, definition: Say, amount: Amount, source: str, unit: Say = PUPILS
) -> Indicator:
    return Indicator(name, title, unit, definition, source, FLOW, Sum(amount))


def _pupils(name: str, title: Say, definition: Say, amount: Amount, source: str) -> Indicator:
    return Indicator(name, title, PUPILS, definition, source, STOCK, Sum(amount))


def _share(name: str, title: Say, definition: Say, part: Amount, whole: Amount, source: str) -> Indicator:
    return Indicator(name, title, PERCENT, definition, source, NEVER, Ratio(part, whole, 100.0), decimals=1)


CARE = Theme(
    Say("Dropout control and care", "控辍劝返与留守关爱"),
    (
        _flow(
            "net_dropouts",
            Say("dropouts less returns", "净辍学"),
            Say(
                "dropouts of the year less all who come back in it, those of earlier years among them; below zero "
                "where more come back",
                "当年辍学人数减当年复学人数（含以前年度辍学者）；复学较多时为负",
            ),
            Less(_OUT, _BACK),
            _M8A,
        ),
        _flow(
            "dropouts_known",
            Say("dropouts known within the year", "学年内已发现的辍学"),
            Say(
                "dropouts of the year whose absence the school knows by 31 August",
                "当年辍学且学校在8月31日前已发现的学生",
            ),
            _KNOWN,
            _M8B,
        ),
        _share(
            "share_dropouts_known",
            Say("share of dropouts known within the year", "辍学学年内发现率"),
            Say("dropouts known by 31 August / dropouts of the year, in percent", "已发现 ÷ 当年辍学（百分比）"),
            _KNOWN,
            _OUT,
            _M8B,
        ),
        _flow(
            "unexplained_absences",
            Say("unexplained absences", "去向不明学生"),
            Say(
                "dropouts of the year of whom the school does not know by 31 August",
                "当年辍学而学校至8月31日仍未掌握的学生",
            ),
            Less(_OUT, _KNOWN),
            _M8B,
        ),
        _flow(
            "campaign_visits",
            Say("visits of the return campaign", "劝返走访次数"),
            Say("visits to dropouts of the year", "对当年辍学学生的走访次数"),
            Total("school_grade", "n_visits"),
            _M8A,
            _VISITS,
        ),
        _flow(
            "returns_within",
            Say("returns within the year", "当学年劝返复学"),
            Say(
                "dropouts of the year who come back within it, part of the returns; some of them would have come back "
                "in a later year without the campaign",
                "当年辍学并在学年内返校的学生，含于复学人数；其中部分学生即使不劝返以后年度也会返校",
            ),
            _WITHIN,
            _M8A,
        ),
        _share(
            "share_returned_within",
            Say("share of dropouts who come back within the year", "当年辍学劝返率"),
            Say("returns within the year / dropouts of the year, in percent", "当学年劝返 ÷ 当年辍学（百分比）"),
            _WITHIN,
            _OUT,
            _M8A,
        ),
        _pupils(
            "left_behind_filed",
            Say("left-behind pupils on file", "已建档留守儿童"),
            Say(
                "count by the file; the model's own count is that of left-behind pupils by the register definition",
                "档案人数；模型实际人数为登记口径留守儿童",
            ),
            _FILED,
            _M10A,
        ),
        _share(
            "share_left_behind_filed",
            Say("coverage of the file of left-behind pupils", "留守儿童建档率"),
            Say("on file / left-behind pupils of the model, in percent", "建档人数 ÷ 模型留守儿童（百分比）"),
            _FILED,
            _LEFT_BEHIND,
            _M10A,
        ),
        _flow(
            "filing_hours",
            Say("staff hours of the file", "摸排建档工时"),
            Say("pupils on file x surveys a year x hours a survey", "建档人数 × 每年摸排次数 × 每次工时"),
            Total("school_grade", "filing_hours"),
            _M10A,
            _HOURS,
        ),
        _pupils(
            "key_cases",
            Say("key cases among left-behind pupils", "重点留守儿童"),
            Say(
                "left-behind pupils whose parents are both away, who are poor or over age, on file or not",
                "双亲外出、家庭经济困难或超龄的留守儿童，不论是否建档",
            ),
            _KEY,
            _M10B,
        ),
        _share(
            "share_key_cases_cared",
            Say("key cases in one-to-one care", "重点留守儿童包保率"),
            Say("key cases in care / key cases, in percent", "包保中的重点留守儿童 ÷ 重点留守儿童（百分比）"),
            _KEY_CARED,
            _KEY,
            _M10B,
        ),
        _pupils(
            "left_behind_cared",
            Say("left-behind pupils in one-to-one care", "一对一包保留守儿童"),
            Say("left-behind pupils on file with a person who cares for them", "已建档且有包保联系人的留守儿童"),
            _CARED,
            _M10B,
        ),
        _share(
            "share_left_behind_cared",
            Say("left-behind pupils in one-to-one care, share", "留守儿童包保率"),
            Say("in care / left-behind pupils, in percent", "包保人数 ÷ 留守儿童（百分比）"),
            _CARED,
            _LEFT_BEHIND,
            _M10B,
        ),
        _flow(
            "care_hours",
            Say("staff hours of one-to-one care", "一对一包保工时"),
            Say(
                "pupils in care x hours a pupil-year; time of staff is counted, not paid for",
                "包保人数 × 每人年工时；只计工时，不计人工费用",
            ),
            Total("school_grade", "care_hours"),
            _M10B,
            _HOURS,
        ),
    ),
)  # fmt: skip
