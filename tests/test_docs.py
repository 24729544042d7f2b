"""The generated pages of docs say what the code declares."""

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def generator():
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["dictionary.md", "indicators.md", "numbers.md"])
def test_generated_page_is_up_to_date(page):
    made = generator().PAGES[page]()
    assert (DOCS / page).read_text(encoding="utf-8") == made, "run `make docs`"


def test_every_page_is_checked():
    assert set(generator().PAGES) == {"dictionary.md", "indicators.md", "numbers.md"}
