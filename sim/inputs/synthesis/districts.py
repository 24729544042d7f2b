"""The schools settlements may use by the districts of the start, and by those drawn anew in later years."""

from dataclasses import replace

import numpy as np

from sim.base.table import Table
from sim.inputs.districts import redraw_years
from sim.inputs.synthesis.candidates import candidates, districts_of
from sim.inputs.synthesis.geography import Settled
from sim.inputs.tables import InputTables
from sim.kernels.codes import STAGE_NAMES
from sim.world.roads import WaysToSchool
from sim.world.start import Geography


class Districts:
    """Draw districts from districts.csv, year after year.

    Parameters
    ----------
    tables : InputTables
    settled : Settled
        The settlements of the region.
    schools : Table
        The schools of the start.
    school_ids : tuple of str
    ways : WaysToSchool
        Ways from the settlements to the schools.
    """

    def __init__(
        self,
        tables: InputTables,
        settled: Settled,
        schools: Table,
        school_ids: tuple[str, ...],
        ways: WaysToSchool,
    ) -> None:
        self._tables, self._settled, self._schools = tables, settled, schools
        self._school_ids, self._ways = school_ids, ways

    def at_start(self) -> dict[str, np.ndarray]:
        """Return the fields of a geography that districts decide, as they are in the start year."""
        fields, sizes = {}, []
        for stage in range(len(STAGE_NAMES)):
            of_stage, size = self._drawn(stage, self._of(stage, self._tables.start_year))
            fields |= of_stage
            sizes.append(size)
        return {**fields, "district_sizes": np.stack(sizes)}

    def redrawn(self, first: Geography) -> dict[int, Geography]:
        """Return the geography from each school year on that redraws districts; what stays is shared with `first`."""
        out, last = {}, first
        before = [self._of(stage, self._tables.start_year) for stage in range(len(STAGE_NAMES))]
        for year in redraw_years(self._tables):
            changed, sizes = {}, last.district_sizes.copy()
            for stage, districts in enumerate(before):
                now = self._of(stage, year)
                if now != districts:
                    of_stage, sizes[stage] = self._drawn(stage, now)
                    changed |= of_stage
                    before[stage] = now
            if changed:
                out[year] = last = replace(last, **changed, district_sizes=sizes)
        return out

    def _of(self, stage: int, year: int) -> dict[int, list[int]]:
        return districts_of(self._tables, self._settled, self._school_ids, stage, year)

    def _drawn(self, stage: int, districts: dict[int, list[int]]) -> tuple[dict[str, np.ndarray], np.ndarray]:
        which, minutes, sizes = candidates(
            self._settled, self._schools, districts, self._ways, is_junior=stage == 1
        )
        name = STAGE_NAMES[stage]
        return {f"candidates_{name}": which, f"minutes_{name}": minutes}, sizes
