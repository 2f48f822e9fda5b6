"""The text of a report: what the form asks heading by heading, what the unit writes, what it can take over.

Words: a *heading* is one part of the form's text; *prose* is its running text, *items* are single sentences, each with
a type where the form asks one; the *text from below* is what the units whose reports are taken wrote under the same
heading; a *group* is items from below that say nearly the same (`grouping`); what was taken over keeps its *sources*
(`entry.wording`); *proposals* are sentences that records of other modules offer.

Tables: ``reporting_itemchoice`` (items from below that were dropped, or taken out of their group); `entry` holds the
passages.
"""
