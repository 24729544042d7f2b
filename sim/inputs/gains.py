"""What a bureau's own figures would change, table by table."""

from __future__ import annotations

from sim.base.errors import Say

GAINS = {
    "counties": Say(
        "residents, registered population and urban share by county from the statistics bureau: the level of every "
        "count rests on them; posts, pay of civil servants and heating from the county: staff and money",
        "统计局分县常住人口、户籍人口和城镇化率：所有数量的水平以此为准；县核定编制、公务员平均工资、取暖费：编制与经费",
    ),
    "townships": Say(
        "the list of townships with residents: where children live inside the county, so distances and "
        "village schools",
        "乡镇名录及常住人口：儿童在县内的分布，从而决定上学距离和乡村学校规模",
    ),
    "settlements": Say(
        "villages and communities with residents and coordinates: real distances instead of drawn ones",
        "村、社区的人口和坐标：以实际距离代替抽样距离",
    ),
    "population": Say(
        "census population by single age: pupils of each grade in the first years",
        "普查分单岁人口：起始数年各年级学生数",
    ),
    "births": Say(
        "births by county and year from the health commission: grade 1 for six years ahead",
        "卫健部门分县分年出生人数：未来六年小学一年级新生",
    ),
    "fertility": Say(
        "fertility by age and birth order of the province: ages of mothers and sisters and brothers",
        "全省分年龄分孩次生育率：母亲年龄与兄弟姐妹结构",
    ),
    "fertility_level": Say(
        "total fertility rate of recent years: births beyond the last known year",
        "近年总和生育率：已知年份之后的出生人数",
    ),
    "mortality": Say(
        "death rates of the province: little effect on schools",
        "全省死亡率：对学校影响很小",
    ),
    "school_totals": Say(
        "the number of schools by kind and zone: how many schools the pupils are spread over",
        "分类型、分城乡学校数：学生分布在多少所学校",
    ),
    "schools": Say(
        "the list of schools (基础基 forms): real schools with names, rooms and places instead of drawn ones",
        "学校名录（基础基报表）：以实有学校及其教室、位置代替抽样生成的学校",
    ),
    "enrolment": Say(
        "pupils by school and grade: every school starts with its own pupils; other years serve backtests",
        "分校分年级在校生：各校以自己的学生数起步；其他年份可用于回测",
    ),
    "classes": Say(
        "class by class: large classes (大班额) of the start as they are",
        "分班人数：起始年大班额按实际",
    ),
    "teachers": Say(
        "teachers by school, birth year, stage, subject, title and contract: retirements by year, gaps by subject and "
        "pay as they are",
        "分校教师的出生年、学段、学科、职称、聘用性质：分年退休、学科缺口与工资按实际",
    ),
    "districts": Say(
        "which settlement belongs to which schools: the districts of admission as they are, and as they are drawn anew",
        "村（社区）与学校的对应：按实际学区入学，调整后的学区自执行学年起生效",
    ),
    "feeders": Say(
        "which junior school a primary school feeds: entry to junior by school, not by address",
        "小学对口初中：小升初按对口关系而非住址",
    ),
    "estates": Say(
        "housing projects: where new pupils appear and when, and the seats planned with them",
        "住宅项目：新增生源的地点与时间，以及规划配套的学位",
    ),
    "roads": Say(
        "road distances and minutes instead of straight lines: the nearest school, the way there and who boards",
        "以道路里程和行车时间代替直线距离：就近学校、上学路途与寄宿",
    ),
    "bus_lines": Say(
        "lines of school buses and transit that run: who rides from the first year on",
        "现有校车、公交线路：自起始年起的乘坐情况",
    ),
    "entrants_history": Say(
        "entrants of past years, grades 1 and 7: raw nine-year and junior three-year retention from the first year on",
        "往年一、七年级新生数：自首年起可算九年巩固率（原始口径）和初中三年巩固率",
    ),
}
