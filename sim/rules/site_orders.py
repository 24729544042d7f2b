"""Orders about sites (用地, 校舍): land kept for a school, and idle sites of closed schools used again."""

from dataclasses import dataclass
from typing import ClassVar

from sim.base.errors import Say
from sim.rules.order import Told

# What an idle site may be given to, other than a school of grades 1-9; all of it education (优先用于教育).
OTHER_USES = {
    "kindergarten": Say("public kindergarten", "公办幼儿园"),
    "activities": Say("activity centre for pupils", "学生活动中心"),
}


@dataclass(frozen=True)
class ReserveLand(Told):
    """Keep land for a school (预留学校用地) in a township from a school year on, until a school is built on it.

    `estate_id` names the housing project it is kept for, if any; its school uses it up, where that comes.
    """

    KIND: ClassVar[str] = "reserve_land"
    UNIT: ClassVar[str] = "m2"
    ABOUT: ClassVar[str] = "site_id"
    COUNTED: ClassVar[str] = "m2"
    site_id: str
    township: str
    year: int
    m2: float
    estate_id: str = ""

    def items(self) -> dict[str, float]:
        """Return the land."""
        return {"land_m2": self.m2}


@dataclass(frozen=True)
class ReuseSite(Told):
    """Give the idle site of a closed school to another educational use (盘活闲置校舍) from a school year on.

    `use` is one of `OTHER_USES`.
    """

    KIND: ClassVar[str] = "reuse_site"
    UNIT: ClassVar[str] = "rooms"
    COUNTED: ClassVar[str] = "rooms"
    school_id: str
    year: int
    use: str
    rooms: int

    def __post_init__(self) -> None:
        """Refuse a use that is not declared."""
        if self.use not in OTHER_USES:
            raise ValueError(f"no use {self.use!r} of a site; there are {sorted(OTHER_USES)}")
