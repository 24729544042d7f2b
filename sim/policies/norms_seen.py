"""What a bureau knows of its schools' areas, rooms and equipment (办学条件): what they have, and need by the norms."""

import numpy as np

from sim.kernels.codes import URBAN
from sim.kernels.norms import NORMS, norm_needs
from sim.rules.norms import per_pupil
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


def have_and_needs(view: View, rulebook: Rulebook) -> tuple[np.ndarray, np.ndarray]:
    """Return what schools had at the census, and what they needed by the norms, float (schools, 7) each."""
    have = np.empty((len(view.school_ids), len(NORMS)))
    for k, name in enumerate(NORMS):
        have[:, k] = getattr(view, name)
    boarders = view.boarders + view.without_bed
    return have, norm_needs(
        view.pupils, view.classes, boarders, view.zone == URBAN, per_pupil(rulebook, NORMS),
        rulebook.by_grade("class_standard"), rulebook.norm_beds_per_boarder,
    )  # fmt: skip
