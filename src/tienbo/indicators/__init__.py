"""Data elements, their breakdowns, observations; later indicators and targets. The ports for report sources.

Words: a *data element* is what is counted (`committee.members`); a *breakdown* says for whom or where ("" is the total,
"level=commune;sex=F" the women of communes), one immutable row each; an *observation* is a unit's own figure for a
period from an accepted report: never a total over units, never overwritten, only superseded.

Tables: ``indicators_dataelement``, ``indicators_breakdown``, ``indicators_observation``.
"""
