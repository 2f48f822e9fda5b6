"""Sending, taking, asking back, recalling, reopening: what one office does to a report that another sees.

Each act is one transaction: it is wholly there or not at all, and it is journalled. Locks: the superior's report before
the child's, so that taking a child and sending the superior's own report never cross.
"""
