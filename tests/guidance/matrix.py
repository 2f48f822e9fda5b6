"""Who gets what at the addresses of letters."""

import datetime as dt

from tests.guidance.own_letter import DATA, NAME
from tienbo.core import clock
from tienbo.guidance.actions import decide_proposals, issue_letter, read_into_draft
from tienbo.guidance.models import Addressee
from tienbo.guidance.states import Find


def prepare(world) -> dict:
    """The province's letter issued to its districts and its department, and its draft of another."""
    with clock.at(dt.date(2015, 3, 20)):
        letter = read_into_draft(by=world.standing, unit=world.tinh, data=DATA, filename=NAME)
        decide_proposals(by=world.standing, letter=letter, decision="kept")
        letter.refresh_from_db()
        issue_letter(by=world.standing, letter=letter, addressees=[world.huyen, world.huyen2, world.so])
        draft = read_into_draft(by=world.standing, unit=world.tinh, data=DATA, filename=NAME)
    return {
        "letter": letter,
        "draft": draft,
        "find": draft.proposals.filter(kind=Find.TASK).order_by("order").first(),
        "addressed": Addressee.objects.get(letter=letter, unit=world.huyen),
        "letter_task": letter.group,
    }


def _letter(world) -> dict:
    return {"uid": world.letter.uid}


def _draft(world) -> dict:
    return {"uid": world.draft.uid}


def _find(world) -> dict:
    return {"uid": world.draft.uid, "pk": world.find.pk}


def _as_district(world) -> dict:
    return {"addressee": str(world.addressed.pk)}


# Whoever reads letters of the issuer or of an addressee; the administrator reads none.
READS = {
    "*": 404,
    **dict.fromkeys(["standing", "head", "inspector", "viewer"], 200),
    **dict.fromkeys(["officer", "district_head", "delegate", "stranger"], 200),
}
# Whoever reads those of the issuer itself.
OVERSEES = {"*": 404, **dict.fromkeys(["standing", "head", "inspector", "viewer"], 200)}
ISSUES = {"*": 404, "inspector": 403, "viewer": 403}
PREPARES = {"*": 404, "standing": 200, "head": 200}
CHANGES = {"*": 404, "standing": 302, "head": 302}

ROWS = [
    {"url": "guidance:list", "expect": {"*": 200}},
    {"url": "guidance:new", "expect": {"*": 403, **dict.fromkeys(
        ["standing", "head", "officer", "district_head", "commune", "stranger"], 200)}},
    {"url": "guidance:letter", "kwargs": _letter, "expect": READS},
    {"url": "guidance:letter", "kwargs": _draft, "expect": PREPARES},
    {"url": "guidance:file", "kwargs": _letter, "expect": READS},
    {"url": "guidance:acknowledge", "method": "post", "kwargs": _letter, "data": _as_district,
     "expect": {"*": 404, "officer": 302, "district_head": 302,
                **dict.fromkeys(["standing", "head", "inspector", "viewer", "delegate"], 403)}},
    {"url": "guidance:pass_on", "method": "post", "kwargs": _letter, "data": _as_district,
     "expect": {"*": 404, "officer": 302, "district_head": 302,
                **dict.fromkeys(["standing", "head", "inspector", "viewer", "delegate"], 403)}},
    {"url": "guidance:board", "kwargs": _letter, "expect": OVERSEES},
    {"url": "guidance:remind", "method": "post", "kwargs": _letter,
     "data": lambda world: {"row": [str(world.huyen.pk)], "act": "send"},
     "expect": ISSUES | {"standing": 302, "head": 302}},
    {"url": "guidance:withdraw", "kwargs": _letter, "expect": ISSUES | {"standing": 200, "head": 200}},
    {"url": "guidance:withdraw", "method": "post", "kwargs": _letter,
     "expect": ISSUES | {"standing": 302, "head": 302}},
    {"url": "guidance:number", "kwargs": _letter, "expect": ISSUES | {"standing": 200, "head": 200}},
    {"url": "guidance:header", "method": "post", "kwargs": _draft,
     "expect": {"*": 404, "standing": 422, "head": 422}},
    {"url": "guidance:keep_rest", "method": "post", "kwargs": _draft, "expect": CHANGES},
    {"url": "guidance:find_add", "method": "post", "kwargs": _draft,
     "expect": {"*": 404, "standing": 422, "head": 422}},
    {"url": "guidance:find", "kwargs": _find, "expect": PREPARES},
    {"url": "guidance:find_decide", "method": "post", "kwargs": _find, "data": lambda world: {"decision": "kept"},
     "expect": CHANGES},
    {"url": "guidance:discard", "kwargs": _draft, "expect": PREPARES},
    {"url": "guidance:discard", "method": "post", "kwargs": _draft, "expect": CHANGES},
    {"url": "guidance:issue", "kwargs": _draft, "expect": PREPARES},
]  # fmt: skip
