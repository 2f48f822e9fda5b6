"""What a unit should know: an inbox per unit, read by each person for himself.

Words: a *notice* is a fact with a link (module, kind, key) that ``config.links`` resolves; it names no person. A *line*
of the inbox is one notice, or what many units did on one day, told in one sentence.

Tables: ``notices_notice``, ``notices_reading``, ``notices_seen``.
"""
