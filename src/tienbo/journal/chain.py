"""The digest of a journal line; pure.

digest = SHA-256 over the canonical JSON of the line's content and the digest of the subject's line before it
(64 zeros for the first).
"""

import hashlib
import json

FIRST = "0" * 64


def line_digest(
    *,
    at: str,
    actor_uid: str | None,
    action: str,
    module: str,
    kind: str,
    key: str,
    facts: dict,
    previous: str,
) -> str:
    """The digest of one line. `at` is ISO in UTC with microseconds."""
    content = [at, actor_uid, action, module, kind, key, facts, previous]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
