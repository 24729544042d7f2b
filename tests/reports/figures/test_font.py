"""The font comes from its package, or the user is told."""

import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from sim.base.errors import UserError
from sim.reports.figures import font


def test_font_is_open_and_simplified_chinese():
    file = TTFont(font.font_file())
    assert file["name"].getDebugName(1) == "Noto Sans SC"
    assert "SIL Open Font License" in file["name"].getDebugName(13)
    every = [bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    hanzi = [pair.decode("gb2312") for pair in every if pair not in _LEFT_FREE]
    assert len(hanzi) == 6763  # GB 2312
    assert {ord(one) for one in hanzi} <= set(file.getBestCmap())


_LEFT_FREE = {bytes([0xD7, cell]) for cell in range(0xFA, 0xFF)}  # places that GB 2312 leaves free


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_missing_package_is_told(monkeypatch, lang):
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    with pytest.raises(UserError) as caught:
        font.font_file()
    assert "pip install pylopdf-fonts-zh-cn" in caught.value.text(lang)


def test_a_package_without_its_file_is_told(monkeypatch):
    monkeypatch.setattr("pylopdf_fonts_zh_cn.sans_path", lambda: Path("nowhere.otf"))
    with pytest.raises(UserError, match="nowhere.otf"):
        font.font_file()


def test_characters_that_the_font_lacks_are_found_once():
    assert font.without_glyph(["撤并 A😀", "😀\n"]) == ["😀"]
