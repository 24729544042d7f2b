"""表8, 表10, 表11 and 表16 by hand, on the scenario whose bureau gives orders."""

from typing import get_args

import pytest

from sim.base.errors import Say
from sim.reports.workbook.explain import explain
from sim.reports.workbook.network_rows import closings as plans
from sim.reports.workbook.network_rows import projects as paid_for
from sim.reports.workbook.network_views import closures, planned_schools, standing
from sim.reports.workbook.words import ORDER_KINDS, ORDER_UNITS
from sim.rules.orders import Order
from tests.reports.workbook.hand import ReadBack, frame


def sheet(name):
    return pytest.fixture(lambda workbook: ReadBack(workbook, name), scope="module")


planned, closings, boarding, projects, by_year = (
    sheet(name) for name in ("表8", "表10", "表11", "表16", "表16-2")
)


def test_schools_with_orders_are_listed_with_what_is_intended(planned):
    rows = planned.data.set_index("标识码")
    assert sorted(rows.index) == ["n", "p", "t1"]
    assert rows.loc["t1", "规划意向"] == "扩建；增设寄宿床位"
    assert rows.loc["p", "规划意向"] == "合并"
    assert rows.loc["t1", "起始学年/在校生"] == 40 + 41 + 60
    assert rows.loc["t1", "末学年/在校生"] == 20 + 41 + 40  # the reference run has no extra pupil
    assert rows.loc["t1", "新增学位"] == 0
    assert rows.loc["n", "落实情况"] == "因资金不足未安排（2018学年）"
    assert rows.loc["p", "落实情况"] == "未到实施学年"


def test_seats_that_fall_are_no_gain():
    """Counts are unsigned in the records: 90 seats that go to none must not wrap to billions."""
    school = frame("school", [{"year": year, "school_id": "p", "stage": "primary", "seats_rated": seats}
                              for year, seats in ((2017, 90), (2018, 0))])  # fmt: skip
    orders = frame("orders", [{"year": 2017, "kind": "close", "target": "p"}])
    (row,) = planned_schools({"school": school, "orders": orders}).to_dict("records")
    assert (row["seats_rated_first"], row["seats_rated_last"], row["seats_new"]) == (90, 0, 0)


def test_a_closing_with_its_pupils_heir_distance_help_and_parents(closings):
    row = closings.row(标识码="p")
    told = {"县": "甲县", "方案学年": 2017, "方式": "合并", "现有学生": 9, "现有班数": 1, "并入学校": "一小",
            "与并入学校直线距离": "5.0", "校车、寄宿安排": "寄宿床位8张", "公示学年": 2018, "反对家长比例": "25%",
            "拟实施学年": 2019, "校舍处置": "未定", "可能性": 1}  # fmt: skip
    assert {name: row[name] for name in told} == told


def test_boarders_beds_and_what_is_short(boarding):
    row = boarding.row(情景="维持现状", 县="甲县", 学段="初中", 学年=2017)
    assert row["寄宿生/P50"] == 7
    assert row["床位不足的概率"] == 0
    # the beds of the nine-year school stand with the stage its record row gives
    both = boarding.row(情景="维持现状", 县="甲县", 学段="合计", 学年=2017)
    assert (both["P50/寄宿制学校"], both["床位"]) == (1, 12)
    assert both["床位使用率"] == pytest.approx(7 / 12)
    staff = "生活指导、心理、卫生、安保人员"
    care = "低龄寄宿生", "无食堂座位", f"{staff}/应配", f"{staff}/实有"
    assert [both[name] for name in care] == [3, 2, 4, 1]


def test_what_is_paid_stands_with_its_size_and_cost(projects):
    row = projects.row(标识码="t1", 项目类别="扩建")
    assert (row["下达学年"], row["投用学年"], row["建设规模"], row["投资估算"]) == (
        2017,
        2019,
        "2间",
        400,
    )
    assert row["数据性质"] == "推算"
    assert len(projects.data) == 2  # what was refused is no project


