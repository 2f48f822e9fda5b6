"""What other software reads and writes of reports: addresses below ``/api/v1/``, mounted by `tienbo.api` (ADR 0033).

Thin wrappers of the queries and actions that the screens call. Words: a *given* cell is one as it came; what is *told*
is what goes back.
"""
