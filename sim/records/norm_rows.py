"""Columns of `school` about areas, rooms and equipment (办学条件), and how they stand against the seven norms."""

import numpy as np

from sim.base.errors import Say
from sim.kernels.norms import NORMS
from sim.records.collecting import Collected
from sim.records.columns import Coded, RecordColumn, count, text
from sim.world.norms import ALL_GIVEN, norm_standing, stage_norms
from sim.world.region import Region

_BITS = 1 << np.arange(len(NORMS))
_LISTS = ["; ".join(name for k, name in enumerate(NORMS) if code >> k & 1) for code in range(ALL_GIVEN + 1)]
_SPLIT = "of a nine-year school split by what its stages need"
SPLIT_BY_NEED = ("teaching_m2", "sports_m2", "site_m2", "equipment_yuan")
_OF_SCHOOL = "; of the school as a whole, both stages together"


def _amount(name: str, unit: str, en: str, zh: str) -> RecordColumn:
    return RecordColumn(name, "float64", unit, Say(f"{en}; {_SPLIT}", zh), "over schools")


NORM_COLUMNS = (
    _amount("teaching_m2", "m2", "teaching and auxiliary area, ordinary rooms included", "教学及辅助用房面积"),
    _amount("sports_m2", "m2", "sports grounds and halls", "体育运动场馆面积"),
    _amount("site_m2", "m2", "area of the site, kept by a closed school", "占地面积"),
    _amount("equipment_yuan", "yuan", "value of teaching equipment", "教学仪器设备值"),
    count("multimedia_rooms", "rooms with network and multimedia; of a nine-year school split by pupils",
        "网络多媒体教室", "rooms", dtype="uint16"),
    count("n_norms_met", "of the seven norms (teaching, sports and site area, ordinary and multimedia rooms, "
        "equipment, beds) those met for the pupils of this census" + _OF_SCHOOL + "; 0 where it does not teach",
        "达标项数(7项)", "norms", "never", dtype="uint8"),
    RecordColumn("lowest_norm_ratio", "float64", "ratio", Say(
        "what it has over what it needs, of the norm it is farthest from" + _OF_SCHOOL + "; 1 where it needs nothing",
        "最低一项与标准之比"), "never"),
    count("is_weak", "1 = weak (薄弱学校): open, and too few norms met or one missed by too much for the rules; told "
        "with each stage", "薄弱学校", "0 or 1", "over schools of one stage", dtype="uint8"),
    text("norms_missed", "the norms an open school misses, by the names of their columns", "未达标项目"),
    text("norms_estimated", "those of the seven amounts that no table gave and no order built: made up at the start, "
        "changed by orders since", "推算项目"),
)  # fmt: skip


def norm_columns(
    region: Region, rules, counted: dict[str, np.ndarray], row: np.ndarray, stage: np.ndarray
) -> Collected:
    """Return `NORM_COLUMNS` but for the multimedia rooms, for rows of a school and stage (0 or 1)."""
    s = region.schools
    boarders = (counted["n_boarders"] + counted["n_without_bed"]).sum(axis=1)
    stood, is_weak = norm_standing(region, rules, boarders)
    teaches, part = region.is_open, _part_of_stage(region, rules, row, stage)
    missed = (~stood.met & teaches[:, None]) @ _BITS
    return {
        **{name: s[name][row] * part[:, NORMS.index(name)] for name in SPLIT_BY_NEED},
        "n_norms_met": (stood.met.sum(axis=1) * teaches)[row],
        "lowest_norm_ratio": np.where(teaches, stood.ratios.min(axis=1), 1.0)[row],
        "is_weak": (is_weak & teaches)[row],
        "norms_missed": _listed(missed[row]), "norms_estimated": _listed(ALL_GIVEN - s["norms_given"][row].astype(int)),
    }  # fmt: skip


def _listed(codes: np.ndarray) -> Coded:
    """Return lists of norms, one bit a norm, as text."""
    which, place = np.unique(codes, return_inverse=True)
    return Coded(place.astype(np.int32), [_LISTS[code] for code in which])


def _part_of_stage(region: Region, rules, row: np.ndarray, stage: np.ndarray) -> np.ndarray:
    """Return the part of each of a school's amounts that is told with a stage, (rows, 7): what its pupils need of it.

    So both stages of a nine-year school stand alike. Without pupils its grades stand for them.
    """
    s, grades = region.schools, np.arange(1, 10)
    taught = (s["grade_low"][:, None] <= grades) & (grades <= s["grade_high"][:, None])
    pupils = np.where(s["pupils"].sum(axis=1, keepdims=True) > 0, s["pupils"], taught).astype(float)
    of_stage = np.stack([pupils[:, :6].sum(axis=1), pupils[:, 6:].sum(axis=1)], axis=1)
    needs = of_stage[:, :, None] * stage_norms(region, rules)
    whole = needs.sum(axis=1)[row]
    return np.divide(needs[row, stage], whole, out=np.ones_like(whole), where=whole > 0)
