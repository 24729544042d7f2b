"""Money (model.md step 11): what the year brought in and cost, by school, county and kind, in the ledger.

Amounts are of the year's own rules; there is no inflation. What the county pays closes the running account: each
county has as much in as out, to the yuan.
"""

import numpy as np

from sim.kernels.codes import CLOSED, PRIVATE
from sim.processes import capital, careers, pay, returns, subject_cover, training
from sim.world.region import Region
from sim.world.running_cost import boarding_staff_yuan, fees_paid, lines_yuan


def run(region: Region, rules, orders) -> None:
    """Enter the year's money beside the funds counted at the census, and close the books."""
    ledger, s = region.ledger, region.schools
    ledger.open_year()
    _post_lines(region, "buses", lines_yuan(region))
    _post_lines(region, "bus_fees", fees_paid(region, rules))
    is_public = s["ownership"] != PRIVATE  # private schools pay boarding staff and training themselves
    ledger.post("boarding_staff", is_public * boarding_staff_yuan(region, rules))
    ledger.post("return_campaign", returns.visits_yuan(region, rules))
    programmes = {
        "service_awards": careers.award_yuan(region, rules),
        "itinerant": subject_cover.itinerant_yuan(region, rules),
        "training": training.yuan(region, rules, is_public * ledger.by_school.get("public_funds", 0.0)),
    }
    pay.post(region, rules, programmes)
    ledger.take_training_from_running()
    capital.post(region, rules)
    ledger.balance()
    ledger.remember_closed((s["status"] == CLOSED) & (s["year_closed"] > region.first_year))


def _post_lines(region: Region, kind: str, yuan: np.ndarray) -> None:
    """Enter money of lines, (lines,): of school buses by school, of transit by county."""
    if not region.lines:
        return
    school, county = (
        np.array([getattr(line, name) for line in region.lines]) for name in ("school", "county")
    )
    has_school = school >= 0
    region.ledger.post(kind, np.bincount(school[has_school], yuan[has_school], len(region.schools)))
    region.ledger.post_county(
        kind, np.bincount(county[~has_school], yuan[~has_school], region.geography.n_counties)
    )
