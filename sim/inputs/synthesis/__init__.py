"""Build the start of a run from county totals with keyed draws."""
