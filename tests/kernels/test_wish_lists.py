"""Lists of schools by applicant: by hand, and against a plain form."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.wishes import ADDRESS, FED, NEAREST, zone_lists
from tests.columns import array, choice, table, whole
from tests.networks import N_NEAR, N_PLACES, N_SCHOOLS, networks

LIMIT = 30.0
APPLICANTS = {
    "source": choice(np.uint8, ADDRESS, FED, NEAREST, NEAREST),
    "home": whole(np.int32, 0, N_PLACES - 1),
    "grade": choice(np.uint8, 1, 7),
    "asked": whole(np.int32, -1, N_SCHOOLS - 1),
    "width": whole(np.int32, 1, 3),
}


def plain_list(a, i, fed, net, sizes, serves):
    """Return the schools of an applicant, in words of the rule."""
    home, grade, asked, found = a["home"][i], a["grade"][i], a["asked"][i], []
    if a["source"][i] == FED:
        found = [int(s) for s in fed[i] if s >= 0]
    if a["source"][i] == NEAREST:
        listed = [int(s) for s in net["near"][home]]
        named = sizes[int(grade > 6), home]
        takes = [k for k, s in enumerate(listed) if s >= 0 and serves[s, grade - 1]]
        if named > 1:
            found = [listed[k] for k in takes if k < named]
        else:
            near = [listed[k] for k in takes if net["minutes"][home][k] <= LIMIT or listed[k] == asked]
            found = near[: a["width"][i]]
    return found or ([int(asked)] if asked >= 0 else [])


@settings(max_examples=200)
@given(
    table(APPLICANTS), networks(), array((2, N_PLACES), whole(np.int32, 0, 3)),
    array((N_SCHOOLS, 9), choice(np.bool_, True, True, False)), st.data(),
)  # fmt: skip
def test_lists_are_the_plain_form(a, net, sizes, serves, data):
    n = len(a["uid"])
    fed, first = data.draw(array((n, 2), whole(np.int32, -1, N_SCHOOLS - 1))), np.zeros(n + 1, np.int64)
    school = zone_lists(
        *(a[name] for name in APPLICANTS), fed, net["near"], net["near"], net["minutes"], net["minutes"], sizes,
        np.full(n, LIMIT), serves, first,
    )  # fmt: skip
    told = [school[first[i] : first[i + 1]].tolist() for i in range(n)]
    assert told == [plain_list(a, i, fed, net, sizes, serves) for i in range(n)]
    assert first[-1] == len(school)


def test_long_lists_of_many_applicants_are_kept_whole():
    """2,000 applicants of four schools each are more than the first room made for them."""
    n, near = 2000, np.tile(np.arange(N_NEAR, dtype=np.int32), (1, 1))
    zeros, first = np.zeros(n, np.int32), np.zeros(n + 1, np.int64)
    school = zone_lists(
        np.full(n, NEAREST, np.uint8), zeros, np.ones(n, np.uint8), zeros, zeros + 9, np.zeros((n, 0), np.int32),
        near, near, np.ones(near.shape), np.ones(near.shape), np.zeros((2, 1), np.int32), np.full(n, LIMIT),
        np.ones((N_NEAR, 9), bool), first,
    )  # fmt: skip
    assert school.reshape(n, N_NEAR).tolist() == np.tile(np.arange(N_NEAR), (n, 1)).tolist()
    assert first.tolist() == list(range(0, 4 * n + 1, N_NEAR))
