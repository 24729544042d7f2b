"""Objects as bytes: arrays that come back as they were, and shared pages that nobody else sees changed."""

import numpy as np
from numba import typeof

from sim.base.packed import map_packed, pack, unpack, write_packed


def things():
    fixed = np.arange(5, dtype=np.int32)
    fixed.flags.writeable = False
    return {
        "fixed": fixed,
        "open": np.arange(7, dtype=np.uint8),
        "columns": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        "none": np.zeros((0, 9), np.int64),
        "words": ("一", "two"),
    }


def same(found, given):
    assert found["words"] == given["words"]
    for name, values in given.items():
        if name != "words":
            assert typeof(found[name]) == typeof(values)  # else kernels would be compiled once more
            np.testing.assert_array_equal(found[name], values)


def test_arrays_keep_type_order_and_whether_they_can_be_written():
    same(unpack(bytearray(pack(things()))), things())


def test_a_mapped_object_is_changed_for_its_process_alone(tmp_path):
    write_packed(tmp_path / "it", things())
    one, other = map_packed(tmp_path / "it"), map_packed(tmp_path / "it")
    one["open"][:] = 9
    same(other, things())
    same(map_packed(tmp_path / "it"), things())
