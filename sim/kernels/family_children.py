"""What the children of families are, family by family: one pass over the children each."""

import numpy as np
from numba import njit

from sim.base.chunks import BLOCK, run_all, run_chunks
from sim.kernels.codes import BELOW_AGE, ENROLLED, GRADES, LEFT, OPEN, STATUS_NAMES, WAITING

EXAM_GRADES = 6, 9  # grades in which a family looks at where the child may sit the exam after grade 9 (中考)
AT_ONCE = 512  # children whose marks are made before they are given to their families
YEARS_A_LOSS_COUNTS = 2  # a school lost longer ago pushes nobody: its pupils have other schools by now

# What families look at, family by family in one number: marks that the children of a family have together. The first
# three make the rows of a table by what decides whether a family thinks about moving at all.
SOON, AT_DOOR, CLOSED, NEAR_EXAM, HAS_PUPILS = (np.uint32(1 << k) for k in range(5))
OF_THINKING = SOON | AT_DOOR | CLOSED
FIRST_GRADE, AHEAD = (
    np.uint32(5),
    np.uint32(16),
)  # places of the marks of grade 1, now and to come; the others follow
LOWEST = np.array([(k & -k).bit_length() for k in range(1 << GRADES)], np.int8)  # of marks of grades, 0 none
OF_GRADES = np.uint32((1 << GRADES) - 1)
OF_STARTER = SOON | np.uint32(1) << FIRST_GRADE | np.uint32(1) << AHEAD
STARTS_SOON = 4  # years of age from which on a child below school age starts school in the next two years


def _of_pupils() -> np.ndarray:
    """Return the marks of a pupil by status and grade, uint32 (cells,)."""
    marks = np.zeros((len(STATUS_NAMES), GRADES + 1), np.uint32)
    for status in (ENROLLED, WAITING):
        for grade in range(1, GRADES + 1):
            at_door = status == WAITING and grade in (1, 7)
            near_exam = EXAM_GRADES[0] <= grade <= EXAM_GRADES[1]
            ahead = (0b111 if at_door else 0b110) << (grade - 1) & (1 << GRADES) - 1
            marks[status, grade] = HAS_PUPILS | AT_DOOR * at_door | NEAR_EXAM * near_exam
            marks[status, grade] |= 1 << int(FIRST_GRADE) + grade - 1 | ahead << int(AHEAD)
    return marks.reshape(-1)


OF_PUPIL = _of_pupils()


@njit(cache=True, inline="always")
def entry_weight(marks):
    """Return 2 for a family with a child at the door of grade 1 or 7, 1 with one who starts school soon, else 0."""
    return 2 if marks & AT_DOOR else (1 if marks & SOON else 0)


@njit(cache=True, inline="always")
def is_closed(marks):
    """Return 1 where a school was lost of late, else 0."""
    return 1 if marks & CLOSED else 0


@njit(cache=True, inline="always")
def is_near_exam(marks):
    """Return 1 where a child is in grades 6-9, else 0."""
    return 1 if marks & NEAR_EXAM else 0


@njit(cache=True, inline="always")
def youngest_grade(marks):
    """Return the grade (1-9) of the child with the most school years ahead, 0 without one."""
    return int(LOWEST[marks >> FIRST_GRADE & OF_GRADES])


