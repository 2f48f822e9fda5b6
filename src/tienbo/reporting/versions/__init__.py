"""What was sent, frozen and chained.

Words: a *version* is a report as it was sent: own figures, text, the versions below that it consolidates, totals with
coverage, and one digest over all of it (docs/digest.md); the *counted version* of a report is the one its superior has
taken, which is what adds up; a *decision* is what became of a version; a *signed paper* follows as a fact of its own.

Tables: ``reporting_reportversion``, ``reporting_versionchild``, ``reporting_versiontotal``,
``reporting_countedversion``, ``reporting_decision``, ``reporting_signedpaper``.
"""
