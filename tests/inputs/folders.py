"""Folders of hand-made tables for the tests of inputs."""

from pathlib import Path

from sim.inputs.tables import InputTables, read_tables

COUNTY = {
    "county_code": "990001", "county": "试验县", "kind": "county", "area_km2": "3000", "lon": "126.0",
    "lat": "42.0", "year": "2017", "residents": "1000", "urban_share": "0.4",
}  # fmt: skip

TOWNSHIPS = """\
township_code,township,county_code,kind,is_seat
990001100,甲镇,990001,town,1
990001101,乙镇,990001,town,0
"""

SCHOOLS = "school_code,school,county_code,kind,zone_kind,opened,closed\n"


def counties(*changes: dict[str, str]) -> str:
    """Return counties.csv with a row for every set of changes to `COUNTY`."""
    rows = [COUNTY | change for change in changes or ({},)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return (
        "\n".join([",".join(names), *(",".join(row.get(name, "") for name in names) for row in rows)]) + "\n"
    )


def write(folder: Path, **tables: str) -> Path:
    """Write tables into a folder; counties.csv is `counties()` unless given."""
    for name, text in ({"counties": counties()} | tables).items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def read(folder: Path, **tables: str) -> InputTables:
    """Write tables into a folder and read them."""
    return read_tables(write(folder, **tables))


def people(young: tuple[int, ...], rest: int, *, township: str = "") -> str:
    """Return population rows of one county: both sexes have `young` by single age from 0, and `rest` older."""
    rows = []
    for sex in ("male", "female"):
        spans = [*((age, age, n) for age, n in enumerate(young)), (len(young), 100, rest)]
        rows += [f"990001,{township},{sex},{low},{high},{n}" for low, high, n in spans]
    return "\n".join(rows) + "\n"


PEOPLE = "county_code,township_code,sex,age_low,age_high,persons\n"

# Nobody dies: what is computed from deaths can be done by hand.
IMMORTAL = "sex,age_low,age_high,period,rate\nmale,0,100,2000,0\nfemale,0,100,2000,0\n"
