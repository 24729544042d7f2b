"""表11: boarding schools with their boarders and beds, by county, stage and year."""

from __future__ import annotations

from sim.base.errors import Say
from sim.kernels.boarding import YOUNG
from sim.reports.workbook import rows
from sim.reports.workbook.forecast_tables import NOT_ADDITIVE
from sim.reports.workbook.quantity import among, between, made, number, total
from sim.reports.workbook.table import EACH, SHARE, Column, Table, figure, key, quantiles
from sim.reports.workbook.words import BEDS, PERCENT, PERSONS, PUPILS, SCHOOLS, SEATS

_BOARDING = (among("status", "open"), between("beds", low=1))
_P50 = Say("P50", "P50")
_STAFF = Say("Life, health, security staff", "生活指导、心理、卫生、安保人员")

BOARDING = Table(
    Say("T11", "表11"),
    Say("Boarding schools", "寄宿制学校情况"),
    lambda batch, _: (rows.area(batch), rows.stage(), rows.years(batch)),
    (
        number("schools", "open schools with beds", "有床位的在办学校", "school", *_BOARDING),
        total("seats", "rated seats of boarding schools", "寄宿制学校核定学位", "school", "seats_rated", *_BOARDING),
        total("pupils", "pupils of boarding schools", "寄宿制学校在校生", "school", "pupils", *_BOARDING),
        total("boarders", "boarders", "寄宿生", "school_grade", "n_boarders"),
        total("beds", "beds", "床位", "school", "beds", *_BOARDING),
        total("without", "pupils who would board and find no bed", "需寄宿而无床位学生", "school_grade",
              "n_without_bed"),
        total("all", "all pupils", "全部在校生", "school_grade", "pupils"),
        made("share", "boarders / all pupils", "寄宿生占全部在校生", "ratio", "boarders", "all"),
        made("use", "boarders / beds", "床位使用率", "ratio", "boarders", "beds"),
        total("canteens", "boarding schools with a canteen", "有食堂的寄宿制学校", "school", "has_canteen", *_BOARDING),
        total("young", f"boarders up to grade {YOUNG}", f"{YOUNG}年级及以下寄宿生", "school", "n_young_boarders"),
        total("not_seated", "boarders without a canteen seat", "无食堂座位寄宿生", "school", "n_without_canteen_seat"),
        total("needed", "boarding staff needed", "寄宿管理服务人员应配", "school", "boarding_staff_needed"),
        total("staff", "boarding staff there", "寄宿管理服务人员实有", "school", "boarding_staff"),
    ),
    (
        key("County", "县（市、区）", "county", 12),
        key("Stage", "学段", "stage", 7),
        key("School year", "学年", "year", 8),
        figure("Schools with beds", "寄宿制学校", "schools", "p50", SCHOOLS, group=_P50),
        figure("With a canteen", "其中有食堂", "canteens", "p50", SCHOOLS, group=_P50),
        figure("Rated seats", "核定学位", "seats", "p50", SEATS, group=_P50),
        figure("Pupils", "在校生", "pupils", "p50", PUPILS, group=_P50),
        *quantiles(Say("Boarders", "寄宿生"), "boarders", PUPILS),
        figure("Share of all pupils", "占全部在校生", "share", "p50", PERCENT, SHARE),
        figure(f"Up to grade {YOUNG}", "低龄寄宿生", "young", "p50", PUPILS),
        figure("Beds", "床位", "beds", "p50", BEDS),
        figure("Use of beds", "床位使用率", "use", "p50", PERCENT, SHARE),
        *quantiles(Say("Beds short", "床位缺口"), "without", BEDS),
        Column(Say("Chance that beds are short", "床位不足的概率"), "", "without", "share", form=SHARE, width=9,
               in_totals=False),
        figure("Without a canteen seat", "无食堂座位", "not_seated", "p50", PUPILS),
        figure("Needed", "应配", "needed", "p50", PERSONS, group=_STAFF),
        figure("There", "实有", "staff", "p50", PERSONS, group=_STAFF),
    ),
    EACH,
    (
        Say("A boarding school is an open school with beds; beds, seats, canteen and staff of a nine-year school stand "
            "with its junior stage, its boarders with their own. Beds short: pupils whose day trip is long enough "
            "that they would board, at schools without a bed left. The chance is told of each county and stage.",
            "寄宿制学校指有床位的在办学校；九年一贯制学校的床位、食堂、人员计在初中，寄宿生按本人学段计。床位缺口：因路途较远需寄宿、"
            "而学校无空余床位的学生。概率按各县、各学段给出。"),
        NOT_ADDITIVE,
    ),
    ("school", "school_grade"),
)  # fmt: skip
