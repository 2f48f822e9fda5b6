"""The tables of every sub-package, gathered where Django looks for them."""

from tienbo.reporting.definitions.models import FormDraft, FormVersion
from tienbo.reporting.entry.models import (
    Draw,
    Entry,
    EntryChange,
    Justification,
    JustificationChange,
    Passage,
    TableScale,
)
from tienbo.reporting.narrative.models import ItemChoice
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.questions.models import Question, Reply
from tienbo.reporting.reminders.models import ReminderSent, RemindingLetter, RoundLadder
from tienbo.reporting.rounds.models import Extension, Participant, Report, Round, RoundDue
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.signing.models import ExaminedFile
from tienbo.reporting.versions.models import (
    CountedVersion,
    Decision,
    ReportVersion,
    SignedPaper,
    VersionChild,
    VersionTotal,
)
from tienbo.reporting.workbook.models import OwnLayout, WorkbookUpload

__all__ = [
    "CountedVersion",
    "Decision",
    "Draw",
    "Entry",
    "EntryChange",
    "ExaminedFile",
    "Extension",
    "FormDraft",
    "FormVersion",
    "IssuedFile",
    "ItemChoice",
    "Justification",
    "JustificationChange",
    "OwnLayout",
    "Participant",
    "Passage",
    "Question",
    "ReminderSent",
    "RemindingLetter",
    "Reply",
    "Report",
    "ReportVersion",
    "Round",
    "RoundDue",
    "RoundLadder",
    "RuleSet",
    "SignedPaper",
    "TableScale",
    "VersionChild",
    "VersionTotal",
    "WorkbookUpload",
]
