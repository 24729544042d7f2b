"""The tables of the workbook in their order."""

from sim.reports.workbook.admission_tables import MIGRANTS, OVERFLOW
from sim.reports.workbook.boarding_tables import BOARDING
from sim.reports.workbook.dropout_tables import DROPOUTS
from sim.reports.workbook.evaluation_tables import COEFFICIENTS, ITEMS, STANDARDS_BY_SCHOOL
from sim.reports.workbook.forecast_tables import (
    BIRTHS,
    SCHOOL_AGES,
    SCHOOLS_BY_YEAR,
    SEATS_BALANCE,
    YOUNGER_AND_OLDER,
)
from sim.reports.workbook.money_table import MONEY
from sim.reports.workbook.network_tables import CLOSINGS, INVESTMENT, PLANNED_SCHOOLS, PROJECTS
from sim.reports.workbook.option_tables import OPTIONS
from sim.reports.workbook.register import REGISTER
from sim.reports.workbook.staff_tables import STAFFING, STAFFING_BY_SCHOOL
from sim.reports.workbook.status_tables import AGES, CLASS_SIZES, OVERVIEW, SCHOOLS_NOW

TABLES = (
    OVERVIEW,
    SCHOOLS_NOW,
    CLASS_SIZES,
    AGES,
    BIRTHS,
    SCHOOL_AGES,
    SEATS_BALANCE,
    PLANNED_SCHOOLS,
    SCHOOLS_BY_YEAR,
    CLOSINGS,
    BOARDING,
    REGISTER,
    STAFFING,
    STAFFING_BY_SCHOOL,
    COEFFICIENTS,
    ITEMS,
    STANDARDS_BY_SCHOOL,
    PROJECTS,
    INVESTMENT,
    MIGRANTS,
    OVERFLOW,
    DROPOUTS,
    OPTIONS,
    MONEY,
    YOUNGER_AND_OLDER,
)
