"""The driver of a batch over the fake engine, to be killed: python -m tests.run.drive OUT WORKERS."""

import sys

from sim.run.batch import run_batch
from tests.run.batches import make_plan

SEEDS, DRAWS = tuple(range(20, 30)), 4
N_RUNS = 2 * DRAWS * len(SEEDS)

if __name__ == "__main__":
    report = run_batch(
        make_plan(sys.argv[1], seeds=SEEDS, draws=DRAWS),
        workers=int(sys.argv[2]),
        resume=True,
        lang="en",
        command="sim batch",
    )
    sys.exit(130 if report.interrupted else 0)
