"""Declared numbers of the class rules (numbers.csv beside); none is tuned on a table that it is judged on."""

from pathlib import Path

from sim.base.number import read_numbers

NUMBERS = {number.name: number.value for number in read_numbers(Path(__file__).with_suffix(".csv"))}

# What is compared on the schools a rule is fitted to; the likeliest is kept.
MERGE_BELOW = (0.2, 0.5, 0.8, 1.0)  # x cap: merged mean at or below which a cohort loses a class
CUTOFFS = (None, 1.0)  # x cap: mean above which a cohort gains a class; None = it never does
MULTIGRADE = (None, 5, 10, 15, 20, 30)  # pupils that adjacent grades together may have and share a class
SIZE_EDGES = (0.5, 1.0, 2.0, 3.0, 5.0, 8.0)  # x best single cap: grades by size
DRIFT_SCALE, CHANGE_SCALE = 0.5, 1.0  # pupils a class: mean step from which the fit begins, and mean change
SPREAD_OF_KINDS = 2.5  # x these scales: the unsteadiest kind of school; the steadiest divides by it
LEAST = 1e-6  # probability of a number of classes that no cap and change explain: it says nothing of the cap
