"""Indicators of migrant, in-county and left-behind pupils (随迁、县内进城与留守)."""

from sim.base.errors import Say
from sim.indicators.amounts import Total
from sim.indicators.indicator import MODEL, NEVER, PERCENT, PUPILS, STOCK, YEARBOOK, Indicator, Theme
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.school_amounts import InPublicSchools
from sim.indicators.themes.classes import ENROLLED

_MIGRANT = Total("school_grade", "n_migrant")
_LEFT_BEHIND = Total("school_grade", "n_left_behind")

PUPILS_THEME = Theme(
    Say("Migrant and left-behind pupils", "随迁与留守学生"),
    (
        Indicator(
            "migrant_pupils",
            Say("migrant children at school", "进城务工人员随迁子女"),
            PUPILS,
            Say(
                "pupils with rural hukou outside the county in schools of 城区 and 镇区",
                "户籍在县外、农业户口、在城区和镇区学校就读的学生",
            ),
            YEARBOOK,
            STOCK,
            Sum(_MIGRANT),
        ),
        Indicator(
            "migrant_share_public",
            Say("share of migrant children in public schools", "随迁子女公办学校就读比例"),
            PERCENT,
            Say(
                "migrant children in public schools / migrant children at school, in percent; places bought in private "
                "schools are not told apart (target 85 %)",
                "公办学校随迁子女 ÷ 在校随迁子女（百分比）；政府购买的民办学位未能区分（目标 85%）",
            ),
            "教督〔2017〕6号",
            NEVER,
            Ratio(InPublicSchools("n_migrant"), _MIGRANT, 100.0),
            decimals=1,
        ),
        Indicator(
            "moved_in_county",
            Say("pupils with hukou elsewhere in the county", "县内进城生"),
            PUPILS,
            Say(
                "pupils whose hukou stands in another township of the same county than their school",
                "户籍在本县其他乡镇的学生",
            ),
            MODEL,
            STOCK,
            Sum(Total("school_grade", "n_moved_in_county")),
        ),
        Indicator(
            "left_behind",
            Say("left-behind children at school", "留守儿童（登记口径）"),
            PUPILS,
            Say("pupils with rural hukou of whom a parent is away", "农业户口、父母一方或双方外出的学生"),
            YEARBOOK,
            STOCK,
            Sum(_LEFT_BEHIND),
        ),
        Indicator(
            "left_behind_2016",
            Say("left-behind children, definition of 2016", "留守儿童（2016年口径）"),
            PUPILS,
            Say(
                "pupils with rural hukou both of whose parents are away; one parent unable to care is not simulated",
                "农业户口、父母双方外出的学生；一方外出而另一方无监护能力者未模拟",
            ),
            "definition of 2016 (留守儿童: 父母双方外出或一方无监护能力)",
            STOCK,
            Sum(Total("school_grade", "n_left_behind_2016")),
        ),
        Indicator(
            "left_behind_share",
            Say("share of left-behind children", "留守儿童占比"),
            PERCENT,
            Say(
                "left-behind children (a parent away) / pupils, in percent",
                "留守儿童（登记口径）÷ 在校生（百分比）",
            ),
            YEARBOOK,
            NEVER,
            Ratio(_LEFT_BEHIND, ENROLLED, 100.0),
            decimals=1,
        ),
    ),
)
