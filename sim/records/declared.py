"""The record tables (记录表), declared once: columns, keys, units, meaning and how they add up.

A row with year = t holds the census of 1 September t and the flows of the steps of year t. Scenario, draw and seed
stand in the folder names. The data dictionary is generated from here.
"""

from sim.base.errors import Say
from sim.kernels.boarding import YOUNG
from sim.kernels.codes import COHORT_FLOWS, FLOW_NAMES, RESIDENT_FLOWS
from sim.records.admission_tables import ADMISSION, OVERFLOW_LIST
from sim.records.bus_tables import BUS_LINES, PUPIL_COUNTS
from sim.records.care_tables import CARE_COLUMNS
from sim.records.columns import (
    AGE,
    COUNTY,
    GRADE,
    SCHOOL,
    SEX,
    STAGE,
    YEAR,
    ZONE,
    RecordColumn,
    TableDeclaration,
    count,
    key,
    text,
)
from sim.records.county_money import MONEY, PROGRAMMES_PAID, PROGRAMMES_REFUSED, YEARLY
from sim.records.flow_words import COHORT_FLOW_MEANING, FLOW_MEANING, RESIDENT_FLOW_MEANING
from sim.records.money_tables import MONEY_TABLE
from sim.records.norm_tables import NORM_COLUMNS
from sim.records.review_tables import PAIRING_COLUMNS, REVIEW_COLUMNS
from sim.records.staff_tables import NEED_COLUMNS, STAFF_COLUMNS, STAFF_TABLE, TEACHER_AGES
from sim.records.static_tables import HISTORY, ORDER_EVENTS, ORDERS, PLACES, ZONES
from sim.records.tallies import TALLY_MEANINGS
from sim.records.trip_tables import TRIP_MINUTES

SCHOOL_GRADE = TableDeclaration(
    "school_grade", ("year", "school_id", "grade"),
    (
        YEAR, COUNTY, SCHOOL, STAGE, GRADE, ZONE,
        count("pupils", "pupils on 1 September", "在校生"),
        count("n_girls", "girls among them", "女生"),
        count("classes", "classes; a multi-grade class counts at its lowest grade", "教学班数",
            "classes", dtype="uint16"),
        count("n_multigrade", "multi-grade classes (复式) among them", "复式班", "classes", dtype="uint16"),
        count("class_size_max", "largest class", "最大班额", "pupils", "maximum", dtype="uint16"),
        count("n_over_standard", "classes above the standard of the year", "超标准班额班数", "classes",
            dtype="uint16"),
        count("n_large_local", "large classes, local definition (primary >= 56, junior >= 61)",
            "本地口径大班额", "classes", dtype="uint16"),
        count("n_large_national", "large classes, national definition (>= 56)", "国家口径大班额",
            "classes", dtype="uint16"),
        count("n_super_large", "super-large classes (>= 66)", "超大班额", "classes", dtype="uint16"),
        count("seats", "classes x standard of the year", "按标准班额学位", "seats"),
        count("n_moved_in_county", "pupils with hukou elsewhere in the county", "县内进城生"),
        count("n_migrant", "migrant children: hukou outside the county, rural, in 城区 or 镇区 schools",
            "进城务工人员随迁子女"),
        count("n_migrant_other_province", "migrant children among them with hukou in another province",
            "其中:外省迁入"),
        count("n_left_behind", "left-behind children: rural hukou, a parent away", "留守儿童(登记口径)"),
        count("n_left_behind_2016",
            "left-behind as defined in 2016: both parents away (one unable to care is not simulated)",
            "留守儿童(2016年口径,双亲外出)"),
        *CARE_COLUMNS,
        count("n_registered", "pupils by the roll (学籍): pupils less n_misregistered, with those on this roll who sit "
            "elsewhere and n_registered_absent; without an error in the roll the pupils", "学籍在册人数"),
        count("n_misregistered", "pupils who sit here and are not on this school's roll", "人籍不符学生"),
        count("n_unregistered", "part of n_misregistered: on no roll of the region", "本地无学籍学生"),
        count("n_registered_absent", "on this roll and at no school of the region: dropped out, waiting, or gone; "
            "in the grade last attended", "空挂学籍人数"),
        count("n_poor", "pupils of families on the poverty register (低保, 建档立卡, 特困)", "家庭经济困难学生"),
        count("n_aided", "pupils among them who get living aid in the year", "其中受生活补助学生"),
        count("n_boarders", "boarders", "寄宿生"),
        count("n_without_bed", "day pupils who would board, had the school a bed left", "需寄宿而无床位学生"),
        count("minutes_sum", "one-way minutes summed over day pupils", "走读生单程时间合计", "minutes"),
        count("n_over_limit", "day pupils beyond the travel limit of their grade", "超过路途时限人数"),
        *PUPIL_COUNTS,
        count("n_in_radius", "pupils of an urban school whose settlement's point lies within its service radius by "
            "straight line, boarders among them; 0 in schools elsewhere", "服务半径内的城区学校学生"),
        *(count(name, FLOW_MEANING[name].en, FLOW_MEANING[name].zh) for name in FLOW_NAMES),
        count("n_end",
            "pupils on 31 August: pupils - n_dropouts - n_transfer_out + n_transfer_in + n_returns", "学年末在校生"),
        count("n_finished", "finished grade 9: n_end less next year's repeaters", "毕业生"),
    ),
    Say("pupils, classes and flows by school and grade", "分校分年级学生、班级与变动"),
)  # fmt: skip

