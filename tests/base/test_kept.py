"""Objects kept between processes: whole or not at all, under a bound, of this program alone, and never a hindrance."""

import os

import numpy as np
import pytest

from sim.base import kept as kept_module
from sim.base.kept import arrays_sha256, keep, kept, kept_or_made, key_of

KEY = key_of("test", 1)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SIM_CACHE", str(tmp_path))
    return tmp_path / "kept"


def thing(n=5):
    return {"numbers": np.arange(n), "words": ("一", "two")}


def test_what_is_kept_comes_back_and_can_be_written_without_being_changed(folder):
    assert kept(KEY) is None
    keep(KEY, thing())
    found = kept(KEY)
    assert found["words"] == ("一", "two")
    found["numbers"][:] = 9
    assert kept(KEY)["numbers"].tolist() == [0, 1, 2, 3, 4]
    assert [path.name for path in folder.iterdir()] == [KEY]


def test_a_thing_is_made_once_for_all_processes(folder):
    times = []
    for _ in range(2):
        found = kept_or_made(KEY, lambda: times.append(1) or thing())
        assert found["numbers"].tolist() == [0, 1, 2, 3, 4]
    assert len(times) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[:-3],
        lambda raw: raw[:20],
        lambda raw: raw[:70] + bytes([raw[70] ^ 1]) + raw[71:],
        lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
        lambda raw: b"something else",
    ],
)
def test_a_damaged_file_counts_as_none(folder, damage):
    keep(KEY, thing())
    (folder / KEY).write_bytes(damage((folder / KEY).read_bytes()))
    assert kept(KEY) is None
    keep(KEY, thing())
    assert kept(KEY) is not None


def test_a_class_that_is_no_more_counts_as_none(folder, monkeypatch):
    keep(KEY, Gone())
    assert isinstance(kept(KEY), Gone)
    monkeypatch.delitem(globals(), "Gone")
    assert kept(KEY) is None


class Gone:
    """What a later version of the program may not have."""


def test_the_one_used_longest_ago_goes_first_once_files_pass_the_bound(folder, monkeypatch):
    for at, name in enumerate("abc"):
        keep(name, thing(1000))
        os.utime(folder / name, (at, at))
    kept("a")
    monkeypatch.setattr(kept_module, "MOST_BYTES", 3 * (folder / "a").stat().st_size)
    keep("d", thing(1000))
    assert sorted(path.name for path in folder.iterdir()) == ["a", "c", "d"]


@pytest.mark.parametrize("told", ["file", "off"])
def test_a_thing_is_made_each_time_where_nothing_can_be_or_is_to_be_kept(folder, monkeypatch, told):
    folder.parent.joinpath("file").write_text("not a folder")
    monkeypatch.setenv("SIM_CACHE", "off" if told == "off" else str(folder.parent / "file" / "cache"))
    times = []
    for _ in range(2):
        assert kept_or_made(KEY, lambda: times.append(1) or thing())["words"] == ("一", "two")
    assert len(times) == 2
    assert [path.name for path in folder.parent.iterdir()] == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="owners are told otherwise")
def test_what_another_user_has_written_is_not_read_and_the_folder_is_for_its_owner(folder, monkeypatch):
    keep(KEY, thing())
    assert folder.stat().st_mode & 0o777 == 0o700
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    assert kept(KEY) is None


def test_the_folder_is_the_one_told_else_the_users(monkeypatch, tmp_path):
    monkeypatch.delenv("SIM_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "of_user"))
    keep(KEY, thing())
    assert (tmp_path / "of_user" / "sim" / "kept" / KEY).is_file()


def test_the_key_tells_kinds_content_and_programs_apart(monkeypatch):
    assert key_of("a", 1, "x") == key_of("a", 1, "x")
    assert len({key_of("a", 1), key_of("b", 1), key_of("a", 2)}) == 3
    before = key_of("a", 1)
    monkeypatch.setattr(kept_module, "_program", lambda: ("another",))
    assert key_of("a", 1) != before


def test_the_hash_of_arrays_tells_names_types_shapes_and_values_apart():
    a = np.array([1, 2, 3, 4])
    others = [{"a": a}, {"b": a}, {"a": a.astype(float)}, {"a": a.reshape(2, 2)}, {"a": a + 1}, {"a": a[:0]}]
    assert len({arrays_sha256(one) for one in others}) == len(others)
    assert arrays_sha256({"a": a.copy(), "b": a}) == arrays_sha256({"b": a, "a": np.repeat(a, 2)[::2]})
