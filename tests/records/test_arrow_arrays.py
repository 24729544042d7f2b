"""Arrays made from their bytes are those that Arrow makes, and pandas is not asked."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest

from sim.records.arrow_arrays import arrow_numbers, arrow_texts


@pytest.mark.parametrize(
    "values",
    [
        np.array([True, False, True, True, False, True, True, True, False, True]),
        np.arange(6, dtype=np.uint8),
        np.arange(12, dtype=np.int16)[::3],
        np.array([1.5, np.nan, -0.0], np.float32),
        np.zeros(0, np.int64),
        np.zeros(0, bool),
        np.array(["a", "b"], object),
    ],
)
def test_numbers_are_those_arrow_makes(values):
    made, expected = arrow_numbers(values), pa.array(values)
    made.validate(full=True)
    assert (made.type, made.null_count, len(made)) == (expected.type, 0, len(expected))
    assert repr(made.to_pylist()) == repr(expected.to_pylist())


@pytest.mark.parametrize("texts", [(), ("",), ("a", "", "通化市", "b" * 300)])
def test_texts_are_those_arrow_makes(texts):
    made = arrow_texts(texts)
    made.validate(full=True)
    assert made.equals(pa.array(texts, pa.string()))


def test_pandas_is_not_imported():
    code = (
        "import sys, numpy as np; from sim.records.arrow_arrays import *;"
        "arrow_numbers(np.arange(3)); arrow_texts(('a',)); print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
