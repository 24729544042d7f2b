"""Posts by title (岗位结构比例): shares of a county's posts of middle, senior, full senior title; and of backbone."""

import numpy as np

from sim.kernels.teacher_codes import FULL_SENIOR_TITLE, IN_POST, MIDDLE_TITLE, SENIOR_TITLE
from sim.world.rural import is_rural
from sim.world.state import State

LEVELS = (MIDDLE_TITLE, SENIOR_TITLE, FULL_SENIOR_TITLE)
RURAL, TOWN_GROUP = range(2)


class TitlePosts:
    """Shares of the start, which hold on: titles within a county's rural and town schools, backbone within a county.

    Attributes
    ----------
    shares : float array (counties, 2, 3)
        Teachers in posts with the title or a higher one, of all in posts: rural and town schools (see
        `sim.world.rural`), `LEVELS`.
    backbone : float array (counties,)
        Backbone teachers of all in posts.
    """

    def __init__(self, region: State) -> None:
        in_post, holders, backbone = counted(region)
        county = holders.sum(axis=1) / np.maximum(1, in_post.sum(axis=1))[:, None]
        here = holders / np.maximum(1, in_post)[:, :, None]
        self.shares = np.where(in_post[:, :, None] > 0, here, county[:, None])
        self.backbone = backbone / np.maximum(1, in_post.sum(axis=1))

    def wanted(self, in_post: np.ndarray, rural_ratio: np.ndarray) -> np.ndarray:
        """Return posts with each title or a higher one, whole, int64 (counties, 2, 3).

        Parameters
        ----------
        in_post : int array (counties, 2)
        rural_ratio : float array (counties,)
            Rulebook field `rural_senior_ratio`: the county's senior posts stay as many, and go to rural schools in
            this ratio where that is more than they would have, up to their posts of middle title and above.
        """
        posts = _whole(self.shares * in_post[:, :, None])
        rural, town = in_post.T
        weight = rural_ratio * rural
        senior = posts[:, :, 1].sum(axis=1)
        asked = _whole(senior * weight / np.maximum(weight + town, 1e-9))
        to_rural = np.minimum(np.maximum(posts[:, RURAL, 1], asked), posts[:, RURAL, 0])
        posts[:, RURAL, 1], posts[:, TOWN_GROUP, 1] = to_rural, senior - to_rural
        return posts


def counted(region: State) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return teachers in posts (counties, 2), those by `LEVELS` or above (counties, 2, 3), backbone (counties,)."""
    t, n = region.teachers, region.geography.n_counties
    mine = t["contract"] == IN_POST
    group, title = groups(region)[mine], t["title"][mine]
    in_post = np.bincount(group, minlength=2 * n).reshape(n, 2)
    holders = [np.bincount(group[title >= level], minlength=2 * n).reshape(n, 2) for level in LEVELS]
    backbone = np.bincount(group // 2, t["is_backbone"][mine] > 0, minlength=n).astype(np.int64)
    return in_post, np.stack(holders, axis=2), backbone


def groups(region: State) -> np.ndarray:
    """Return county x 2 + rural or town school of each teacher's home, int64 (teachers,)."""
    by_school = region.schools["county"].astype(np.int64) * 2 + np.where(is_rural(region), RURAL, TOWN_GROUP)
    return by_school[region.teachers["home_school"]]


def _whole(posts: np.ndarray) -> np.ndarray:
    return np.floor(posts + 0.5 + 1e-9).astype(np.int64)
