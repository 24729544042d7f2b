"""Registers of children as a bureau has them (台账、档案): rows seen in a run that is made again."""
