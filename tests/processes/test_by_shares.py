"""A county told by its schools alone: who joins, leaves, enters and goes on, by the kernels the backtest judges."""

import ast
import dataclasses
from pathlib import Path

import numpy as np
import pytest

import tests.table_only as county
from sim.base.errors import Say
from sim.inputs.tables import read_tables
from sim.kernels import cohorts, entry_shares
from sim.policies.class_size_cap import ClassSizeCap
from sim.processes import admission_by_shares, by_shares
from sim.rules.orders import Build, ChangeGrades, Close, OpenEstate
from sim.rules.policy import Policy, strength
from tests.accounting import wrong_cells
from tests.inputs.given import began
from tests.proof.test_identities import assert_next_census_follows
from tests.worlds import fingerprint, run

SEEDS = range(1, 21)
FIRST = county.START + 1
ROOT = Path(__file__).parents[2]
KERNELS = {name: "cohorts" for name in ("expected_pupils", "drawn_sizes", "joiners_leavers")} | {
    "entry_shares": "entry_shares"
}


class Ordering(Policy):
    """Give the orders of a test, each a year before it falls due."""

    NAME, TITLE, MEASURES, PARAMETERS = "ordering", Say("ordering", "命令"), (), (strength(),)
    given: tuple = ()

    def orders(self, year, view, rulebook):
        return tuple(order for order in self.given if order.year == year + 1)


def ordering(*orders) -> Policy:
    policy = Ordering()
    object.__setattr__(policy, "given", orders)
    return policy


@pytest.fixture(scope="module")
def begin(tmp_path_factory):
    return began(read_tables(county.write(tmp_path_factory.mktemp("county"))))


def ran(begin, policies=(), **options):
    """Run with every check on; also the accounts of people and of pupils must close."""
    region, tables = run("table_only", policies, begin=begin, check=True, **options)
    assert wrong_cells(signed(tables["township_age"])) == 0
    assert_next_census_follows(signed(tables["school_grade"]))
    return region, tables


def signed(records):
    return records.astype({name: "int64" for name in records.select_dtypes("number")})


def with_fit(begin, change):
    """Return a start with another fit: `change` turns the cohorts."""
    (one,) = begin.table_only
    return dataclasses.replace(begin, table_only=(dataclasses.replace(one, cohorts=change(one.cohorts)),))


def with_school_effect(begin, school: str, columns, effect: float):
    """Return a start in which as many more pupils of a school go on into some grades, `effect` on the log scale."""

    def change(fitted):
        effects = fitted.school_grade.copy()
        effects[list(county.SCHOOLS).index(school), columns] += effect
        return fitted._replace(school_grade=effects, progress_weights=np.array([1.0, 0.0, 0.0]))

    return with_fit(begin, change)


def of(records, **wanted):
    """Return the rows of a record table with these values."""
    for name, value in wanted.items():
        records = records[records[name] == value]
    return records


def pupils_of(tables, school: str, year: int) -> np.ndarray:
    rows = of(tables["school_grade"], year=year, school_id=school).set_index("grade")["pupils"]
    return rows.reindex(range(1, 10), fill_value=0).to_numpy(int)


def test_the_run_calls_the_kernels_and_nobody_has_his_own():
    assert by_shares.expected_pupils is cohorts.expected_pupils
    assert by_shares.drawn_sizes is cohorts.drawn_sizes
    assert by_shares.joiners_leavers is cohorts.joiners_leavers
    assert admission_by_shares.entry_shares is entry_shares.entry_shares
    homes = {name: [] for name in KERNELS}
    for file in (ROOT / "sim").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name in homes:
                homes[node.name].append(file.relative_to(ROOT).as_posix())
    assert homes == {name: [f"sim/kernels/{file}.py"] for name, file in KERNELS.items()}


def test_five_years_keep_every_account(begin):
    region, tables = ran(begin, years=6)
    flows = tables["school_grade"].groupby("year")[["n_entrants", "n_in_before", "n_out_before"]].sum()
    assert (flows.loc[FIRST:] > 0).all().all()
    assert region.year == county.START + 6
    seat_moves = tables["county"][["families_township_seat", "families_county_seat", "families_other_county"]]
    assert seat_moves.to_numpy().sum() == 0  # homes within the county do not change


