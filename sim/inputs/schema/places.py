"""Tables of places: counties, townships, settlements, roads, estates."""

from __future__ import annotations

from sim.base.declaration import Column, Table
from sim.base.errors import Say
from sim.inputs.schema.parts import (
    PROVENANCE,
    ZONE_KIND,
    amount,
    assumed,
    coordinates,
    count,
    county_code,
    derived,
    flag,
    settlement_code,
    township_code,
    year,
)

_LAST = 2100
JUNCTION = "#"  # sign with which the code of a junction of roads begins
_ROAD_END = Say(
    f"settlement, school or junction ({JUNCTION} and a name)", f"村、学校代码，或以 {JUNCTION} 开头的路口编号"
)
_ON_SPIRAL = assumed("on a spiral that fills the county's area", "在县域面积内按螺旋线布点")
_NOT_TOLD = assumed("unknown: a gap that is marked, no cost is counted", "未知：标为缺口，不计费用")
_RESIDENTS = Say("residents on 1 September of the start year", "起始年9月1日常住人口")

COUNTIES = Table(
    "counties",
    Say("a county, district or county-level city", "一个县、区或县级市"),
    (
        county_code(key=True),
        Column("county", "text", Say("name of the county", "县名"), aliases=("县", "县名", "县区")),
        Column(
            "kind", "code", Say("kind of county-level unit", "县级单位类型"), aliases=("类型",),
            codes={"district": Say("district", "区"), "city": Say("county-level city", "市"),
                   "county": Say("county", "县")},
        ),
        flag("is_counted_apart", Say("1 = the province counts it apart from the prefecture", "1 表示省里单列统计"),
             "单列", fill=assumed("0", "0")),
        Column("area_km2", "float", Say("area", "面积"), "km2", low=0.01, high=1_000_000, aliases=("面积",)),
        *coordinates(None),
        year("year", Say("start year; the same in all rows", "起始年，各行相同"), 1990, _LAST, "年份", "起始年"),
        Column("residents", "int", _RESIDENTS, "persons", low=1, high=50_000_000, aliases=("常住人口",)),
        Column("hukou_population", "int", Say("persons registered in the county", "户籍人口"), "persons", low=1,
               high=50_000_000, required=False, aliases=("户籍人口",),
               otherwise=assumed("as many as residents", "等于常住人口")),
        Column("urban_share", "float", Say("share of residents in urban places", "常住人口城镇化率"), "share",
               low=0, high=1, aliases=("城镇化率",)),
        amount("seat_share", "share", Say("share of residents in the county seat", "县城人口占比"), 1, "县城占比",
               "县城人口占比", fill=assumed("three quarters of urban_share", "城镇化率的四分之三")),
        Column("resident_growth", "float", Say("growth of residents around the start", "起始年前后常住人口年增长率"),
               "per year", low=-0.2, high=0.2, required=False, aliases=("常住人口年增长率",),
               otherwise=derived("births less deaths: no net migration", "出生减死亡，净迁移为零")),
        Column("hukou_growth", "float", Say("growth of the registered population around the start",
               "起始年前后户籍人口年增长率"), "per year", low=-0.2, high=0.2, required=False,
               aliases=("户籍人口年增长率",),
               otherwise=assumed("leavers change register by share_hukou_leaves",
                                 "按参数 share_hukou_leaves 迁出户口")),
        count("posts", "posts", Say("posts for staff of public schools, all of them (not teachers alone)",
                                    "核定编制总量（公办学校全部教职工）"), 1_000_000, "核定编制", "核定编制总量",
              "编制总量",
              fill=derived("pupils of public schools over the pupil ratios (19:1, 13.5:1)",
                           "公办学校在校生除以生师比（19:1、13.5:1）")),
        Column("civil_servant_pay", "float", Say("mean pay of the county's civil servants", "当地公务员平均工资"),
               "yuan/year", low=10_000, high=1_000_000, required=False,
               aliases=("公务员平均工资", "当地公务员平均工资"), otherwise=_NOT_TOLD),
        Column("heating_yuan", "float", Say("heating supplement, per pupil and year", "取暖费（生均每年）"),
               "yuan/pupil-year", low=0, high=3000, required=False, aliases=("取暖费", "生均取暖费"),
               otherwise=_NOT_TOLD),
        *PROVENANCE,
    ),
)  # fmt: skip

