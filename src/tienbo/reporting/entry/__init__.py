"""Working figures and text of a report, cell by cell, with the history of each.

Words: an *entry* is the working figure
of a cell; a *change* is one edit of it, never altered; a *passage* is the text of one heading. Entering *for* a unit
("nhập thay") makes its superior the report's proxy: there is still one report, so nothing is counted twice.

Tables: ``reporting_entry``, ``reporting_entrychange``, ``reporting_passage``,
``reporting_justification``, ``reporting_justificationchange``.
"""