def test_money_by_year_and_what_was_refused(by_year):
    row = by_year.row(情景="班额上限", 县="甲县", 学年=2017)
    assert (row["合计/P50"], row["其中，P50/扩建"], row["其中，P50/寄宿床位"]) == (416, 400, 16)
    assert by_year.row(情景="班额上限", 县="甲县", 学年=2018)["资金不足未安排，P50"] == 600


def test_a_cost_is_explained_by_the_event_it_was_paid_in(out, projects):
    cell = projects.address("投资估算", 标识码="t1", 项目类别="扩建")
    told = explain(out, f"表16!{cell}", base="do_nothing", lang="zh")
    assert (told.value, told.from_records) == (400, 400)
    assert told.parts[0].rows["yuan"].tolist() == [4_000_000]


def test_every_kind_and_unit_of_orders_has_a_name():
    assert {order.KIND for order in get_args(Order)} == set(ORDER_KINDS)
    assert {order.UNIT for order in get_args(Order)} == set(ORDER_UNITS)


def asked_again():
    """Return a closing planned in 2017 and 2018, and rooms refused in 2017 and paid in 2018."""
    order = {"county": "a", "kind": "close", "target": "p", "amount": 1.0, "unit": "schools"}
    rooms = {**order, "kind": "extend", "target": "t1", "amount": 3.0, "unit": "rooms"}
    orders = [{**order, "year": 2017, "year_due": 2019}, {**order, "year": 2018, "year_due": 2020},
              {**rooms, "year": 2017, "year_due": 2018}, {**rooms, "year": 2018, "year_due": 2019}]  # fmt: skip
    refused = {**orders[2], "event": "refused_no_money", "yuan": 9e6}
    events = [refused, {**orders[3], "event": "paid", "yuan": 9e6}]
    return {"orders": frame("orders", orders), "order_events": frame("order_events", events)}


def test_a_closing_planned_again_counts_its_pupils_once():
    size = {"school_id": "p", "stage": "primary", "classes": 1, "seats_rated": 45}
    school = frame("school", [{**size, "year": 2017, "pupils": 9}, {**size, "year": 2018, "pupils": 7}])
    rows = closures({**asked_again(), "school": school})
    assert rows[["line", "year", "pupils"]].to_numpy().tolist() == [["close|p", 2018, 7]]


class Told:
    """A batch of one run with places that have no name."""

    school_points = None

    def read(self, table, columns, scenario):
        told = {**asked_again(), "school": frame("school", [
            {"year": 2017, "school_id": "p", "county": "a", "township": "a1", "kind": "primary", "zone_kind": "village"}
        ])}  # fmt: skip
        return told[table][list(columns)].astype(
            {c: str for c in ("kind", "target", "event") if c in columns}
        )

    def name(self, level, code):
        return code

    def confidence(self, level, codes):
        return "known"


def test_a_closing_planned_again_is_told_by_its_latest_plan():
    (node,) = plans(Told(), "s").nodes
    assert (node.labels["planned"], node.labels["due"]) == (2018, 2020)


def test_the_size_of_a_project_is_what_was_paid_for():
    (node,) = paid_for(Told(), "s").nodes
    assert (node.labels["ordered"], node.labels["amount"]) == (2018, Say("3 rooms", "3间"))


def test_orders_that_come_to_nothing_stand_no_more():
    told = asked_again()
    assert standing(told["orders"], told["order_events"])[["kind", "year"]].to_numpy().tolist() == [
        ["close", 2017], ["close", 2018], ["extend", 2018],
    ]  # fmt: skip
    stopped = frame(
        "order_events", [{"kind": "close", "target": "p", "event": "stopped_by_parents", "year_due": 2019}]
    )
    beds = {"kind": "add_beds", "target": "t1", "goes_with": "p", "year": 2017}
    given = frame("orders", [{**beds, "year_due": 2019}, {**beds, "year_due": 2020}])
    assert standing(given, stopped)["year_due"].tolist() == [2020]
    assert standing(given[:0], stopped).columns.equals(given.columns)
