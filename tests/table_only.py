"""A county that is a table of schools alone, made by hand: eight schools, six censuses, neither places nor districts.

Entrants of a school change by a constant factor a year, and a cohort by a constant factor a grade, so that what the
reduced form should find is known.
"""

from pathlib import Path

YEARS = range(2012, 2018)
START = 2017
COUNTY = "990001"
COUNTIES = f"""\
county_code,county,kind,area_km2,lon,lat,year,residents,urban_share,resident_growth
{COUNTY},表格县,county,900,126.0,42.0,{START},72000,0.5,-0.01
"""
TOWNSHIPS = f"""\
township_code,township,county_code,kind,is_seat
{COUNTY}100,甲镇,{COUNTY},town,1
{COUNTY}101,乙镇,{COUNTY},town,0
{COUNTY}102,丙乡,{COUNTY},township,0
"""

# code: kind, township, zone, opened, grades, entrants of 2017, their growth a year, pupils kept a grade
SCHOOLS = {
    "3990000001": ("primary", 100, "town", "", (1, 6), 120, 0.97, 1.02),
    "3990000002": ("primary", 100, "town", "", (1, 6), 80, 1.05, 1.01),  # growing
    "3990000003": ("primary", 101, "town", "", (1, 6), 40, 0.96, 1.00),
    "3990000004": ("primary", 102, "village", "", (1, 6), 24, 0.90, 0.96),  # fading
    "3990000005": ("point", 101, "village", "", (1, 3), 8, 0.95, 0.98),
    "3990000006": ("nine_year", 102, "village", "", (1, 9), 36, 0.98, 0.99),
    "3990000007": ("primary", 100, "town", 2015, (1, 6), 50, 1.00, 1.00),  # new: grades 1-3 in the start year
    "3990000008": ("junior", 100, "town", "", (7, 9), 0, 0.00, 0.99),  # takes all who finish a primary school
}
LARGE, GROWING, HEIR, FADING, POINT, NINE_YEAR, NEW, JUNIOR = SCHOOLS
PRIMARIES = (LARGE, GROWING, HEIR, FADING, NEW)


def pupils(code: str, year: int, grade: int) -> int:
    """Return the pupils of a school and grade at a census."""
    _, _, _, opened, (low, high), entrants, growth, kept = SCHOOLS[code]
    entered = year - (grade - low)
    if not low <= grade <= high or (opened and entered < opened):
        return 0
    if code == JUNIOR:
        return round(sum(pupils(school, entered - 1, 6) for school in PRIMARIES) * kept ** (grade - low))
    from_point = pupils(POINT, entered + 2, 3) if code == HEIR and grade > 3 else 0
    return round(entrants * growth ** (entered - START) * kept ** (grade - low)) + from_point


def write(folder: Path, years=YEARS, **more: str) -> Path:
    """Write the tables into a folder; more tables are given as text."""
    folder.mkdir(parents=True, exist_ok=True)
    schools = ["school_code,school,county_code,township_code,kind,zone_kind,opened,grade_low,grade_high"]
    enrolment = ["school_code,grade,year,pupils"]
    for code, (kind, township, zone, opened, (low, high), *_) in SCHOOLS.items():
        schools.append(f"{code},{code}校,{COUNTY},{COUNTY}{township},{kind},{zone},{opened},{low},{high}")
        enrolment += [
            f"{code},{grade},{year},{pupils(code, year, grade)}"
            for year in years
            if not opened or year >= opened
            for grade in range(low, high + 1)
        ]
    texts = {"counties": COUNTIES, "townships": TOWNSHIPS, "schools": "\n".join(schools) + "\n"}
    texts |= {"enrolment": "\n".join(enrolment) + "\n"} | more
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder
