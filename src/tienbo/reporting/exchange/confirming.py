"""What is said before an act that others will see: what happens, to whom, what can still be undone."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tienbo.access.permissions import ROLES, Permission
from tienbo.access.queries import people_at
from tienbo.core import clock
from tienbo.core.deadlines import form_date
from tienbo.core.numbers import format_number
from tienbo.reporting.consolidation.board import ReportStanding, standing_of
from tienbo.reporting.consolidation.queries import is_empty, latest_version, outstanding_below
from tienbo.reporting.entry.grids import words
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.exchange.asking.sending import unanswered
from tienbo.reporting.exchange.moves import LABELS
from tienbo.reporting.questions.models import Question
from tienbo.reporting.questions.queries import open_questions, running_questions
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.queries import due_of
from tienbo.reporting.rulebook.peers import PeerHint, unlike_its_peers
from tienbo.reporting.rules.engine import Finding
from tienbo.reporting.versions.queries import signed_paper_of

# Figures sent up to so long before the closing date are taken for closed: nobody writes more in these days.
EARLY = dt.timedelta(days=5)


@dataclass(frozen=True)
class Confirmation:
    """The page before an act. `refusal` says why it cannot be done at all, `blocking` errors keep it from happening;
    `travelling` warnings go with the report; `reached` names who sees it; `undo` says how it is taken back; `summary`
    is where the report stands, in one line; `caution` what gives pause, though nothing is refused for it; `questions`
    are those that the act leaves open (sending), closes (taking), or sends along (asking for more); `hints` say what is
    unlike the reports of other units, to whoever takes this one."""

    title: str
    submit: str
    sentences: tuple[str, ...]
    reached: tuple[str, ...] = ()
    undo: str = ""
    blocking: tuple[Finding, ...] = ()
    travelling: tuple[Finding, ...] = ()
    summary: str = ""
    refusal: str = ""
    caution: str = ""
    questions: tuple[Question, ...] = ()
    hints: tuple[str, ...] = ()


def confirmation(report: Report, act: str) -> Confirmation:
    """What is said before an act on a report."""
    return _SAID[act](report, str(LABELS[act]))


def _superior(report: Report) -> str:
    above = report.participant.superior
    return above.name if above else ""


def nothing_reported() -> str:
    """Why a report without any figure is neither put forward nor sent."""
    return _(
        "The report holds no figures yet. Enter figures or press “Nothing to report” in each table before it is put "
        "forward for signature."
    )


def _refusal(report: Report) -> str:
    return nothing_reported() if is_empty(report) else ""


def _prepare(report: Report, label: str) -> Confirmation:
    findings = findings_of(report)
    errors = [finding for finding in findings if finding.severity == "error"]
    sentences = [_("The head of the committee, or a delegate, is asked to send it."), _("Nobody types meanwhile.")]
    if errors:
        sentences.append(
            ngettext(
                "%(n)d error is still there: it must be mended before the report is sent.",
                "%(n)d errors are still there: they must be mended before the report is sent.",
                len(errors),
            )
            % {"n": len(errors)}
        )
    return Confirmation(
        _("Put the report forward for signature?"),
        label,
        tuple(sentences),
        undo=_("You can take it back to edit."),
        summary=_summary(report, findings),
        refusal=_refusal(report),
        caution=still_running(report, clock.today()),
    )


def _summary(report: Report, findings: list[Finding]) -> str:
    """How full the report is, what is doubtful in it, and who will sign."""
    standing = standing_of(report)
    warnings = sum(finding.severity == "warning" and not finding.is_justified for finding in findings)
    parts = [
        _("Tables filled: %(done)s/%(of)s") % {"done": standing.tables_done, "of": len(standing.tables)},
        ngettext("%(n)d warning", "%(n)d warnings", warnings) % {"n": warnings},
        _("To be signed by: %(names)s") % {"names": _signers(report) or _("nobody is named yet")},
    ]
    return " · ".join(parts)


def _signers(report: Report) -> str:
    """Who may send the report: the head and the delegates of the unit that answers for it."""
    roles = [role for role, permissions in ROLES.items() if Permission.REPORT_SEND in permissions]
    return ", ".join(str(person) for person in people_at(report.participant.answering_unit, roles))


def _resume(report: Report, label: str) -> Confirmation:
    return Confirmation(
        _("Take the report back to edit?"),
        label,
        (_("It no longer waits for signature. Put it forward again when it is ready."),),
    )


def _submit(report: Report, label: str) -> Confirmation:
    findings = findings_of(report)
    standing = standing_of(report)
    above = _superior(report)
    number = standing.latest.number + 1 if standing.latest else 1
    sentences = [
        _("Version %(number)s is frozen: its figures, its text and its verification code no longer change.")
        % {"number": number},
        _("Tables filled: %(done)s/%(of)s.") % {"done": standing.tables_done, "of": len(standing.tables)},
        *_blanks(standing),
        *_coverage(report),
        *_lateness(report),
    ]
    return Confirmation(
        _("Send the figures to %(above)s?") % {"above": above} if above else _("Send the figures?"),
        label,
        tuple(sentences),
        reached=(above,) if above else (),
        undo=_("You can recall it as long as it is not taken.") if above else "",
        blocking=tuple(finding for finding in findings if finding.severity == "error"),
        travelling=tuple(finding for finding in findings if finding.severity != "error"),
        refusal=_refusal(report),
        caution=still_running(report, clock.today()),
        questions=tuple(unanswered(report)),
    )


def _blanks(standing: ReportStanding) -> list[str]:
    blank = sum(progress.of - progress.done for progress in standing.tables.values())
    if not blank:
        return []
    told = ngettext(
        "%(n)s cell is still empty: blank is not zero.", "%(n)s cells are still empty: blank is not zero.", blank
    )
    return [told % {"n": blank}]


def _coverage(report: Report) -> list[str]:
    """How many units below are in the totals; nothing for a unit without any."""
    below = report.participant.reporters.filter(standing=Participant.Standing.REPORTS)
    owed = below.count()
    if not owed:
        return []
    taken = below.filter(report__counted__isnull=False).count()
    found = [_("Units below whose report is taken: %(taken)s/%(owed)s.") % {"taken": taken, "owed": owed}]
    if missing := len(outstanding_below(report)):
        found.append(
            ngettext(
                "%(n)d unit is missing from the totals; the report says so.",
                "%(n)d units are missing from the totals; the report says so.",
                missing,
            )
            % {"n": missing}
        )
    return found


def _lateness(report: Report) -> list[str]:
    due = due_of(report.participant)
    if due is None or not due.is_late(clock.today()):
        return []
    return [_("It is marked as late: the last day was %(day)s.") % {"day": f"{due.deadline.last_on_time:%d/%m/%Y}"}]


def still_running(report: Report, sent_on: dt.date) -> str:
    """That a report was, or is to be, sent long before its figures are closed: most often it is the wrong round."""
    round = report.round
    if sent_on >= round.closing_on - EARLY:
        return ""
    facts = {"end": form_date(round.ends_on), "closing": form_date(round.closing_on), "day": form_date(sent_on)}
    return (
        _(
            "The period of the report runs to %(end)s and its figures are closed on %(closing)s. What happens after "
            "%(day)s is not in it."
        )
        % facts
    )


def _recall(report: Report, label: str) -> Confirmation:
    return Confirmation(
        _("Recall the report?"),
        label,
        (
            _("It can be edited again. The version sent stays on record as recalled."),
            _("It is not with the superior until you send it again."),
            *_paper_that_stays(report),
        ),
        reached=(_superior(report),) if _superior(report) else (),
    )


def _paper_that_stays(report: Report) -> list[str]:
    """What becomes of a signed paper when its version is recalled."""
    version = latest_version(report)
    paper = signed_paper_of(version)
    if paper is None:
        return []
    return [
        _(
            "A signed paper is recorded for version %(version)s: %(number)s of %(day)s. It stays with that version; "
            "the next one needs its own."
        )
        % {"version": version.number, "number": paper.number, "day": form_date(paper.signed_on)}
    ]


def _take(report: Report, label: str) -> Confirmation:
    version = latest_version(report)
    sentences = [
        _("Version %(number)s is in your totals from now on.") % {"number": version.number},
        _("The unit is told that its report is taken."),
    ]
    warnings = [finding for finding in findings_of(report) if finding.severity != "error"]
    if version.is_late:
        sentences.append(_("It was sent late."))
    return Confirmation(
        _("Take the report of %(unit)s?") % {"unit": report.participant.name},
        label,
        tuple(sentences),
        reached=(report.participant.name,),
        undo=_("The unit can reopen it and send a new version; this one counts until you take that."),
        travelling=tuple(warnings),
        caution=still_running(report, version.submitted_at.astimezone(clock.ZONE).date()),
        questions=tuple(running_questions(report)),
        hints=tuple(_hint(each) for each in unlike_its_peers(report)),
    )


def _hint(hint: PeerHint) -> str:
    return _("%(where)s: %(value)s; the middle of %(n)d other units of its kind is %(middle)s") % {
        "where": words(hint.where),
        "value": format_number(hint.value),
        "n": hint.others,
        "middle": format_number(hint.unusual.middle),
    }


def _return(report: Report, label: str) -> Confirmation:
    return Confirmation(
        _("Ask %(unit)s for more?") % {"unit": report.participant.name},
        label,
        (_("The unit sees the message and the cells, can edit again, and sends a new version."),),
        reached=(report.participant.name,),
        questions=tuple(open_questions(report)),
    )


def _reopen(report: Report, label: str) -> Confirmation:
    above = _superior(report)
    return Confirmation(
        _("Reopen the report?"),
        label,
        (
            _("It can be edited again and is sent as a new version."),
            _("What was taken keeps counting until the new version is taken. Nothing that was signed changes."),
        ),
        reached=(above,) if above else (),
    )


def _receipt(report: Report, label: str) -> Confirmation:
    return Confirmation(
        _("Record that the level above has received the report?"),
        label,
        (
            _("Only when its receipt is here: sending the letter is not yet receipt."),
            _("The report is then closed as taken. Its figures become the unit's observations."),
        ),
        caution=""
        if signed_paper_of(latest_version(report))
        else _("No signed paper is recorded for this version. Record it first, so that the report has its number."),
    )


def _paper(report: Report, label: str) -> Confirmation:
    version = latest_version(report)
    paper = signed_paper_of(version)
    entering = _("The paper enters the unit's register of outgoing documents with its number and day.")
    if paper:
        entering = _(
            "Recorded already: %(number)s of %(day)s. What you change here is corrected, a file is added to it."
        ) % {"number": paper.number, "day": form_date(paper.signed_on)}
    return Confirmation(
        _("Record the signed paper of version %(number)s?") % {"number": version.number},
        label,
        (
            entering,
            _("The figures stay as they were sent. The Word, PDF and Excel files then bear number, day and signer."),
        ),
    )


def _sign(report: Report, label: str) -> Confirmation:
    version = latest_version(report)
    return Confirmation(
        _("Sign version %(number)s here?") % {"number": version.number},
        label,
        (
            _("The PDF that bears this number, day and signer gets your digital signature and is kept as the paper."),
            _("Several may sign, one after another. Each signature is added to those that are there."),
            _("The certificate file and its password are used once and not kept."),
        ),
    )


_SAID = {
    "prepare": _prepare,
    "resume": _resume,
    "submit": _submit,
    "recall": _recall,
    "take": _take,
    "return": _return,
    "reopen": _reopen,
    "receipt": _receipt,
    "paper": _paper,
    "sign": _sign,
}
