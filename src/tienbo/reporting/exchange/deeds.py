"""From a button to its action: which form an act has, what it calls, what it says afterwards, where it leads."""

from collections.abc import Mapping

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tienbo.documents.signatures import key_of_pkcs12
from tienbo.reporting.consolidation.queries import latest_version
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.exchange import actions, forms
from tienbo.reporting.exchange.differing import reason_of_differences
from tienbo.reporting.exchange.shown import refuse_unshown
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.queries import signed_paper_of

_FORMS = {
    "reopen": forms.ReopenForm,
    "receipt": forms.ReceiptForm,
    "paper": forms.PaperForm,
    "sign": forms.SignForm,
}


def form_of(act: str, request: HttpRequest, report: Report, names: Mapping[str, Cell]) -> Form:
    """The form of an act, filled with what was sent. `names`: the cells that may be named when more is asked."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if act == "return":
        return forms.ReturnForm(*sent, names=names)
    return _FORMS.get(act, forms.NothingForm)(*sent, initial=_initial(act, report))


def _initial(act: str, report: Report) -> dict:
    """What is known already stands in the form."""
    if act == "reopen":
        return {"reason": reason_of_differences(report)}
    return _recorded(report) if act in {"paper", "sign"} else {}


def _recorded(report: Report) -> dict:
    """What is recorded of the newest version's paper: it is corrected or completed, not typed again."""
    paper = signed_paper_of(latest_version(report))
    return {"number": paper.number, "signed_on": paper.signed_on, "signer": paper.signer} if paper else {}


def do(act: str, *, by, report: Report, form: Form, shown: str = "") -> str:
    """Carry out an act; the sentence that says it is done. `shown`: the stamp of what the person looked at
    (`exchange.shown`). Raises ShownOtherwise, and what the action raises."""
    if act in _OF_WHAT_WAS_SHOWN:
        return _OF_WHAT_WAS_SHOWN[act](by, report, shown)
    refuse_unshown(report, act, shown)
    return _DEEDS[act](by, report, form)


def after(report: Report, act: str) -> str:
    """Where the person goes on: one who took or returned a report goes on with the others."""
    return report_address(report)


def _prepare(by, report: Report, form: Form) -> str:
    actions.prepare_report(by=by, report=report)
    return _("Put forward for signature.")


def _resume(by, report: Report, form: Form) -> str:
    actions.resume_report(by=by, report=report)
    return _("The report can be edited again.")


def _submit(by, report: Report, shown: str) -> str:
    version = actions.submit_report(by=by, report=report, shown=shown)
    return _("Sent as version %(number)s. Verification code %(code)s…") % {
        "number": version.number,
        "code": version.digest[:12],
    }


def _recall(by, report: Report, form: Form) -> str:
    actions.recall_report(by=by, report=report)
    return _("Recalled. The report can be edited again.")


def _take(by, report: Report, shown: str) -> str:
    actions.take_report(by=by, report=report, shown=shown)
    return _("Taken. The unit has been told.")


def _return(by, report: Report, form: forms.ReturnForm) -> str:
    actions.return_report(by=by, report=report, message=form.cleaned_data["message"], cells=form.cells)
    return _("Asked for more. The unit has been told.")


def _reopen(by, report: Report, form: Form) -> str:
    actions.reopen_report(by=by, report=report, reason=form.cleaned_data["reason"])
    return _("Reopened. Send the new version when it is ready.")


def _receipt(by, report: Report, form: Form) -> str:
    data = form.cleaned_data
    actions.record_receipt(by=by, report=report, number=data["number"], received_on=data["received_on"])
    return _("The receipt is recorded; the report is closed as taken.")


def _paper(by, report: Report, form: Form) -> str:
    data, file = form.cleaned_data, form.cleaned_data["file"]
    version = latest_version(report)
    actions.record_signed_paper(
        by=by,
        version=version,
        number=data["number"],
        signed_on=data["signed_on"],
        signer=data["signer"],
        name=file.name if file else "",
        data=file.read() if file else None,
        as_scan=data["as_scan"],
    )
    return _("The signed paper is recorded.")


def _sign(by, report: Report, form: forms.SignForm) -> str:
    data = form.cleaned_data
    actions.sign_paper(
        by=by,
        version=latest_version(report),
        number=data["number"],
        signed_on=data["signed_on"],
        signer=data["signer"],
        key=key_of_pkcs12(data["certificate"].read(), data["password"]),
    )
    return _("Signed. The signed PDF is kept as the paper of this version.")


# Looked at under the lock: what is sent or taken must be what was shown.
_OF_WHAT_WAS_SHOWN = {"submit": _submit, "take": _take}
_DEEDS = {
    "prepare": _prepare,
    "resume": _resume,
    "recall": _recall,
    "return": _return,
    "reopen": _reopen,
    "receipt": _receipt,
    "paper": _paper,
    "sign": _sign,
}
