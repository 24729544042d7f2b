"""What a bureau may look at: the published figures of the year before, read-only."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class View:
    """Hold one county's figures of the last census.

    Attributes
    ----------
    county : str
        County code.
    year : int
        School year of the figures (the year before the decision).
    school_ids : tuple of str
        Schools of the county, open ones only.
    pupils, classes : int arrays (schools, 9)
        By grade 1-9.
    rooms, beds, boarders : int arrays (schools,)
        Usable ordinary rooms, beds, pupils who board.
    townships : tuple of str
        Codes of the county's townships.
    """

    county: str
    year: int
    school_ids: tuple[str, ...] = ()
    pupils: np.ndarray | None = None
    classes: np.ndarray | None = None
    rooms: np.ndarray | None = None
    beds: np.ndarray | None = None
    boarders: np.ndarray | None = None
    townships: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Make every array read-only."""
        for array in (self.pupils, self.classes, self.rooms, self.beds, self.boarders):
            if array is not None:
                array.flags.writeable = False
