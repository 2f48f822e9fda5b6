"""Units, their dated places in the tree, and what became of them.

Words: a *unit* is an identity that never moves and never changes; a *placement* says what it was called,
what kind it was, which official code it bore and under whom it stood, in a span of days; *ancestry* is the
closure of the placements, derived; a *succession* says which unit took over (wholly, in part, or unknown) on
which day and by which legal text; a *standing office* is the unit that holds the secretariat of another
unit's committee, in a span of days. An official code is no identity: codes are reused (field notes, section
4).

Tables: ``units_unit``, ``units_placement``, ``units_unitancestor``, ``units_succession``,
``units_standingoffice``.
"""
