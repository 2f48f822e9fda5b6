"""Who gets what at the addresses of letters.

A draft of the province with everything decided, and the same letter issued to the department and to the district.
"""

from tests.guidance.own_letter import DATA, NAME
from tienbo.core.authorise import SYSTEM
from tienbo.guidance.actions import (
    correct_letter,
    decide_proposals,
    issue_letter,
    pass_letter_on,
    read_into_draft,
)
from tienbo.guidance.states import Decision


def prepare(world) -> dict:
    """The draft, the issued letter without a number, and what their addresses need."""
    draft, issued = (read_into_draft(by=SYSTEM, unit=world.tinh, data=DATA, filename=NAME) for _ in range(2))
    for letter in (draft, issued):
        decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    issued = correct_letter(by=SYSTEM, letter=issued, fields={"number": ""})
    issue_letter(by=SYSTEM, letter=issued, addressees=[world.so, world.huyen])
    return {
        "draft": draft,
        "find": draft.proposals.order_by("pk").first(),
        "letter": issued,
        "addressee": issued.addressees.get(unit=world.huyen),
        "own": pass_letter_on(by=SYSTEM, letter=issued, unit=world.huyen),
    }


def _draft(world) -> dict:
    return {"uid": world.draft.uid}


def _find(world) -> dict:
    return {"uid": world.draft.uid, "pk": world.find.pk}


def _issued(world) -> dict:
    return {"uid": world.letter.uid}


def _own(world) -> dict:
    return {"uid": world.own.uid}


def _addressee(world) -> dict:
    return {"addressee": world.addressee.pk}


def _add(world) -> dict:
    return {"new-text": "Cử người dự họp", "new-firmness": "required", "new-meant": "by", "new-base": "0"}


# A draft exists only for those who may issue it.
DRAFTERS = {"*": 404, "standing": 200, "head": 200}
CHANGES = DRAFTERS | {"standing": 302, "head": 302}
REFUSED_SHAPE = DRAFTERS | {"standing": 422, "head": 422}
# The issuer's own people (its administrator reads no letters), and those at or above an addressee.
ISSUERS_SIDE = {"*": 404, **dict.fromkeys(["standing", "head", "inspector", "viewer"], 200)}
READERS = ISSUERS_SIDE | dict.fromkeys(["officer", "district_head", "delegate"], 200)
ISSUES = dict.fromkeys(ISSUERS_SIDE, 403) | {"*": 404, "standing": 200, "head": 200}
ISSUED = ISSUES | {"standing": 302, "head": 302}
ADDRESSED = dict.fromkeys(READERS, 403) | {"*": 404, "officer": 302, "district_head": 302}

# The district's own draft.
OWN = {"*": 404, "officer": 200, "district_head": 200}

ROWS = [
    {"url": "guidance:list", "expect": {"*": 200}},
    {"url": "guidance:new", "expect": {"*": 403, **dict.fromkeys(
        ["standing", "head", "officer", "district_head", "commune", "stranger"], 200)}},
    {"url": "guidance:new", "method": "post", "data": lambda world: {"text": "Ghi chép."}, "expect": {
        "*": 403, **dict.fromkeys(["standing", "head", "officer", "district_head", "commune", "stranger"], 302)}},
    {"url": "guidance:letter", "kwargs": _draft, "expect": DRAFTERS},
    {"url": "guidance:file", "kwargs": _draft, "expect": DRAFTERS},
    {"url": "guidance:header", "method": "post", "kwargs": _draft, "expect": REFUSED_SHAPE},
    {"url": "guidance:find", "kwargs": _find, "expect": DRAFTERS},
    {"url": "guidance:find", "method": "post", "kwargs": _find, "expect": REFUSED_SHAPE},
    {"url": "guidance:find_decide", "method": "post", "kwargs": _find,
     "data": lambda world: {"decision": "dropped"}, "expect": CHANGES},
    {"url": "guidance:keep_rest", "method": "post", "kwargs": _draft, "expect": CHANGES},
    {"url": "guidance:find_add", "method": "post", "kwargs": _draft, "data": _add, "expect": CHANGES},
    {"url": "guidance:discard", "kwargs": _draft, "expect": DRAFTERS},
    {"url": "guidance:discard", "method": "post", "kwargs": _draft, "expect": CHANGES},
    {"url": "guidance:discard", "kwargs": _issued, "expect": {"*": 404}},
    {"url": "guidance:issue", "kwargs": _draft, "expect": DRAFTERS},
    {"url": "guidance:issue", "method": "post", "kwargs": _draft,
     "data": lambda world: {"act": "issue", "unit": [world.so.pk]}, "expect": CHANGES},
    {"url": "guidance:issue", "kwargs": _issued, "expect": {"*": 404}},
    {"url": "guidance:letter", "kwargs": _issued, "expect": READERS},
    {"url": "guidance:file", "kwargs": _issued, "expect": READERS},
    {"url": "guidance:acknowledge", "method": "post", "kwargs": _issued, "data": _addressee, "expect": ADDRESSED},
    {"url": "guidance:acknowledge", "method": "post", "kwargs": _issued, "expect": {"*": 404}},
    {"url": "guidance:pass_on", "method": "post", "kwargs": _issued, "data": _addressee, "expect": ADDRESSED},
    {"url": "guidance:text", "kwargs": _own, "expect": OWN},
    {"url": "guidance:text", "method": "post", "kwargs": _own, "expect": OWN | {"officer": 422, "district_head": 422}},
    {"url": "guidance:text", "kwargs": _draft, "expect": {"*": 404}},
    {"url": "guidance:board", "kwargs": _issued, "expect": ISSUERS_SIDE},
    {"url": "guidance:board", "kwargs": _draft, "expect": {"*": 404}},
    {"url": "guidance:remind", "method": "post", "kwargs": _issued,
     "data": lambda world: {"row": world.huyen.pk, "act": "send"}, "expect": ISSUED},
    {"url": "guidance:number", "kwargs": _issued, "expect": ISSUES},
    {"url": "guidance:number", "method": "post", "kwargs": _issued,
     "data": lambda world: {"number": "9/X", "issued_on": "20/03/2015"}, "expect": ISSUED},
    {"url": "guidance:withdraw", "kwargs": _issued, "expect": ISSUES},
    {"url": "guidance:withdraw", "method": "post", "kwargs": _issued, "expect": ISSUED},
]  # fmt: skip
