"""Every permission of the program, and how far down the tree it reaches from the unit of the grant."""

from enum import Enum, StrEnum

from django.utils.translation import gettext_lazy as _


class Reach(Enum):
    """How far below the unit of a grant a permission holds."""

    HERE = "here"
    BELOW = "below"


class Permission(StrEnum):
    """One act a person may do. The value is the name that ``has_perm`` is asked for."""

    UNIT_VIEW = "unit.view"
    UNIT_CHANGE = "unit.change"
    COMMITTEE_KEEP = "committee.keep"
    PEOPLE_MANAGE = "people.manage"
    JOURNAL_VIEW = "journal.view"
    LETTER_VIEW = "letter.view"
    LETTER_ISSUE = "letter.issue"
    LETTER_ACKNOWLEDGE = "letter.acknowledge"
    TASK_VIEW = "task.view"
    TASK_REPORT = "task.report"
    ROUND_VIEW = "round.view"
    ROUND_OPEN = "round.open"
    RULES_EDIT = "rules.edit"
    FORMS_EDIT = "forms.edit"
    REPORT_VIEW = "report.view"
    REPORT_ENTER = "report.enter"
    REPORT_ENTER_FOR = "report.enter_for"
    REPORT_SEND = "report.send"
    REPORT_TAKE = "report.take"
    PAPER_RECORD = "paper.record"
    DELEGATE = "report.delegate"
    SYSTEM_KEEP = "system.keep"


P, R = Permission, Reach

REACH: dict[Permission, Reach] = {
    P.UNIT_VIEW: R.BELOW,
    P.UNIT_CHANGE: R.BELOW,
    P.COMMITTEE_KEEP: R.BELOW,
    P.PEOPLE_MANAGE: R.BELOW,
    P.JOURNAL_VIEW: R.BELOW,
    P.LETTER_VIEW: R.BELOW,
    P.LETTER_ISSUE: R.HERE,
    P.LETTER_ACKNOWLEDGE: R.HERE,
    P.TASK_VIEW: R.BELOW,
    P.TASK_REPORT: R.HERE,
    P.ROUND_VIEW: R.BELOW,
    P.ROUND_OPEN: R.HERE,
    P.RULES_EDIT: R.HERE,
    P.FORMS_EDIT: R.HERE,
    P.REPORT_VIEW: R.BELOW,
    P.REPORT_ENTER: R.HERE,
    P.REPORT_ENTER_FOR: R.HERE,
    P.REPORT_SEND: R.HERE,
    P.REPORT_TAKE: R.HERE,
    P.PAPER_RECORD: R.HERE,
    P.DELEGATE: R.HERE,
    P.SYSTEM_KEEP: R.HERE,
}

SENTENCES: dict[Permission, object] = {
    P.UNIT_VIEW: _("see the unit and those below it"),
    P.UNIT_CHANGE: _("change the tree of units"),
    P.COMMITTEE_KEEP: _("record committees, who signs for them and their standing offices, here and below"),
    P.PEOPLE_MANAGE: _("make accounts, give and take roles and give out one-time passwords, here and below"),
    P.JOURNAL_VIEW: _("read the journal"),
    P.LETTER_VIEW: _("read letters"),
    P.LETTER_ISSUE: _("prepare and issue letters"),
    P.LETTER_ACKNOWLEDGE: _("acknowledge letters received"),
    P.TASK_VIEW: _("see tasks"),
    P.TASK_REPORT: _("report the result of a task"),
    P.ROUND_VIEW: _("see reporting rounds"),
    P.ROUND_OPEN: _("open reporting rounds"),
    P.RULES_EDIT: _("write, try and release the rules by which reports are checked"),
    P.FORMS_EDIT: _("write and release the forms on which units report"),
    P.REPORT_VIEW: _("read reports"),
    P.REPORT_ENTER: _("enter figures and text"),
    P.REPORT_ENTER_FOR: _("enter figures for units that report to this one"),
    P.REPORT_SEND: _("send and recall the report"),
    P.REPORT_TAKE: _("take reports from those that report to this unit, or ask for more"),
    P.PAPER_RECORD: _("record the signed paper"),
    P.DELEGATE: _("let another person send the report"),
    P.SYSTEM_KEEP: _("at the top unit: record the days off that are decided each year and look after outgoing mail"),
}

