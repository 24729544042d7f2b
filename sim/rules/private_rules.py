"""Rules of private schools (民办学校): what an application to one costs, and seats the county buys (购买学位)."""

from dataclasses import dataclass

from sim.rules.field import rule

LOCAL_FIRST, NEWCOMERS_FIRST, TOGETHER = range(3)  # codes of `bought_seats_order`
_GUANGZHOU = (
    "assumption: 广州市购买民办义务教育学校学位服务实施意见 (新快报 2022-06-16) asks for 5,000 / 6,000 yuan at least; "
    "none found for Jilin"
)


@dataclass(frozen=True)
class PrivateRules:
    """Fields of the rulebook about private schools."""

    private_losers_keep_zone: int = rule(
        1,
        "0 or 1",
        "assumption: a lost lottery (民办摇号) costs no right; some cities place losers last (统筹)",
        "assumption",
        2020,
        (0, 1),
        "children who applied to a private school and lost its lottery keep the right to their zone's school",
        "民办摇号未中者保留学区入学资格",
    )
    share_private_seats_bought: float = rule(
        0.0,
        "share",
        "none in force before the policy",
        "assumption",
        2016,
        (0, 1),
        "part of each private school's free entry seats that the county buys for children left without a public one",
        "政府购买民办学位占其起始年级空余学位的比例",
    )
    bought_seats_order: int = rule(
        LOCAL_FIRST,
        "code",
        "assumption: 0 = local children first, whom the county must place; 1 = newcomers first; 2 = all by one lottery",
        "assumption",
        2016,
        (LOCAL_FIRST, TOGETHER),
        "who is given bought seats first: 0 local children, 1 newcomers, 2 nobody",
        "购买学位分配次序：0 本地户籍优先，1 随迁子女优先，2 一并摇号",
    )
    yuan_bought_seat_primary: float = rule(
        5_000.0,
        "yuan/seat-year",
        _GUANGZHOU,
        "assumption",
        2022,
        (0, 100_000),
        "price of a bought primary seat, each year the child sits there, beside the public funds of every pupil",
        "购买民办小学学位单价（生均公用经费之外）",
    )
    yuan_bought_seat_junior: float = rule(
        6_000.0,
        "yuan/seat-year",
        _GUANGZHOU,
        "assumption",
        2022,
        (0, 100_000),
        "price of a bought junior seat, each year the child sits there, beside the public funds of every pupil",
        "购买民办初中学位单价（生均公用经费之外）",
    )
