"""The canonical input tables, each declared once.

The reader, the templates and the published schema all come from these declarations.
"""

from sim.base.declaration import Table
from sim.inputs.schema.lines import BUS_LINES
from sim.inputs.schema.people import BIRTHS, FERTILITY, FERTILITY_LEVEL, MORTALITY, POPULATION
from sim.inputs.schema.places import COUNTIES, ESTATES, ROADS, SETTLEMENTS, TOWNSHIPS
from sim.inputs.schema.schools import (
    CLASSES,
    DISTRICTS,
    ENROLMENT,
    ENTRANTS_HISTORY,
    FEEDERS,
    SCHOOL_TOTALS,
    SCHOOLS,
)
from sim.inputs.schema.teachers import TEACHERS

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        COUNTIES, TOWNSHIPS, SETTLEMENTS, POPULATION, BIRTHS, FERTILITY, FERTILITY_LEVEL, MORTALITY,
        SCHOOL_TOTALS, SCHOOLS, ENROLMENT, CLASSES, TEACHERS, DISTRICTS, FEEDERS, ESTATES, ROADS, ENTRANTS_HISTORY,
        BUS_LINES,
    )
}  # fmt: skip
