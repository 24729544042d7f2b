"""The start of a run: everything that depends on tables, numbers and draw, and never on scenario or seed.

A `Start` is built once a draw and shared; a run copies what changes (people, schools, adults) and reads the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.base.table import Table
from sim.kernels.codes import COUNTY_SEAT, STAGE_NAMES
from sim.kernels.teacher_codes import SUBJECT_NAMES
from sim.kernels.zones import serving_by_right, zone_tables
from sim.rules.orders import OpenEstate
from sim.world.lines import Line
from sim.world.roads import Roads
from sim.world.table_only import TableOnly
from sim.world.teachers import teachers

# Columns of the schools that tell who serves by right, in the order of `sim.kernels.zones.serving_by_right`.
BY_RIGHT = ("status", "grade_low", "grade_high", "county", "ownership")


def _nobody_fed() -> np.ndarray:
    return np.zeros((0, 0), np.int32)


def _even_periods() -> np.ndarray:
    return np.ones((len(STAGE_NAMES), len(SUBJECT_NAMES)))


@dataclass(frozen=True)
class Geography:
    """Hold places that do not change within a run.

    Attributes
    ----------
    county_codes, county_names, township_codes, township_names : tuple of str
    is_counted_apart : bool array (counties,)
        Counted apart from the prefecture by the province (梅河口).
    township_county : int array (townships,)
    place_township, place_zone, place_county : int arrays (places,)
        A place is a township x zone kind; adults are counted by place.
    place_uid : uint64 array (places,)
    place_seat : int array (places, 2)
        First and last+1 place of the county's seat.
    x, y : float arrays (settlements,)
        Kilometres east and north of the region's origin.
    zone, rank, township, county, place : int arrays (settlements,)
    weight : float array (settlements,)
        Residents at the start, persons.
    km_seat : float array (settlements,)
        Road kilometres to the county seat.
    seat_of_township, seat_sample : int arrays (settlements,)
        Seat of the settlement's township; a typical settlement of its county seat.
    candidates_primary, candidates_junior : int32 arrays (settlements, k)
        Schools a settlement may use, those of its district first and each nearest first, -1 = no more.
    minutes_primary, minutes_junior : float arrays (settlements, k)
        Day-trip minutes to them.
    district_sizes : int32 array (2, settlements)
        How many of the first candidates of each stage are the settlement's district by the table, closed ones among
        them; 0 = none is named, and the nearest that teaches the grade is the zone.
    roads : Roads
        Ways by road from settlements to schools; empty where no road table is given.
    """

    county_codes: tuple[str, ...]
    county_names: tuple[str, ...]
    is_counted_apart: np.ndarray
    township_codes: tuple[str, ...]
    township_names: tuple[str, ...]
    township_county: np.ndarray
    place_township: np.ndarray
    place_zone: np.ndarray
    place_county: np.ndarray
    place_uid: np.ndarray
    place_seat: np.ndarray
    x: np.ndarray
    y: np.ndarray
    zone: np.ndarray
    rank: np.ndarray
    township: np.ndarray
    county: np.ndarray
    place: np.ndarray
    weight: np.ndarray
    km_seat: np.ndarray
    seat_of_township: np.ndarray
    seat_sample: np.ndarray
    candidates_primary: np.ndarray = field(repr=False)
    candidates_junior: np.ndarray = field(repr=False)
    minutes_primary: np.ndarray = field(repr=False)
    minutes_junior: np.ndarray = field(repr=False)
    district_sizes: np.ndarray = field(repr=False)
    roads: Roads = field(default_factory=Roads, repr=False)

    @property
    def n_counties(self) -> int:
        """Return the number of counties."""
        return len(self.county_codes)

    def zones(self, schools: Table) -> tuple[np.ndarray, np.ndarray]:
        """Return zone school and minutes by settlement and grade for the open schools, arrays (settlements, 9).

        Zones are of public schools; see `sim.kernels.zones.serving_by_right`.
        """
        return zone_tables(
            self.candidates_primary, self.candidates_junior, self.minutes_primary, self.minutes_junior,
            serving_by_right(*(schools[name] for name in BY_RIGHT)),
        )  # fmt: skip

    @property
    def n_settlements(self) -> int:
        """Return the number of settlements."""
        return len(self.x)

    @cached_property
    def is_seat(self) -> np.ndarray:
        """Return the townships of county seats (县城), bool (townships,)."""
        return np.bincount(self.township, self.rank == COUNTY_SEAT, len(self.township_codes)) > 0


@dataclass(frozen=True)
class Vitals:
    """Hold the rates of demography.

    Attributes
    ----------
    first_year : int
        Year of row 0 of the yearly arrays.
    death_rate : float array (years, 101, 2)
        Yearly probability of dying by single age and sex (0 male).
    first_birth : float array (101,); later_birth : float array (2, 101); birth_away : float array (counties, 101)
        Yearly probabilities at level 1: first birth of a woman of the adult table; second, third or later birth of a
        mother of one, of two or more children; births of a woman away, who is counted without her children.
    level : float array (years, counties)
        Level of fertility, fitted to known births up to the last known year, then following the chosen future.
    """

    first_year: int
    death_rate: np.ndarray
    first_birth: np.ndarray
    later_birth: np.ndarray
    birth_away: np.ndarray
    level: np.ndarray


@dataclass(frozen=True)
class Behaviour:
    """Hold what was fitted at the start: constants of the moves, rates of adults, intercepts of dropout.

    Attributes
    ----------
    move_constants : float array (counties, 7)
    adult_rates : float array (4, 101, 2); adult_scale : float array (places, 4)
        See `sim.kernels.demography.move_adults`.
    adult_arrivals : float array (places,); arrival_share : float array (101,)
    family_arrivals : float array (places,)
        Expected migrant families arriving a year.
    growth : float array (counties,)
        Growth of residents a year that the moves were fitted to; arrivals follow it.
    hukou_out : float array (counties,)
        People away who take their hukou to where they live, per registered person who leaves in the year.
    dropout_offset : float array (2,)
        Log of the mean odds multiplier of the start population by stage, subtracted from the logit of the target.
    posts : int array (counties,)
        County posts (核定总量), those of the start unless a lever changes them.
    board_offset : float array (2,)
        By stage; see `sim.kernels.boarding.board_offset`.
    """

    move_constants: np.ndarray
    adult_rates: np.ndarray
    adult_scale: np.ndarray
    adult_arrivals: np.ndarray
    arrival_share: np.ndarray
    family_arrivals: np.ndarray
    growth: np.ndarray
    hukou_out: np.ndarray
    dropout_offset: np.ndarray
    posts: np.ndarray
    board_offset: np.ndarray = field(default_factory=lambda: np.zeros(2))


@dataclass(frozen=True)
class Told:
    """Hold what the input tables tell that only the records pass on: names, how sure rows are, and the past.

    Attributes
    ----------
    confidence : dict of str to tuple of str
        By level (county, township, school), in the order of their codes.
    school_names : tuple of str
    settlement_codes, settlement_names : tuple of str
        Those of the table, in the order of the settlements; '' for a settlement made up.
    history : tuple of (series, county code, year, persons, confidence)
        Births and entrants by year, as `sim.records.static_tables.HISTORY` describes them.
    """

    confidence: dict[str, tuple[str, ...]]
    school_names: tuple[str, ...]
    settlement_codes: tuple[str, ...]
    settlement_names: tuple[str, ...]
    history: tuple[tuple[str, str, int, int, str], ...]


@dataclass(frozen=True)
class CountyMoney:
    """Hold money of counties that only they can tell; NaN where they do not.

    Attributes
    ----------
    civil_servant_pay : float array (counties,)
        Mean pay of a civil servant (当地公务员平均工资), yuan a year, at the start.
    heating : float array (counties,)
        Heating supplement (取暖费), yuan per pupil and year.
    """

    civil_servant_pay: np.ndarray
    heating: np.ndarray


@dataclass(frozen=True)
class Start:
    """Everything a run begins with; see the classes above.

    Attributes
    ----------
    redrawn : mapping of int to Geography
        By school year, the geography from that year on where districts are drawn anew.
    feeders : int32 array (schools, k)
        Junior schools each primary school feeds (对口初中), as the table lists them, -1 = no more; a school beyond the
        rows feeds none.
    lines : tuple of Line
        Lines of school buses that run at the start.
    estates : tuple of OpenEstate
        Housing projects that open within the run, lever or not (住宅项目).
    teachers : Table
        Full-time teachers of public schools; see `sim.world.teachers`.
    county_money : CountyMoney
    periods : float array (2, 9)
        Weekly periods of a class by stage and subject group (课程方案).
    """

    year: int
    told: Told
    geography: Geography
    vitals: Vitals
    behaviour: Behaviour
    school_ids: tuple[str, ...]
    schools: Table
    households: Table
    children: Table
    adults: np.ndarray
    table_only: tuple[TableOnly, ...] = ()
    redrawn: Mapping[int, Geography] = field(default_factory=dict)
    feeders: np.ndarray = field(default_factory=_nobody_fed)
    lines: tuple[Line, ...] = ()
    estates: tuple[OpenEstate, ...] = ()
    teachers: Table = field(default_factory=teachers)
    county_money: CountyMoney | None = None
    periods: np.ndarray = field(default_factory=_even_periods)

    def changing(self, is_owned: bool) -> tuple[Table, Table, Table, Table, np.ndarray]:
        """Return schools, households, children, teachers, adults, which a run changes: copies unless it owns them."""
        mine = self.schools, self.households, self.children, self.teachers, self.adults
        return mine if is_owned else tuple(part.copy() for part in mine)
