"""Forms, rounds, entry, rules, versions, consolidation, narrative, official report.

Sub-packages from the ground up: ``definitions`` (forms), ``rules`` (checks), ``rounds`` (who reports what when),
``entry`` (working figures and text), ``versions`` (what was sent, frozen and chained), ``consolidation`` (totals with
coverage, lineage, the board), ``output`` (the official report). Each has the skeleton of a module.
"""