def look_at_children(
    household, status, grade, year_displaced, birth_year, birth_month, settlement, year_lost, year: int,
    threads: int = 1,
) -> np.ndarray:  # fmt: skip
    """Return what families look at in their children, uint32 (households,): marks of `summarise_children`.

    `CLOSED` stands also where the place in which a family lives, `settlement` (households,), lost the zone school of a
    grade that a child comes to in the next two years, or now without a place in it; `year_lost` as of `grades_lost`.
    """
    n, n_families = len(household), len(settlement)
    chunks = 1 if threads <= 1 or n < 2 * BLOCK else threads
    parts, step = np.zeros((chunks, n_families), np.uint32), -(-n // chunks)
    columns = household, status, grade, year_displaced, birth_year, birth_month, year
    run_all(
        ((summarise_children, *columns, parts[k], k * step, min(n, (k + 1) * step)) for k in range(chunks)),
        threads,
    )
    for part in parts[1:]:
        parts[0] |= part
    lost = grades_lost(year_lost, year)
    if lost.any():
        run_chunks(mark_losses, n_families, threads, settlement, lost, parts[0])
    return parts[0]


@njit(cache=True, nogil=True)
def summarise_children(household, status, grade, year_displaced, birth_year, birth_month, year, seen, lo, hi):
    """Add the marks of the children lo..hi to those of their families, `seen` uint32 (households,).

    `AT_DOOR` marks a family with a child at the door of grade 1 or 7 this year, `SOON` one with a child who starts
    grade 1 in the next two years; marks of grades those its children are in or will start with. `CLOSED` tells that in
    one of the last two years a child lost its school; `NEAR_EXAM` that a child is in grades 6-9; `HAS_PUPILS` that one
    is at school or waits for a place. Behind them stand the grades its children come to.
    """
    marks = np.empty(AT_ONCE, np.uint32)
    first_born, first_loss = year - STARTS_SOON, year - YEARS_A_LOSS_COUNTS
    for begin in range(lo, hi, AT_ONCE):
        end = min(begin + AT_ONCE, hi)
        states, grades, families = status[begin:end], grade[begin:end], household[begin:end]
        born, month, displaced = birth_year[begin:end], birth_month[begin:end], year_displaced[begin:end]
        for k in range(end - begin):  # in a loop that vectorises
            of_pupil = OF_PUPIL[np.uint64(states[k] * (GRADES + 1) + grades[k])]
            starts = np.uint32((states[k] == BELOW_AGE) & (born[k] + (month[k] > 8) <= first_born))
            displaced_late = np.uint32((displaced[k] >= first_loss) & (of_pupil != 0))
            marks[k] = of_pupil | starts * OF_STARTER | displaced_late * CLOSED
        for k in range(end - begin):
            seen[families[k]] |= marks[k]


@njit(cache=True, nogil=True)
def mark_losses(settlement, lost, seen, lo, hi):
    """Add `CLOSED` to `seen` (households,) where children come to a grade that is `lost` (settlements,)."""
    home, marks = settlement[lo:hi], seen[lo:hi]
    for k in range(hi - lo):  # in a loop that vectorises
        comes_to = marks[k] >> AHEAD
        marks[k] |= CLOSED if comes_to & lost[np.uint64(home[k])] else np.uint32(0)


@njit(cache=True, nogil=True)
def note_lost(zone, status, grade_low, grade_high, year, year_lost):
    """Write `year` to `year_lost` (settlements, 9) where the zone school of a grade does not teach it any more.

    `zone` (settlements, 9) are schools, -1 none; `status`, `grade_low` and `grade_high` (schools,) are as they are now.
    """
    for s in range(len(zone)):
        for g in range(GRADES):
            school = zone[s, g]
            if school >= 0:
                at = np.uint64(school)
                teaches = (status[at] == OPEN) & (grade_low[at] <= g + 1) & (g + 1 <= grade_high[at])
                if not teaches:
                    year_lost[s, g] = year


@njit(cache=True, nogil=True)
def grades_lost(year_lost, year):
    """Return of each settlement the grades lost of late as bits, grade 1 the lowest, uint32 (settlements,).

    `year_lost` (settlements, 9) is the last school year in which the zone school of a grade closed, or ceased to teach
    the grade; 0 never.
    """
    lost = np.zeros(len(year_lost), np.uint32)
    for s in range(len(year_lost)):
        for g in range(GRADES):
            if year - year_lost[s, g] <= YEARS_A_LOSS_COUNTS:
                lost[s] |= 1 << g
    return lost


@njit(cache=True, nogil=True)
def children_of(household, status, is_wanted, found, lo, hi):
    """Find the children who have not left of some households, `is_wanted` (households,), rows for `find_chunks`."""
    n = 0
    for row in range(lo, hi):
        i = np.uint64(row)
        found[n] = row
        n += (is_wanted[np.uint64(household[i])] != 0) & (status[i] != LEFT)
    return n
