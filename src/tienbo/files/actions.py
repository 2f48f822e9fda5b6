"""The writes of `files`: keeping a file, and forgetting one that nothing refers to.

The bytes are shared by all files of the same content. Whoever keeps a file holds a shared lock on its digest until its
transaction ends, whoever removes bytes holds it alone: bytes never go while somebody is just keeping them again.
"""

from functools import partial

from django.db import connection, transaction
from django.db.models import ProtectedError

from tienbo.core import clock
from tienbo.files import store
from tienbo.files.models import StoredFile


@transaction.atomic
def store_file(*, by, name: str, media_type: str, data: bytes) -> StoredFile:
    """Keep a file. The bytes reach the disk before the row: a killed process leaves at most unreferenced bytes."""
    _lock(store.digest_of(data), shared=True)
    digest = store.put(data)
    return StoredFile.objects.create(
        name=name[-255:],
        media_type=media_type,
        size=len(data),
        sha256=digest,
        stored_at=clock.now(),
        stored_by_uid=getattr(by, "uid", None),
    )


@transaction.atomic
def forget_file(*, by, file: StoredFile) -> bool:
    """Forget a file, unless something still refers to it; whether it is forgotten.

    The caller, whose file it was, has authorised and journals. The bytes go after the commit, when no other file has
    the same content: an act that is rolled back loses nothing, a killed process leaves at most unreferenced bytes.
    """
    digest = file.sha256
    try:
        file.delete()
    except ProtectedError:
        return False
    # Robust: what was committed is done, whether or not the disk lets the bytes go.
    transaction.on_commit(partial(_remove_bytes, digest), robust=True)
    return True


def _remove_bytes(digest: str) -> None:
    with transaction.atomic():
        _lock(digest, shared=False)
        if not StoredFile.objects.filter(sha256=digest).exists():
            store.remove(digest)


def _lock(digest: str, *, shared: bool) -> None:
    """Hold the lock on a content until the transaction ends; its number is the head of the digest."""
    kind = "_shared" if shared else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(%s)", [int(digest[:15], 16)])
