"""What a PDF says of its signatures, signature by signature, and what is made of it.

Nothing is fetched: no certificates, no lists of revocation. A chain is built from the certificates in the file and the
given roots, as of the moment of signing: that of a time stamp whose own chain leads to a root, else the one the
signer's machine claims. Somebody whose certificate has expired could claim an earlier moment; a time stamp is proof.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from asn1crypto import x509
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.errors import DisallowedAlgorithmError, SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tienbo.documents.signatures.comparing import Addition, addition_after
from tienbo.documents.signatures.reading import in_time, open_pdf, readable
from tienbo.documents.signatures.refusals import NotExaminable
from tienbo.documents.signatures.roots import Roots

MAX_SIGNATURES = 20
# Clocks of machines differ; what is claimed further ahead was not signed when it says.
AHEAD = dt.timedelta(minutes=15)
# Certificates of Vietnamese offices carry one of these or both.
USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})


@dataclass(frozen=True)
class Signature:
    """One signature.

    ``name``, ``organisation``, ``title``: of the signer's certificate (CN, O or OU, title); ``issuer``: who issued it;
    ``serial``: its number in hex; ``valid_from``, ``valid_until``: its days. ``signed_at``: the moment in ISO 8601, ""
    when none is told; `is_stamped`: it is a time stamp's, not only claimed. `is_intact`: the bytes are those that were
    signed. `trust`: "trusted", "no_roots", "unknown_root", "expired" (at that moment), "not_for_signing", "ahead" (the
    moment claimed has not come), "weak" (an algorithm that is no longer safe), "doubtful" (anything else).
    `changed_after`: "" or what a later part of the file does to what was signed: "form" (signatures, fields),
    "document". `covers_all`: nothing follows it. `is_stamp_alone`: a time stamp of the document, nobody's signature.
    """

    name: str
    organisation: str
    title: str
    issuer: str
    serial: str
    valid_from: str
    valid_until: str
    signed_at: str
    is_stamped: bool
    is_intact: bool
    trust: str
    changed_after: str
    covers_all: bool
    is_stamp_alone: bool = False

    @property
    def is_trusted(self) -> bool:
        """The signer is who the certificate says, as far as can be known without a network."""
        return self.is_intact and self.trust == "trusted"

    @property
    def stands(self) -> bool:
        """The bytes are those that were signed, and nothing but signatures and fields came after."""
        return self.is_intact and self.changed_after != "document"

    @property
    def when(self) -> dt.datetime | None:
        """The moment of signing."""
        return dt.datetime.fromisoformat(self.signed_at) if self.signed_at else None


@dataclass(frozen=True)
class Examination:
    """The signatures of a file in the order in which they were put in. None: it bears none."""

    signatures: tuple[Signature, ...]

    @property
    def stands(self) -> bool:
        """There are signatures, and each still stands."""
        return bool(self.signatures) and all(each.stands for each in self.signatures)

    @property
    def is_trusted(self) -> bool:
        """Each signer is known by a root."""
        return self.stands and all(each.is_trusted for each in self.signatures)

    def as_facts(self) -> list[dict]:
        """Plain data to keep."""
        return [asdict(each) for each in self.signatures]

    @classmethod
    def of_facts(cls, facts: list[Mapping]) -> "Examination":
        """From what `as_facts` gave."""
        return cls(tuple(Signature(**each) for each in facts))


def examine(data: bytes, roots: Roots, *, now: dt.datetime) -> Examination:
    """The signatures of a PDF. NotExaminable, in words, for a file that cannot be looked into. `now` is aware."""
    with in_time(), readable():
        found = open_pdf(data).embedded_signatures
        if len(found) > MAX_SIGNATURES:
            raise NotExaminable("too_many")
        return Examination(tuple(_signature(each, roots, now) for each in found))


def _signature(embedded: EmbeddedPdfSignature, roots: Roots, now: dt.datetime) -> Signature:
    certificate = embedded.signer_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    claimed = _aware(embedded.self_reported_timestamp)
    is_stamp_alone = embedded.sig_object_type == "/DocTimeStamp"
    weak, status, signed_at, is_stamped = False, None, claimed, False
    if not is_stamp_alone:
        try:
            status, signed_at, is_stamped = _status(embedded, roots, claimed or now)
        except DisallowedAlgorithmError:
            weak = True
        except SignatureValidationError:
            status = None
    is_intact = bool(status and status.intact and status.valid)
    return Signature(
        name=_one(subject, "common_name") or certificate.subject.human_friendly,
        organisation=_one(subject, "organization_name") or _one(subject, "organizational_unit_name"),
        title=_one(subject, "title"),
        issuer=_one(issuer, "common_name") or certificate.issuer.human_friendly,
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before.date().isoformat(),
        valid_until=certificate.not_valid_after.date().isoformat(),
        signed_at=signed_at.isoformat() if signed_at else "",
        is_stamped=is_stamped,
        is_intact=is_intact,
        trust="weak" if weak else _trust(status, certificate, roots, signed_at, now),
        changed_after=_after(status, embedded),
        covers_all=bool(status and status.coverage == SignatureCoverageLevel.ENTIRE_FILE),
        is_stamp_alone=is_stamp_alone,
    )


def _status(
    embedded: EmbeddedPdfSignature, roots: Roots, moment: dt.datetime
) -> tuple[PdfSignatureStatus, dt.datetime | None, bool]:
    """The status as of the moment of signing, that moment, and whether a trusted time stamp says so."""
    status = _validated(embedded, roots, moment)
    claimed = _aware(status.signer_reported_dt)
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.valid and stamp.intact and stamp.trusted):
        return status, claimed, False
    stamped = _aware(stamp.timestamp)
    return _validated(embedded, roots, stamped), stamped, True


def _validated(embedded: EmbeddedPdfSignature, roots: Roots, moment: dt.datetime) -> PdfSignatureStatus:
    def context() -> ValidationContext:
        return ValidationContext(
            trust_roots=list(roots.certificates),
            other_certs=list(embedded.other_embedded_certs),
            allow_fetching=False,
            revocation_mode="soft-fail",
            moment=moment,
            best_signature_time=moment,
        )

    # What came after is held against what was signed by `comparing`: pyHanko's own analysis walks through the whole
    # document for every signature, a second for a report of some pages.
    return validate_pdf_signature(embedded, context(), context(), key_usage_settings=USAGE, skip_diff=True)


def _trust(
    status: PdfSignatureStatus | None,
    certificate: x509.Certificate,
    roots: Roots,
    signed_at: dt.datetime | None,
    now: dt.datetime,
) -> str:
    if status is None:
        return "doubtful"
    if not roots:
        return "no_roots"
    if signed_at and signed_at > now + AHEAD:
        return "ahead"
    if status.trusted:
        return "trusted"
    moment = signed_at or now
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        return "expired"
    if (
        certificate.key_usage_value
        and not {"digital_signature", "non_repudiation"} & certificate.key_usage_value.native
    ):
        return "not_for_signing"
    return "unknown_root" if status.validation_path is None else "doubtful"


def _after(status: PdfSignatureStatus | None, embedded: EmbeddedPdfSignature) -> str:
    """What came after the signature. A note that is put over the text later is no longer what was signed."""
    if status is None or status.coverage in (
        SignatureCoverageLevel.UNCLEAR,
        SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START,
    ):
        return "document"
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return ""
    after = addition_after(embedded.reader, embedded.signed_revision)
    return "form" if after in (Addition.NOTHING, Addition.SIGNATURES) else "document"


def _one(name: Mapping, key: str) -> str:
    """A part of a certificate's name; of several the first."""
    value = name.get(key, "")
    return str(value[0] if isinstance(value, list) and value else value)[:200]


def _aware(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.replace(tzinfo=dt.UTC) if moment and moment.tzinfo is None else moment
