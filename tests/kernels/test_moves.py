"""Moves against plain forms: what families look at, what each alternative is worth, which one they take."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.kernels.codes import (
    BELOW_AGE,
    ENROLLED,
    OUT_WITH_CHILD,
    RETURN,
    STAY,
    TO_COUNTY_SEAT,
    TO_TOWNSHIP_SEAT,
    WAITING,
)
from sim.kernels.family_children import (
    AT_DOOR,
    CLOSED,
    FIRST_GRADE,
    LOWEST,
    NEAR_EXAM,
    OF_GRADES,
    SOON,
    look_at_children,
)
from sim.kernels.following import chance_to_follow
from sim.kernels.moves import (
    ESTATE,
    EXAM,
    EXAM_RETURN,
    EXAM_RIGHTS,
    FROM_OUTSIDE,
    KIN,
    N_WEIGHTS,
    OF_COUNTY,
    PERMIT_YEARS,
    RELATIVES,
    TURNED_AWAY,
    YEAR_AWAY,
    choose_moves,
)
from tests.columns import array, choice, table, whole
from tests.plain_luck import uniform

SEED, YEAR, CONSIDER, CHOICE = 8, 2022, np.uint64(7), np.uint64(70)
N_PLACES, N_SCHOOLS, N_COUNTIES = 4, 3, 2

CHILDREN = {
    "household": whole(np.int32, 0, 3),
    "status": whole(np.uint8, 0, 5),
    "grade": choice(np.uint8, 1, 2, 5, 6, 7, 9),
    "year_displaced": choice(np.int16, 0, YEAR, YEAR - 1, YEAR - 2, YEAR - 3),
    "birth_year": choice(np.int16, YEAR, YEAR - 3, YEAR - 4, YEAR - 5, YEAR - 6),
    "birth_month": choice(np.uint8, 1, 8, 9, 12),
}


def plain_summary(c, h, lost):
    """Return entry weight, grade of the youngest pupil, closed-school and exam flags of one household.

    `lost` (9,) are the years in which the zone school of each grade was lost where it lives.
    """
    entry, grades, closed = 0, [], 0
    recent = (YEAR, YEAR - 1, YEAR - 2)
    for i in np.flatnonzero(c["household"] == h):
        status, grade = int(c["status"][i]), int(c["grade"][i])
        age = YEAR - int(c["birth_year"][i]) - (1 if c["birth_month"][i] >= 9 else 0)
        if status == BELOW_AGE and age >= 4:
            entry, grades = max(entry, 1), [*grades, 1]
            closed |= int(lost[0] in recent)
        elif status in (ENROLLED, WAITING):
            entry = 2 if status == WAITING and grade in (1, 7) else entry
            grades.append(grade)
            closed |= int(c["year_displaced"][i] in recent)
            comes_to = {grade + 1, grade + 2} | ({grade} & {1, 7} if status == WAITING else set())
            closed |= int(any(lost[one - 1] in recent for one in comes_to if one <= 9))
    return entry, min(grades, default=0), closed, int(max(grades, default=0) >= 6)


def told(marks):
    """Return the same of the marks of one household."""
    entry = 2 if marks & AT_DOOR else 1 if marks & SOON else 0
    youngest = int(LOWEST[marks >> FIRST_GRADE & OF_GRADES])
    return entry, youngest, int(marks & CLOSED > 0), int(marks & NEAR_EXAM > 0)


def marks_of(f):
    """Return the marks of families of any entry weight, youngest grade, closed-school and exam flag, uint32."""
    entry = np.array([0, SOON, AT_DOOR], np.uint32)[f["entry"]]
    grade = np.where(f["youngest"] > 0, 1 << FIRST_GRADE.astype(int) + np.maximum(f["youngest"], 1) - 1, 0)
    return (entry | grade | f["closed"] * CLOSED | f["near_exam"] * NEAR_EXAM).astype(np.uint32)


LOST = array((2, 9), choice(np.int16, 0, 0, YEAR - 1, YEAR - 2, YEAR - 3))


@given(table(CHILDREN), LOST)
def test_what_families_look_at(c, lost):
    names = ("household", "status", "grade", "year_displaced", "birth_year", "birth_month")
    home = np.array([0, 1, 0, 1])
    found = look_at_children(*(c[name] for name in names), home, lost, YEAR)
    for h in range(4):
        assert told(found[h]) == plain_summary(c, h, lost[home[h]])


@pytest.mark.parametrize(
    ("status", "grade", "age", "lost_grade", "pushed"),
    [
        (BELOW_AGE, 0, 4, 1, 1), (BELOW_AGE, 0, 3, 1, 0), (BELOW_AGE, 0, 4, 7, 0),
        (WAITING, 1, 6, 1, 1), (ENROLLED, 1, 6, 1, 0), (ENROLLED, 2, 7, 2, 0),
        (ENROLLED, 2, 7, 4, 1), (ENROLLED, 2, 7, 5, 0), (ENROLLED, 8, 13, 9, 1), (ENROLLED, 9, 14, 9, 0),
        (ENROLLED, 5, 10, 7, 1), (ENROLLED, 4, 9, 7, 0), (WAITING, 7, 12, 7, 1), (ENROLLED, 7, 12, 7, 0),
    ],
)  # fmt: skip
def test_a_school_lost_where_the_family_lives_pushes_who_would_enter_it_soon(
    status, grade, age, lost_grade, pushed
):
    """No pupil was displaced; the settlement lost the zone school of a grade last year, or three years ago."""
    one = {
        "household": 0, "status": status, "grade": grade, "year_displaced": 0, "birth_year": YEAR - age,
        "birth_month": 3,
    }  # fmt: skip
    columns = [np.array([one[name]], CHILDREN[name][0]) for name in CHILDREN]
    for year, expected in ((YEAR - 1, pushed), (YEAR - 2, pushed), (YEAR - 3, 0)):
        lost = np.zeros((1, 9), np.int16)
        lost[0, lost_grade - 1] = year
        assert told(look_at_children(*columns, np.zeros(1, np.int32), lost, YEAR)[0])[2] == expected


FAMILIES = {
    "settlement": whole(np.int32, 0, N_PLACES - 1),
    "hukou_settlement": whole(np.int32, -1, N_PLACES - 1),
    "hukou": whole(np.uint8, 0, 2),
    "tenure": whole(np.uint8, 0, 2),
    "income": choice(np.float32, 0.0, 0.25, 0.5, 1.0),
    "parents_away": whole(np.uint8, 0, 2),
    "year_away": choice(np.int16, YEAR, YEAR - 1, YEAR - 4, YEAR - 25),
    "entry": whole(np.int8, 0, 2),
    "youngest": choice(np.int8, 0, 0, 1, 6, 7, 9),
    "closed": whole(np.int8, 0, 1),
    "near_exam": whole(np.int8, 0, 1),
}
WEIGHT = choice(np.float64, 0.0, 0.5, 1.0, 2.0)


@st.composite
def places(draw):
    return {
        "rank": draw(array(N_PLACES, whole(np.uint8, 0, 2))),
        "km_seat": draw(array(N_PLACES, choice(np.float64, 0.0, 10.0, 40.0))),
        "seat_of_township": draw(array(N_PLACES, whole(np.int32, 0, N_PLACES - 1))),
        "seat_sample": draw(array(N_PLACES, whole(np.int32, 0, N_PLACES - 1))),
        "county": draw(array(N_PLACES, whole(np.int32, 0, N_COUNTIES - 1))),
        "zone": draw(array((N_PLACES, 9), whole(np.int32, -1, N_SCHOOLS - 1))),
        "zone_minutes": draw(array((N_PLACES, 9), choice(np.float64, 0.0, 20.0, 120.0))),
        "quality": draw(array((2, N_SCHOOLS + 1), choice(np.float64, -1.0, 0.0, 1.5))),
        "rules": draw(array((N_COUNTIES, 2), choice(np.float64, 0.0, 0.5, 1.0))),
        "supply": draw(array((N_PLACES, 2), choice(np.float64, 0.0, 0.1, 0.7))),
        "turned_away": draw(array((N_COUNTIES, 2, 2), choice(np.float64, 0.0, 0.25, 1.0))),
        "elsewhere": draw(array(N_COUNTIES, choice(np.float64, 0.0, -0.5))),
        "p_consider": draw(array((2, 3), choice(np.float64, 0.0, 0.5, 1.0))),
        "constants": draw(array((N_COUNTIES, 7), choice(np.float64, -2.0, 0.0, 1.0))),
        "weights": draw(array(N_WEIGHTS, WEIGHT)),
        "share_kin": draw(st.sampled_from([0.0, 0.5, 1.0])),
    }


def kernel(f, place, *, expected=False, seed=SEED, year=YEAR):
    n = len(f["uid"])
    names = ("settlement", "hukou_settlement", "hukou", "tenure", "income", "parents_away", "year_away")
    columns = [f[c] for c in ("uid", *names)]
    extra = np.zeros(n, np.uint8), marks_of(f)
    taken, chances = np.full(n, 9, np.uint8), np.zeros((n, 7))
    luck = seed, CONSIDER, CHOICE, year
    choose_moves(*columns, *extra, *place.values(), KIN, expected, *luck, taken, chances, 0, n)
    return chances if expected else taken


def plain_worth(f, place, h):
    """Return the utility of each open alternative of a family, by code; model.md, step 3."""
    income, home, km_10, quality, minutes_10, closed, permit, hukou_back, rent, exam = place["weights"][
        :10
    ].tolist()
    relatives, estate, turned, year_away, exam_return = place["weights"][10:].tolist()
    here, g = int(f["settlement"][h]), max(1, int(f["youngest"][h])) - 1
    full = {2: 1.0, 1: 0.5, 0: 0.25}[int(f["entry"][h])] if f["youngest"][h] else 0.0
    worth = place["constants"][place["county"][here]].tolist()
    away, is_ours, poor = int(f["parents_away"][h]), f["hukou"][h] == 0, 1.0 - float(f["income"][h])
    push = closed if f["closed"][h] else 0.0

    def school(at):  # how much better the schools of another place are than those here
        draws = place["quality"][int(g >= 6)]
        better = draws[place["zone"][at, g]] - draws[place["zone"][here, g]]
        longer = place["zone_minutes"][at, g] - place["zone_minutes"][here, g]
        return full * (quality * better - minutes_10 * longer / 10.0)

    county = place["county"][here]
    origin = int(f["hukou_settlement"][h])
    is_of_county = is_ours and place["county"][origin] == county
    is_of_seat = is_of_county and place["rank"][origin] == 2
    kin = is_of_seat or uniform(0, KIN, 0, f["uid"][h]) < place["share_kin"]
    refused = place["turned_away"][county, int(g >= 6), OF_COUNTY if is_of_county else FROM_OUTSIDE]
    buys = estate * float(f["income"][h]) if f["tenure"][h] == 0 else 0.0
    out = {STAY: home if f["tenure"][h] == 0 else 0.0}
    if place["rank"][here] == 0:
        out[TO_TOWNSHIP_SEAT] = worth[1] + 0.3 * income + school(place["seat_of_township"][here]) + push
        out[TO_TOWNSHIP_SEAT] += buys * place["supply"][here, 0]
        out[TO_TOWNSHIP_SEAT] += relatives * (is_of_county and origin == place["seat_of_township"][here])
    if place["rank"][here] != 2:
        cost = km_10 * place["km_seat"][here] / 10.0 + rent * poor
        cost += 0.0 if is_ours else permit * place["rules"][place["county"][here], PERMIT_YEARS]
        out[TO_COUNTY_SEAT] = worth[2] + income - cost + school(place["seat_sample"][here]) + push
        out[TO_COUNTY_SEAT] += relatives * kin + buys * place["supply"][here, 1]
        out[TO_COUNTY_SEAT] -= 0.0 if is_of_seat else full * turned * refused
    concerns = f["near_exam"][h] and not is_of_county
    goes = exam * (1.0 - place["rules"][county, EXAM_RIGHTS]) if concerns else 0.0
    out[3] = worth[3] + income + full * place["elsewhere"][county]
    out[4] = worth[4] + 2.0 * income + 0.5 * push + goes
    if away < 2:
        out[5] = worth[5] + 2.0 * income * (1.0 - float(f["income"][h]))
    if away:
        long = year_away * min(YEAR - int(f["year_away"][h]), 10)
        out[RETURN] = worth[6] + 1.0 - long + (exam_return if f["near_exam"][h] else 0.0)
    elif is_ours and f["hukou_settlement"][h] != here:
        out[RETURN] = worth[6] + hukou_back - 0.5 * full * quality + goes
    return out


def plain_consider(f, place, h):
    return place["p_consider"][f["closed"][h], f["entry"][h]]


def plain_choice(f, place, h):
    if uniform(SEED, CONSIDER, YEAR, f["uid"][h]) >= plain_consider(f, place, h):
        return STAY
    worth = plain_worth(f, place, h)
    luck = {
        k: -math.log(-math.log(uniform(SEED, CHOICE, YEAR, f["uid"][h], k) + 1e-300) + 1e-300) for k in worth
    }
    return max(worth, key=lambda k: worth[k] + luck[k])


@settings(max_examples=200)
@given(table(FAMILIES), places())
def test_choice_is_the_plain_form(f, place):
    assert kernel(f, place).tolist() == [plain_choice(f, place, h) for h in range(len(f["uid"]))]


@given(table(FAMILIES), places())
def test_chances_are_the_plain_form_and_sum_to_one(f, place):
    chances = kernel(f, place, expected=True)
    np.testing.assert_allclose(chances.sum(axis=1), 1.0, rtol=1e-12)
    for h in range(len(f["uid"])):
        worth, p = plain_worth(f, place, h), plain_consider(f, place, h)
        total = sum(math.exp(u) for u in worth.values())
        expected = [p * math.exp(worth[k]) / total if k in worth else 0.0 for k in range(7)]
        expected[STAY] += 1.0 - p
        np.testing.assert_allclose(chances[h], expected, rtol=1e-12)


@given(table(FAMILIES), places(), places())
def test_without_school_terms_schools_do_not_matter(f, place, other):
    """Weights of quality, minutes and odds at zero: with any other schools the same moves and chances."""
    place["weights"][[3, 4, TURNED_AWAY]] = 0.0
    elsewhere = {**place, **{c: other[c] for c in ("zone", "zone_minutes", "quality", "turned_away")}}
    assert (kernel(f, place) == kernel(f, elsewhere)).all()
    assert (kernel(f, place, expected=True) == kernel(f, elsewhere, expected=True)).all()


@given(table(FAMILIES, min_rows=1), places())
def test_a_better_seat_takes_only_families_that_go_there(f, place):
    """Common luck: who changes the choice when the seat gets better changes it to the seat."""
    before = kernel(f, place)
    place["constants"][:, TO_COUNTY_SEAT] += 1.0
    after = kernel(f, place)
    assert (after[after != before] == TO_COUNTY_SEAT).all()


@given(table(FAMILIES, min_rows=1), places())
def test_the_right_to_the_exam_keeps_only_those_who_would_have_left(f, place):
    """Common luck: only newcomers near the exam change, and only from going back or out to something else."""
    place["rules"][:, EXAM_RIGHTS] = 0.0
    before = kernel(f, place)
    place["rules"][:, EXAM_RIGHTS] = 1.0
    after = kernel(f, place)
    without = {**place, "weights": np.where(np.arange(N_WEIGHTS) == EXAM, 0.0, place["weights"])}
    assert (kernel(f, without) == after).all()  # granted: the weight does not matter
    changed = after != before
    assert np.isin(before[changed], (OUT_WITH_CHILD, RETURN)).all()
    assert (f["near_exam"][changed] > 0).all()


def test_the_right_to_the_exam_by_hand():
    """A weight of 0.7 adds 0.7 to the log odds of leaving with the child, and of return; half the right takes half."""
    f, place = crowd(1)
    place["weights"][EXAM], place["county"][3] = 0.7, 1  # the hukou of the family stands in another county
    seen = []
    for near, rights in ((1, 0.0), (1, 0.5), (0, 0.5)):
        f["near_exam"][:], place["rules"][:, EXAM_RIGHTS] = near, rights
        chances = kernel(f, place, expected=True)[0]
        seen.append(_log_odds(chances))
    np.testing.assert_allclose(seen[0] - seen[1], [0.35, 0.35, 0.0], atol=1e-12)
    np.testing.assert_allclose(seen[0] - seen[2], [0.7, 0.7, 0.0], atol=1e-12)
    place["county"][3] = 0  # a family of the county itself
    f["near_exam"][:] = 1
    assert _log_odds(kernel(f, place, expected=True)[0]).tolist() == seen[2].tolist()


def _log_odds(chances):
    """Return the log odds of going out, back and to the township, over the county seat."""
    return np.log(chances[[OUT_WITH_CHILD, RETURN, TO_TOWNSHIP_SEAT]] / chances[TO_COUNTY_SEAT])


def crowd(n):
    """Return `n` equal families of one village and the places around it."""
    zone = np.zeros((N_PLACES, 9), np.int32)
    zone[1:] = 1
    f = {"uid": np.arange(n, dtype=np.uint64) + np.uint64(2**40)}
    fixed = {"hukou_settlement": 3, "income": 0.5, "entry": 2, "youngest": 1}
    f.update({c: np.full(n, fixed.get(c, 0), kind[0]) for c, kind in FAMILIES.items()})
    place = {
        "rank": np.array([0, 1, 2, 0], np.uint8), "km_seat": np.array([20.0, 10.0, 0.0, 5.0]),
        "seat_of_township": np.full(4, 1, np.int32), "seat_sample": np.full(4, 2, np.int32),
        "county": np.zeros(4, np.int32),
        "zone": zone, "zone_minutes": np.full((4, 9), 20.0), "quality": np.tile([0.0, 1.0, 0.0, 0.0], (2, 1)),
        "rules": np.array([[1.0, 0.0], [1.0, 0.0]]), "supply": np.zeros((N_PLACES, 2)),
        "turned_away": np.zeros((2, 2, 2)), "elsewhere": np.zeros(2),
        "p_consider": np.array([[0.2, 0.4, 0.7], [0.9, 0.9, 0.9]]),
        "constants": np.full((2, 7), -0.5),
        "weights": np.array([0.5, 0.8, 0.15, 0.8, 0.4, 0.8, 0.3, 0.2, 0.5, 0.7, 0.5, 1.0, 1.0, 0.05, 0.3]),
        "share_kin": 0.0,
    }  # fmt: skip
    return f, place


@pytest.mark.parametrize("seed", [1, 2])
def test_families_choose_as_often_as_the_chances_say(seed):
    f, place = crowd(40_000)
    chances = kernel(f, place, expected=True)[0]
    counts = np.bincount(kernel(f, place, seed=seed), minlength=7)
    open_to_them = chances > 0
    assert counts[~open_to_them].sum() == 0
    p = stats.chisquare(counts[open_to_them], 40_000 * chances[open_to_them]).pvalue
    assert 1e-4 < p < 1 - 1e-4
    wrong = np.roll(chances[open_to_them], 1)
    tilted = 0.97 * chances[open_to_them] + 0.03 * wrong
    assert (
        stats.chisquare(counts[open_to_them], 40_000 * tilted).pvalue < 1e-4
    )  # a shift of 3 % would be seen


@pytest.mark.parametrize(("youngest", "quality"), [(1, 1.0), (6, 1.0), (7, 3.0), (9, 3.0)])
def test_junior_grades_look_at_their_own_quality(youngest, quality):
    f, place = crowd(1)
    f["youngest"][:] = youngest
    place["p_consider"][:] = 1.0
    place["quality"][1, 1] = 3.0
    chances = kernel(f, place, expected=True)[0]
    place["quality"][:] = 0.0
    level = kernel(f, place, expected=True)[0]
    pull = math.log(chances[TO_COUNTY_SEAT] / chances[STAY]) - math.log(level[TO_COUNTY_SEAT] / level[STAY])
    assert pull == pytest.approx(0.8 * quality)


@pytest.mark.parametrize(("entry", "share"), [(0, 0.25), (1, 0.5), (2, 1.0)])
def test_schools_count_most_at_the_door_of_grades_1_and_7(entry, share):
    f, place = crowd(1)
    f["entry"][:] = entry
    place["p_consider"][:] = 1.0
    pull = []
    for quality in (0.0, 1.0):
        place["quality"][0, 1] = quality
        chances = kernel(f, place, expected=True)[0]
        pull.append(math.log(chances[TO_COUNTY_SEAT] / chances[STAY]))
    assert pull[1] - pull[0] == pytest.approx(0.8 * share)
    f["youngest"][:] = 0  # no child of school age or near it: schools do not count
    place["quality"][0, 1] = 5.0
    chances = kernel(f, place, expected=True)[0]
    assert math.log(chances[TO_COUNTY_SEAT] / chances[STAY]) == pytest.approx(pull[0])


def log_odds_of(code, over=STAY, *, f, place):
    chances = kernel(f, {**place, "p_consider": np.ones((2, 3))}, expected=True)[0]
    return math.log(chances[code] / chances[over])


@pytest.mark.parametrize(
    ("hukou_at", "share_kin", "township", "seat"),
    [(3, 0.0, 0.0, 0.0), (3, 1.0, 0.0, 0.5), (2, 0.0, 0.0, 0.5), (1, 0.0, 0.5, 0.0)],
    ids=["nobody", "relatives at the seat", "hukou at the seat", "hukou at the township seat"],
)
def test_families_go_where_their_relatives_are(hukou_at, share_kin, township, seat):
    f, place = crowd(1)
    level = [log_odds_of(code, f=f, place=place) for code in (TO_TOWNSHIP_SEAT, TO_COUNTY_SEAT)]
    f["hukou_settlement"][:] = hukou_at
    place["share_kin"] = share_kin
    found = [log_odds_of(code, f=f, place=place) for code in (TO_TOWNSHIP_SEAT, TO_COUNTY_SEAT)]
    np.testing.assert_allclose(np.subtract(found, level), [township, seat], atol=1e-12)
    place["weights"][RELATIVES] = 0.0
    assert [
        log_odds_of(code, f=f, place=place) for code in (TO_TOWNSHIP_SEAT, TO_COUNTY_SEAT)
    ] == pytest.approx(level)


@pytest.mark.parametrize(
    ("tenure", "income", "worth"), [(0, 0.5, 0.5), (0, 1.0, 1.0), (0, 0.0, 0.0), (1, 0.5, 0.0)]
)
def test_dwellings_on_offer_draw_owners_by_income(tenure, income, worth):
    """A third more dwellings (log 4/3) at weight 1: an owner of median income gains half of that, a tenant nothing."""
    f, place = crowd(1)
    f["tenure"][:], f["income"][:] = tenure, income
    level = log_odds_of(TO_COUNTY_SEAT, f=f, place=place)
    place["supply"][0] = 0.0, math.log(4 / 3)
    gain = log_odds_of(TO_COUNTY_SEAT, f=f, place=place) - level
    assert gain == pytest.approx(worth * math.log(4 / 3))
    assert place["weights"][ESTATE] == 1.0


@pytest.mark.parametrize(("entry", "share"), [(2, 1.0), (1, 0.5), (0, 0.25)])
def test_who_would_be_turned_away_at_the_seat_stays_away(entry, share):
    """Half of the county's own children turned away takes 0.5 off; nothing of who has hukou at the seat."""
    f, place = crowd(1)
    f["entry"][:] = entry
    level = log_odds_of(TO_COUNTY_SEAT, f=f, place=place)
    place["turned_away"][0, 0] = [0.5, 0.25]
    assert level - log_odds_of(TO_COUNTY_SEAT, f=f, place=place) == pytest.approx(0.5 * share)
    f["hukou"][:], f["hukou_settlement"][:] = 1, -1
    outside = log_odds_of(TO_COUNTY_SEAT, f=f, place=place)
    place["turned_away"][:] = 0.0
    assert log_odds_of(TO_COUNTY_SEAT, f=f, place=place) - outside == pytest.approx(0.25 * share)
    f["hukou"][:], f["hukou_settlement"][:], place["weights"][RELATIVES] = 0, 2, 0.0
    free = log_odds_of(TO_COUNTY_SEAT, f=f, place=place)
    place["turned_away"][0, 0] = 1.0
    assert log_odds_of(TO_COUNTY_SEAT, f=f, place=place) == pytest.approx(free)


def test_parents_come_back_less_the_longer_they_are_away_and_more_before_the_exam():
    f, place = crowd(1)
    f["parents_away"][:] = 1
    assert (place["weights"][YEAR_AWAY], place["weights"][EXAM_RETURN]) == (0.05, 0.3)
    found = []
    for years, near in ((1, 0), (4, 0), (10, 0), (30, 0), (4, 1)):
        f["year_away"][:], f["near_exam"][:] = YEAR - years, near
        found.append(log_odds_of(RETURN, f=f, place=place))
    np.testing.assert_allclose(np.subtract(found, found[0]), [0.0, -0.15, -0.45, -0.45, 0.15], atol=1e-12)


def test_children_follow_parents_who_have_settled():
    since = np.array([0, YEAR, YEAR - 1, YEAR - 2, YEAR - 3, YEAR - 9], np.int16)
    expected = [0.0, 0.0, 0.01, 0.02, 0.03, 0.03]
    assert chance_to_follow(since, YEAR, 0.03) == pytest.approx(expected)
