"""From the source rows of Tonghua to the canonical input tables; see ../SOURCES.md for the methods."""
