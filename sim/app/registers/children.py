"""What a register tells of a child: as it stands in the run at that time, in the words of a bureau."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.kernels.codes import BOARD, HUKOU_REGION, RANK_NAMES, STAGE_NAMES, ZONE_NAMES
from sim.reports.registers.sheet import stages, text, whole, yes_no, zones
from sim.world.region import Region

ID_DIGITS = 12
RANKS = {
    "plain": Say("village or community", "村（社区）"),
    "township_seat": Say("township seat", "乡镇驻地"),
    "county_seat": Say("county seat", "县城"),
}
GUARDIANS = ("父母在家", "父母一方外出", "父母双方外出")  # by the number of parents away
ID = text("Child's code (hashed)", "学生编号（散列）", "id", 16)
PERSON = (
    text("Sex", "性别", "sex_name", 6),
    whole("Age on 1 September", "年龄（9月1日周岁）", "age", 9),
)
PLACE = (
    text("County", "县（市、区）", "county_name", 14),
    text("School code", "学校标识码", "school_id", 14),
    text("School", "学校名称", "school_name", 31),
    text("Zone", "城乡类型", "zone_name", 8),
    text("Stage", "学段", "stage_name", 8),
    whole("Grade", "年级", "grade", 6),
)
_NUMBERS = (
    "aid_yuan", "minutes", "year_left", "month_left", "month_known", "is_visited", "care_case", "is_filed",
    "is_cared",
)  # fmt: skip
FAMILY = (
    text("Parents away", "父母外出情况", "guardian", 14),
    text("Poor family", "家庭经济困难", "poor", 8),
)
AID = whole("Living aid of the year", "生活补助", "aid_yuan", 9, Say("yuan/school year", "元/学年"))
HOME = (
    text("Township of the home", "居住乡镇", "home_township", 23),
    text("Home", "居住地类型", "home_rank", 12),
    text("Hukou", "户口所在地", "hukou_township", 23),
)


def traits(region: Region, rows: np.ndarray) -> pd.DataFrame:
    """Return the columns of children that registers tell, as they stand now; rows of the child table."""
    c, h = region.children, region.households
    family = c["household"][rows]
    born = c["birth_year"][rows].astype(np.int64) + (c["birth_month"][rows] > 8)
    return pd.DataFrame(
        {
            "uid": c["uid"][rows], "school": c["school"][rows].astype(np.int64),
            "grade": c["grade"][rows].astype(np.int64), "sex": c["sex"][rows], "age": region.year - born,
            "way": c["way"][rows],
            "is_over_limit": c["is_over_limit"][rows], "cause": c["dropout_cause"][rows],
            **{name: c[name][rows].astype(np.int64) for name in _NUMBERS},
            **{
                name: h[name][family].astype(np.int64)
                for name in (
                    "settlement", "hukou_settlement", "hukou", "is_rural_hukou", "parents_away", "year_away",
                    "poverty",
                )
            },
        }
    )  # fmt: skip


def worded(region: Region, children: pd.DataFrame) -> pd.DataFrame:
    """Return children with the columns that `PERSON`, `PLACE`, `FAMILY` and `HOME` name, in words.

    Parameters
    ----------
    region : Region
        After the run's last year, so that it holds what was built within it.
    children : DataFrame
        Of `traits`.
    """
    g, s = region.geography, region.schools
    school = children.school.to_numpy(np.int64)
    is_at = school >= 0

    def of_school(names: Iterable[str], codes: np.ndarray | None = None) -> np.ndarray:
        rows = np.where(is_at, school, 0)
        return np.where(is_at, np.array(names, object)[rows if codes is None else codes[rows]], "")

    zone = pd.Series(of_school(ZONE_NAMES, s["zone"]), index=children.index)
    stage = np.array(STAGE_NAMES, object)[(children.grade > 6).to_numpy(int)]
    home = children.settlement.to_numpy(np.int64)
    return children.assign(
        sex_name=np.where(children.sex > 0, "女", "男"),
        county_name=of_school(g.county_names, s["county"]), school_id=of_school(region.school_ids),
        school_name=of_school(region.school_names), zone_name=zones(zone).fillna(""),
        stage_name=stages(pd.Series(stage, index=children.index)),
        guardian=np.array(GUARDIANS, object)[children.parents_away.to_numpy(int)],
        poor=yes_no(children.poverty > 0), boards=yes_no(children.way == BOARD),
        home_township=np.array(g.township_names, object)[g.township[home]],
        home_rank=np.array([RANKS[name].zh for name in RANK_NAMES], object)[g.rank[home]],
        hukou_township=_hukou(region, children),
    )  # fmt: skip


def _hukou(region: Region, children: pd.DataFrame) -> np.ndarray:
    """Return where the hukou stands: a township of the region, or how far outside."""
    g = region.geography
    at = children.hukou_settlement.to_numpy(np.int64)
    inside = (children.hukou == HUKOU_REGION).to_numpy() & (at >= 0)
    township = np.array(g.township_names, object)[g.township[np.where(inside, at, 0)]]
    outside = np.array(("区域外", "省内其他县", "外省"), object)[children.hukou.to_numpy(int)]
    return np.where(inside, township, outside)


def hashed(uids: pd.Series, salt: str) -> list[str]:
    """Return codes of children that tell nothing of their number in the model.

    Parameters
    ----------
    uids : Series of uint64
    salt : str
        Of the run: the same child has the same code in all registers of a run and another one in every other run.

    Returns
    -------
    list of str
        `ID_DIGITS` hexadecimal digits each.
    """
    return [hashlib.sha256(f"{salt}:{uid}".encode()).hexdigest()[:ID_DIGITS] for uid in uids]
