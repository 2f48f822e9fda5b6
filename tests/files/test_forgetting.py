"""A file that nothing refers to is forgotten, its bytes with it once no other file has the same."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from tienbo.core.authorise import SYSTEM
from tienbo.files import store
from tienbo.files.actions import forget_file, store_file
from tienbo.files.models import StoredFile
from tienbo.register.actions import record_document
from tienbo.units.actions import NewPlace, establish_units
from tienbo.units.kinds import Kind


def keep(name: str = "a.txt", data: bytes = b"van ban") -> StoredFile:
    return store_file(by=SYSTEM, name=name, media_type="text/plain", data=data)


def test_it_works(db, django_capture_on_commit_callbacks):
    file = keep()
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_file(by=SYSTEM, file=file)
        # Until the commit the bytes stay: what is rolled back loses nothing.
        assert store.get(file.sha256) == b"van ban"
    assert not StoredFile.objects.exists()
    assert not store.path_of(file.sha256).exists()


def test_bytes_that_another_file_has_too_stay(db, django_capture_on_commit_callbacks):
    file, other = keep(), keep("b.txt")
    with django_capture_on_commit_callbacks(execute=True):
        forget_file(by=SYSTEM, file=file)
    assert store.get(other.sha256) == b"van ban"


def test_a_file_that_something_refers_to_is_not_forgotten(db, django_capture_on_commit_callbacks):
    place = NewPlace(name="Tỉnh Mai Sơn", kind=Kind.PROVINCE, code="90")
    (unit,) = establish_units(by=SYSTEM, places=[place], since=dt.date(2015, 1, 1))
    file = keep()
    record_document(by=SYSTEM, unit=unit, direction="outgoing", kind="plan", subject="Kế hoạch", file=file)
    with django_capture_on_commit_callbacks(execute=True):
        assert not forget_file(by=SYSTEM, file=file)
    assert StoredFile.objects.filter(sha256=file.sha256).exists()
    assert store.get(file.sha256) == b"van ban"


@pytest.mark.django_db(transaction=True)
def test_bytes_do_not_go_while_somebody_keeps_them_again():
    """One forgets a file while another, whose transaction still runs, keeps the same content."""
    file = keep()
    kept, forgotten = threading.Event(), threading.Event()

    def keep_again() -> None:
        with transaction.atomic():
            keep("b.txt")
            kept.set()
            while not forgotten.is_set() and not somebody_waits():
                pass
        connection.close()

    other = threading.Thread(target=keep_again)
    other.start()
    kept.wait()
    forget_file(by=SYSTEM, file=file)
    forgotten.set()
    other.join()
    assert store.get(file.sha256) == b"van ban"
    assert StoredFile.objects.get().name == "b.txt"


def somebody_waits() -> bool:
    """Whether somebody waits for a lock on a content."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
            " WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0
