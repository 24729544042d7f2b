"""Codes of the model's few categories, as plain integers that kernels and tables share."""

# Status of a child over its whole life course (one code, not five booleans).
BELOW_AGE, ENROLLED, WAITING, DROPPED_OUT, FINISHED, LEFT = range(6)
STATUS_NAMES = ("below_age", "enrolled", "waiting", "dropped_out", "finished", "left")

# Reasons of leaving the tables; 0 = stays. Leaving is requested by a process and carried out in one place.
STAYS, DIED, MOVED_AWAY, GROWN_UP, DISSOLVED = range(5)

# Zone kinds of the official statistics: 城区, 镇区, 乡村.
URBAN, TOWN, VILLAGE = range(3)
ZONE_NAMES = ("urban", "town", "village")

# Ranks of a settlement: village or community outside the seats, township seat, county seat.
PLAIN, TOWNSHIP_SEAT, COUNTY_SEAT = range(3)
RANK_NAMES = ("plain", "township_seat", "county_seat")

# Kinds of school: 小学, 教学点, 初中, 九年一贯制.
PRIMARY_SCHOOL, POINT, JUNIOR_SCHOOL, NINE_YEAR = range(4)
KIND_NAMES = ("primary", "point", "junior", "nine_year")

# Who runs a school (举办者): 公办, 民办.
PUBLIC, PRIVATE = range(2)
OWNERSHIP_NAMES = ("public", "private")

# Status of a school: planned, open, closed.
PLANNED, OPEN, CLOSED = range(3)
SCHOOL_STATUS_NAMES = ("planned", "open", "closed")

# What the site of a school serves: as its status says (its own teaching until it closes), a new school, other
# education; and, told of closed schools alone, nothing.
SITE_AS_STATUS, SITE_OF_NEW_SCHOOL, SITE_OF_OTHER_USE, SITE_IDLE = range(4)
SITE_NAMES = ("teaching", "new_school", "other_education", "idle")

# Stages.
PRIMARY, JUNIOR = range(2)
STAGE_NAMES = ("primary", "junior")

# Tenure of a household: owner, tenant, with relatives.
OWNER, TENANT, RELATIVES = range(3)

# Where a household's hukou (户口) stands: in the region, other county of the province, other province.
HUKOU_REGION, HUKOU_PROVINCE, HUKOU_OTHER = range(3)

# Hukou of children as a township counts them (户籍): here, and living here; here, and living elsewhere; living here
# with hukou in another township of the county; living here with hukou outside the county (随迁子女).
HERE, HERE_BUT_AWAY, ELSEWHERE_IN_COUNTY, OUTSIDE_COUNTY = range(4)
CHILD_HUKOU_NAMES = ("here", "here_but_away", "elsewhere_in_county", "outside_county")
PLANNING_AGES = 15  # single ages 0-14: children of grades 1-9, and those below school age

# Adults of the table: hukou here and living here; hukou elsewhere and living here; hukou here and living away.
LOCAL, NEWCOMER, AWAY = range(3)

# How a child came to its school.
UNPLACED, IN_ZONE, OVERFLOW, OVER_CAPACITY, CONTINUING = range(5)

# What became of an application (招生结果), as the records tell it.
(
    OWN_SCHOOL,
    BY_ZONE,
    BY_CHOICE,
    OVERFLOW_NEAR,
    OVERFLOW_FAR,
    BEYOND_SEATS,
    IN_PRIVATE,
    SEAT_BOUGHT,
    WAITS,
    GOES_BACK,
) = range(10)
OUTCOME_NAMES = (
    "own_school",
    "zone",
    "choice",
    "overflow_near",
    "overflow_far",
    "over_capacity",
    "private",
    "bought_seat",
    "waiting",
    "gone_back",
)

# Origin of a child (model.md section 2): hukou in the own township, elsewhere in the county, province, other province.
ORIGIN_NAMES = ("local", "in_county", "province", "other")

# Ways of travel: on foot, riding by the family's own means, boarding, by school bus (校车), by transit line (公交).
WALK, RIDE, BOARD, BUS, TRANSIT = range(5)

