"""Fill the townships: the county seat, and one town for every 15,000 other residents."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.filling.draft import Draft

RESIDENTS_OF_A_TOWN = (
    15_000  # assumption: 109 townships of Tonghua on 1.3 to 1.7 million residents outside seats
)


def fill_townships(draft: Draft) -> None:
    """Fill the townships where they are not given."""
    if not draft.is_given("townships"):
        draft.add_table("townships", _townships(draft))


def _townships(draft: Draft) -> Iterator[dict[str, object]]:
    """Yield the rows of every county: the seat first; a seat is a town in a county, a street elsewhere."""
    for county in draft.frames["counties"].itertuples():
        in_county = county.kind == "county"
        yield {
            "township_code": f"{county.county_code}{'100' if in_county else '001'}",
            "township": f"{county.county}{'县城' if in_county else '城区'}",
            "county_code": county.county_code,
            "kind": "town" if in_county else "street",
            "is_seat": 1,
        }
        for number in range(1, _towns(county.residents, county.seat_share) + 1):
            yield {
                "township_code": f"{county.county_code}{100 + number}",
                "township": f"{county.county}{number}号镇",
                "county_code": county.county_code,
                "kind": "town",
                "is_seat": 0,
            }


def _towns(residents: int, seat_share: float) -> int:
    """Return how many towns there are outside the seat; codes have room for 899."""
    outside = residents * (1.0 - seat_share)
    return min(899, max(round(outside / RESIDENTS_OF_A_TOWN), 1 if outside >= 1 else 0))
