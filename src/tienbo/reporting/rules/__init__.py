"""Rules: what the figures of a report must agree with, said at the cell and in words.

An error stops sending (never saving); a warning asks for a justification that travels with the report. Pure but for
the rule sets: a *rule set* is a list of checks that a unit keeps beside a form, in the language of the form's own. It
is written as a *draft*, *released*, which fixes it for good, and *retired* when a newer version is released or none
shall be; a round names the set by which its reports are checked, or none: then the form's own checks stand.

Tables: ``reporting_ruleset``.
"""