TOWNSHIPS = Table(
    "townships",
    Say("a township-level unit", "一个乡级单位"),
    (
        township_code(key=True),
        Column("township", "text", Say("name of the township", "乡镇名称"), aliases=("乡镇", "乡镇名称")),
        county_code(),
        Column(
            "kind", "code", Say("kind of township-level unit", "乡级单位类型"), aliases=("类型",),
            codes={"street": Say("street office", "街道"), "town": Say("town", "镇"),
                   "township": Say("township", "乡"), "zone": Say("development zone", "特殊乡镇")},
        ),
        flag("is_seat", Say("1 = part of the county seat", "1 表示属于县城"), "县城"),
        count("residents", "persons", _RESIDENTS, 5_000_000, "常住人口",
              fill=derived("the county's residents by urban and seat share, kind and draw",
                           "由全县人口按城镇化率、县城占比、类型及抽样分配")),
        *coordinates(_ON_SPIRAL),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("a seat and one town for every 15,000 other residents", "县城及每1.5万其余人口一个镇"),
)  # fmt: skip

SETTLEMENTS = Table(
    "settlements",
    Say("a village, community or other settlement", "一个村、社区或其他居民点"),
    (
        settlement_code(key=True),
        Column("settlement", "text", Say("name of the settlement", "村（社区）名称"), aliases=("村", "社区", "村居")),
        township_code(),
        Column("zone_kind", "code", Say("kind of zone", "城乡类型"), codes=ZONE_KIND, aliases=("城乡类型",)),
        flag("is_township_seat", Say("1 = the seat of its township", "1 表示乡镇政府驻地"), "乡镇驻地",
             fill=derived("the largest settlement of the township", "乡镇内人口最多的居民点")),
        count("residents", "persons", _RESIDENTS, 1_000_000, "常住人口",
              fill=derived("the township's residents in equal parts", "由乡镇人口等分")),
        *coordinates(assumed("around the township's seat, by draw", "乡镇驻地周围按抽样布点")),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("settlements of the declared size around the township's seat", "按参数规模在乡镇驻地周围布设"),
)  # fmt: skip

ROADS = Table(
    "roads",
    Say("a road between settlements, schools and junctions, told once for both directions",
        "居民点、学校、路口之间的一段道路（双向只填一行）"),
    (
        Column("from_code", "text", Say(f"where it begins: {_ROAD_END.en}", f"起点：{_ROAD_END.zh}"), key=True,
               aliases=("起点",)),
        Column("to_code", "text", Say(f"where it ends: {_ROAD_END.en}", f"终点：{_ROAD_END.zh}"), key=True,
               aliases=("终点",)),
        Column("km", "float", Say("length", "里程"), "km", low=0, high=1000, aliases=("里程", "公里")),
        amount("minutes", "minutes", Say("driving time", "行车时间"), 1440, "分钟",
               fill=derived("length at the declared pace", "按参数车速")),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("great-circle distance x the declared detour", "直线距离乘绕行系数"),
)  # fmt: skip

ESTATES = Table(
    "estates",
    Say("a housing project; it opens in its year whatever the bureau decides",
        "一个住宅项目；到年即交付，不取决于教育局的决定"),
    (
        Column("estate_code", "text", Say("code of the project", "项目编号"), key=True, aliases=("项目编号",)),
        Column("estate", "text", Say("name of the project", "项目名称"), aliases=("项目名称", "楼盘")),
        township_code(otherwise=derived("that of its settlement", "所在村（社区）的乡镇")),
        settlement_code(otherwise=derived("the largest place of its township that is no village",
                                          "所在乡镇人口最多的城区或镇区居民点")),
        year("year_first_phase",
             Say("school year in which the first phase is handed over; if not after the start year, its people are in "
                 "the other tables", "首期交付学年；起始年及以前者人口已计入其他表"), 1990, _LAST, "首期交付年份"),
        count("dwellings", "dwellings", Say("dwellings planned", "规划套数"), 1_000_000, "套数", "规划套数"),
        count("primary_seats", "seats", Say("primary seats planned with it", "配套小学学位"), 100_000, "配套小学学位",
              fill=assumed("0", "0")),
        count("junior_seats", "seats", Say("junior seats planned with it", "配套初中学位"), 100_000, "配套初中学位",
              fill=assumed("0", "0")),
        *PROVENANCE,
    ),
    required=False,
    otherwise=assumed("no housing project", "无住宅项目"),
)  # fmt: skip
