"""What a unit should know: an inbox per unit, read by each person for himself.

Words: a *notice* is a fact with a link (module, kind, key) that ``config.links`` resolves; it names no
person. Thin here: the inbox; e-mail, reminders and the calendar feed come with reporting's deepening.

Tables: ``notices_notice``, ``notices_reading``.
"""
