"""Teachers as columns (专任教师): one row a full-time teacher of a public school; who leaves is removed in staffing."""

from sim.base.table import Column, Table

_OWNER = "staffing"

TEACHER_COLUMNS = (
    Column("uid", "uint64", _OWNER, "id", "lasting number"),
    Column("home_school", "int16", _OWNER, "row", "school row that holds the post (人事关系所在学校)"),
    Column(
        "school", "int16", _OWNER, "row", "school row where the teacher serves, else than home while rotating"
    ),
    Column("birth_year", "int16", _OWNER, "year", "year of birth"),
    Column("birth_month", "uint8", _OWNER, "month", "month of birth 1-12"),
    Column("sex", "uint8", _OWNER, "code", "0 male, 1 female"),
    Column("stage", "uint8", _OWNER, "code", "小学 primary, 初中 junior"),
    Column("subject", "uint8", _OWNER, "code", "subject group (任教学科)"),
    Column("title", "uint8", _OWNER, "code", "title (职称)"),
    Column("contract", "uint8", _OWNER, "code", "post, special post, outside posts, volunteer (聘用性质)"),
    Column(
        "is_above_standard", "uint8", _OWNER, "0 or 1", "qualification above the legal one (高于规定学历)"
    ),
    Column(
        "is_backbone", "uint8", _OWNER, "0 or 1", "backbone teacher of the county or above (县级以上骨干)"
    ),
    Column("is_principal", "uint8", _OWNER, "0 or 1", "principal of the home school (校长)"),
    Column(
        "year_hired", "int16", _OWNER, "year", "school year in which the teacher began to serve in the county"
    ),
    Column("year_here", "int16", _OWNER, "year", "school year in which the teacher came to the home school"),
    Column(
        "years_rural",
        "uint8",
        _OWNER,
        "years",
        "unbroken years at schools of towns and villages (乡镇及以下)",
    ),
    Column(
        "years_village",
        "uint8",
        _OWNER,
        "years",
        "unbroken years at village schools and points (村小、教学点)",
    ),
    Column(
        "years_as_guest",
        "uint8",
        _OWNER,
        "years",
        "years served at a rural school on rotation (农村学校任教经历)",
    ),
    Column(
        "year_back", "int16", _OWNER, "year", "school year in which a rotating teacher comes back, 0 none"
    ),
    Column("year_contract_ends", "int16", _OWNER, "year", "school year in which the contract ends, 0 none"),
    Column(
        "training_hours", "int16", _OWNER, "hours", "hours of training in the running cycle of five years"
    ),
)


def teachers(rows: int = 0) -> Table:
    """Return an empty table of teachers with room for `rows`."""
    return Table("teachers", TEACHER_COLUMNS, rows)
