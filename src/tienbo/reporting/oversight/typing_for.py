"""Keeping what a superior typed for units below: a unit that has not begun is taken over at its first figure that can
be read.
"""

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from tienbo.reporting.entry.actions import ProxyRefused, copy_last_period, declare_none, record_table_for
from tienbo.reporting.entry.grids import spoken
from tienbo.reporting.entry.sheets import key_of
from tienbo.reporting.entry.typed_figures import Outcome, Typed, keep_typed
from tienbo.reporting.oversight.sheets import Batch, Lane, ProxySheet
from tienbo.reporting.rounds.states import MoveRefused


@dataclass(frozen=True)
class KeptPart:
    """What became of one unit's part of a batch: an outcome, or why none of it could be kept."""

    lane: Lane
    typed: tuple[Typed, ...]
    outcome: Outcome | None
    problem: str = ""

    @property
    def is_whole(self) -> bool:
        """Everything was kept."""
        return self.outcome is not None and self.outcome.is_whole


def keep_for(*, by, sheet: ProxySheet, batch: Batch) -> list[KeptPart]:
    """Keep a batch unit by unit: one that has begun itself meanwhile refuses its own part and no other's."""
    found = []
    for slug in batch.typed.keys() | batch.reasons.keys():
        lane = sheet.lane(slug)
        if lane is not None:
            typed, reasons = tuple(batch.typed.get(slug, ())), batch.reasons.get(slug, {})
            found.append(_keep(by, lane, typed, reasons, batch.operation))
    return found


def _keep(by, lane: Lane, typed: tuple[Typed, ...], reasons: dict[str, str], operation: uuid.UUID) -> KeptPart:
    if lane.closed:
        return KeptPart(lane, typed, None, lane.closed)
    part = uuid.uuid5(operation, lane.slug)
    try:
        outcome = keep_typed(
            by=by, sheet=lane.sheet, typed=typed, reasons=reasons, operation=part, keep=record_table_for
        )
    except (ProxyRefused, PermissionDenied):
        return KeptPart(lane, typed, None, _("The unit has begun itself: it types, not you."))
    except MoveRefused:
        return KeptPart(lane, typed, None, _("Already sent."))
    return KeptPart(lane, typed, outcome)


def answer_parts(kept: KeptPart) -> dict[str, list[dict]]:
    """One unit's part of the answer to the script (``core.grid``)."""
    slug = kept.lane.slug
    if kept.outcome is None:
        refused = [_refused(slug, each, kept.problem) for each in kept.typed]
        return {"saved": [], "refused": refused, "conflicts": [], "told": []}
    outcome = kept.outcome
    return {
        "saved": [
            {
                "cell": f"{slug}:{key_of(cell)}",
                "text": "" if now.figure.value is None else spoken(now.figure),
                "revision": now.revision,
                "flag": "" if now.figure.flag == "actual" else now.figure.flag,
            }
            for cell, now in outcome.saved.items()
        ],
        "refused": [_refused(slug, each.typed, each.message, each.choices) for each in outcome.refused],
        "conflicts": [
            {
                "cell": f"{slug}:{key_of(each.typed.cell)}",
                "yours": spoken(each.conflict.yours),
                "theirs": spoken(each.conflict.theirs.figure),
                "by": each.by,
                "at": each.at,
                "revision": each.conflict.theirs.revision,
            }
            for each in outcome.clashes
        ],
        "told": [f"{kept.lane.report.participant.name}: {sentence}" for sentence in outcome.told],
    }


def _refused(slug: str, typed: Typed, message: str, choices=()) -> dict:
    return {
        "cell": f"{slug}:{key_of(typed.cell)}",
        "text": typed.text,
        "message": message,
        "choices": [{"text": text, "label": label} for text, label in choices],
    }


def unkept_of(parts: list[KeptPart]) -> dict:
    """What the form without script shows again, by unit and cell: as typed, and why it was not kept."""
    found = {}
    for kept in parts:
        slug = kept.lane.slug
        if kept.outcome is None:
            found |= {(slug, each.cell): (each, kept.problem) for each in kept.typed}
            continue
        found |= {(slug, each.typed.cell): (each.typed, each.message) for each in kept.outcome.refused}
        for clash in kept.outcome.clashes:
            typed = clash.typed
            again = Typed(typed.cell, typed.text, typed.flag, typed.note, clash.conflict.theirs.revision)
            found[slug, typed.cell] = (again, clash.message)
    return found


def fill_all(*, by, sheet: ProxySheet, act: str) -> int:
    """ "Không phát sinh" or "như kỳ trước" for the units shown that the superior already types; cells filled."""
    fill = {"none": declare_none, "same": copy_last_period}[act]
    open_lanes = [lane for lane in sheet.lanes if lane.is_proxied and not lane.closed]
    return sum(len(fill(by=by, report=lane.report, table=sheet.code).saved) for lane in open_lanes)