SCHOOL_TABLE = TableDeclaration(
    "school", ("year", "school_id", "stage"),
    (
        YEAR, COUNTY, SCHOOL, STAGE, ZONE,
        text("township", "township code", "乡镇代码"),
        text("status", "planned, open, closed", "状态"),
        text("kind", "primary, point, junior, nine_year", "办学类型"),
        text("ownership", "public (公办) or private (民办)", "举办者"),
        count("pupils", "pupils on 1 September", "在校生"),
        count("classes", "classes", "教学班数", "classes", dtype="uint16"),
        count("n_boarders", "boarders", "寄宿生"),
        count("rooms", "usable ordinary rooms; of a nine-year school split by classes", "普通教室",
            "rooms", dtype="uint16"),
        count("rooms_used", "rooms with a class", "在用教室", "rooms", dtype="uint16"),
        count("rooms_idle", "rooms without a class, those of closed schools among them as long as their site is idle",
            "闲置教室", "rooms", dtype="uint16"),
        text("site_use", "teaching, idle, new_school, other_education: what the site of the school serves", "校址用途"),
        count("sites_idle", "1 = closed and its site serves no education; of a nine-year school told with the higher "
            "stage, so that the sum counts sites", "闲置校址(九年一贯制计入初中)", "sites", dtype="uint8"),
        count("rooms_idle_sites", "ordinary rooms on idle sites, part of rooms_idle", "闲置校址教室", "rooms",
            dtype="uint16"),
        count("seats_rated", "usable ordinary rooms x standard of the year", "核定学位", "seats"),
        count("beds", "beds, all with the higher stage of a nine-year school", "床位", "beds", dtype="uint16"),
        count("beds_usable", "beds with the dormitory area the rules ask for, told likewise; a boarder has one each",
            "达到生均面积可用床位", "beds", dtype="uint16"),
        count("canteen_seats", "seats of the canteen, told likewise", "食堂座位", "seats", dtype="uint16"),
        count("n_without_canteen_seat", "boarders beyond the canteen's seats x sittings, told likewise",
            "无食堂座位寄宿生"),
        count("n_young_boarders", f"boarders up to grade {YOUNG}", f"{YOUNG}年级及以下寄宿生"),
        count("boarding_staff_needed", "life, mental health, health care and security staff the rules ask for where "
            "pupils board, told likewise", "寄宿管理服务人员应配数", "posts", dtype="uint16"),
        count("boarding_staff", "boarding staff there, bought services among them", "寄宿管理服务人员实有数", "persons",
            dtype="uint16"),
        count("boarding_staff_bought", "bought services (政府购买服务) among them", "其中政府购买服务", "persons",
            dtype="uint16"),
        count("boarding_staff_yuan", "what boarding staff costs in the year", "寄宿管理服务人员年支出", "yuan",
            "over places, grades and years"),
        count("has_canteen", "1 = has a canteen; a nine-year school's is told with the higher stage, so that the sum "
            "counts schools; a closed school keeps its own", "有食堂(九年一贯制计入初中)", "0 or 1", "over schools",
            dtype="uint8"),
        count("n_quota_seats", "seats of sought-after senior highs allotted to the school for its grade 9, by the "
            "rules of the year", "优质高中指标到校名额", "seats", dtype="uint16"),
        count("posts", "posts allotted; of a nine-year school split by need", "核定编制", "posts", dtype="uint16"),
        count("teachers", "full-time teachers who serve here; of a private nine-year school split by need",
            "专任教师", "persons", dtype="uint16"),
        count("classes_without_teacher", "classes beyond the school's teachers in the stage", "无专任教师的班级",
            "classes", dtype="uint16"),
        count("posts_short_of_floor", "posts missing to the floor of a small school or point, all with the higher "
            "stage of a nine-year school", "低于编制底线的缺口", "posts", dtype="uint16"),
        count("posts_from_central", "posts a village school or point has from the pool of its central school beyond "
            "those it would have by itself (走教)", "中心校统筹下派编制", "posts", dtype="uint16"),
        RecordColumn("quality", "float64", "SD", Say("what families thought of the school as they chose this year, by "
            "figures up to last year's; 0 for an ordinary village school", "家庭所见学校质量(依据上年公布数据)")),
        *PAIRING_COLUMNS, *NORM_COLUMNS, *NEED_COLUMNS, *STAFF_COLUMNS,
    ),
    Say("schools by stage", "分校分学段情况"),
)  # fmt: skip

