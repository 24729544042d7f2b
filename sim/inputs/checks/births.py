"""The rules of births: no year left out, no township left out, and mothers to have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, listed, needs, rows_of

CHILDBEARING = (15, 49)


@needs("counties", "births")
def births_known(given: Given) -> Iterator[UserError]:
    """Check that every county has births, without a missing year between its first and last."""
    births, counties = given["births"], given["counties"]
    years: dict[str, dict[tuple, set[int]]] = defaultdict(lambda: defaultdict(set))
    for code, township, basis, year in rows_of(births, "county_code", "township_code", "basis", "year"):
        years[code][basis, township].add(year)
    for row, code in enumerate(counties.columns["county_code"]):
        lacking = {
            year
            for known in years[code].values()
            for year in range(min(known), max(known))
            if year not in known
        }
        if not years[code] or lacking:
            found = ", ".join(str(year) for year in sorted(lacking)) or "all"
            yield UserError(
                Say("births are missing", "缺少出生人数"),
                where=births.where_last("county_code", code),
                value=f"{code}: {found}",
                rule=Say(
                    f"births.csv has every year between the first and the last of county {code}",
                    f"births.csv 中 {code} 首末年之间不得缺年",
                ),
                remedy=Say(f"add the rows; see counties.csv line {counties.lines[row]}", "请补充缺少的年份"),
            )


@needs("births", "townships")
def every_township_has_births(given: Given) -> Iterator[UserError]:
    """Check that a year told by township alone has every township of the county: its sum is the county's."""
    all_townships: dict[str, set[str]] = defaultdict(set)
    for township, county in rows_of(given["townships"], "township_code", "county_code"):
        all_townships[county].add(township)
    births, years = given["births"], defaultdict(list)
    for (county, basis, year), parts in _by_year(given).items():
        lacking = sorted(all_townships[county] - set(parts))
        if None not in parts and lacking:
            years[county, basis].append((year, lacking, max(row for row, _ in parts.values())))
    for (county, basis), found in years.items():
        _, lacking, row = found[0]
        yield UserError(
            Say("births of townships are missing", "缺少部分乡镇的出生人数"),
            where=births.where(row, "township_code"),
            value=f"{county}, {basis}, {listed(one[0] for one in found)}: {listed(lacking)}",
            rule=Say(
                "a year has a row of the whole county, or a row of every township",
                "每年须有全县一行，或每个乡镇各一行",
            ),
            remedy=Say("add the rows; births may be 0", "请补充数据行，可填 0"),
        )


@needs("births")
def townships_within_county(given: Given) -> Iterator[UserError]:
    """Check that the townships of a county do not have more births than the county."""
    births, years = given["births"], defaultdict(list)
    for (county, basis, year), parts in _by_year(given).items():
        below = sum(n for township, (_, n) in parts.items() if township is not None)
        if None in parts and below > parts[None][1]:
            years[county, basis].append((year, below, *parts[None]))
    for (county, basis), found in years.items():
        _, below, row, total = found[0]
        yield UserError(
            Say("the townships have more births than the county", "乡镇出生人数之和大于全县"),
            where=births.where(row, "births"),
            value=f"{county}, {basis}, {listed(one[0] for one in found)}: {total}",
            rule=Say(
                f"not fewer than the sum of its townships, here {below}",
                f"不得少于各乡镇之和，此处为 {below}",
            ),
            remedy=Say("correct the county's row or those of its townships", "请更正全县行或乡镇行"),
        )


@needs("births", "population")
def births_have_mothers(given: Given) -> Iterator[UserError]:
    """Check that a county or township with births has resident women of childbearing age."""
    women, told = _women(given), set()
    births = given["births"]
    for row, (county, township, n) in enumerate(rows_of(births, "county_code", "township_code", "births")):
        place = (county, township)
        if n == 0 or place not in women or women[place] > 0 or place in told:
            continue
        told.add(place)
        low, high = CHILDBEARING
        yield UserError(
            Say("births without mothers", "有出生而无育龄妇女"),
            where=births.where(row, "births"),
            value=f"{township or county}: {n}",
            rule=Say(
                f"a place with births has resident women aged {low}-{high} in population.csv, here 0",
                f"有出生的地方，population.csv 中须有 {low}—{high} 岁常住女性；此处为 0",
            ),
            remedy=Say(
                "correct the place of the births, or the population", "请更正出生人数所属地或分年龄人口"
            ),
        )


def _by_year(given: Given) -> dict[tuple, dict[str | None, tuple[int, int]]]:
    """Return (row, births) by township (None = the whole county), by county, basis and year."""
    years: dict[tuple, dict] = defaultdict(dict)
    rows = rows_of(given["births"], "county_code", "basis", "year", "township_code", "births")
    for row, (county, basis, year, township, n) in enumerate(rows):
        years[county, basis, year][township] = (row, n)
    return years


def _women(given: Given) -> dict[tuple, int]:
    """Return women of childbearing age by (county, township) where the population tells them; None = county."""
    women: dict[tuple, int] = defaultdict(int)
    names = ("county_code", "township_code", "sex", "age_low", "age_high", "hukou", "persons")
    for county, township, sex, low, high, hukou, persons in rows_of(given["population"], *names):
        of_age = sex == "female" and low <= CHILDBEARING[1] and high >= CHILDBEARING[0] and hukou != "away"
        for place in {(county, None), (county, township)}:
            women[place] += persons * of_age
    return women
