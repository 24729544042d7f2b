"""Registers of schools and classes (台账), from the records of one run; and how a register is set out."""