_VIEW = frozenset({P.UNIT_VIEW, P.LETTER_VIEW, P.TASK_VIEW, P.ROUND_VIEW, P.REPORT_VIEW})
_OFFICE = _VIEW | {
    P.LETTER_ACKNOWLEDGE,
    P.LETTER_ISSUE,
    P.TASK_REPORT,
    P.ROUND_OPEN,
    P.REPORT_ENTER,
    P.REPORT_ENTER_FOR,
    P.REPORT_TAKE,
    P.PAPER_RECORD,
}


class Role(StrEnum):
    """What a person is at a unit."""

    SYSTEM_ADMINISTRATOR = "system_administrator"
    STANDING_OFFICE = "standing_office"
    UNIT_OFFICER = "unit_officer"
    HEAD = "head"
    DELEGATE = "delegate"
    INSPECTOR = "inspector"
    VIEWER = "viewer"


ROLES: dict[Role, frozenset[Permission]] = {
    Role.SYSTEM_ADMINISTRATOR: frozenset(
        {P.UNIT_VIEW, P.UNIT_CHANGE, P.COMMITTEE_KEEP, P.PEOPLE_MANAGE, P.JOURNAL_VIEW, P.SYSTEM_KEEP}
    ),
    Role.STANDING_OFFICE: _OFFICE | {P.JOURNAL_VIEW, P.COMMITTEE_KEEP, P.PEOPLE_MANAGE, P.RULES_EDIT, P.FORMS_EDIT},
    Role.UNIT_OFFICER: _OFFICE,
    Role.HEAD: _VIEW
    | {P.JOURNAL_VIEW, P.LETTER_ISSUE, P.LETTER_ACKNOWLEDGE, P.REPORT_SEND, P.DELEGATE, P.PAPER_RECORD},
    Role.DELEGATE: frozenset({P.UNIT_VIEW, P.REPORT_VIEW, P.ROUND_VIEW, P.REPORT_SEND}),
    Role.INSPECTOR: _VIEW,
    Role.VIEWER: _VIEW,
}

ROLE_NAMES: dict[Role, object] = {
    Role.SYSTEM_ADMINISTRATOR: _("System administrator"),
    Role.STANDING_OFFICE: _("Standing-office officer"),
    Role.UNIT_OFFICER: _("Unit officer"),
    Role.HEAD: _("Head"),
    Role.DELEGATE: _("Delegate who may send"),
    Role.INSPECTOR: _("Inspector"),
    Role.VIEWER: _("Viewer"),
}

ROLE_SENTENCES: dict[Role, object] = {
    Role.SYSTEM_ADMINISTRATOR: _(
        "keeps units, committees and people of the unit and all below: makes accounts, gives roles and one-time "
        "passwords, also to those who send; does not see figures"
    ),
    Role.STANDING_OFFICE: _(
        "issues guidance, opens rounds, takes reports and consolidates for the committee; makes accounts, gives roles "
        "and one-time passwords at the unit and all below, also to those who send, and each unit is told"
    ),
    Role.UNIT_OFFICER: _("prepares the unit's report, passes guidance on, takes reports from below"),
    Role.HEAD: _(
        "reads everything of the unit and below, also the journal; sends the report or lets another person send it"
    ),
    Role.DELEGATE: _("sends the report in the head's place, for the days on record"),
    Role.INSPECTOR: _("reads the unit and all below"),
    Role.VIEWER: _("reads the unit and all below"),
}


def roles_with(permission: str) -> list[str]:
    """The roles that hold a permission."""
    return [role.value for role, held in ROLES.items() if permission in held]
