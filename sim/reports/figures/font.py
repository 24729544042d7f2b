"""The font of the figures: Noto Sans SC from its package, never one that a machine happens to have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from matplotlib.font_manager import FontEntry, fontManager, get_font

from sim.base.errors import Say, UserError

PACKAGE = "pylopdf-fonts-zh-cn"
FAMILY = (
    "Noto Sans SC of school-network-sim"  # a name of our own: a font of the machine cannot stand in for it
)


def font_file() -> Path:
    """Return the font file of the package.

    Raises
    ------
    UserError
        When the package is not installed, or has no such file.
    """
    try:
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError as error:
        raise _no_font() from error
    if not sans_path().is_file():
        raise _no_font(str(sans_path()))
    return sans_path()


@cache
def register() -> str:
    """Make the font known to matplotlib and return its family name."""
    fontManager.ttflist.append(FontEntry(fname=str(font_file()), name=FAMILY))
    return FAMILY


def without_glyph(texts: Iterable[str]) -> list[str]:
    """Return the characters of some texts that the font cannot draw, each once."""
    there = get_font(str(font_file())).get_charmap()
    characters = dict.fromkeys("".join(texts))
    return [one for one in characters if ord(one) not in there and one.isprintable() and not one.isspace()]


def _no_font(where: str = "") -> UserError:
    return UserError(
        Say("the font of the figures is not installed", "未安装图件所用的字体"),
        where=where,
        value=PACKAGE,
        rule=Say("figures use the font of this package only", "图件只使用该软件包中的字体"),
        remedy=Say(f"install it: pip install {PACKAGE}", f"请安装：pip install {PACKAGE}"),
    )
