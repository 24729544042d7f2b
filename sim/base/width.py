"""How wide a text stands in a terminal, and how to break it there."""

import re
from unicodedata import east_asian_width

# A line may break after a blank and between Chinese characters, but not before a closing mark.
_PIECE = re.compile(r"[^\s\u2e80-\uffef]+[\u3000-\u3002\uff00-\uff0f\uff1a-\uff1f]*\s*|[\u2e80-\uffef]"
                    r"[\u3000-\u3002\u201d\u2019\uff00-\uff0f\uff1a-\uff1f]*\s*|\s+")  # fmt: skip


def display_width(text: str) -> int:
    """Return the columns a text takes in a terminal; a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def pad(text: str, width: int) -> str:
    """Return a text filled with blanks to `width` columns of a terminal."""
    return text + " " * (width - display_width(text))


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Return a text as lines of at most `width` columns of a terminal.

    Parameters
    ----------
    text : str
        One paragraph.
    width : int
        Columns of a line; a word longer than that stands alone in its line.
    indent : str
        What every line but the first begins with.
    """
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line.strip() and display_width(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = indent
        line += piece
    return [*lines, line.rstrip()]
