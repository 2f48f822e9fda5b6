"""Rounds: who reports what, about which period, by when, under whom.

Words: a *round* asks one form of a set of *participants* for a period; the tree of the day ``tree_on`` decides who
reports to whom; a *report* is a participant's paper and the only place where its state lives; due days differ by kind
of unit. Period, closing date and due dates are data, never computed from "H1".

Tables: ``reporting_round``, ``reporting_rounddue``, ``reporting_participant``, ``reporting_report``;
``reporting_extension`` of `extensions`.
"""
