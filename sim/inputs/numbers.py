"""Declared numbers of the synthesis (numbers.csv beside): what a county's totals do not say."""

from pathlib import Path

from sim.base.number import read_numbers

NUMBERS = read_numbers(Path(__file__).with_suffix(".csv"))
