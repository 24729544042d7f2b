"""Files to region: the canonical tables, their strict reading, synthesis from totals, the input report."""
