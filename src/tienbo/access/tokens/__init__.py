"""Access tokens: other software acting as a person (ADR 0033).

A token is a secret with a name, a last day and, where its holder says so, the right to write. Whoever shows the secret
acts as the holder, with the roles that he has at that moment and nothing more. It stops with the account, with its last
day, when it is revoked, and while the account still owes a password or a second factor.
"""
