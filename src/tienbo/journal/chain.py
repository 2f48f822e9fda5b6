"""The digest of a journal line; pure. Described in docs/digest.md.

digest = SHA-256 over the canonical JSON of the line's content and the digest of the subject's line before it
(64 zeros for the first). Scheme 2 holds also the unit in whose journal the line is read; lines written before it keep
scheme 1. A line does not say its scheme: what fits neither is broken.
"""

import hashlib
import json

FIRST = "0" * 64
SCHEMES = (2, 1)
"""The scheme of lines written now comes first."""


def line_digest(
    *,
    at: str,
    actor_uid: str | None,
    action: str,
    module: str,
    kind: str,
    key: str,
    unit_uid: str | None,
    facts: dict,
    previous: str,
    scheme: int = SCHEMES[0],
) -> str:
    """The digest of one line. `at` is ISO in UTC with microseconds."""
    content = [at, actor_uid, action, module, kind, key, facts, previous]
    if scheme > 1:
        content = [scheme, *content, unit_uid]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
