"""Whether what is kept of signatures is still what the files say."""

from collections.abc import Iterator

from tienbo.core import clock
from tienbo.documents.signatures import Addition, NotExaminable, Roots, addition_to, examine
from tienbo.files import store
from tienbo.reporting.signing.models import ExaminedFile

UNLIKE = "signatures unlike what was examined"


def unlike_their_examination() -> Iterator[tuple[str, str]]:
    """(SHA-256, "" or what is wrong) of every examination, looked at again."""
    rows = ExaminedFile.objects.select_related("original__file").order_by("sha256", "id")
    for row in rows.iterator():
        yield row.sha256, "" if _is_so(row) else UNLIKE


def _is_so(row: ExaminedFile) -> bool:
    try:
        data = store.get(row.sha256)
        original = store.get(row.original.file.sha256) if row.original else None
        found = examine(data, Roots(), now=clock.now())
        addition = addition_to(original, data) if original else Addition.OTHER
        kept = row.examination
    except (FileNotFoundError, NotExaminable, TypeError, ValueError, AttributeError):
        return False
    return addition == row.addition and [_facts(each) for each in found.signatures] == [
        _facts(each) for each in kept.signatures
    ]


def _facts(signature) -> tuple:
    """What does not depend on roots: whose it is, and whether it stands."""
    return (
        signature.name,
        signature.organisation,
        signature.title,
        signature.issuer,
        signature.serial,
        signature.is_intact,
        signature.changed_after,
        signature.covers_all,
    )
