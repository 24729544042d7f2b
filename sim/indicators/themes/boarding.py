"""Indicators of boarding beside beds (寄宿保障): canteen seats, young boarders, staff and what it costs."""

from sim.base.errors import Say
from sim.indicators.amounts import Total
from sim.indicators.indicator import (
    FLOW,
    MODEL,
    NEVER,
    PERCENT,
    PERSONS,
    POSTS,
    PUPILS,
    STAFF_PER_100,
    STOCK,
    YUAN,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Ratio, Sum
from sim.kernels.boarding import YOUNG

_BOARDERS, _YOUNG = Total("school_grade", "n_boarders"), Total("school", "n_young_boarders")
_NEEDED, _THERE = Total("school", "boarding_staff_needed"), Total("school", "boarding_staff")
_DOCUMENT = "通市政办发〔2017〕13号 二(二)"

BOARDING = Theme(
    Say("Care of boarders", "寄宿保障"),
    (
        Indicator(
            "young_boarders",
            Say("young boarders", "低龄寄宿生"),
            PUPILS,
            Say(
                f"boarders up to grade {YOUNG}: boarding young goes with more dropout in this model, and the evidence "
                "on welfare is against it",
                f"{YOUNG}年级及以下寄宿生；本模型中低龄寄宿与较高辍学风险相联，已有研究亦显示其不利影响",
            ),
            "国办发〔2012〕48号; Hou, Wu & Song 2020 (grades 1-2)",
            STOCK,
            Sum(_YOUNG),
        ),
        Indicator(
            "share_young_boarders",
            Say("share of boarders who are young", "低龄寄宿生占比"),
            PERCENT,
            Say(
                f"boarders up to grade {YOUNG} / boarders, in percent",
                f"{YOUNG}年级及以下寄宿生 ÷ 寄宿生（百分比）",
            ),
            MODEL,
            NEVER,
            Ratio(_YOUNG, _BOARDERS, 100.0),
            decimals=1,
        ),
        Indicator(
            "boarders_without_canteen_seat",
            Say("boarders without a canteen seat", "无食堂座位寄宿生"),
            PUPILS,
            Say(
                "boarders beyond the seats of their school's canteen x the sittings of the rulebook; a nine-year "
                "school's stand with its junior stage",
                "寄宿生超过本校食堂座位数 × 规则表就餐批次的人数；九年一贯制学校计入初中",
            ),
            f"{_DOCUMENT}: 宿舍食堂",
            STOCK,
            Sum(Total("school", "n_without_canteen_seat")),
        ),
        Indicator(
            "boarding_staff_needed",
            Say("boarding staff needed", "寄宿管理服务人员应配数"),
            POSTS,
            Say(
                "life, mental health, health care and security staff that the rulebook asks for where pupils board; a "
                "nine-year school's stand with its junior stage",
                "规则表要求有寄宿生的学校配备的生活指导、心理健康、卫生保健、安全保卫人员数；九年一贯制学校计入初中",
            ),
            f"{_DOCUMENT} (M2e)",
            STOCK,
            Sum(_NEEDED),
        ),
        Indicator(
            "boarding_staff",
            Say("boarding staff there", "寄宿管理服务人员实有数"),
            PERSONS,
            Say(
                "of those needed, there: a share of the start, and what a programme adds",
                "应配人员中已配备的人数：起始年配备率，加专项措施新增",
            ),
            f"{_DOCUMENT} (M2d, M2e)",
            STOCK,
            Sum(_THERE),
        ),
        Indicator(
            "share_boarding_staff",
            Say("share of the boarding staff needed that is there", "寄宿管理服务人员配备率"),
            PERCENT,
            Say("boarding staff there / boarding staff needed, in percent", "实有数 ÷ 应配数（百分比）"),
            f"{_DOCUMENT} (M2e)",
            NEVER,
            Ratio(_THERE, _NEEDED, 100.0),
            decimals=1,
        ),
        Indicator(
            "boarding_staff_per_100",
            Say("boarding staff per 100 boarders", "每百名寄宿生管理服务人员"),
            STAFF_PER_100,
            Say(
                "boarding staff there / boarders, for 100 boarders; a nine-year school's staff stands with its junior "
                "stage, so look at stages together",
                "寄宿管理服务人员 ÷ 寄宿生 × 100；九年一贯制学校人员计入初中，宜看合计",
            ),
            f"{_DOCUMENT} (M2d)",
            NEVER,
            Ratio(_THERE, _BOARDERS, 100.0),
            decimals=1,
        ),
        Indicator(
            "boarding_staff_bought",
            Say("bought services among the boarding staff", "政府购买服务人员"),
            PERSONS,
            Say("boarding staff of bought services", "寄宿管理服务人员中由政府购买服务提供的人数"),
            f"{_DOCUMENT} (M2d)",
            STOCK,
            Sum(Total("school", "boarding_staff_bought")),
        ),
        Indicator(
            "boarding_staff_yuan",
            Say("cost of boarding staff", "寄宿管理服务人员年支出"),
            YUAN,
            Say(
                "posts of the schools' own and bought posts x the rulebook's cost of each, recurrent",
                "自有岗位与购买服务岗位 × 规则表年成本（经常性支出）",
            ),
            MODEL,
            FLOW,
            Sum(Total("school", "boarding_staff_yuan")),
        ),
    ),
)
