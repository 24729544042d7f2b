"""The roll 学籍 (model.md step 8): before the census it follows the children, at once or with a lag (人籍相符)."""

from sim.base.chunks import find_chunks
from sim.base.draws import decision
from sim.kernels.roll import follow_roll
from sim.world.region import Region

_MISSED = decision("roll.missed")


def run(region: Region, rules, orders) -> None:
    """Bring the roll up to date; that of the start year is right."""
    c, s = region.children, region.schools
    share = rules.values("share_misregistered") * float(region.year > region.first_year)
    on, behind = c.writable("register_school"), c.writable("years_behind")
    gone = find_chunks(
        follow_roll, len(c), region.threads,
        *(c[name] for name in ("uid", "status", "leaving", "school", "grade")),
        *(s[name] for name in ("status", "grade_low", "grade_high", "county")),
        share, rules.values("register_lag_years"), region.luck, _MISSED, region.year, on, behind,
    )  # fmt: skip
    region.departed.pass_year(region.is_open)
    region.departed.add(on[gone], c["grade"][gone], behind[gone])
