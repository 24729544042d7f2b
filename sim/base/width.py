"""How wide a text stands in a terminal."""

from unicodedata import east_asian_width


def display_width(text: str) -> int:
    """Return the columns a text takes in a terminal; a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
