"""Forms, rounds, entry, rules, versions, consolidation, the official report, and what offices do with it.

Sub-packages from the ground up: ``definitions`` (forms), ``rules`` (checks), ``rounds`` (who reports what when, and
where each report stands), ``versions`` (what was sent, frozen and chained), ``questions``
(what a superior asks about a place of a report), ``entry`` (working figures and text),
``consolidation`` (totals with coverage, lineage, standings), ``narrative`` (the text, with what comes from below),
``output`` (the official report), ``exchange`` (send, take, ask back, recall), ``oversight`` (the board, typing for
units below). Each has the skeleton of a module.
"""