# Kinds of line: for the pupils of one school; for everybody along it.
SCHOOL_BUS, TRANSIT_LINE = range(2)
LINE_NAMES = ("school_bus", "transit")

# Alternatives of a household's yearly choice, and last the move into a new estate, which no utility weighs.
(
    STAY,
    TO_TOWNSHIP_SEAT,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    OUT_WITH_CHILD,
    OUT_LEAVING_CHILD,
    RETURN,
    TO_ESTATE,
) = range(8)
MOVE_NAMES = (
    "stay",
    "township_seat",
    "county_seat",
    "other_county",
    "out_with_child",
    "out_leaving_child",
    "return",
    "estate",
)

# What a child dropped out by, 0 = it never did; the last is none of the others.
BY_POVERTY, BY_PARENTS_AWAY, BY_DISTANCE, BY_BOARDING, BY_LEARNING, BY_CLOSURE, BY_OTHER = range(1, 8)
CAUSE_NAMES = ("poverty", "left_behind", "distance", "boarding", "learning", "closure", "other")

# Flows of a school and grade, in the order of the register's tally; dropouts by cause follow, as `CAUSE_NAMES`, and
# what is done about them.
(
    ENTRANTS,
    REPEATERS,
    IN_BEFORE,
    OUT_BEFORE,
    DEATHS,
    DROPOUTS,
    RETURNS,
    TRANSFER_IN,
    TRANSFER_OUT,
    OVERFLOW_IN,
    OVERFLOW_OUT,
    OVER_CAPACITY_IN,
    DROPOUTS_POOR,
) = range(13)
DROPOUTS_BY_CAUSE = DROPOUTS_POOR + 1
DROPOUTS_KNOWN, RETURNS_WITHIN, VISITS = range(
    DROPOUTS_BY_CAUSE + len(CAUSE_NAMES), DROPOUTS_BY_CAUSE + len(CAUSE_NAMES) + 3
)
FLOW_NAMES = (
    "n_entrants",
    "n_repeaters",
    "n_in_before",
    "n_out_before",
    "n_deaths",
    "n_dropouts",
    "n_returns",
    "n_transfer_in",
    "n_transfer_out",
    "n_overflow_in",
    "n_overflow_out",
    "n_over_capacity",
    "n_dropouts_poor",
    *(f"n_dropouts_{cause}" for cause in CAUSE_NAMES),
    "n_dropouts_known",
    "n_returns_within",
    "n_visits",
)

GRADES = 9  # grades 1-6 primary, 7-9 junior
OLDEST = 100  # last single age of the adult table, open-ended

# Flows of residents by place, age and sex since the last census; with deaths at the age that would have been reached.
BORN, DEAD, MOVED_IN, MOVED_OUT, CAME, WENT = range(6)
RESIDENT_FLOWS = ("n_born", "n_died", "n_moved_in", "n_moved_out", "n_came", "n_went")

# Flows of an entry cohort of a county since the last census; the first of them are gains.
(
    COHORT_ENTERED,
    COHORT_CAME,
    COHORT_MOVED_IN,
    COHORT_MOVED_OUT,
    COHORT_WENT,
    COHORT_DIED,
    COHORT_GREW_UP,
) = range(7)
COHORT_FLOWS = ("n_entered", "n_came", "n_moved_in", "n_moved_out", "n_went", "n_died", "n_grown_up")
COHORT_GAINS = 3

# Yearly tallies of people by county.
TALLIES = (
    "births", "births_registered", "births_away", "child_deaths", "grown_up", "children_left_region",
    "children_away", "children_arrived", "adult_deaths", "parents_left_region", "parents_away", "parents_arrived",
    "newcomers_left", "newcomers_arrived", "hukou_left",
    "adults_to_seat", "adults_away", "adults_returned", "families_arrived", "children_unplaced",
    "migrant_juniors_gone", "pupils_following",
    *(f"families_{name}" for name in MOVE_NAMES[1:]),
    *(f"children_{name}" for name in MOVE_NAMES[1:]),
)  # fmt: skip
