"""Write the canonical input tables of Tonghua for 1 September 2017 from the source rows beside this file.

Run ``python scenarios/tonghua/build_inputs.py [FOLDER]``; FOLDER is ``input`` beside this file unless named.
``--checks`` writes CHECKS.md beside this file instead: what the method gives where a figure was found.
Nothing but the folder ``sources`` is read, and the same sources give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from builder.command import run
from builder.target import OF_2017

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    run(OF_2017, HERE, sys.argv[1:])
