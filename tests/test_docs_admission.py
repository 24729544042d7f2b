"""The page of admission levers: paired differences of a batch made by hand, and a batch file with every such lever."""

import importlib.util
import sys
from pathlib import Path

import pytest
import yaml

from sim.policies import catalogue
from sim.run.scenario import load_scenario
from tests.indicators.hand import ADMISSION, admission_rows, tables, write_batch

ROOT = Path(__file__).parent.parent
NOT_OF_ADMISSION = {
    "boarding_staff", "build_where_forecast", "bus_fee_waiver", "capital_budget", "central_school_pooling",
    "extend_where_short", "idle_site_reuse", "joint_review", "keep_points", "public_transit", "reserve_land",
    "school_buses", "upgrade_weak_schools",
    "county_hire", "hiring_freeze", "reallocate_posts", "staffing_formula",
    "small_school_funding", "funds_follow_pupil",
    "boarding_places", "merge_small_schools", "turnkey_schools", "minority_schools_protected",
    "special_posts", "volunteers", "service_awards", "senior_posts_rural",
    "teacher_rotation", "itinerant_teachers", "teacher_training",
    "performance_pay", "running_budget", "rural_allowance",
    "mid_term_review", "school_pairing",
    "return_campaign", "register_monitoring", "left_behind_care",
    "private_seats", "feeder_admission",  # Tonghua's tables have no private schools and no feeders
    "student_aid",
}  # fmt: skip


@pytest.fixture(scope="module")
def write():
    """Return the function that makes the page; it imports a file beside it."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        spec = importlib.util.spec_from_file_location(
            "admission_levers", ROOT / "docs" / "admission_levers.py"
        )
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "docs"))
    return lambda out: module.page(out, module.ADMISSION)


def with_waiting(more: int) -> dict:
    """Return the records of a run with so many more migrant children who wait."""
    rows = [
        (*row[:5], {**row[5], "n_waiting": row[5]["n_waiting"] + more}) if "n_gone_back" in row[5] else row
        for row in ADMISSION
    ]
    return {**tables(), "admission": admission_rows(rows)}


def test_levels_of_the_base_and_differences_with_their_interval(write, tmp_path):
    # 9 placed of 15 in the base; two fewer with one seed, four fewer with the other: -3, t(1) = 12.706 x 1
    runs = {("do_nothing", 0, seed): tables() for seed in (1, 2)}
    runs |= {("wait", 0, seed): with_waiting(more) for seed, more in ((1, 2), (2, 4))}
    lines = write(write_batch(tmp_path / "out", runs)).splitlines()
    base, lever = ([cell.strip() for cell in line.split("|")[1:-1]] for line in lines[-2:])
    head = [cell.strip() for cell in lines[-4].split("|")[1:-1]]
    placed = next(
        k for k, title in enumerate(head) if title.startswith("children from outside the county placed")
    )
    assert (base[0], base[placed]) == ("`do_nothing` (level)", "9")
    assert lever[0] == "`wait`: Scenario wait (情景 wait)"
    assert lever[placed] == "-3.0 (-15.7 to +9.7)"
    assert lever[1] == "0"


def test_what_excludes_nothing_is_bold(write, tmp_path):
    runs = {("do_nothing", 0, seed): tables() for seed in (1, 2)}
    runs |= {("wait", 0, seed): with_waiting(2) for seed in (1, 2)}
    assert "| **-2.0 (-2.0 to -2.0)** |" in write(write_batch(tmp_path / "out", runs))


def test_every_lever_of_admission_is_in_the_batch():
    """Beside capped class sizes, but those that need what Tonghua's tables lack and those that are no admission."""
    batch = yaml.safe_load((ROOT / "scenarios" / "admission_levers.yaml").read_text(encoding="utf-8"))
    listed = {
        lever for one in batch["scenarios"] for lever in load_scenario(str(ROOT / "scenarios" / one)).levers
    }
    assert listed == set(catalogue()) - NOT_OF_ADMISSION
