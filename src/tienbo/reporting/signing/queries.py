"""Which version a file is of, what was found of its signatures, and what became of the version since."""

import datetime as dt
import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from tienbo.core import clock
from tienbo.documents.signatures import (
    Addition,
    Examination,
    NotExaminable,
    Roots,
    RootsUnreadable,
    addition_to,
    examine,
    roots_in,
)
from tienbo.files.models import StoredFile
from tienbo.files.queries import content
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.signing.models import ExaminedFile
from tienbo.reporting.versions.models import Decision, ReportVersion, SignedPaper
from tienbo.reporting.versions.queries import signed_paper_of

logger = logging.getLogger(__name__)


def configured_roots() -> Roots:
    """The roots of the setting. A folder that cannot be read makes nobody trusted, and the log says so: no report
    waits for it."""
    try:
        return roots_in(settings.TRUST_ROOTS)
    except RootsUnreadable as unreadable:
        logger.error(unreadable.en)
        return Roots()


def roots_to_mend() -> Iterator[tuple[str, str]]:
    """For `tienbo check`: the folder of roots cannot be read, or holds none."""
    try:
        if settings.TRUST_ROOTS and not roots_in(settings.TRUST_ROOTS):
            yield (
                f"Thư mục {settings.TRUST_ROOTS} không có chứng thư gốc nào: chưa người ký nào được xác minh.",
                f"The folder {settings.TRUST_ROOTS} holds no root certificate: no signer is verified.",
            )
    except RootsUnreadable as unreadable:
        yield unreadable.vi, unreadable.en


@dataclass(frozen=True)
class Examined:
    """What a file is: its digest, the issued PDF that it begins with (None: none of ours), what it holds beyond that,
    its signatures, and by which roots."""

    sha256: str
    original: IssuedFile | None
    addition: Addition
    examination: Examination
    roots: str

    @property
    def version(self) -> ReportVersion | None:
        """The version it is of."""
        return self.original.version if self.original else None

    @property
    def is_unchanged(self) -> bool:
        """It begins with one of ours and holds nothing but signatures and annotations beyond it."""
        return self.original is not None and self.addition in (
            Addition.NOTHING,
            Addition.SIGNATURES,
            Addition.ANNOTATIONS,
        )

    @property
    def is_signed_original(self) -> bool:
        """One of ours with signatures that all stand."""
        return self.is_unchanged and self.examination.stands


def examined(data: bytes, roots: Roots | None = None) -> Examined:
    """What a PDF is, looked at now. NotExaminable for one that cannot be looked into."""
    roots = configured_roots() if roots is None else roots
    found = examine(data, roots, now=clock.now())
    original = original_of(data)
    addition = addition_to(content(original.file), data) if original else Addition.OTHER
    return Examined(hashlib.sha256(data).hexdigest(), original, addition, found, roots.fingerprint)


def examined_paper(data: bytes) -> Examined | None:
    """The same for a file that is given as a paper; None for one that cannot be looked into, which can only be kept as
    it is."""
    try:
        return examined(data)
    except NotExaminable:
        return None


def original_of(data: bytes) -> IssuedFile | None:
    """The issued PDF with whose bytes a file begins: the longest, if there are several."""
    issued = IssuedFile.objects.filter(format=IssuedFile.Format.PDF)
    sizes = issued.filter(file__size__lte=len(data)).values_list("file__size", flat=True).order_by("file__size")
    heads, running, at = {}, hashlib.sha256(), 0
    for size in sizes.distinct():
        running.update(data[at:size])
        heads[running.hexdigest()] = size
        at = size
    found = (
        issued.filter(file__sha256__in=heads)
        .select_related("file", "version__report__participant", "version__report__round", "version__report__unit")
        .order_by("-file__size", "id")
    )
    return found.first()


@dataclass(frozen=True)
class Standing:
    """What became of a version: a newer one was sent (its number and day), it was recalled, or neither."""

    newer: int | None
    newer_on: dt.date | None
    is_recalled: bool

    @property
    def is_newest(self) -> bool:
        """It stands: nothing newer, not recalled."""
        return self.newer is None and not self.is_recalled


def standing_of(version: ReportVersion) -> Standing:
    """Whether a version is still the one that stands."""
    newer = (
        ReportVersion.objects.filter(report=version.report_id, number__gt=version.number).order_by("-number").first()
    )
    recalled = version.decisions.filter(outcome=Decision.Outcome.RECALLED).exists()
    day = newer.submitted_at.astimezone(clock.ZONE).date() if newer else None
    return Standing(newer.number if newer else None, day, recalled)


def kept_examination(file: StoredFile | None) -> ExaminedFile | None:
    """What was found of a kept file the last time it was looked at; None for a scan, or no file."""
    if file is None:
        return None
    rows = ExaminedFile.objects.filter(sha256=file.sha256).select_related("original__version")
    return rows.order_by("-id").first()


def signable(version: ReportVersion, issued: IssuedFile) -> bytes:
    """What the next signature is put on: the version's paper when it is a signed original of this release, else the
    release itself."""
    paper = signed_paper_of(version)
    kept = kept_examination(paper.file) if paper else None
    if kept and kept.original_id == issued.pk and kept.examination.stands:
        return content(paper.file)
    return content(issued.file)


def signed_papers_kept() -> list[StoredFile]:
    """The kept PDF files of signed papers, each content once."""
    kept = SignedPaper.objects.filter(file__media_type="application/pdf").order_by("file__sha256", "file_id")
    ids = kept.distinct("file__sha256").values_list("file_id", flat=True)
    return list(StoredFile.objects.filter(pk__in=list(ids)).order_by("id"))


def public_version(uid) -> ReportVersion | None:
    """The version of this uid, with what its page says of it."""
    return (
        ReportVersion.objects.filter(uid=uid)
        .select_related("report__participant", "report__round", "report__unit")
        .defer("figures", "narrative", "justifications", "outstanding")
        .first()
    )
