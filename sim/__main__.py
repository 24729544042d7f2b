"""Run the command line as ``python -m sim``."""

import sys

from sim.cli import main

if __name__ == "__main__":  # worker processes import this file again and must not start anew
    sys.exit(main())
