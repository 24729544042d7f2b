"""Mesa agents with a place: schools, townships and counties, thin faces over the columns."""

import itertools

import numpy as np

from sim.kernels.codes import KIND_NAMES, OPEN, SCHOOL_STATUS_NAMES, ZONE_NAMES
from sim.rules.admission import AdmissionRule
from sim.rules.policy import Policy
from sim.world.bureau import Bureau
from sim.world.mesa_parts import Agent, Model
from sim.world.state import State


class _CountOnModel:
    """Count agents on their model: Mesa's class-level counter would keep every finished model in memory."""

    def __getitem__(self, model: Model) -> itertools.count:
        return model.__dict__.setdefault("_agent_numbers", itertools.count(1))


class Place(Agent):
    """Base of the agents with a place; `row` is the agent's row in its columns."""

    _ids = _CountOnModel()

    def __init__(self, model: State, row: int) -> None:
        super().__init__(model)
        self.row = row


class School(Place):
    """A school (学校) of any kind: primary, point, junior, nine-year."""

    @property
    def school_id(self) -> str:
        """Return the school's lasting code (学校标识码, synthetic where the tables give none)."""
        return self.model.school_ids[self.row]

    @property
    def kind(self) -> str:
        """Return primary, point, junior or nine_year."""
        return KIND_NAMES[self.model.schools["kind"][self.row]]

    @property
    def zone_kind(self) -> str:
        """Return urban (城区), town (镇区) or village (乡村)."""
        return ZONE_NAMES[self.model.schools["zone"][self.row]]

    @property
    def status(self) -> str:
        """Return planned, open or closed."""
        return SCHOOL_STATUS_NAMES[self.model.schools["status"][self.row]]

    @property
    def is_open(self) -> bool:
        """Tell whether the school teaches this year."""
        return bool(self.model.schools["status"][self.row] == OPEN)

    @property
    def pupils(self) -> np.ndarray:
        """Return pupils by grade 1-9 at the last census, shape (9,)."""
        return self.model.schools["pupils"][self.row]

    @property
    def classes(self) -> np.ndarray:
        """Return classes by grade 1-9 at the last census, shape (9,)."""
        return self.model.schools["classes"][self.row]

    @property
    def rooms(self) -> int:
        """Return usable ordinary rooms."""
        return int(self.model.schools["rooms"][self.row])


class Township(Place):
    """A township-level unit (乡镇, 街道)."""

    @property
    def name(self) -> str:
        """Return the township's name."""
        return self.model.geography.township_names[self.row]

    @property
    def schools(self) -> list[School]:
        """Return the schools that stand in the township."""
        here = self.model.schools["township"] == self.row
        return [s for s in self.model.agents_by_type[School] if here[s.row]]


class County(Place):
    """A county-level unit (县、市、区) with its bureau."""

    def __init__(
        self, model: State, row: int, policies: tuple[Policy, ...], year: int,
        admission: tuple[AdmissionRule, ...] = (), price_level: float = 1.0,
    ) -> None:  # fmt: skip
        super().__init__(model, row)
        g = model.geography
        townships = tuple(
            code for code, c in zip(g.township_codes, g.township_county, strict=True) if c == row
        )
        self.bureau = Bureau(g.county_codes[row], policies, year, townships, admission, price_level)

    @property
    def name(self) -> str:
        """Return the county's name."""
        return self.model.geography.county_names[self.row]
