"""Reminders by the clock: a ladder of days before and after the last day on time, and who is told on each.

Words: a *rung* is a number of working days from the last day on time; on each, those concerned are told once. Who has
sent, is exempt, is typed for, or was reminded by hand that day is left out. The *ladder* of a round says which rungs it
has.

Tables: ``reporting_ladder`` (of rounds that chose another than the usual one), ``reporting_remindersent``,
``reporting_remindingletter`` (official letters that urged, once they are numbered).
"""
