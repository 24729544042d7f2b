"""The chances of a family's choice among seven alternatives, in plain numpy, after docs/model.md, step 3."""

import numpy as np

from sim.kernels.codes import BELOW_AGE, COUNTY_SEAT, ENROLLED, PLAIN
from sim.rules.rulebook import Rulebook
from sim.world.start import Start

STAY, TOWNSHIP, SEAT, OTHER, OUT, LEAVE_CHILD, BACK = range(7)


def utilities(
    begin: Start,
    numbers,
    home,
    hukou_home,
    hukou,
    owns,
    income,
    away,
    entry,
    grade,
    exam=0.0,
    *,
    kin,
    back=0.0,
) -> np.ndarray:
    """Return the worth of the seven alternatives to each family, float (families, 7); -inf where it is not open.

    `exam` is what the want of a right to sit the exam here adds to going back or out, `kin` tells who has relatives at
    the county seat, `back` what years
    away and an exam at home add to the return of parents. No estate is open, and nobody was turned away.
    """
    g, quality = begin.geography, np.append(begin.schools["quality_base"], 0.0)
    zone, minutes = g.zones(begin.schools)
    township, seat, cls = g.seat_of_township[home], g.seat_sample[home], np.maximum(grade, 1) - 1
    counts = np.where(grade > 0, np.choose(entry, [0.25, 0.5, 1.0]), 0.0)

    def gain(there):
        better = quality[zone[there, cls]] - quality[zone[home, cls]]
        longer = minutes[there, cls] - minutes[home, cls]
        return counts * (
            numbers["choice_utility_quality"] * better - numbers["weight_minutes_10"] * longer / 10
        )

    step = numbers["weight_income"]
    wait = Rulebook().permit_months_required / 12 * numbers["weight_permit"] * (hukou != 0)
    cost = numbers["weight_km_10"] * g.km_seat[home] / 10 + numbers["weight_seat_rent"] * (1 - income) + wait
    u = np.repeat(begin.behaviour.move_constants[:1], len(home), axis=0)
    u[:, STAY] = numbers["weight_home"] * owns
    is_ours = (hukou == 0) & (hukou_home >= 0)
    kin = np.where(is_ours & (g.rank[hukou_home] == COUNTY_SEAT), 1.0, kin)
    near = numbers["weight_relatives"]
    u[:, TOWNSHIP] += 0.3 * step + gain(township) + near * (is_ours & (hukou_home == township))
    u[:, SEAT] += step - cost + gain(seat) + near * kin
    u[:, OTHER] += step
    u[:, OUT] += 2 * step + exam
    u[:, LEAVE_CHILD] += 2 * step * (1 - income)
    u[:, BACK] += np.where(
        away > 0,
        1.0 + back,
        numbers["weight_hukou_back"] - counts * numbers["choice_utility_quality"] / 2 + exam,
    )
    closed = np.zeros(u.shape, bool)
    closed[:, TOWNSHIP] = g.rank[home] != PLAIN
    closed[:, SEAT] = g.rank[home] == COUNTY_SEAT
    closed[:, LEAVE_CHILD] = away == 2
    closed[:, BACK] = (away == 0) & ((hukou != 0) | (hukou_home == home))
    return np.where(closed, -np.inf, u)


def chances_of(u: np.ndarray, numbers, entry: np.ndarray) -> np.ndarray:
    """Return the chance of each alternative: that of thinking of it, times a logit."""
    weight = np.exp(u - u.max(axis=1, keepdims=True))
    names = ("p_consider", "p_consider_soon", "p_consider_entry")
    p = (
        np.array([numbers[name] for name in names])[entry][:, None]
        * weight
        / weight.sum(axis=1, keepdims=True)
    )
    p[:, STAY] += 1 - p.sum(axis=1)
    return p


def at_school(begin: Start) -> tuple[np.ndarray, np.ndarray]:
    """Return entry weight and lowest grade of each family's children a year after the start."""
    h, c = begin.households, begin.children
    entry, grade = np.zeros(len(h), int), np.full(len(h), 99)
    year = begin.year + 1
    age = year - c["birth_year"].astype(int) - (c["birth_month"] > 8)
    for i in range(len(c)):
        f, g = c["household"][i], int(c["grade"][i]) + 1
        if c["status"][i] == BELOW_AGE:
            at_door = year - c["birth_year"][i] - (c["birth_month"][i] > 8) >= 6
            if age[i] >= 4:
                entry[f], grade[f] = max(entry[f], 2 if at_door else 1), 1
        elif c["status"][i] == ENROLLED and g <= 9:
            entry[f], grade[f] = max(entry[f], 2 if g == 7 else 0), min(grade[f], g)
    return entry, np.where(grade == 99, 0, grade)