def test_same_luck_on_any_number_of_threads(begin, monkeypatch):
    monkeypatch.setattr("sim.base.chunks.BLOCK", 64)
    one, two = (fingerprint(run("table_only", begin=begin, years=4, threads=n)[0]) for n in (1, 2))
    assert one == two != fingerprint(run("table_only", begin=begin, years=4, seed=2)[0])


@pytest.fixture(scope="module")
def first_years(begin):
    """Return the region after the first year of each seed."""
    return [run("table_only", begin=begin, years=2, seed=seed, check=True)[0] for seed in SEEDS]


@pytest.fixture(scope="module")
def expected(begin):
    """Return what the kernels expect of the first year, without luck."""
    (one,) = begin.table_only
    taught = np.array(
        [[county.pupils(code, FIRST, grade) > 0 for grade in range(1, 10)] for code in county.SCHOOLS]
    )
    return cohorts.expected_pupils(one.cohorts, one.recent, taught, one.cohorts.trend).pupils


@pytest.mark.parametrize("column", [0, 6])
def test_entrants_are_shared_out_as_expected(first_years, expected, column):
    """Mean share of each school over 20 seeds within 3.5 standard errors (and the rounding of one pupil)."""
    entrants = np.array([region.schools["pupils"][:, column] for region in first_years])
    share = entrants / entrants.sum(axis=1, keepdims=True)
    error = share.std(axis=0, ddof=1) / np.sqrt(len(share)) + 0.25 / entrants.sum(axis=1).mean()
    wanted = expected[:, column] / expected[:, column].sum()
    assert (np.abs(share.mean(axis=0) - wanted) <= 3.5 * error).all()
    assert (share.mean(axis=0)[wanted == 0] == 0).all()


def test_joiners_and_leavers_are_as_many_as_expected(first_years, expected):
    """Mean size of every grade that is not entered, within 3.5 standard errors, and all together within 3."""
    sizes = np.array([region.schools["pupils"] for region in first_years])[:, :, by_shares.OTHERS].astype(
        float
    )
    wanted = expected[:, by_shares.OTHERS]
    error = sizes.std(axis=0, ddof=1) / np.sqrt(len(sizes)) + 0.05
    assert (np.abs(sizes.mean(axis=0) - wanted) <= 3.5 * error).all()
    total = sizes.sum(axis=(1, 2))
    assert abs(total.mean() - wanted.sum()) < 3 * total.std(ddof=1) / np.sqrt(len(total))


def test_every_grade_that_is_not_entered_has_the_size_drawn_for_it(first_years):
    for region in first_years:
        (one,) = region.by_shares
        short = (one.wanted - region.schools["pupils"])[:, by_shares.OTHERS]
        assert short.max() <= 0
        assert -short.sum() <= 3  # pupils of the teaching point beyond those grade 4 wants


def test_a_new_school_grows_grade_by_grade_and_one_without_pupils_takes_none(begin):
    _, tables = ran(begin, years=5)
    found = [
        (pupils_of(tables, county.NEW, year) > 0).sum() for year in range(county.START, county.START + 5)
    ]
    assert found == [3, 4, 5, 6, 6]


def test_pupils_of_a_teaching_point_go_on_elsewhere(begin):
    region, tables = run("table_only", begin=begin, years=2)
    assert pupils_of(tables, county.POINT, FIRST)[3] == 0
    was = begin.children["uid"][
        (begin.children["school"] == list(county.SCHOOLS).index(county.POINT))
        & (begin.children["grade"] == 3)
    ]
    now = np.isin(region.children["uid"], was)
    assert (region.children["grade"][now] == 4).all()
    assert (region.children["school"][now] >= 0).all()


def test_a_school_that_begins_at_grade_4_takes_whom_it_used_to(tmp_path, monkeypatch):
    """Twenty a year enter it at grade 4: those who leave the teaching point, and families from outside."""
    monkeypatch.setitem(county.SCHOOLS, "3990000009", ("primary", 101, "village", "", (4, 6), 20, 1.0, 1.0))
    begin = began(read_tables(county.write(tmp_path)))
    years = []
    for seed in range(1, 7):
        _, tables = ran(begin, years=4, seed=seed)
        years += [pupils_of(tables, "3990000009", year) for year in range(FIRST, FIRST + 3)]
    grades = np.array(years)[:, 3:6]
    assert grades.mean(0) == pytest.approx([20] * 3, abs=3)
    assert (grades > 0).all()
    assert (np.array(years)[:, :3] == 0).all()


