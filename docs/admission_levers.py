"""Write docs/admission_levers.md from a finished batch of scenarios/admission_levers.yaml: `make admission`."""

import sys
from pathlib import Path

from paired_levers import Paired, page

PAGE = Path(__file__).with_suffix(".md")
ADMISSION = Paired(
    "Levers of admission on Tonghua (招生政策比较)",
    "make admission",
    "scenarios/admission_levers.yaml",
    (
        ("large_classes_local", "all"),
        ("n_overflow", "all"),
        ("mean_minutes", "all"),
        ("migrants_placed", "all"),
        ("share_migrants_placed", "all"),
        ("in_county_placed", "all"),
        ("share_in_county_first", "all"),
        ("dissimilarity_migrant", "primary"),
        ("dissimilarity_migrant", "junior"),
        ("dissimilarity_in_county", "primary"),
        ("dissimilarity_in_county", "junior"),
    ),
)

if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1]), ADMISSION), encoding="utf-8", newline="\n")
