"""Opening a PDF that anybody may have made: limits on size, revisions and unpacked bytes; one refusal for each way to
fail.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from pyhanko.pdf_utils.reader import PdfFileReader

from tienbo.documents.signatures.refusals import NotExaminable

MAX_BYTES = 20 * 1024 * 1024
MAX_REVISIONS = 60

# It warns of every odd file at length; what matters is in the examination.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


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
    with readable():
        reader = PdfFileReader(io.BytesIO(data))
        is_encrypted = "/Encrypt" in reader.trailer_view
        revisions = reader.total_revisions
    if is_encrypted:
        raise NotExaminable("encrypted")
    if revisions > MAX_REVISIONS:
        raise NotExaminable("too_many")
    return reader
