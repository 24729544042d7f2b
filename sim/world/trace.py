"""Tracing: processes note what happened to children; without a trace nothing is kept."""

import numpy as np


class NoTrace:
    """Keep nothing: the trace of every ordinary run."""

    is_on = False

    def note(self, event: str, year: int, rows: np.ndarray, **values: np.ndarray | str | float) -> None:
        """Take note of an event of children.

        Parameters
        ----------
        event : str
            Name of the event, such as `admission.served`.
        year : int
            School year.
        rows : int array (n,)
            Rows of the child table.
        **values : array (n,), text or number
            What is told of it, for each child or for all.
        """
