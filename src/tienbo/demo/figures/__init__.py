"""Invented figures that a unit of Cao Bằng might have sent: of its size, and agreeing with one another. They describe
nobody and are marked illustrative wherever they show.

Words: a *draft* is the figures of one report in the making; *bodies* are what a unit has (its committee, party
organisations, council, staff), *activities* what it did. What nobody asks is made up too where others follow from
them: each party organisation is drawn by itself, and those that meet a condition are then counted.

Tables: none.
"""
