"""Forms, rounds, entry, rules, versions, consolidation, the official report, and what offices do with it.

Sub-packages from the ground up: ``definitions`` (forms), ``rules`` (checks), ``rounds`` (who reports what when, and
where each report stands), ``entry`` (working figures and text), ``versions`` (what was sent, frozen and chained),
``consolidation`` (totals with coverage, lineage, the board), ``output`` (the official report), ``exchange`` (send,
take, ask back, recall). Each has the skeleton of a module.
"""
