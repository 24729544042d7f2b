"""Indicators of rotation, sharing, training and careers (交流轮岗、走教、培训、职称与任教年限)."""

from sim.base.errors import Say
from sim.indicators.amounts import SinceCensus, Together, Total
from sim.indicators.indicator import (
    FLOW,
    NEVER,
    PERCENT,
    PERIODS,
    PERSONS,
    STOCK,
    TEACHER_DAYS,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum

_ROTATION = "通市政办发〔2017〕13号 二(六); 教督〔2017〕6号 (M6f)"
_TRAINING = "通市政办发〔2017〕13号 二(六); 教督〔2017〕6号 (M6h)"
_SHARING = "通市政办发〔2017〕13号 二(四)、二(七) (M4e, M7c)"


def _total(column: str) -> Total:
    return Total("staff", column)


def _flow(name: str, title: Say, definition: Say, source: str, *columns: str, unit: Say = PERSONS):
    amount = SinceCensus(Together(tuple(_total(column) for column in columns)))
    return Indicator(name, title, unit, definition, source, FLOW, Sum(amount))


def _share(name: str, title: Say, definition: Say, source: str, upper: str, lower: str) -> Indicator:
    share = Ratio(SinceCensus(_total(upper)), SinceCensus(_total(lower)), 100.0)
    return Indicator(name, title, PERCENT, definition, source, NEVER, share, decimals=1)


def _years(column: str, title: Say, who: Say, measure: str) -> Indicator:
    definition = Say(
        f"teachers {who.en}, on 1 September, by home school", f"9月1日{who.zh}的教师（按人事关系）"
    )
    source = f"通市政办发〔2017〕13号 二(五) ({measure})"
    return Indicator(
        f"service_{column.removeprefix('n_')}", title, PERSONS, definition, source, STOCK, Sum(_total(column))
    )


def _promoted(level: str, title: Say, *columns: str) -> Indicator:
    definition = Say(
        f"{title.en} since the last census, by home school", f"自上次统计以来{title.zh}（按人事关系）"
    )
    return _flow(f"promoted_{level}", title, definition, "通市政办发〔2017〕13号 二(四) (M4c)", *columns)


STAFF_CAREERS = Theme(
    Say("Rotation, sharing, training and careers", "交流轮岗、走教、培训与职业发展"),
    (
        _flow(
            "rotated",
            Say("teachers who set out on rotation", "当年交流轮岗教师"),
            Say(
                "teachers who set out on rotation this school year, by home school",
                "当年交流轮岗教师（按人事关系）",
            ),
            _ROTATION,
            "n_rotated",
        ),
        _share(
            "rotation_rate",
            Say("rotation rate", "交流轮岗比例"),
            Say(
                "teachers who set out on rotation / those who meet its conditions, in percent (target 10 and more)",
                "当年交流轮岗教师 ÷ 符合交流条件教师（百分比；目标不低于10%）",
            ),
            _ROTATION,
            "n_rotated",
            "n_rotation_eligible",
        ),
        _share(
            "share_rotated_backbone",
            Say("backbone share of the rotated", "交流轮岗教师中骨干教师占比"),
            Say(
                "backbone teachers / teachers who set out on rotation, in percent (target 20 and more)",
                "交流轮岗教师中的骨干教师 ÷ 当年交流轮岗教师（百分比；目标不低于20%）",
            ),
            _ROTATION,
            "n_rotated_backbone",
            "n_rotated",
        ),
        _flow(
            "rotation_short",
            Say("teachers missing to the share of rotation", "交流轮岗人数缺口"),
            Say("teachers missing to the share the rules ask for", "距规则要求的交流轮岗比例所缺人数"),
            _ROTATION,
            "n_rotation_short",
        ),
        _share(
            "principal_rotation_rate",
            Say("rotation rate of principals", "校长交流轮岗比例"),
            Say(
                "principals who set out on rotation / those who meet its conditions, in percent",
                "当年交流校长 ÷ 符合交流条件校长（百分比）",
            ),
            _ROTATION,
            "n_principals_rotated",
            "n_principals_eligible",
        ),
        Indicator(
            "itinerant_periods",
            Say("periods by itinerant teachers", "走教周课时"),
            PERIODS,
            Say(
                "weekly periods given by teachers of other schools, by the school that gets them",
                "外校教师走教承担的周课时（按受援学校）",
            ),
            _SHARING,
            STOCK,
            Sum(_total("itinerant_periods")),
        ),
        _share(
            "training_completion",
            Say("training completed", "五年培训完成率"),
            Say(
                "teachers whose five-year cycle ends this year with the hours the rules ask for / all whose cycle "
                "ends, in percent (target 100)",
                "当年周期期满且达到规定学时的教师 ÷ 当年期满教师（百分比；目标100%）",
            ),
            _TRAINING,
            "n_training_done",
            "n_training_due",
        ),
        _flow(
            "substitute_days",
            Say("days of substitutes for training", "培训代课天数"),
            Say(
                "days of lessons lost to training that substitutes give in the year",
                "当年因教师脱产培训由代课教师承担的天数",
            ),
            _TRAINING,
            "substitute_days",
            unit=TEACHER_DAYS,
        ),
        _years(
            "n_rural_3",
            Say("teachers with 3 rural years", "乡镇及以下任教满3年教师"),
            Say("with 3 unbroken years or more in towns and villages", "在乡镇及以下连续任教满3年"),
            "M5c",
        ),
        _years(
            "n_rural_20",
            Say("teachers with 20 rural years", "乡镇及以下任教满20年教师"),
            Say("with 20 unbroken years or more in towns and villages", "在乡镇及以下连续任教满20年"),
            "M5e",
        ),
        _years(
            "n_rural_25",
            Say("teachers with 25 rural years", "乡镇及以下任教满25年教师"),
            Say("with 25 unbroken years or more in towns and villages", "在乡镇及以下连续任教满25年"),
            "M5e",
        ),
        _years(
            "n_village_10",
            Say("teachers with 10 years at village sites", "村小、教学点任教满10年教师"),
            Say(
                "with 10 unbroken years or more at village schools and points", "在村小、教学点连续任教满10年"
            ),
            "M5f",
        ),
        _years(
            "n_town_1",
            Say("urban teachers with a rural year", "有1年以上农村任教经历的城区教师"),
            Say("of urban schools with a year or more at a rural one", "城区学校中有1年以上农村学校任教经历"),
            "M5d",
        ),
        _flow(
            "service_awarded",
            Say("teachers awarded for service", "长期从教奖励人数"),
            Say(
                "teachers awarded for ten years at village schools and points in the year",
                "当年因在村小、教学点任教满10年获奖励的教师",
            ),
            "通市政办发〔2017〕13号 二(五) (M5f)",
            "n_awarded",
        ),
        _promoted("middle", Say("teachers given the middle title", "评聘中级职称教师"), "n_promoted_middle"),
        _promoted(
            "senior",
            Say("teachers given the senior or full senior title", "评聘高级及正高级职称教师"),
            "n_promoted_senior",
            "n_promoted_full_senior",
        ),
    ),
)
