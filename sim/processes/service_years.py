"""Years of service (任教年限): how long teachers have served at rural and at village schools, without a break."""

from sim.kernels.service import break_off_years, complete_years
from sim.world.region import Region


def complete(region: Region) -> None:
    """Count the school year that has ended, where teachers had their home and where guests served."""
    t = region.teachers
    years = (t.writable(name) for name in ("years_rural", "years_village", "years_as_guest"))
    complete_years(t["home_school"], t["school"], region.staff.is_rural, region.staff.is_village, *years)


def break_off(region: Region) -> None:
    """Let the years of those end whose home school is no longer a rural or a village school."""
    t = region.teachers
    years = (t.writable(name) for name in ("years_rural", "years_village"))
    break_off_years(t["home_school"], region.staff.is_rural, region.staff.is_village, *years)
