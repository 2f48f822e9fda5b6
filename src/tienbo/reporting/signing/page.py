"""What pages say of a version's signed paper: to those who work with it, and to whoever holds the paper."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tienbo.core.clock import ZONE
from tienbo.documents.signatures import Addition
from tienbo.reporting.signing.queries import Examined, kept_examination, standing_of
from tienbo.reporting.signing.verdicts import Shown, Verdict, of_file, of_standing, shown
from tienbo.reporting.versions.models import ReportVersion, SignedPaper
from tienbo.reporting.versions.queries import signed_paper_of

# How much of the digest stands on every page of the paper.
DIGEST_SHOWN = 16


@dataclass(frozen=True)
class PaperSignatures:
    """The signatures of a kept paper as they were found on a day, and what the file as a whole is."""

    verdict: Verdict
    signatures: list[Shown]
    examined_on: dt.date


def signatures_of(paper: SignedPaper | None) -> PaperSignatures | None:
    """What was found of a paper's file; None for a scan, or no file."""
    kept = kept_examination(paper.file) if paper else None
    if kept is None:
        return None
    return PaperSignatures(of_file(kept), shown(kept.examination.signatures), kept.examined_at.astimezone(ZONE).date())


@dataclass(frozen=True)
class PublicPage:
    """What whoever holds the paper is told of its version: what the paper says, and what became of it. No figures.

    `signatures` None: the paper has none that stand, or only a scan of it is kept.
    """

    version: ReportVersion
    unit: str
    title: str
    starts_on: dt.date
    ends_on: dt.date
    sent_on: dt.date
    paper: SignedPaper | None
    standing: Verdict
    signatures: PaperSignatures | None

    @property
    def short_digest(self) -> str:
        """What stands at the foot of the paper."""
        return self.version.digest[:DIGEST_SHOWN]


def public_page(version: ReportVersion) -> PublicPage:
    """The page of a version for anybody."""
    report, paper = version.report, signed_paper_of(version)
    kept = kept_examination(paper.file) if paper else None
    is_ours = kept is not None and kept.original is not None and kept.original.version_id == version.pk
    return PublicPage(
        version=version,
        unit=report.participant.name,
        title=report.round.title,
        starts_on=report.round.starts_on,
        ends_on=report.round.ends_on,
        sent_on=version.submitted_at.astimezone(ZONE).date(),
        paper=paper,
        standing=of_standing(standing_of(version)),
        signatures=signatures_of(paper) if is_ours and kept.addition != Addition.CHANGES else None,
    )


@dataclass(frozen=True)
class Checked:
    """What is told of a file in hand: what it is, of which other version it is (None: of this one, or of none), its
    signatures."""

    verdict: Verdict
    other: ReportVersion | None
    signatures: list[Shown]


def checked(found: Examined, version: ReportVersion) -> Checked:
    """What is told of a file to whoever checks it on the page of a version."""
    verdict, other = of_file(found), None
    if found.version is not None and found.version.pk != version.pk:
        other = found.version
        if not verdict.is_finding:
            verdict = Verdict("warning", _("This file is another version, not the one of this page."))
    return Checked(verdict, other, shown(found.examination.signatures))
