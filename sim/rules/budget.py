"""What a year's money pays for (资金安排): orders in turn, whole or not at all, some schools first from a part."""

from dataclasses import dataclass

from sim.rules.budget_rules import NO_LIMIT
from sim.rules.orders import Order
from sim.rules.rulebook import Rulebook


@dataclass(frozen=True)
class Claim:
    """An order a lever asks for.

    Attributes
    ----------
    lever : str
    order : Order
    yuan : int
        What it costs.
    is_rural : bool
        It is about a village school, a point, a school for a minority or a line that stops in a village: paid first
        from the part kept for these.
    """

    lever: str
    order: Order
    yuan: int
    is_rural: bool


@dataclass(frozen=True)
class Books:
    """A county's capital money of one year, whole yuan: budget + carried_in = spent + carried_out + lapsed.

    `returned` was paid before for closings dropped this year; the next year carries it in too. Without a
    limit the budget is what is spent, and what is carried in lapses.
    """

    budget: int = 0
    carried_in: int = 0
    spent: int = 0
    refused: int = 0
    carried_out: int = 0
    lapsed: int = 0
    returned: int = 0


def is_paid(claims: list[Claim], money: int, reserved: int, in_strict_order: bool) -> list[bool]:
    """Return which claims are paid.

    First the rural claims, in the order they are made, from `reserved`, which is part of `money`; then all that are
    still open, in the order they are made, from all that is left, so that what the rural ones leave goes to the others.
    A claim is paid whole or not at all, and smaller ones after it may be paid still; `in_strict_order` lets those after
    it wait, but for what costs nothing.

    Parameters
    ----------
    claims : list of Claim
        In the order of the levers, and of each lever's orders.
    money, reserved : int
        Yuan.
    """
    paid = [claim.yuan == 0 for claim in claims]
    rural = [at for at, claim in enumerate(claims) if claim.is_rural]
    spent = _pay(claims, rural, paid, reserved, in_strict_order)
    _pay(claims, list(range(len(claims))), paid, money - spent, in_strict_order)
    return paid


def _pay(claims: list[Claim], turn: list[int], paid: list[bool], purse: int, in_strict_order: bool) -> int:
    """Pay the open claims at the positions `turn` as far as a purse goes, in place; return what is spent."""
    spent = 0
    for at in turn:
        if paid[at]:
            continue
        if claims[at].yuan <= purse - spent:
            spent += claims[at].yuan
            paid[at] = True
        elif in_strict_order:
            break
    return spent


def settle(claims: list[Claim], carried: int, rulebook: Rulebook) -> tuple[list[bool], Books]:
    """Return which claims of the year are paid by the rulebook's budget, and the year's books; `carried` is yuan."""
    asked = sum(claim.yuan for claim in claims)
    if rulebook.capital_budget == NO_LIMIT:
        return [True] * len(claims), Books(asked, carried, asked, lapsed=carried)
    budget = round(rulebook.raised(rulebook.capital_budget))
    money = budget + carried
    reserved = int(money * rulebook.budget_rural_share)
    paid = is_paid(claims, money, reserved, rulebook.budget_in_strict_order > 0)
    spent = sum(claim.yuan for claim, is_settled in zip(claims, paid, strict=True) if is_settled)
    kept = int((money - spent) * rulebook.budget_carry_over)
    return paid, Books(budget, carried, spent, asked - spent, kept, money - spent - kept)
