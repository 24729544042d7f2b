"""Write the canonical input tables of Tonghua for 1 September 2025, all of them estimates.

Run ``python scenarios/tonghua_2025/build_inputs.py [FOLDER]``; FOLDER is ``input`` beside this file unless named.
``--checks`` writes CHECKS.md beside this file instead. The builder and the sources are those of
``scenarios/tonghua``: only the start year differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tonghua"))

from builder.command import run
from builder.target import OF_2025

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    run(OF_2025, HERE, sys.argv[1:])
