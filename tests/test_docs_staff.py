"""The page of teachers and money: what a million yuan buys, and who retires by which rule, by hand."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.kernels.retirement import legal_month, original_month
from tests.indicators.hand import frame, tables, write_batch

DOCS = Path(__file__).parent.parent / "docs"
TEACHERS = [(2017, "female", 54, 12), (2017, "female", 47, 12), (2017, "male", 30, 5)]


@pytest.fixture(scope="module")
def staff():
    """Return the module that makes the page; it imports a file beside it."""
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("staff_and_money", DOCS / "staff_and_money.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(DOCS))
    return module


def pairs(*values):
    index = pd.MultiIndex.from_product([[0], range(1, len(values) + 1)], names=["draw", "seed"])
    return pd.Series(values, index)


def test_a_million_yuan_buys_the_ratio_of_the_means(staff):
    """10 for 5 million yuan is 2 a million; money that cannot be told from none has no price."""
    assert staff.bought_text(pairs(8.0, 12.0), pairs(4e6, 6e6)).startswith(
        "no cost told apart"
    )  # 5 +- 12.7 million
    assert staff.bought_text(pairs(10.0, 10.0), pairs(5e6, 5e6)) == "**+2.00 (+2.00 to +2.00)**"
    # 9 and 11 for 5 million: residuals -1 and +1, mean 0, t(1) = 12.706 x 1, over 5 million
    assert staff.bought_text(pairs(9.0, 11.0), pairs(5e6, 5e6)) == "+2.00 (-0.54 to +4.54)"


def test_what_saves_money_has_no_price(staff):
    assert staff.bought_text(pairs(1.0, 1.0), pairs(-5e6, -5e6)).startswith("costs less")


def test_who_retires_by_which_rule(staff):
    """Women of 54 on 1 September 2017 turn 55 by August 2018; those of 47 from September 2024 to August 2025.

    The four born September to December retire before 2025 as ever. Those born January to April 1970 would in January to
    April 2025, and do a month later; those of May to August two months later: of July and August not before the census.
    """
    start = pd.DataFrame(TEACHERS, columns=["year", "sex", "age", "teachers"])
    years = range(2018, 2027)
    old, new = (staff._by_rule(start, 2017, years, rule) for rule in (original_month, legal_month))
    assert old.tolist() == pytest.approx([12, 0, 0, 0, 0, 0, 0, 12, 0])
    assert new.tolist() == pytest.approx([12, 0, 0, 0, 0, 0, 0, 10, 2])


def test_the_page_tells_all_its_parts(staff, tmp_path):
    ages = frame("teacher_ages", [
        {"year": year, "county": "a", "stage": "primary", "zone_kind": "town", "sex": sex, "age": age, "teachers": n}
        for year, sex, age, n in TEACHERS
    ])  # fmt: skip
    own = {**tables(), "teacher_ages": ages}
    levers = write_batch(
        tmp_path / "levers", {(name, 0, seed): own for name in ("keep", "beds") for seed in (1, 2)}
    )
    future = write_batch(tmp_path / "future", {("baseline", 0, seed): own for seed in (1, 2)})
    text = staff.page(levers, future)
    assert "| posts needed by pupils (按生师比应核编制), posts | 17.5 | 0.0 |" in text
    assert "| 2018 | 6 | 1 | 7 | 12 | 12 |" in text
    salaries = next(line for line in text.splitlines() if "money out: salaries of teachers" in line)
    assert salaries.split(" | ")[2] == "0.5"  # 541,000 yuan in million
    beds = [line for line in text.splitlines() if line.startswith("| `beds`")]
    assert [line.count(" 0 |") for line in beds] == [5, 0]
    assert beds[1].count("no cost told apart") == 3
    assert np.all(
        [heading in text for heading in ("## Posts needed", "## Retirements", "## Money", "## What a mill")]
    )
