"""What a unit can show of its report to anybody: the proof of a version, and its check without the database.

Words: a *proof* is a file that holds one version of a unit, opened, and the way from its digest to the digest printed
on the signed paper of a superior; the *chain* are the versions on that way; an *inspector* is whoever checks it.

No tables. `versions.proof` is the pure core, docs/digest.md the definition.
"""
