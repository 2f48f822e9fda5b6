"""The rule book: rule sets read, written rule by rule in the browser, tried on existing reports, released, adopted.

Words: a *trial* runs a rule set over the reports of chosen rounds and writes nothing; a rule *touches* a report when it
finds something there. Stands above `entry`, because a trial needs figures; the sets themselves are `rules`.

Tables: none.
"""
