"""States of a letter and of what was found in it; kinds of letters; the table of transitions. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a letter stands."""

    DRAFT = "draft", pgettext_lazy("document", "Draft")
    ISSUED = "issued", pgettext_lazy("document", "Issued")
    WITHDRAWN = "withdrawn", pgettext_lazy("document", "Withdrawn")


class Kind(TextChoices):
    """What sort of paper it is; the reader's own codes."""

    OFFICIAL_LETTER = "official_letter", pgettext_lazy("document", "Official letter")
    PLAN = "plan", pgettext_lazy("document", "Plan")
    GUIDANCE = "guidance", pgettext_lazy("document", "Guidance")
    DIRECTIVE = "directive", pgettext_lazy("document", "Directive")
    DECISION = "decision", pgettext_lazy("document", "Decision")
    NOTICE = "notice", pgettext_lazy("document", "Notice")
    INVITATION = "invitation", pgettext_lazy("document", "Invitation")
    REPORT = "report", pgettext_lazy("document", "Report")
    OTHER = "other", pgettext_lazy("document", "Other document")


# Papers that direct or guide: what "guidance documents issued" counts.
GUIDING = frozenset({Kind.OFFICIAL_LETTER, Kind.PLAN, Kind.GUIDANCE, Kind.DIRECTIVE, Kind.DECISION, Kind.NOTICE})


class Find(TextChoices):
    """What was found."""

    TASK = "task", _("Task")
    DEADLINE = "deadline", _("Deadline")


class Decision(TextChoices):
    """What a person decided about a find."""

    PROPOSED = "proposed", _("To be decided")
    KEPT = "kept", pgettext_lazy("decision", "Kept")
    DROPPED = "dropped", pgettext_lazy("decision", "Dropped")


class ReportKind(TextChoices):
    """Which periodic report a deadline is for."""

    NONE = "", _("not for a periodic report")
    HALF_YEAR = "half_year", _("half-year report")
    ANNUAL = "annual", _("annual report")


# (state before, act) -> state after. An act that is not here is refused.
TRANSITIONS = {
    (State.DRAFT, "correct_letter"): State.DRAFT,
    (State.DRAFT, "discard_letter"): State.DRAFT,
    (State.DRAFT, "issue_letter"): State.ISSUED,
    (State.ISSUED, "acknowledge_letter"): State.ISSUED,
    (State.ISSUED, "number_letter"): State.ISSUED,
    (State.ISSUED, "remind_units"): State.ISSUED,
    (State.ISSUED, "pass_letter_on"): State.ISSUED,
    (State.ISSUED, "withdraw_letter"): State.WITHDRAWN,
}
