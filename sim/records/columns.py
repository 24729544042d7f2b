"""What a record table is made of: columns with unit, meaning and how they add up, and the columns many tables have."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say


@dataclass(frozen=True)
class RecordColumn:
    """One column of a record table; `adds_up` tells over what it may be summed."""

    name: str
    dtype: str
    unit: str
    meaning: Say
    adds_up: str = "over places and grades"

    @property
    def meaning_en(self) -> str:
        """Return the English meaning."""
        return self.meaning.en

    @property
    def meaning_zh(self) -> str:
        """Return the Chinese meaning."""
        return self.meaning.zh


@dataclass(frozen=True)
class TableDeclaration:
    """One record table with its key columns."""

    name: str
    keys: tuple[str, ...]
    columns: tuple[RecordColumn, ...]
    meaning: Say


@dataclass
class Coded:
    """A text column as codes into names: `codes` whole numbers (rows,), `names` list of distinct texts."""

    codes: np.ndarray
    names: list[str]


RecordTable = Mapping[str, "np.ndarray | Coded"]

KEY = "key"


def text(name: str, en: str, zh: str) -> RecordColumn:
    """Return a column of text: part of a key, or a code."""
    return RecordColumn(name, "text", "code", Say(en, zh), KEY)


def key(name: str, dtype: str, unit: str, en: str, zh: str) -> RecordColumn:
    """Return a column of numbers that is part of a key."""
    return RecordColumn(name, dtype, unit, Say(en, zh), KEY)


def count(
    name: str, en: str, zh: str, unit: str = "pupils", adds_up: str = "over places and grades", dtype="uint32"
) -> RecordColumn:
    """Return a column that counts."""
    return RecordColumn(name, dtype, unit, Say(en, zh), adds_up)


YEAR = key("year", "uint16", "school year", "school year t: 1 September t to 31 August t+1", "学年")
COUNTY = text("county", "county code (6 digits)", "县级代码")
SCHOOL = text("school_id", "school code", "学校标识码(合成)")
STAGE = text("stage", "primary (小学) or junior (初中)", "学段")
ZONE = text("zone_kind", "urban (城区), town (镇区), village (乡村)", "城乡类型")
GRADE = key("grade", "uint8", "grade", "grade 1-9", "年级")
SEX = text("sex", "male or female", "性别")
AGE = key("age", "uint8", "years", "completed years on 1 September", "年龄")
