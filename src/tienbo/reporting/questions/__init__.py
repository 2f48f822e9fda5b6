"""Asking back: what a superior asks about one place of a report, and what the unit replies, as a thread.

Words: a *question* is about a cell, a table, a heading of the text, or the report as a whole; it is open until the
unit replies or sends a changed figure (answered), and stays so until the side that asked closes it or takes the report.
What is not answered never keeps a report from being sent.

Tables: ``reporting_question``, ``reporting_reply``.
"""
