"""The text of a report: what the form asks heading by heading, what the unit writes, what it can take over.

Words: a *heading* is one part of the form's text; *prose* is its running text, *items* are single sentences, each with
a type where the form asks one; the *text from below* is what the units whose reports are taken wrote under the same
heading; *proposals* are sentences that records of other modules offer.

Tables: none; `entry` holds the passages.
"""
