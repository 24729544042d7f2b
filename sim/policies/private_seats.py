"""Seats bought in private schools (购买学位) for children whom public schools within reach have no seat for.

Measure M9b (两为主: the receiving county, public schools) of 通市政办发〔2017〕13号; the national target is 85 % of
migrant children in public schools or in seats bought by government (教督〔2017〕6号). A seat is paid for each year the
child sits there, out of the county budget, beside the public funds that go with every pupil (money kind bought_seats).
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels.codes import STAGE_NAMES
from sim.rules.policy import Policy, strength
from sim.rules.private_rules import LOCAL_FIRST, TOGETHER
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_PRICE = (
    "assumption: 广州 2022 asks for 5,000 / 6,000 yuan at least (新快报 2022-06-16); none found for Jilin"
)


class PrivateSeats(Policy):
    """Buy a part of the entry seats that private schools have left after they recruited.

    Children are left without a public seat where a hard stop turns them away: without one, public schools take all
    local children beyond their seats and little is bought. Where no private school stands, or all are full, nothing is
    bought and nothing changes. Strength scales the share bought.
    """

    NAME = "private_seats"
    TITLE = Say("Seats bought in private schools", "购买民办学位")
    MEASURES = ("M9b",)
    INDICATOR = "n_over_limit"
    DIRECTION = -1
    BESIDE = ("class_size_cap", "hard_stop")
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share_bought", 0.5, 0.2, 1.0, "share", "assumption", "assumption", "2017",
               Say("part of the free entry seats of each private school that the county buys",
                   "购买各民办学校起始年级空余学位的比例"), (0, 1)),
        Number("order", LOCAL_FIRST, LOCAL_FIRST, LOCAL_FIRST, "code", "assumption", "assumption", "2017",
               Say("who is given them first: 0 local children, 1 newcomers, 2 nobody (one lottery)",
                   "分配次序：0 本地户籍优先，1 随迁子女优先，2 一并摇号"), (LOCAL_FIRST, TOGETHER)),
        Number("yuan_primary", 5000, 3000, 8000, "yuan/seat-year", _PRICE, "assumption", "2022",
               Say("price of a primary seat, beside public funds", "小学学位年单价（公用经费之外）"), (0, 100_000)),
        Number("yuan_junior", 6000, 4000, 9000, "yuan/seat-year", _PRICE, "assumption", "2022",
               Say("price of a junior seat, beside public funds", "初中学位年单价（公用经费之外）"), (0, 100_000)),
        Number("year_first", 2018, 2018, 2018, "school year", "assumption: the year after the document", "assumption",
               "2017", Say("first school year in which seats are bought", "购买起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the share bought, the order of children and the prices, from `year_first` on."""
        v = self.values
        share = v["strength"] * v["share_bought"]
        if year < v["year_first"] or share == 0.0:
            return {}
        prices = {f"yuan_bought_seat_{stage}": v[f"yuan_{stage}"] for stage in STAGE_NAMES}
        return {"share_private_seats_bought": share, "bought_seats_order": int(v["order"]), **prices}
