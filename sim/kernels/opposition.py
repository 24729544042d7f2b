"""Parents against a closing (公示中反对撤并的家长): a logit in what it changes for their child."""

import numpy as np


def p_against(
    minutes_more: np.ndarray, is_beyond: np.ndarray, is_offered: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Return the probability that a family is against, float array (families,).

    Parameters
    ----------
    minutes_more : float array
        One-way minutes by which the way to school grows; a shorter way counts as none.
    is_beyond : bool array
        The new way is longer than the rule allows.
    is_offered : bool array
        A bed or a bus comes with the closing.
    weights : float array (4,)
        Log odds: base, per 10 minutes, beyond the limit, offered.
    """
    terms = np.stack(
        [np.ones(len(minutes_more)), np.maximum(0.0, minutes_more) / 10.0, is_beyond, is_offered]
    )
    return 1.0 / (1.0 + np.exp(-(weights @ terms)))