def test_of_a_nine_year_school_as_many_go_on_as_its_table_says(begin):
    """With half the usual progression into grade 7 every second pupil gives up the right to go on, none beyond it."""
    half = with_school_effect(begin, county.NINE_YEAR, 5, np.log(0.5))
    _, usual = ran(begin, years=2)
    _, fewer = ran(half, years=2)
    all_go, half_go = (pupils_of(tables, county.NINE_YEAR, FIRST)[6] for tables in (usual, fewer))
    assert all_go == pytest.approx(37, abs=4)
    assert half_go == pytest.approx(18, abs=5)
    assert pupils_of(fewer, county.JUNIOR, FIRST)[6] > pupils_of(usual, county.JUNIOR, FIRST)[6] + 8


@pytest.mark.parametrize(
    ("effect", "more", "fewer"), [(-0.1, "left_region", "arrived"), (0.1, "arrived", "left_region")]
)
def test_surplus_leaves_the_region_and_shortage_comes_from_outside(begin, effect, more, fewer):
    """All grades lose or gain 10 %: some 240 of 2,400 pupils leave with their families, or come."""
    changed = with_fit(begin, lambda fitted: fitted._replace(rate=fitted.rate * np.exp(effect)))
    _, tables = ran(changed, years=2)
    row = of(tables["county"], year=FIRST).iloc[0]
    grown, before = (of(signed(tables["school_grade"]), year=year) for year in (FIRST, county.START))
    here = grown[~grown.grade.isin([1, 7])].pupils.sum()
    below = before[~before.grade.isin([6, 9])].n_end.sum()
    assert here - below == pytest.approx(np.expm1(effect) * below, rel=0.15)
    assert row[f"children_{more}"] > 0.09 * below > 10 * row[f"children_{fewer}"]
    if effect > 0:
        ages = of(tables["township_age"], year=FIRST).query("n_came > 0").age
        assert ages.min() < 6  # families with young children follow


def test_leavers_fill_the_joiners_of_other_schools_first(begin):
    """The largest school loses 20 % at grade 3 and the next gains as many: they change school, few leave the region."""
    small = with_school_effect(begin, county.LARGE, 1, np.log(0.8))
    other = with_school_effect(small, county.GROWING, 1, np.log(1.33))
    region, tables = ran(other, years=2)
    now, was = pupils_of(tables, county.LARGE, FIRST)[2], pupils_of(tables, county.LARGE, county.START)[1]
    assert was - now == pytest.approx(24, abs=8)
    codes = list(county.SCHOOLS)
    before = begin.children["uid"][
        (begin.children["school"] == codes.index(county.LARGE)) & (begin.children["grade"] == 2)
    ]
    moved = np.isin(region.children["uid"], before) & (
        region.children["school"] == codes.index(county.GROWING)
    )
    assert moved.sum() >= 10
    assert of(tables["county"], year=FIRST).children_left_region.iloc[0] < 20


def test_pupils_of_a_merged_school_go_to_its_heir_which_takes_over_its_share(begin):
    merge = ordering(Close(county.FADING, FIRST, county.HEIR))
    _, alone = ran(begin, years=3)
    _, merged = ran(begin, (merge,), years=3)
    assert pupils_of(merged, county.FADING, FIRST).sum() == 0
    both = sum(pupils_of(alone, school, FIRST) for school in (county.FADING, county.HEIR))
    heir = pupils_of(merged, county.HEIR, FIRST)
    assert np.abs(heir[:6] - both[:6]).max() <= 6
    for year in (FIRST, FIRST + 1):  # a merger makes nobody leave or come
        whole = [of(t["school_grade"], year=year).pupils.sum() for t in (alone, merged)]
        assert whole[0] == pytest.approx(whole[1], abs=25)


def test_a_school_that_becomes_a_point_gives_its_higher_grades_to_its_heir(begin):
    change = ordering(ChangeGrades(county.FADING, FIRST, 1, 3, county.HEIR))
    _, alone = ran(begin, years=3)
    _, changed = ran(begin, (change,), years=3)
    own = pupils_of(changed, county.FADING, FIRST)
    assert own[3:].sum() == 0
    assert np.abs(own[:3] - pupils_of(alone, county.FADING, FIRST)[:3]).max() <= 6
    both = sum(pupils_of(alone, school, FIRST) for school in (county.FADING, county.HEIR))
    assert np.abs(pupils_of(changed, county.HEIR, FIRST)[3:6] - both[3:6]).max() <= 6


