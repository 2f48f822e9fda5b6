"""What a person meets first: the desk, the units and their profiles, search, the journal, help.

Words: a *desk item* is one thing that the unit where the person sits should do next, with its state, its
deadline and the address where it is done; the *desk* is those items, the most urgent first, and the latest
of the inbox. Writes nothing.

Tables: none.
"""
