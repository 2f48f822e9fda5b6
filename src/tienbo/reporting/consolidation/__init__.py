"""Totals with coverage, lineage, the board. Nothing is stored for a draft: a total is added up when it is read.

Words: a *total* of a cell is the unit's own figure plus the taken reports directly below, with its *coverage* in units:
expected, reported, estimated and the reasons for having none; *lineage* is the way from a total down to the cells that
somebody typed; what is *outstanding* are the units below whose reports are not in the totals.

No tables: totals are frozen by `exchange` into ``reporting_versiontotal``.
"""
