"""Write docs/layout_options.md from a finished batch of scenarios/layout_options.yaml: `make layout`."""

import sys
from pathlib import Path

from paired_levers import Paired, page

PAGE = Path(__file__).with_suffix(".md")
LAYOUT = Paired(
    "Seven options of school layout for Tonghua (布局方案比选)",
    "make layout",
    "scenarios/layout_options.yaml",
    (
        ("pupils_over_limit", "all"),
        ("boarders", "all"),
        ("bus_pupils", "all"),
        ("small_schools", "all"),
        ("large_classes_local", "all"),
        ("mean_minutes", "all"),
        ("dropouts", "all"),
    ),
    (
        ("moves_county_seat", "all"),
        ("moves_township_seat", "all"),
        ("displaced", "all"),
        ("capital_spent", "all"),
        ("yuan_bus_running", "all"),
    ),
)

if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1]), LAYOUT), encoding="utf-8", newline="\n")
