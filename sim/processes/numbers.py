"""Declared numbers of the yearly processes (numbers.csv beside) that no fit at the start needs."""

from pathlib import Path

from sim.base.number import read_numbers

NUMBERS = read_numbers(Path(__file__).with_suffix(".csv"))
