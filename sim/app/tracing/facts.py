"""The values of one event, read so that what is not known is None, and places by name."""

from collections.abc import Iterable

import numpy as np

from sim.base.errors import Say
from sim.kernels.codes import COUNTY_SEAT, TOWNSHIP_SEAT
from sim.world.region import Region
from sim.world.trace import Told


class Places:
    """Schools and settlements of a run by name.

    Parameters
    ----------
    region : Region
        At the end of the run, so that it holds what was built within it.
    """

    def __init__(self, region: Region) -> None:
        self._region = region
        self._estates = {estate.row for estate in region.estates}

    def school(self, row: int) -> Say:
        """Return a school's name and code."""
        name, code = self._region.school_names[row], self._region.school_ids[row]
        return Say(f"{name} ({code})", f"{name}（{code}）")

    def school_id(self, row: int) -> str:
        """Return a school's code."""
        return self._region.school_ids[row]

    def settlement(self, row: int) -> Say:
        """Return where a settlement lies; settlements themselves have no names."""
        g = self._region.geography
        township, county = (
            g.township_names[g.township[row]],
            g.county_names[g.county[row]],
        )
        if row in self._estates:
            return Say(f"the new estate in {township}", f"{township}新建小区")
        if g.rank[row] == COUNTY_SEAT:
            return Say(f"the seat of {county} ({township})", f"{county}县城（{township}）")
        if g.rank[row] == TOWNSHIP_SEAT:
            return Say(f"the seat of {township}", f"{township}驻地")
        return Say(f"a village or community of {township}", f"{township}下辖村（社区）")


class Facts:
    """What is known of one event of one child.

    Parameters
    ----------
    told : Told
    places : Places

    Attributes
    ----------
    uid, year : int
    event : str
    """

    def __init__(self, told: Told, places: Places) -> None:
        self.uid, self.year, self.event = told.uid, told.year, told.event
        self._values, self._places = told.values, places

    def number(self, name: str) -> float | None:
        """Return a number; None where it is not known or negative."""
        value = self._values.get(name)
        return None if value is None or np.isnan(value) or value < 0 else float(value)

    def whole(self, name: str) -> int | None:
        """Return a whole number, a code or a row; None where it is not known."""
        value = self.number(name)
        return None if value is None else int(value)

    def child(self, name: str) -> int | None:
        """Return the uid of another child; None where it is not known."""
        return int(self._values.get(name, 0)) or None

    def words(self, name: str) -> Say | None:
        """Return a text or sentence; None where it is empty."""
        value = self._values.get(name)
        if isinstance(value, Say):
            return value
        return Say(str(value), str(value)) if value else None

    def school(self, name: str = "school") -> Say | None:
        """Return a school by name."""
        row = self.whole(name)
        return None if row is None else self._places.school(row)

    def settlement(self, name: str = "settlement") -> Say | None:
        """Return a settlement by name."""
        row = self.whole(name)
        return None if row is None else self._places.settlement(row)

    def details(self) -> str:
        """Return all that is known as `name=value; ...`, schools and children by their codes, texts in English."""
        return "; ".join(
            f"{name}={value}" for name in self._values if (value := self._plain(name)) is not None
        )

    def _plain(self, name: str) -> object:
        if name in ("school", "school_from"):
            row = self.whole(name)
            return None if row is None else self._places.school_id(row)
        if name == "last_uid":
            return self.child(name)
        if isinstance(self._values[name], str | Say):
            words = self.words(name)
            return None if words is None else words.en
        value = self.number(name)
        return None if value is None else f"{value:.12g}"


def joined(parts: Iterable[Say | None]) -> Say:
    """Return parts of a sentence one after the other, those that are None left out."""
    there = [part for part in parts if part is not None]
    return Say(", ".join(part.en for part in there), "，".join(part.zh for part in there))


def size_words(pupils: int, classes: int) -> Say:
    """Return how many pupils sit in how many classes."""
    classes_en = "1 class" if classes == 1 else f"{classes} classes"
    return Say(f"{pupils} pupils in {classes_en}", f"{pupils}人{classes}个班")


def grade_words(grade: int | None) -> Say:
    """Return a grade as it is called."""
    if not grade:
        return Say("no grade", "未定年级")
    return Say(f"grade {grade}", f"{'一二三四五六七八九'[grade - 1]}年级")
