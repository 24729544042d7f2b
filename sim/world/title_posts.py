"""Posts by title (岗位结构比例): shares of a county's posts of middle, senior, full senior title; and of backbone."""

import numpy as np

from sim.kernels.teacher_codes import TITLE_NAMES
from sim.kernels.titles import LEVELS, count_backbone, count_titles
from sim.world.rural import is_rural
from sim.world.state import State

RURAL, TOWN_GROUP = range(2)
_MIDDLE, _SENIOR = range(2)  # places in LEVELS


class TitlePosts:
    """Shares of the start, which hold on: titles by stage in a county's rural and town schools, backbone in a county.

    Attributes
    ----------
    shares : float array (counties, 2, 2 stages, 3)
        Teachers in posts with the title or a higher one, of all in posts: rural and town schools (see
        `sim.world.rural`), `LEVELS`; where the start has no teachers, as in the county's stage, else the county.
    backbone : float array (counties,)
        Backbone teachers of all in posts.
    """

    def __init__(self, region: State) -> None:
        in_post, holders = counted(region)
        shares = np.zeros(holders.shape)
        for axes in ((1, 2), (1,), ()):  # the county, its stage, and rural or town schools apart
            n = in_post.sum(axis=axes, keepdims=True)[..., None]
            shares = np.where(n > 0, holders.sum(axis=axes, keepdims=True) / np.maximum(1, n), shares)
        self.shares = shares
        backbone, of_county = backbone_of_counties(region)
        self.backbone = backbone / np.maximum(1, of_county)

    def wanted(self, in_post: np.ndarray, rural_ratio: np.ndarray) -> np.ndarray:
        """Return posts with each title or a higher one, whole, int64 (counties, 2, 2 stages, 3).

        Parameters
        ----------
        in_post : int array (counties, 2, 2 stages)
        rural_ratio : float array (counties,)
            Rulebook field `rural_senior_ratio`: the senior posts of a county's stage stay as many, and go to rural
            schools in this ratio where that is more than they would have, up to their posts of middle title and above.
        """
        posts = _whole(self.shares * in_post[..., None])
        rural, town = in_post[:, RURAL], in_post[:, TOWN_GROUP]
        senior = posts[..., _SENIOR].sum(axis=1)
        weight = rural_ratio[:, None] * rural
        asked = _whole(senior * weight / np.maximum(weight + town, 1e-9))
        kept = np.minimum(np.maximum(posts[:, RURAL, :, _SENIOR], asked), posts[:, RURAL, :, _MIDDLE])
        posts[:, RURAL, :, _SENIOR], posts[:, TOWN_GROUP, :, _SENIOR] = kept, senior - kept
        return posts

    def vacant(self, in_post: np.ndarray, holders: np.ndarray, rural_ratio: np.ndarray) -> np.ndarray:
        """Return posts that nobody holds, int64, shape of `wanted`; never more than the county's stage has in all.

        Nobody loses a title: where rural or town schools have more holders than posts, the others wait for them.
        """
        missing = self.wanted(in_post, rural_ratio) - holders
        return np.maximum(0, np.minimum(missing, missing.sum(axis=1, keepdims=True)))

    def wanted_backbone(self, in_post: np.ndarray) -> np.ndarray:
        """Return the backbone teachers at the share of the start of those in posts (counties,), whole, int64."""
        return _whole(self.backbone * in_post)


def counted(region: State) -> tuple[np.ndarray, np.ndarray]:
    """Return teachers in posts and those of `LEVELS` or above, int64 (counties, 2, 2 stages) and (..., 3).

    By rural and town schools and by stage.
    """
    t, n = region.teachers, region.geography.n_counties
    by_title = np.zeros((4 * n, len(TITLE_NAMES)), np.int64)
    count_titles(
        *(t[name] for name in ("home_school", "stage", "title", "contract")), groups(region), by_title
    )
    at_least = by_title.reshape(n, 2, 2, -1)[..., ::-1].cumsum(axis=-1)
    return at_least[..., -1], at_least[..., [4 - level for level in LEVELS]]


def backbone_of_counties(region: State) -> tuple[np.ndarray, np.ndarray]:
    """Return backbone teachers in posts, and all in posts, int64 (counties,)."""
    t, (backbone, in_post) = region.teachers, np.zeros((2, region.geography.n_counties), np.int64)
    columns = (t[name] for name in ("home_school", "contract", "is_backbone"))
    count_backbone(*columns, region.schools["county"], backbone, in_post)
    return backbone, in_post


def groups(region: State) -> np.ndarray:
    """Return the group of each school: county x 2 + rural or town schools, int64 (schools,)."""
    return region.schools["county"].astype(np.int64) * 2 + np.where(is_rural(region), RURAL, TOWN_GROUP)


def _whole(posts: np.ndarray) -> np.ndarray:
    return np.floor(posts + 0.5 + 1e-9).astype(np.int64)
