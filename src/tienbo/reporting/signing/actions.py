"""Keeping what was found of a file's signatures."""

from django.db import transaction

from tienbo.core import clock
from tienbo.documents.signatures import NotExaminable
from tienbo.files.queries import content
from tienbo.reporting.signing.models import ExaminedFile
from tienbo.reporting.signing.queries import Examined, configured_roots, examined, signed_papers_kept


@transaction.atomic
def keep_examination(*, by, found: Examined) -> ExaminedFile | None:
    """Keep what was found of a file that bears signatures; once for a file and its roots. None for one without.

    A part of recording a paper, which authorises and journals.
    """
    if not found.examination.signatures:
        return None
    kept, _made = ExaminedFile.objects.get_or_create(
        sha256=found.sha256,
        roots=found.roots,
        defaults={
            "original": found.original,
            "addition": found.addition,
            "signatures": found.examination.as_facts(),
            "examined_at": clock.now(),
        },
    )
    return kept


@transaction.atomic
def examine_papers(*, by) -> tuple[int, int]:
    """Look at every kept paper again by the roots of today: (papers looked at, examinations added). What was found
    before stays."""
    roots = configured_roots()
    known = set(ExaminedFile.objects.filter(roots=roots.fingerprint).values_list("sha256", flat=True))
    papers, added = signed_papers_kept(), 0
    for file in papers:
        if file.sha256 in known:
            continue
        try:
            added += keep_examination(by=by, found=examined(content(file), roots)) is not None
        except NotExaminable:
            continue
    return len(papers), added
