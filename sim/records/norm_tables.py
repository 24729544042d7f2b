"""Columns of the record table `school` about areas, rooms and equipment (办学条件), and the seven norms."""

from sim.base.errors import Say
from sim.records.columns import RecordColumn, count, text

_SPLIT = "of a nine-year school split by what its stages need"
_OF_SCHOOL = "; of the school as a whole, both stages together"


def _amount(name: str, unit: str, en: str, zh: str) -> RecordColumn:
    return RecordColumn(name, "float64", unit, Say(f"{en}; {_SPLIT}", zh), "over schools")


def _told(name: str, unit: str, en: str, zh: str) -> RecordColumn:
    meaning = Say(f"{en}; NaN where no table tells; of a nine-year school split by pupils", zh)
    return RecordColumn(name, "float64", unit, meaning, "over schools")


NORM_COLUMNS = (
    _amount("teaching_m2", "m2", "teaching and auxiliary area, ordinary rooms included", "教学及辅助用房面积"),
    _amount("sports_m2", "m2", "sports grounds and halls", "体育运动场馆面积"),
    _amount("site_m2", "m2", "area of the site, kept by a closed school", "占地面积"),
    _amount("equipment_yuan", "yuan", "value of teaching equipment", "教学仪器设备值"),
    count("multimedia_rooms", "rooms with network and multimedia; of a nine-year school split by pupils",
        "网络多媒体教室", "rooms", dtype="uint16"),
    _told("computers", "computers", "computers for teaching", "教学用计算机"),
    _told("books", "books", "books of the library", "图书册数"),
    count("is_special", "1 = a school for special education, told with each stage", "特殊教育学校", "0 or 1",
        "over schools of one stage", dtype="uint8"),
    text("central_school", "code of the central school (中心校) that runs it, empty where none or itself",
        "所属中心校"),
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
