"""Indicators of what pupils drop out by, and of aid to the poor among them (因何辍学、困难学生资助)."""

from sim.base.errors import Say
from sim.indicators.amounts import Less, Total
from sim.indicators.cells import WHOLE
from sim.indicators.indicator import (
    FLOW,
    MODEL,
    NEVER,
    PERCENT,
    PUPILS,
    STOCK,
    YUAN_PER_PUPIL,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.money_amounts import all_money

_POOR, _AIDED = Total("school_grade", "n_poor"), Total("school_grade", "n_aided")
_OUT, _POOR_OUT = Total("school_grade", "n_dropouts"), Total("school_grade", "n_dropouts_poor")
_PUPILS = Total("school_grade", "pupils")
_M8C, _M8D = "通市政办发〔2017〕13号 二(八) (M8c)", "通市政办发〔2017〕13号 二(八) (M8d)"
_SHARED = Say(
    "; one cause a dropout, drawn by how much each speaks for leaving (attributable fraction)",
    "；每名辍学者按归因分值抽取一个原因",
)


def _by(cause: str, title: Say, what: Say, source: str = MODEL) -> Indicator:
    told = Say(f"{what.en}{_SHARED.en}", f"{what.zh}{_SHARED.zh}")
    amount = Sum(Total("school_grade", f"n_dropouts_{cause}"))
    return Indicator(f"dropouts_{cause}", title, PUPILS, told, source, FLOW, amount)


DROPOUT_CAUSES = Theme(
    Say("Causes of dropout, aid", "辍学原因与资助"),
    (
        _by(
            "poverty",
            Say("dropouts by poverty", "因贫辍学"),
            Say(
                "pupils who drop out by poverty, less what aid takes off",
                "因家庭困难辍学的学生（已扣除资助的作用）",
            ),
            _M8C,
        ),
        _by(
            "left_behind",
            Say("dropouts by a parent away", "因父母外出辍学"),
            Say("pupils who drop out because a parent is away", "因父母外出辍学的学生"),
        ),
        _by(
            "distance",
            Say("dropouts by distance", "因路远辍学"),
            Say("pupils who drop out by the time of the daily way", "因每日上学路途时间辍学的学生"),
            _M8D,
        ),
        _by(
            "boarding",
            Say("dropouts by boarding young", "因低龄寄宿辍学"),
            Say("pupils who drop out because they board young", "因低龄寄宿辍学的学生"),
        ),
        _by(
            "learning",
            Say("dropouts by learning", "因学习困难辍学"),
            Say("pupils who drop out by over age or low attainment", "因超龄或学业落后辍学的学生"),
        ),
        _by(
            "closure",
            Say("dropouts by closure", "因撤并辍学"),
            Say(
                "pupils who drop out because their school was closed within two years",
                "因所在学校两年内撤并辍学的学生",
            ),
        ),
        _by(
            "other",
            Say("dropouts by none of these", "其他原因辍学"),
            Say("pupils who drop out by none of the causes named", "因上述原因以外的情况辍学的学生"),
        ),
        Indicator(
            "dropouts_poor",
            Say("dropouts of poor families", "困难家庭学生辍学"),
            PUPILS,
            Say(
                "pupils on the poverty register who drop out, whatever the cause",
                "困难家庭（低保、建档立卡、特困）辍学学生，不论原因",
            ),
            _M8C,
            FLOW,
            Sum(_POOR_OUT),
        ),
        Indicator(
            "dropout_rate_poor",
            Say("dropout rate of the poor", "困难学生辍学率"),
            PERCENT,
            Say(
                "dropouts of poor families / poor pupils, in percent", "困难家庭辍学学生 ÷ 困难学生（百分比）"
            ),
            _M8C,
            NEVER,
            Ratio(_POOR_OUT, _POOR, 100.0),
            decimals=3,
        ),
        Indicator(
            "dropout_rate_others",
            Say("dropout rate of all others", "其他学生辍学率"),
            PERCENT,
            Say(
                "dropouts of other families / other pupils, in percent",
                "其他家庭辍学学生 ÷ 其他学生（百分比）",
            ),
            _M8C,
            NEVER,
            Ratio(Less(_OUT, _POOR_OUT), Less(_PUPILS, _POOR), 100.0),
            decimals=3,
        ),
        Indicator(
            "poor_pupils",
            Say("poor pupils", "家庭经济困难学生"),
            PUPILS,
            Say(
                "pupils of families on the poverty register on 1 September",
                "9月1日在校的家庭经济困难学生（低保、建档立卡、特困）",
            ),
            _M8C,
            STOCK,
            Sum(_POOR),
        ),
        Indicator(
            "aided_pupils",
            Say("pupils who get living aid", "受生活补助学生"),
            PUPILS,
            Say("poor pupils who get living aid in the school year", "本学年获得生活补助的家庭经济困难学生"),
            _M8C,
            STOCK,
            Sum(_AIDED),
        ),
        Indicator(
            "aid_coverage",
            Say("coverage of living aid", "困难学生资助覆盖率"),
            PERCENT,
            Say(
                "pupils who get living aid / poor pupils, in percent; before autumn 2019 national rates give day "
                "pupils nothing",
                "受生活补助学生 ÷ 家庭经济困难学生（百分比）；2019年秋季前国家标准不含走读生",
            ),
            _M8C,
            NEVER,
            Ratio(_AIDED, _POOR, 100.0),
            decimals=1,
        ),
        Indicator(
            "aid_per_aided",
            Say("living aid per aided pupil", "受助学生人均生活补助"),
            YUAN_PER_PUPIL,
            Say(
                "living aid at the national rates and beside them / pupils who get it",
                "国家标准与县级增加的生活补助合计 ÷ 受补助学生",
            ),
            _M8C,
            NEVER,
            Ratio(all_money(("extra_aid", "living_aid")), _AIDED),
            WHOLE,
        ),
    ),
)
