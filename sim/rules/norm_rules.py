"""Rules of what a school should have (办学条件标准): areas, rooms and equipment per pupil.

Those per pupil of 教督〔2017〕6号 and of the area of the site, by stage, and what it costs to reach them. The seven are
put together in `sim.rules.norms`.
"""

from dataclasses import dataclass

from sim.rules.field import rule

_READ = ("教督〔2017〕6号", "read", 2017)
_SITE = ("an older provincial example (c. 2011), not of 吉林", "read", 2011)


@dataclass(frozen=True)
class NormRules:
    """Fields of the rulebook about the areas, rooms and equipment of schools."""

    norm_teaching_m2_primary: float = rule(
        4.5, "m2/pupil", *_READ, (0, 50), "teaching and auxiliary area, ordinary rooms included, primary",
        "小学生均教学及辅助用房面积",
    )  # fmt: skip
    norm_teaching_m2_junior: float = rule(
        5.8, "m2/pupil", *_READ, (0, 50), "teaching and auxiliary area, ordinary rooms included, junior",
        "初中生均教学及辅助用房面积",
    )  # fmt: skip
    norm_sports_m2_primary: float = rule(
        7.5, "m2/pupil", *_READ, (0, 100), "sports grounds and halls, primary", "小学生均体育运动场馆面积"
    )
    norm_sports_m2_junior: float = rule(
        10.2, "m2/pupil", *_READ, (0, 100), "sports grounds and halls, junior", "初中生均体育运动场馆面积"
    )
    norm_site_m2_primary: float = rule(
        20.0, "m2/pupil", *_SITE, (0, 200), "site outside 城区, primary", "小学生均占地面积(城区以外)"
    )
    norm_site_m2_junior: float = rule(
        25.0, "m2/pupil", *_SITE, (0, 200), "site outside 城区, junior", "初中生均占地面积(城区以外)"
    )
    norm_site_m2_urban_primary: float = rule(
        15.0, "m2/pupil", *_SITE, (0, 200), "site in 城区, primary", "小学生均占地面积(城区)"
    )
    norm_site_m2_urban_junior: float = rule(
        20.0, "m2/pupil", *_SITE, (0, 200), "site in 城区, junior", "初中生均占地面积(城区)"
    )
    norm_multimedia_rooms_primary: float = rule(
        2.3, "rooms/100 pupils", *_READ, (0, 20), "rooms with network and multimedia, primary",
        "小学每百名学生网络多媒体教室数",
    )  # fmt: skip
    norm_multimedia_rooms_junior: float = rule(
        2.4, "rooms/100 pupils", *_READ, (0, 20), "rooms with network and multimedia, junior",
        "初中每百名学生网络多媒体教室数",
    )  # fmt: skip
    norm_equipment_yuan_primary: float = rule(
        2000.0,
        "yuan/pupil",
        *_READ,
        (0, 100_000),
        "value of teaching equipment, primary",
        "小学生均教学仪器设备值",
    )
    norm_equipment_yuan_junior: float = rule(
        2500.0,
        "yuan/pupil",
        *_READ,
        (0, 100_000),
        "value of teaching equipment, junior",
        "初中生均教学仪器设备值",
    )
    norm_beds_per_boarder: float = rule(
        1.0, "beds/boarder", "通市政办发〔2017〕13号 二(二): 一人一床位", "read", 2017, (0, 2),
        "beds for each boarder, those who found none included; a bed stands for its 3 m2 (GB50099-2011)", "生均床位",
    )  # fmt: skip
    price_teaching_m2: float = rule(
        5_500.0, "yuan/m2", "内蒙古宁城 2022-23: 8500 万 for 15,394 m2 of a new school; range 2,500-6,500", "estimate",
        2022, (0, 1e9), "teaching and auxiliary area built without ordinary rooms", "教学及辅助用房单价",
    )  # fmt: skip
    price_sports_m2: float = rule(
        400.0, "yuan/m2", "assumption: a ground with a running track, no hall; range 200-1,500", "assumption", 2022,
        (0, 1e9), "sports ground", "体育运动场地单价",
    )  # fmt: skip
    price_multimedia_room: float = rule(
        30_000.0, "yuan/room", "assumption: range 15,000-50,000", "assumption", 2022, (0, 1e9),
        "network and multimedia in a room that stands", "网络多媒体教室单价",
    )  # fmt: skip
    price_equipment_yuan: float = rule(
        1.0, "yuan/yuan", "by definition: equipment is told by its value", "known", 2022, (0, 1e9),
        "teaching equipment", "教学仪器设备单价",
    )  # fmt: skip
    norms_met_least: int = rule(
        6, "norms", *_READ, (0, 7),
        "norms a school must meet not to be weak: the rule for the seven indicators of 优质均衡, carried over",
        "不属薄弱学校须达标项数",
    )  # fmt: skip
    norm_share_least: float = rule(
        0.85, "share", "教督〔2017〕6号", "known", 2017, (0, 1),
        "share of a norm a school must reach where it misses it, not to be weak", "未达标项须达到标准的比例",
    )  # fmt: skip
