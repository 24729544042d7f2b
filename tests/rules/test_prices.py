"""What orders cost, by hand."""

from dataclasses import dataclass, replace

import pytest

from sim.rules.order import Told
from sim.rules.orders import AddBeds, AddCanteenSeats, Build, Close, Extend, OpenEstate, Relocate, Upgrade
from sim.rules.prices import price_of
from sim.rules.rulebook import Rulebook

BOOK = Rulebook()


def build(estate: str, low: int, high: int, rooms: int) -> Build:
    return Build("N", "新建", 2020, estate, "T", low, high, rooms)


@pytest.mark.parametrize(
    ("order", "yuan"),
    [
        (Extend("A", 2020, 3), 6_000_000),  # 3 x 2,000,000
        (AddBeds("A", 2020, 50, with_canteen=False), 1_000_000),  # 50 x 20,000
        (AddBeds("A", 2020, 50), 1_112_500),  # with a canteen seat of 4,500 for every other bed
        (AddCanteenSeats("A", 2020, 10), 45_000),
        (build("", 1, 6, 12), 24_300_000),  # 12 x 45 seats x 45,000
        (build("", 7, 9, 12), 27_000_000),  # 12 x 50 seats
        (build("", 1, 9, 18), 37_800_000),  # (12 x 45 + 6 x 50) seats
        (build("E", 1, 6, 12), 24_300_000),
        # 100 x 5,500 + 50 x 400 + a room of 2,000,000 + 3 x 30,000 + 9,000; land is allotted without a price
        (Upgrade("A", 2020, 100.0, 50.0, 999.0, 1, 3, 9000.0), 2_669_000),
        (Relocate("A", 2020, 0, 3), 6_000_000),  # 3 x 2,000,000: its rooms are built anew
        (Close("A", 2020, "B"), 0),
        (OpenEstate("E", "T", 2020, 2000, 0.3, 2.3, 3), 0),
    ],
)
def test_an_order_costs_its_items_at_their_prices(order, yuan):
    assert price_of(order, BOOK) == yuan
    assert price_of(order, replace(BOOK, price_level=1.5)) == 1.5 * yuan
    assert price_of(order, replace(BOOK, price_level=0.0)) == 0


def test_a_school_of_an_estate_has_a_price_of_its_own():
    handed_over = replace(BOOK, price_estate_seat=0.0)
    assert price_of(build("E", 1, 6, 12), handed_over) == 0
    assert price_of(build("", 1, 6, 12), handed_over) == 24_300_000


@dataclass(frozen=True)
class Moved(Told):
    """An order with compensation, and an item of its own."""

    KIND, UNIT = "moved", "schools"
    school_id: str
    compensation: tuple[Told, ...] = ()

    def items(self):
        return {"bus": 2}


def test_compensation_is_part_of_the_price():
    """Two buses of 204,615 yuan, ten beds and a room."""
    assert price_of(Moved("A"), BOOK) == 409_230
    beside = (AddBeds("B", 2020, 10, with_canteen=False), Extend("B", 2020, 1))
    assert price_of(Moved("A", beside), BOOK) == 409_230 + 200_000 + 2_000_000


def test_an_item_without_a_price_is_a_defect():
    class Odd(Moved):
        def items(self):
            return {"swimming_pool": 1}

    with pytest.raises(AttributeError, match="price_swimming_pool"):
        price_of(Odd("A"), BOOK)


@pytest.mark.parametrize("field", [name for name in BOOK.__dataclass_fields__ if name.startswith("price_")])
def test_a_negative_price_is_refused(field):
    with pytest.raises(ValueError, match=field):
        replace(BOOK, **{field: -1.0})
