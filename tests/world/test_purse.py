"""A bureau with a purse: what it pays, refuses and carries on, over the years."""

from dataclasses import replace

import numpy as np

from sim.base.errors import Say
from sim.kernels.codes import POINT, PRIMARY_SCHOOL, TOWN, VILLAGE
from sim.rules.orders import AddBeds, Close, Extend, OpenBusLine
from sim.rules.policy import Policy, strength
from sim.rules.seen import Settlements
from sim.rules.view import View
from sim.world.bureau import Bureau

ROOM = 2_000_000


class Limit(Policy):
    """A budget in rooms a year."""

    NAME, TITLE, MEASURES, PARAMETERS = "limit", Say("limit", "限"), (), (strength(),)

    def __init__(self, rooms: float, **more) -> None:
        super().__init__()
        self.changes = {"capital_budget": rooms * ROOM, **more}

    def amend(self, year, view, rulebook):
        return self.changes


class Ask(Policy):
    """Ask each year for a room at each of some schools, next year, until it is under way or there."""

    NAME, TITLE, MEASURES, PARAMETERS = "ask", Say("ask", "要"), (), (strength(),)

    def __init__(self, *schools: str) -> None:
        super().__init__()
        self.schools = schools

    def orders(self, year, view, rulebook):
        return tuple(Extend(school, year + 1, 1) for school in self.schools)


def bureau(*policies: Policy, price_level: float = 1.0) -> Bureau:
    """Return the bureau of a town school A, a village school B, a point C and a school for a minority D."""
    out = Bureau("220502", policies, 2018, price_level=price_level)
    out.publish(
        View(
            "220502", 2017, tuple("ABCD"), zone=np.array([TOWN, VILLAGE, TOWN, TOWN]),
            kind=np.array([PRIMARY_SCHOOL, PRIMARY_SCHOOL, POINT, PRIMARY_SCHOOL]),
            is_protected=np.array([0, 0, 0, 1]),
        )
    )  # fmt: skip
    return out


def told(one: Bureau) -> list[tuple[str, str, int]]:
    return [(order.target, event, yuan) for order, event, yuan in one.purse.dealt]


def test_money_for_two_of_three_orders():
    one = bureau(Limit(2.5), Ask("A", "B", "C"))
    one.decide(2018)
    assert told(one) == [("A", "paid", ROOM), ("B", "paid", ROOM), ("C", "refused_no_money", ROOM)]
    assert [order.target for _, order in one.pending] == ["A", "B"]
    assert [order.target for _, order in one.given] == ["A", "B", "C"]


def test_what_is_refused_comes_to_nothing_and_is_asked_for_again():
    one = bureau(Limit(1, budget_carry_over=1.0), Ask("A", "B"))
    due = [[order.target for order in one.decide(year)[1]] for year in (2018, 2019, 2020)]
    assert due == [[], ["A"], ["A"]]
    assert ("B", "refused_no_money", ROOM) in told(one)


def test_a_part_of_the_money_is_for_village_schools_points_and_minorities_first():
    for share, paid in ((0.0, ["A", "A"]), (0.5, ["A", "D"]), (1.0, ["D", "C"])):
        one = bureau(Limit(2, budget_rural_share=share), Ask("A", "A", "D", "C", "B"))
        one.decide(2018)
        assert [target for target, event, _ in told(one) if event == "paid"] == paid


def test_a_line_that_stops_in_a_village_is_rural():
    class Lines(Ask):
        def orders(self, year, view, rulebook):
            lines = {"town": (3,), "villages": (3, 8)}
            return tuple(OpenBusLine(name, "A", year + 1, stops, 2, 54) for name, stops in lines.items())

    two_buses = 409_230 / ROOM  # x 204,615
    one = bureau(Limit(two_buses, budget_rural_share=1.0), Lines())
    places = Settlements(number=np.array([3, 8]), zone=np.array([TOWN, VILLAGE]))
    one.publish(replace(one.view, settlements=places))
    one.decide(2018)
    assert told(one) == [("town", "refused_no_money", 409_230), ("villages", "paid", 409_230)]


def test_money_carried_on_is_the_next_years():
    one = bureau(Limit(1.5, budget_carry_over=1.0), Ask("A", "B"))
    books = []
    for year in (2018, 2019):
        one.decide(year)
        books.append((one.purse.books.spent, one.purse.books.carried_out, one.purse.books.refused))
    assert books == [(ROOM, ROOM // 2, ROOM), (2 * ROOM, 0, 0)]


class CloseWithBeds(Policy):
    """Plan in 2018 to close B in 2020 with forty beds, parents to be asked in 2019."""

    NAME, TITLE, MEASURES, PARAMETERS = "close", Say("close", "停"), (), (strength(),)

    def orders(self, year, view, rulebook):
        beds = AddBeds("A", 2020, 40, with_canteen=False, goes_with="B")
        return (Close("B", 2020, "A", publicity=2019, compensation=(beds,)),) if year == 2018 else ()


def test_money_for_a_closing_that_parents_stop_is_there_again_the_next_year():
    """A room's money a year, all carried on: 800,000 of it for forty beds in 2018, which come back in 2020."""
    one = bureau(Limit(1.0, budget_carry_over=1.0), CloseWithBeds())
    books, beds = [], 40 * 20_000
    for year in (2018, 2019, 2020):
        rulebook, _ = one.decide(year)
        for order in one.asked(year):
            assert one.stop(order, year, rulebook) == beds
        books.append(one.purse.books)
    assert [(b.spent, b.carried_in, b.carried_out, b.returned) for b in books] == [
        (beds, 0, ROOM - beds, 0), (0, ROOM - beds, 2 * ROOM - beds, beds), (0, 2 * ROOM, 3 * ROOM, 0),
    ]  # fmt: skip
    assert all(b.budget + b.carried_in == b.spent + b.carried_out + b.lapsed for b in books)


def test_without_a_budget_what_is_ordered_is_paid_and_told():
    one = bureau(Ask("A", "B"))
    one.decide(2018)
    assert told(one) == [("A", "paid", ROOM), ("B", "paid", ROOM)]
    assert one.purse.books.spent == one.purse.books.budget == 2 * ROOM


def test_the_draws_price_level_is_in_the_rulebook_and_in_what_is_paid():
    one = bureau(Ask("A"), price_level=1.5)
    rulebook, _ = one.decide(2018)
    assert rulebook.price_level == 1.5
    assert told(one) == [("A", "paid", 3 * ROOM // 2)]


def test_what_costs_nothing_is_no_matter_of_money():
    class Free(Ask):
        def orders(self, year, view, rulebook):
            return (AddBeds("A", year + 1, 0),)

    one = bureau(Limit(0), Free())
    one.decide(2018)
    assert told(one) == []
    assert [order.target for _, order in one.pending] == ["A"]
