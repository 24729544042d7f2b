"""What a year's money pays for, by hand; and the books, whatever is asked for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.rules.budget import Books, Claim, is_paid, settle
from sim.rules.orders import Extend
from sim.rules.rulebook import Rulebook

BOOK = Rulebook()


def claims(*yuan: int, rural: tuple[int, ...] = ()) -> list[Claim]:
    """Return claims of these amounts; `rural` are the positions of those paid first."""
    return [Claim("lever", Extend("A", 2020, 1), each, at in rural) for at, each in enumerate(yuan)]


def paid(*args, **more) -> list[int]:
    """Return the positions of the claims paid."""
    return [at for at, is_settled in enumerate(is_paid(*args, **more)) if is_settled]


@pytest.mark.parametrize(
    ("asked", "money", "reserved", "strict", "those"),
    [
        (claims(4, 4, 4), 9, 0, False, [0, 1]),  # three orders, money for two
        (
            claims(4, 6, 4),
            9,
            0,
            False,
            [0, 2],
        ),  # the second is too dear for what is left, the smaller third is not
        (claims(4, 6, 4), 9, 0, True, [0]),  # the second keeps what is left
        (claims(4, 6, 0), 9, 0, True, [0, 2]),  # what costs nothing waits for nobody
        (claims(4, 4, 4, rural=(2,)), 9, 4, False, [0, 2]),  # the rural one comes first
        (
            claims(4, 4, 4, rural=(2,)),
            9,
            3,
            False,
            [0, 1],
        ),  # the part kept is too small for it, its turn is last
        (claims(6, 4, rural=(1,)), 9, 2, False, [0]),
        (claims(6, 2, rural=(1,)), 9, 4, False, [0, 1]),  # 2 of the 4 kept are left for the others: 7 >= 6
        (claims(3, 5, 2, rural=(1, 2)), 10, 5, False, [0, 1, 2]),  # the third from what the others leave
        (claims(1, 1), 0, 0, False, []),
        ([], 9, 3, False, []),
    ],
)
def test_who_is_paid(asked, money, reserved, strict, those):
    assert paid(asked, money, reserved, in_strict_order=strict) == those


def budget(yuan: float, **more) -> Rulebook:
    return replace(BOOK, capital_budget=yuan, **more)


def test_without_a_limit_all_is_paid_and_the_budget_is_what_is_spent():
    assert settle(claims(4, 5), 0, BOOK) == ([True, True], Books(budget=9, spent=9))
    assert settle(claims(4, 5), 7, BOOK)[1] == Books(budget=9, carried_in=7, spent=9, lapsed=7)


def test_what_is_left_goes_on_as_far_as_the_rule_says():
    """9 and 3 carried on pay 4 and 4; 4 are left."""
    those = claims(4, 4, 5)
    for share, on, gone in ((1.0, 4, 0), (0.5, 2, 2), (0.0, 0, 4)):
        settled, books = settle(those, 3, budget(9, budget_carry_over=share))
        assert settled == [True, True, False]
        assert books == Books(budget=9, carried_in=3, spent=8, refused=5, carried_out=on, lapsed=gone)


def test_money_saved_over_the_years_pays_what_one_year_cannot():
    """6 a year for an order of 15: it waits two years, and 3 stay over in the third."""
    carried, years = 0, []
    for _ in range(3):
        settled, books = settle(claims(15), carried, budget(6, budget_carry_over=1.0))
        carried = books.carried_out
        years.append((settled, books.refused, carried))
    assert years == [([False], 15, 6), ([False], 15, 12), ([True], 0, 3)]


def test_smaller_orders_eat_the_savings_unless_order_is_strict():
    """A school of 15 before a room of 4, every year until it is paid."""
    for strict, year_paid in ((0, None), (1, 2)):
        book = budget(6, budget_carry_over=1.0, budget_in_strict_order=strict)
        carried, found = 0, None
        for year in range(6):
            settled, books = settle(claims(15, 4), carried, book)
            carried = books.carried_out
            found = year if found is None and settled[0] else found
        assert found == (
            year_paid if strict else 5
        )  # 2 are saved a year: 12 of 15 after the sixth year's money


def test_a_budget_of_nothing_pays_nothing_but_what_is_free():
    assert settle(claims(1, 0), 0, budget(0.0))[0] == [False, True]


@pytest.mark.parametrize(
    "wrong",
    [{"capital_budget": -2.0}, {"budget_carry_over": 1.1}, {"budget_rural_share": -0.1},
     {"budget_in_strict_order": 2}],
)  # fmt: skip
def test_a_budget_out_of_bounds_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        replace(BOOK, **wrong)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=8), st.integers(-1, 60), st.integers(0, 30),
    st.floats(0, 1), st.floats(0, 1), st.integers(0, 1),
)  # fmt: skip
def test_books_balance_and_nothing_is_overspent(asked, limit, carried, share, rural, strict):
    those = [Claim("lever", Extend("A", 2020, 1), yuan, is_rural) for yuan, is_rural in asked]
    book = budget(
        float(limit), budget_carry_over=share, budget_rural_share=rural, budget_in_strict_order=strict
    )
    settled, books = settle(those, carried, book)
    assert books.budget + books.carried_in == books.spent + books.carried_out + books.lapsed
    assert min(books.carried_out, books.lapsed, books.refused) >= 0
    assert books.spent == sum(c.yuan for c, is_settled in zip(those, settled, strict=True) if is_settled)
    assert books.spent + books.refused == sum(c.yuan for c in those)
    if not strict and limit >= 0:
        left = books.budget + books.carried_in - books.spent
        assert all(c.yuan > left for c, is_settled in zip(those, settled, strict=True) if not is_settled)