CLASSES_TABLE = TableDeclaration(
    "classes", ("year", "school_id", "grade", "class_no"),
    (
        YEAR, SCHOOL, GRADE,
        key("class_no", "uint8", "number", "number of the class in its grade", "班号"),
        count("size", "pupils of the class", "班额", "pupils", dtype="uint16"),
    ),
    Say("the list of classes", "班级清单"),
)  # fmt: skip

GRADE_AGE = TableDeclaration(
    "grade_age",
    ("year", "county", "stage", "grade", "age", "sex", "zone_kind"),
    (YEAR, COUNTY, STAGE, GRADE, AGE, SEX, ZONE, count("pupils", "pupils on 1 September", "在校生")),
    Say("pupils by grade, age and sex", "分年级分年龄学生数"),
)

TOWNSHIP_AGE = TableDeclaration(
    "township_age", ("year", "county", "township", "zone_kind", "age", "sex"),
    (
        YEAR, COUNTY, text("township", "township code", "乡镇代码"), ZONE, AGE, SEX,
        count("residents", "residents on 1 September", "常住人口", "persons"),
        count("hukou_here", "residents whose hukou stands in the county", "其中本县户籍", "persons"),
        count("enrolled", "residents enrolled in grades 1-9", "其中在校", "persons"),
        *(count(name, say.en, say.zh, "persons", "over places, ages and years")
          for name, say in zip(RESIDENT_FLOWS, RESIDENT_FLOW_MEANING, strict=True)),
    ),
    Say("residents and their flows by township, zone kind, single age (100 = 100 and over) and sex: residents "
        "of age a = those of age a-1 a year before + born (age 0) - died + moved in - moved out + came - went",
        "分乡镇分年龄常住人口及变动"),
)  # fmt: skip

COHORT = TableDeclaration(
    "cohort", ("year", "county", "cohort"),
    (
        YEAR, COUNTY, key("cohort", "uint16", "school year", "school year of entry to grade 1", "入学年份"),
        count("n_enrolled", "enrolled on 1 September", "在校", adds_up="over counties and cohorts"),
        count("n_waiting", "waiting for a place", "待安置", adds_up="over counties and cohorts"),
        count("n_dropped_out", "dropped out and not returned", "辍学未复学", adds_up="over counties and cohorts"),
        count("n_finished", "finished grade 9", "已毕业", adds_up="over counties and cohorts"),
        *(count(name, say.en, say.zh, adds_up="over counties and cohorts")
          for name, say in zip(COHORT_FLOWS, COHORT_FLOW_MEANING, strict=True)),
    ),
    Say("entry cohorts by the county they live in: enrolled, waiting, dropped out and finished are those of a year "
        "before, + entered + came + moved in - moved out - went - died - grown up", "入学同批学生去向"),
)  # fmt: skip

COUNTY_TABLE = TableDeclaration(
    "county", ("year", "county"),
    (
        YEAR, COUNTY,
        count("is_counted_apart", "1 = the province counts it apart from the prefecture (梅河口)", "省单列统计",
            "0 or 1", "never", dtype="uint8"),
        count("residents", "residents on 1 September", "常住人口", "persons", "over counties"),
        count("residents_urban_town", "residents in 城区 and 镇区", "城镇常住人口", "persons", "over counties"),
        count("hukou_population", "hukou in the county, also those away; childless adults by where they live",
            "户籍人口", "persons", "over counties"),
        count("children", "children 0-17 living here", "0-17岁常住人口", "persons", "over counties"),
        count("families", "households with children", "有未成年子女家庭", "households", "over counties"),
        count("posts", "county posts (核定总量)", "核定编制总量", "posts", "over counties"),
        *MONEY.values(), PROGRAMMES_PAID, PROGRAMMES_REFUSED, *YEARLY.values(), *REVIEW_COLUMNS,
        *(count(name, say.en, say.zh, unit, "over counties and years")
          for name, (unit, say) in TALLY_MEANINGS.items()),
    ),
    Say("people and flows of people by county", "分县人口与变动"),
)  # fmt: skip

RULEBOOK_TABLE = TableDeclaration(
    "rulebook", ("year", "county", "field"),
    (
        YEAR, COUNTY, text("field", "rulebook field", "规则"),
        RecordColumn("value", "float64", "see unit", Say("value in force", "取值"), "never"),
        text("unit", "unit of the value", "单位"),
        text("source", "source of the field's own value; a lever that changed it is in the resolved scenario", "来源"),
    ),
    Say("the rulebook in force", "当年规则表"),
)  # fmt: skip

TABLES: dict[str, TableDeclaration] = {
    t.name: t
    for t in (
        SCHOOL_GRADE,
        SCHOOL_TABLE,
        CLASSES_TABLE,
        GRADE_AGE,
        TOWNSHIP_AGE,
        COHORT,
        COUNTY_TABLE,
        RULEBOOK_TABLE,
        PLACES,
        ZONES,
        ORDERS,
        ORDER_EVENTS,
        HISTORY,
        ADMISSION,
        OVERFLOW_LIST,
        BUS_LINES,
        STAFF_TABLE,
        TEACHER_AGES,
        MONEY_TABLE,
        TRIP_MINUTES,
    )
}
