"""Opening a PDF that anybody may have made: limits on size, revisions, objects and time; one refusal for each way to
fail. Unpacked bytes are limited by the library.
"""

import io
import logging
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pyhanko.pdf_utils.reader import PdfFileReader

from tienbo.documents.signatures.refusals import NotExaminable

MAX_BYTES = 20 * 1024 * 1024
MAX_REVISIONS = 60
# Objects that are written or listed one by one. A report of a province has some thousands.
MAX_OBJECTS = 30_000
# Beyond this the file is no report. Anybody may give one, and a web process looks at it.
MAX_SECONDS = 5

_OBJECT = re.compile(rb"\sobj\b|\s[nf][ \r\n]{2}")

# It warns of every odd file at length; what matters is in the examination.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


class _TooLong(BaseException):
    """Not an `Exception`: parsers go on after those."""


@contextmanager
def in_time() -> Iterator[None]:
    """NotExaminable when what is within takes longer than `MAX_SECONDS`. Elsewhere than in the main thread of a process
    (a worker's), where nobody waits, there is no limit."""
    if threading.current_thread() is not threading.main_thread() or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def stop(_number, _frame) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    # Again and again: a handler somewhere within may have caught the first.
    signal.setitimer(signal.ITIMER_REAL, MAX_SECONDS, 1)
    try:
        yield
    except _TooLong:
        raise NotExaminable("too_many") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def readable() -> Iterator[None]:
    """Whatever the parsers raise within is a broken file.

    PDF, compression, ASN.1, certificates and algorithms each have errors of their own, and bytes that anybody made up
    reach them all: there is no list of them that would be whole.
    """
    try:
        yield
    except NotExaminable:
        raise
    except Exception as error:
        raise NotExaminable("broken") from error


def open_pdf(data: bytes) -> PdfFileReader:
    """A reader of a file that may be examined. NotExaminable says why not."""
    if not data:
        raise NotExaminable("empty")
    if len(data) > MAX_BYTES:
        raise NotExaminable("too_large")
    if b"%PDF-" not in data[:1024]:
        raise NotExaminable("not_pdf")
    if sum(1 for _each in _OBJECT.finditer(data)) > MAX_OBJECTS:
        raise NotExaminable("too_many")
    with readable():
        reader = PdfFileReader(io.BytesIO(data))
        is_encrypted = "/Encrypt" in reader.trailer_view
        revisions = reader.total_revisions
    if is_encrypted:
        raise NotExaminable("encrypted")
    if revisions > MAX_REVISIONS:
        raise NotExaminable("too_many")
    return reader