def test_grades_that_run_out_take_nobody_in(begin):
    _, tables = ran(begin, (ordering(Close(county.FADING, FIRST, is_staggered=True)),), years=7)
    for year in range(FIRST, FIRST + 6):
        own = pupils_of(tables, county.FADING, year)
        gone = year - FIRST + 1
        assert own[:gone].sum() == 0
        assert gone == 6 or own[gone:6].min() > 0
    _, alone = ran(begin, years=7)
    whole = [int(of(t["school_grade"], year=FIRST + 2).pupils.sum()) for t in (alone, tables)]
    assert whole[0] == pytest.approx(whole[1], abs=25)


def test_closure_without_heir_estate_and_cap_keep_every_account(begin):
    township = f"{county.COUNTY}100"
    orders = (
        Close(county.GROWING, FIRST),
        OpenEstate("E", township, FIRST, 300, 0.4, 2.5, 2),
        Build("T", "配套小学", FIRST + 1, "E", township, 1, 6, 12),
    )
    region, tables = ran(begin, (ordering(*orders), ClassSizeCap()), years=5)
    assert pupils_of(tables, county.GROWING, FIRST).sum() == 0
    assert pupils_of(tables, "T", FIRST + 1)[:6].min() > 0
    (estate,) = region.estates
    family = region.children["household"][region.children["school"] == estate.school]
    assert (region.households["settlement"][family] == estate.row).mean() > 0.9


def test_under_a_cut_off_nobody_joins_beyond_the_seats(begin):
    """The growing school would gain a third of each grade; the cap lets in only as many as its classes seat."""
    wants = with_school_effect(begin, county.GROWING, slice(0, 5), np.log(1.33))
    _, free = ran(wants, years=2)
    _, capped = ran(wants, (ClassSizeCap(),), years=2)
    others = [1, 2, 3, 4, 5]
    most = pupils_of(capped, county.GROWING, FIRST)[others]
    assert (pupils_of(free, county.GROWING, FIRST)[others] >= most).all()
    classes = of(capped["school_grade"], school_id=county.GROWING, year=FIRST)
    assert (classes.class_size_max <= 55).all()


def test_beside_a_county_with_zones(tmp_path):
    """Two counties, one without enrolment: each is run its own way, and families move from one to the other."""
    second = county.COUNTIES.splitlines()[1].replace("990001", "990002").replace("126.0", "127.0")
    towns = county.TOWNSHIPS + county.TOWNSHIPS.split("\n", 1)[1].replace("990001", "990002")
    county.write(tmp_path, counties=county.COUNTIES + second + "\n", townships=towns)
    with (tmp_path / "schools.csv").open("a", encoding="utf-8") as file:
        file.write(
            "3990000011,甲校,990002,990002100,primary,town,,1,6\n3990000012,乙校,990002,990002100,junior,town,,7,9\n"
        )
    begin = began(read_tables(tmp_path))
    assert [one.county for one in begin.table_only] == [0]
    for seed in (2, 3):
        ran(
            begin, (ClassSizeCap(),), years=6, seed=seed
        )  # some stay at a school of the county they came from
    region, records = ran(begin, years=4)
    assert region.is_by_shares.tolist() == [True, False]
    moved = records["county"].groupby("county").families_other_county.sum()
    assert moved["990001"] == 0 < moved["990002"]
    c, h, g = region.children, region.households, region.geography
    pupils = np.flatnonzero(c["status"] == 1)
    lives = g.county[h["settlement"][c["household"][pupils]]]
    assert (lives == region.schools["county"][c["school"][pupils]]).mean() > 0.999


def test_who_must_have_a_place_is_passed_by_for_nobody():
    """Of five in line the second and the last must have one: of three places the first other has one."""
    must = np.array([False, True, False, False, True])
    assert [admission_by_shares._served(must, n).tolist() for n in (2, 3, 5)] == [
        [1, 4],
        [0, 1, 4],
        [0, 1, 2, 3, 4],
    ]
