"""The hash of the program changes with every source and table of the package, and with nothing else."""

import pytest

from sim.base import program


@pytest.fixture
def package(monkeypatch, tmp_path):
    monkeypatch.setattr(program, "__file__", str(tmp_path / "sim" / "base" / "program.py"))
    (tmp_path / "sim" / "world").mkdir(parents=True)
    (tmp_path / "sim" / "world" / "region.py").write_text("a = 1\n")
    return tmp_path / "sim"


def files_sha256() -> str:
    return program.files_sha256.__wrapped__()


def test_a_source_a_table_and_a_name_count(package):
    found = [files_sha256()]
    (package / "world" / "region.py").write_text("a = 2\n")
    found.append(files_sha256())
    (package / "numbers.csv").write_text("name,value\n")
    found.append(files_sha256())
    (package / "numbers.csv").rename(package / "words.csv")
    found.append(files_sha256())
    assert len(set(found)) == 4


def test_compiled_files_do_not_count(package):
    before = files_sha256()
    (package / "world" / "region.pyc").write_bytes(b"compiled")
    assert files_sha256() == before
