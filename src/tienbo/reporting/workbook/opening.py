"""A file that came is opened: our workbook, an office's own, or a Word file with tables. Whatever bears a secrecy mark
is refused here, before anything of it is kept."""

from dataclasses import replace
from functools import lru_cache

from tienbo.documents.extraction import RECORDS, Classified, admitted_media_type, is_classified
from tienbo.documents.extraction.errors import Unreadable, unreadable
from tienbo.documents.extraction.sniffing import MEDIA_TYPES, kind_of
from tienbo.documents.spreadsheets import Spreadsheet, read_spreadsheet
from tienbo.documents.word_tables import read_word_tables
from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts, facts_of
from tienbo.reporting.workbook.own.grids import in_unicode
from tienbo.reporting.workbook.problems import Problem, Severity

# The stream of an old Word file, by which it is told from other files of its kind.
_OLD_WORD = "WordDocument".encode("utf-16-le")


def opened(data: bytes) -> FileFacts:
    """A file that came. Raises Unreadable; Classified when it bears a secrecy mark.

    One without a sheet of ours is looked through as any record is, headers and text boxes too, and its texts are in
    Unicode.
    """
    kind = kind_of(data)
    if kind == "docx":
        book = read_word_tables(data)
    elif kind == "ole" and _OLD_WORD in data and "EncryptedPackage".encode("utf-16-le") not in data:
        raise unreadable("old_doc")
    else:
        book = read_spreadsheet(data)
        _refuse_marked(book)
    facts = facts_of(book)
    if facts.known:
        return facts
    admitted_media_type(data, RECORDS)
    book = in_unicode(book)
    return replace(facts, book=book, others=book.sheets)


def media_type_of(data: bytes) -> str:
    """The media type of a file that was opened."""
    return MEDIA_TYPES[kind_of(data)]


def _refuse_marked(book: Spreadsheet) -> None:
    texts = {value for sheet in book.sheets for row in sheet.rows for value in row if value and isinstance(value, str)}
    if any(_is_marked(text) for text in texts):
        raise Classified


@lru_cache(maxsize=8192)
def _is_marked(text: str) -> bool:
    """The labels of a form come again in each of its workbooks."""
    return is_classified(text)


def refusal_of(unreadable: Unreadable) -> Problem:
    """A file that cannot be opened, as a problem: the sentence says what is wrong and, after the colon, what to do."""
    vi, _, remedy_vi = unreadable.vi.partition(": ")
    en, _, remedy_en = unreadable.en.partition(": ")
    what, do = Text(f"{vi.rstrip('.')}.", f"{en.rstrip('.')}."), Text(_sentence(remedy_vi), _sentence(remedy_en))
    return Problem(unreadable.reason_code, Severity.REFUSAL, what, do)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
