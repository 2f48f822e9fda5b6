"""Extensions: a later day for one unit, asked for with a reason and decided by the superior, or given unasked.

Words: *to ask for more time* ("xin gia hạn"); *to extend* ("gia hạn") gives a unit a later last day on time. The day of
the round stays what it was and is shown beside it; what was sent already stays as late as it was. Sending is never
refused, with or without an extension.

Table: ``reporting_extension`` (with its model in `rounds`); the day that holds stands at the participant.
"""
