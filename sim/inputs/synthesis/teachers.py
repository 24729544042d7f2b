"""Teachers of the start (教师): those of the table row by row, the others made up by the posts of their school."""

from collections.abc import Mapping

import numpy as np

from sim.inputs.synthesis import teacher_ages, teacher_service, teacher_standing, teacher_subjects
from sim.inputs.synthesis.teacher_counts import made_up_counts, uids_of
from sim.inputs.synthesis.teacher_roll import Roll, Site
from sim.inputs.synthesis.told_teachers import told_teachers
from sim.inputs.tables import InputTables
from sim.kernels.codes import JUNIOR, PRIMARY
from sim.world import teachers as world
from sim.world.start import Geography


def read(
    tables: InputTables, geography: Geography, schools, school_ids: tuple[str, ...], posts: np.ndarray,
    numbers: Mapping[str, float], draw: int,
):  # fmt: skip
    """Return the table of teachers at the start: those made up by school, stage and ordinal, then those of the table.

    Parameters
    ----------
    schools : Table
        With pupils and classes of the start.
    posts : int array (counties,)
        County posts.
    numbers : mapping of str to float
        Declared numbers of the draw.
    draw : int
        Keys the luck of what is made up.
    """
    site = Site(schools, geography)
    told = told_teachers(tables, school_ids)
    counts = made_up_counts(site, posts, told.school, numbers["teacher_share_of_posts"])
    roll = _roll(site, counts, told, numbers, draw, tables.start_year)
    columns = teacher_ages.columns(roll)
    columns |= teacher_service.columns(roll, columns)
    columns |= teacher_subjects.columns(roll)
    columns |= teacher_standing.columns(roll, columns)
    out = world.teachers()
    out.append(
        len(roll.uid), uid=roll.uid, home_school=roll.school, school=roll.school, stage=roll.stage, **columns
    )
    return out


def _roll(site: Site, counts: np.ndarray, told, numbers, draw: int, year: int) -> Roll:
    """Return who teaches where: those made up first."""
    school = np.repeat(np.arange(len(counts)), counts.sum(axis=1))
    stage = np.repeat(np.tile([PRIMARY, JUNIOR], len(counts)), counts.ravel())
    return Roll(
        site, year, draw, numbers,
        uid=np.concatenate([uids_of(site.schools["uid"][school], school, stage), told.uid]),
        school=np.concatenate([school, told.school]),
        stage=np.concatenate([stage, told.stage]),
        n_made_up=len(school), told=told.columns,
    )  # fmt: skip
