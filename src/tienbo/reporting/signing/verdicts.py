"""What is made of a file and of its signatures, in the words of an official. No ORM."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from tienbo.core.clock import ZONE
from tienbo.core.deadlines import form_date
from tienbo.documents.signatures import Addition, Signature

Kind = Literal["success", "warning", "error"]


@dataclass(frozen=True)
class Verdict:
    """A sentence, and how good it is. `is_finding`: something is not as it must be."""

    kind: Kind
    sentence: str

    @property
    def is_finding(self) -> bool:
        """Whether a command ends with exit code 1 for it."""
        return self.kind == "error"


def of_file(found) -> Verdict:
    """What a file (`queries.Examined`) is: ours, ours with signatures, changed, of other origin."""
    if found.original is None:
        return Verdict(
            "error",
            _(
                "This is not a file that was issued here with signatures added: it was printed, saved anew by another "
                "program, or comes from elsewhere."
            ),
        )
    if found.addition == Addition.CHANGES:
        return Verdict("error", _("The document was changed after it was issued: do not rely on this file."))
    if found.addition == Addition.NOTHING:
        return Verdict("warning", _("This is the file as it was issued. It bears no signature."))
    if not found.examination.signatures:
        return Verdict("warning", _("This is the file as it was issued, with notes put on it. It bears no signature."))
    if not found.examination.stands:
        return Verdict("error", _("A signature in this file no longer stands: the file was altered after signing."))
    if found.addition == Addition.ANNOTATIONS:
        return Verdict(
            "warning",
            _(
                "The document is as it was issued, with signatures added. Stamps or notes were put on it too: they are "
                "no part of what was issued."
            ),
        )
    if not found.examination.is_trusted:
        # A signature shows a picture, which may lie over words: who put it there is what it is worth.
        return Verdict(
            "warning",
            _(
                "The document is as it was issued, with nothing but signatures added; not every signer is verified. "
                "Look at each signature, and at what its picture covers."
            ),
        )
    return Verdict("success", _("The document is as it was issued, with nothing but signatures added."))


def of_foreign(found) -> Verdict:
    """The same for whoever only asks about the signatures, where no version is known."""
    if not found.signatures:
        return Verdict("error", _("The file bears no signature."))
    if not found.stands:
        return Verdict("error", _("A signature in this file no longer stands: the file was altered after signing."))
    return Verdict("success", _("Every signature stands: the file is what was signed."))


def of_standing(standing) -> Verdict:
    """Whether a version (`queries.Standing`) is the one to go by."""
    if standing.newer is not None:
        return Verdict(
            "warning",
            _("There is a newer version: number %(number)s, sent on %(day)s. Do not go by this one.")
            % {"number": standing.newer, "day": form_date(standing.newer_on)},
        )
    if standing.is_recalled:
        return Verdict("warning", _("The unit has recalled this version. No newer one has been sent yet."))
    return Verdict("success", _("This is the newest version: there is no newer one."))


def of_signature(signature: Signature) -> Verdict:
    """Whether a signature stands and its signer is known."""
    if signature.trust == "weak":
        return Verdict("error", _("Made by a method that is no longer safe: it proves nothing."))
    if not signature.is_intact:
        return Verdict("error", _("Broken: what was signed is no longer what stands here."))
    if signature.changed_after == "document":
        return Verdict("error", _("The document was changed after this signature."))
    if signature.trust == "trusted":
        return Verdict("success", _("Intact; the signer's certificate is known to this office's roots."))
    return Verdict("warning", _("Intact; the signer is not verified: %(why)s.") % {"why": _why(signature.trust)})


def _why(trust: str) -> str:
    return {
        "no_roots": _("no root certificates are configured here"),
        "unknown_root": _("the certificate leads to no root that is configured here"),
        "expired": _("the certificate was not valid at the moment of signing"),
        "not_for_signing": _("the certificate is not for signing documents"),
        "ahead": _("the moment of signing that it claims has not come yet"),
    }.get(trust, _("the certificate could not be checked"))


def when(signature: Signature) -> str:
    """The moment of signing in words, with what it rests on."""
    if signature.when is None:
        return _("no moment of signing is told")
    shown = signature.when.astimezone(ZONE)
    moment = f"{form_date(shown.date())} {shown:%H:%M}"
    if signature.is_stamped:
        return _("%(moment)s (by a time stamp)") % {"moment": moment}
    return _("%(moment)s (as the signer's machine says)") % {"moment": moment}


@dataclass(frozen=True)
class Shown:
    """A signature as a page shows it."""

    name: str
    office: str
    when: str
    issuer: str
    serial: str
    verdict: Verdict
    is_stamp_alone: bool


def shown(signatures: tuple[Signature, ...]) -> list[Shown]:
    """Signatures in order, in words."""
    return [
        Shown(
            name=each.name,
            office=", ".join(filter(None, (each.title, each.organisation))),
            when=when(each),
            issuer=each.issuer,
            serial=each.serial,
            verdict=of_signature(each),
            is_stamp_alone=each.is_stamp_alone,
        )
        for each in signatures
    ]
