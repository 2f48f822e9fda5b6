"""What a person typed into an entry table, as it arrives: the script's JSON or the form without script.

The contract of both is in ``core.grid``. What a cell's key means is the business of whoever shows the table.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from tienbo.core.incoming import Unreadable, whole_number
from tienbo.core.statuses import ENTRY_MARKS

FLAGS = frozenset({"", "actual", *(mark.code for mark in ENTRY_MARKS)})
LONGEST = 400
# How a person put a figure into its cell: by hand, from the clipboard, while there was no connection, one for several.
WAYS = frozenset({"typed", "pasted", "offline", "filled"})


@dataclass(frozen=True)
class Change:
    """One cell as it was typed. `flag`, `note` None: the form has no such field; `base`: the revision typed over;
    `how`: one of `WAYS`."""

    key: str
    text: str
    flag: str | None
    note: str | None
    base: int
    how: str = "typed"


@dataclass(frozen=True)
class SentBatch:
    """What the script sent. `reasons`: texts by the code of their finding."""

    operation: uuid.UUID
    changes: tuple[Change, ...]
    reasons: Mapping[str, str]


def sent_batch(sent: object) -> SentBatch:
    """The script's batch, from its JSON. Unreadable when it is not of the contract's shape."""
    try:
        return SentBatch(
            operation=uuid.UUID(sent["op"]),
            changes=tuple(_change(each) for each in sent["changes"]),
            reasons={_text(each["code"]): _text(each["text"]) for each in sent.get("justifications", [])},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(str(error)) from error


def _change(sent: Mapping) -> Change:
    text, note = _text(sent.get("text") or ""), sent.get("note")
    if len(text) > LONGEST:
        raise Unreadable("longer than any figure")
    # A cell without an entry has no revision yet: the script sends what it was shown, a number or its digits.
    base = whole_number(str(sent.get("base") or 0))
    if base is None:
        raise Unreadable("no revision")
    how = _text(sent.get("how") or "typed")
    if how not in WAYS:
        raise Unreadable("no way of entering")
    flag = _flag(sent.get("flag") or "")
    return Change(_text(sent["cell"]), text, flag, None if note is None else _text(note), base, how)


def _text(sent: object) -> str:
    if not isinstance(sent, str):
        raise Unreadable("no text")
    return sent


def _flag(sent: str) -> str:
    if sent not in FLAGS:
        raise Unreadable("no mark")
    return sent or "actual"


def posted_change(post: Mapping[str, str], key: str) -> Change | None:
    """A cell of the form without script; None when the form did not have it. Unreadable for a mark that is none."""
    if f"v.{key}" not in post:
        return None
    flag = post.get(f"f.{key}")
    return Change(
        key=key,
        text=post[f"v.{key}"][:LONGEST],
        flag=None if flag is None else _flag(flag),
        note=post.get(f"n.{key}"),
        base=whole_number(post.get(f"b.{key}"), default=0),
    )
