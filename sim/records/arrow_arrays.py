"""Numbers and texts as Arrow holds them, made from their bytes: ``pyarrow.array`` would first import pandas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pyarrow as pa

_kind = cache(pa.from_numpy_dtype)


def arrow_numbers(values: np.ndarray) -> pa.Array:
    """Return a column of numbers or truths without gaps; numbers keep their memory."""
    if values.dtype.kind not in "biuf":
        return pa.array(values)
    content = np.packbits(values, bitorder="little") if values.dtype == bool else np.ascontiguousarray(values)
    return pa.Array.from_buffers(_kind(values.dtype), len(values), [None, pa.py_buffer(content)])


def arrow_texts(texts: Sequence[str]) -> pa.Array:
    """Return texts, none of which is missing."""
    content = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, content)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(content))]
    return pa.Array.from_buffers(pa.string(), len(content), buffers)
