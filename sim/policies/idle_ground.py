"""Idle sites as ground for schools that levers order (盘活闲置校舍): where the rules say so, one near by is named."""

from dataclasses import replace

import numpy as np

from sim.kernels.codes import VILLAGE
from sim.rules.orders import Build, Order, ReuseSite
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


def on_idle_site(order: Build, view: View, rulebook: Rulebook) -> Build:
    """Return an order for the nearest idle site no order is about, if the rules and the distance allow it.

    The rooms there need not be paid for. Distance is from the township's place with most children below school age, no
    village where it has others, for that is where the bureau would build.
    """
    km, idle = rulebook.reuse_sites_within_km, view.idle
    places = _places(order.township, view)
    if km <= 0 or not idle.school_ids or not len(places):
        return order
    seen = view.settlements
    at = places[np.argmax(seen.below_age[places])]
    away = np.hypot(idle.x - seen.x[at], idle.y - seen.y[at])
    away[[school_id in taken(view.planned) for school_id in idle.school_ids]] = np.inf
    row = int(np.argmin(away))
    if away[row] > km:
        return order
    return replace(order, site=idle.school_ids[row], site_rooms=int(idle.rooms[row]))


def taken(planned: tuple[Order, ...]) -> set[str]:
    """Return the closed schools whose sites orders under way are about."""
    given = {order.school_id for order in planned if isinstance(order, ReuseSite)}
    return given | {order.site for order in planned if isinstance(order, Build)}


def _places(township: str, view: View) -> np.ndarray:
    """Return the settlements of a township, its villages only where it has no others, as positions of the view."""
    seen = view.settlements
    here = np.flatnonzero(seen.township == view.townships.index(township))
    in_town = here[seen.zone[here] != VILLAGE]
    return in_town if len(in_town) else here
