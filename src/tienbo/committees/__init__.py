"""Committees for the Advancement of Women and who signs for them.

Words: a *committee* is the body at a unit in a span of days, with its symbol for documents and the line printed above
its name; a *signing seat* is how its documents are signed (KT. TRƯỞNG BAN / PHÓ TRƯỞNG BAN, home office below).
Its screens also name the standing office (the table is of `units`), since both are decided together.
Thin here: what a document's head and foot need; members, decisions and meetings come with the network's work.

Tables: ``committees_committee``, ``committees_signingseat``.
"""
