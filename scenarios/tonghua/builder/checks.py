"""What the method gives where a figure was found: the page of checks."""

from builder.target import Target


def checks_page(target: Target) -> str:
    return ""
