"""Who rotates and where to (交流轮岗): exact numbers within what senders can spare and receivers can take."""

import numpy as np
from numba import njit


@njit(cache=True)
def pick_rotating(order, cell, is_backbone, stage, spare, room, wanted, wanted_backbone, picked):
    """Pick teachers of one county: backbone teachers until there are enough, then whoever is next.

    What a sender can spare lies within the room of its stage, so that serving in order reaches the largest number
    there is, and the largest number of backbone teachers.

    Parameters
    ----------
    order : int array
        Eligible teachers in the order in which they are asked.
    cell, stage : int arrays (teachers,)
        Number of school and stage they serve at; stage.
    is_backbone : bool array (teachers,)
    spare : int array (cells,)
        Teachers a sender can do without; reduced in place.
    room : int array (2,)
        Teachers the receivers can take by stage; reduced in place.
    wanted, wanted_backbone : int
        Teachers in all, and backbone teachers among them.
    picked : bool array (teachers,)
        Output: who sets out.
    """
    done = 0
    for only_backbone in (True, False):
        limit = min(wanted, wanted_backbone) if only_backbone else wanted
        for i in order:
            if done >= limit:
                break
            if picked[i] or (only_backbone and not is_backbone[i]):
                continue
            if spare[cell[i]] <= 0 or room[stage[i]] <= 0:
                continue
            picked[i] = True
            spare[cell[i]] -= 1
            room[stage[i]] -= 1
            done += 1


@njit(cache=True)
def send_where_needed(
    going, stage, is_backbone, home, hosts, x, y, classes, pupils, staff, backbone, room, goes_to
):
    """Send each teacher to the school that needs one most: backbone teachers first, those of a kind in turn.

    Need is few backbone teachers a pupil for a backbone teacher, few teachers a class for another, whoever was sent
    before counted. Ties go to the school nearest to the home, then to the first.

    Parameters
    ----------
    going : int array
        Teachers who set out.
    stage, is_backbone, home : arrays (teachers,)
        Stage, whether backbone, school row.
    hosts : int array
        School rows that may receive.
    x, y : float arrays (schools,)
        Km.
    classes, pupils, staff, backbone, room : int arrays (schools, 2)
        By stage: classes, pupils, teachers and backbone teachers who serve there, teachers it can still take; the
        last three are changed in place.
    goes_to : int array (teachers,)
        Output: school row, -1 where none has room.
    """
    for first in (True, False):
        for i in going:
            if is_backbone[i] != first:
                continue
            k, best, near = stage[i], -1, np.inf
            for h in hosts:
                if room[h, k] <= 0:
                    continue
                km = (x[h] - x[home[i]]) ** 2 + (y[h] - y[home[i]]) ** 2
                if best >= 0:
                    if first:
                        gap = backbone[h, k] * pupils[best, k] - backbone[best, k] * pupils[h, k]
                    else:
                        gap = staff[h, k] * classes[best, k] - staff[best, k] * classes[h, k]
                    if gap > 0 or (gap == 0 and km >= near):
                        continue
                best, near = h, km
            goes_to[i] = best
            if best >= 0:
                room[best, k] -= 1
                staff[best, k] += 1
                backbone[best, k] += first


@njit(cache=True)
def pair_nearest(turn, others, stage, home, x, y, wanted, partner):
    """Pair each of some teachers, in turn, with the one of the same stage whose home is nearest and who is still free.

    Parameters
    ----------
    turn : int array
        Teachers in the order in which they are asked, until there are as many pairs as `wanted`.
    others : int array
        Teachers they may be paired with; ties go to the first.
    stage, home : int arrays (teachers,)
        Stage and school row.
    x, y : float arrays (schools,)
        Km.
    partner : int array (teachers,)
        Output: the other of the pair, for both of them; -1 where there is none.
    """
    pairs = 0
    for i in turn:
        if pairs >= wanted:
            return
        best, near = -1, np.inf
        for j in others:
            if partner[j] >= 0 or stage[j] != stage[i]:
                continue
            d = (x[home[j]] - x[home[i]]) ** 2 + (y[home[j]] - y[home[i]]) ** 2
            if d < near:
                best, near = j, d
        if best >= 0:
            partner[i], partner[best] = best, i
            pairs += 1
