"""Who did what to which thing, and when: append-only.

Words: a *line* is one act; its *subject* is the thing acted on (module, kind, key). Lines hold plain keys and text,
no foreign key and no personal data: an actor is a uid that means something only while the account exists.
Each line carries the digest of the subject's line before it, so a line that is taken out or altered shows.

Table: ``journal_line``.
"""
