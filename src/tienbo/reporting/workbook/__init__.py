"""The workbook of a report: downloaded, filled in where there is no connection, read back cell by cell.

Words: a *workbook* is the XLSX that we write for one report, a sheet for each table it is asked. Each sheet bears a
signed *identity* (whose it is, of which round and form, and the last change of the report it was written from), so
that a sheet that was renamed, copied or moved into another file is still known. Reading is a *three-way comparison*:
what the sheet was written from, what it holds now, what the report holds now. Nothing is written before it was shown
(*dry run*).

A file without a sheet of ours, an office's own workbook or Word table, is read by a *layout*: see `own`.

Tables: ``reporting_workbookupload``, ``reporting_ownlayout``.
"""
