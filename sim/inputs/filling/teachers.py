"""Warn where a table of teachers leaves schools out: theirs are made up when a run begins."""

from __future__ import annotations

from sim.inputs.filling.draft import Draft

NAMED = 5  # schools named in the warning


def warn_of_schools_without(draft: Draft) -> None:
    """Warn of open public schools that have no teacher in the table, if it is given."""
    if not draft.is_given("teachers"):
        return
    schools, start = draft.frames["schools"], draft.start_year
    is_open = (schools["opened"].fillna(start) <= start) & (schools["closed"].fillna(start) >= start)
    is_told = schools["school_code"].isin(draft.frames["teachers"]["school_code"])
    bare = list(schools["school_code"][is_open & (schools["ownership"] != "private") & ~is_told])
    if bare:
        few, more = ", ".join(bare[:NAMED]), len(bare) - NAMED
        draft.warn(
            f"teachers.csv: {len(bare)} open public schools have no teacher in it; theirs are made up: {few}"
            + (f" and {more} more" if more > 0 else ""),
            f"teachers.csv：{len(bare)} 所在办公办学校没有教师行，其教师为合成：{few}"
            + (f" 等 {len(bare)} 所" if more > 0 else ""),
        )
