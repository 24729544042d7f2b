"""Arrays kept by content: made once, read back, made anew where the file is broken, and never a hindrance."""

import numpy as np
import pytest

from sim.base import cache
from sim.base.cache import cache_folder, cached, content_key, forget

KEY = content_key("test", {"a": np.arange(3)})


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Return a way to ask for two arrays, and the list of how often they were made."""
    monkeypatch.setenv("SIM_CACHE", str(tmp_path / "kept"))
    forget()
    times = []

    def make():
        times.append(1)
        return {"a": np.array([1.5, 2.5]), "b": np.array([7])}

    yield lambda key=KEY: cached(key, ("a", "b"), make), times
    forget()


def test_arrays_are_made_once_in_a_process_and_once_for_all_processes(made):
    ask, times = made
    assert ask() is ask()
    forget()  # another process
    again = ask()
    assert (again["a"].tolist(), again["b"].tolist()) == ([1.5, 2.5], [7])
    assert len(times) == 1
    assert [path.name for path in cache_folder().iterdir()] == [f"{KEY}.npz"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a file", b"\x93NUMPY"])
def test_a_broken_file_is_made_anew(made, content):
    ask, times = made
    cache_folder().mkdir()
    (cache_folder() / f"{KEY}.npz").write_bytes(content)
    assert ask()["b"].tolist() == [7]
    forget()
    ask()
    assert len(times) == 1


def test_a_file_cut_short_or_without_an_array_is_made_anew(made):
    ask, times = made
    ask()
    path = cache_folder() / f"{KEY}.npz"
    path.write_bytes(path.read_bytes()[:-40])
    forget()
    ask()
    np.savez(path, a=np.zeros(2))
    forget()
    assert ask()["a"].tolist() == [1.5, 2.5]
    assert len(times) == 3


def test_a_folder_that_cannot_be_written_is_no_mistake(made, tmp_path, monkeypatch):
    ask, times = made
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("SIM_CACHE", str(tmp_path / "file" / "kept"))
    assert ask()["b"].tolist() == [7]
    assert len(times) == 1


def test_the_key_tells_names_types_shapes_and_values_apart():
    a = np.array([1, 2, 3, 4])
    others = [
        content_key("x", {"a": a}), content_key("y", {"a": a}), content_key("x", {"b": a}),
        content_key("x", {"a": a.astype(float)}), content_key("x", {"a": a.reshape(2, 2)}),
        content_key("x", {"a": a + 1}),
    ]  # fmt: skip
    assert len(set(others)) == len(others)
    assert content_key("x", {"a": a.copy(), "b": a}) == content_key("x", {"b": a, "a": a})


def test_what_is_kept_is_read_only_and_the_oldest_goes_first(made, monkeypatch):
    ask, times = made
    monkeypatch.setattr(cache, "MOST_IN_PROCESS", 2)
    assert not ask("1")["a"].flags.writeable
    ask("2")
    ask("1")
    ask("3")  # 2 was used longest ago
    monkeypatch.setenv("SIM_CACHE", str(cache_folder() / "elsewhere"))
    ask("1")
    assert len(times) == 3
    ask("2")
    assert len(times) == 4


def test_the_folder_is_the_one_told_else_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("SIM_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("SIM_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "of_user"))
    assert cache_folder() == tmp_path / "of_user" / "sim"
