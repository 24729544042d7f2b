"""School-network simulation: households, migrant children and schools, year by year."""

__version__ = "0.1.0"
