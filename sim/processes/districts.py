"""School districts drawn anew from a school year on (学区调整), part of the network: told by districts.csv, by date.

The zones change before admission, so that the entrants of the year and all who ask for a place go by the new ones.
Pupils already enrolled stay where they are: a redraw alone transfers nobody. The rule for movers stays as it is: who
moves house, or had too long a way last year, asks for the zone school of the home, which is now the new district's.
"""

from sim.world.region import Region


def redraw(region: Region) -> None:
    """Let the districts hold that are drawn anew from this year on, with the estates and schools the run has added.

    A school of a new district that is not open is passed over for the others of the district, and where none is open
    for the nearest school that teaches the grade.
    """
    if region.year in region.redrawn:
        region.redraw_districts(region.redrawn[region.year])
