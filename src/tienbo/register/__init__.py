"""Numbers and files of official documents, incoming and outgoing.

Words: an *official document* is a paper with an issuer, a number and symbol, a day and a subject; *outgoing* ones were
issued by the unit, *incoming* ones were received. A number is entered by the records clerk after signing, never
invented; in a unit's register it is given once a year. Thin here: files and numbers; the register's screens come with
the network's work.

Table: ``register_officialdocument``.
"""
