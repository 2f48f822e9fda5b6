"""Files of forms. What comes in: a form's definition or workbook, a paper form; with a secrecy mark nothing is kept.
What goes out: the first two."""

from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tienbo.documents.extraction import refuse_marked_text
from tienbo.documents.extraction.errors import unreadable
from tienbo.documents.extraction.sniffing import MEDIA_TYPES, kind_of
from tienbo.documents.spreadsheets import MAX_BYTES, Spreadsheet, read_spreadsheet
from tienbo.documents.word_tables import read_word_tables
from tienbo.reporting.definitions.drafting.foreign import ForeignTable, foreign_tables
from tienbo.reporting.definitions.drafting.sheets import read_form_workbook
from tienbo.reporting.definitions.drafting.text import read_form
from tienbo.reporting.definitions.problems import DefinitionError, Problem
from tienbo.reporting.definitions.schema import Definition

XLSX = MEDIA_TYPES["xlsx"]
YAML = "application/yaml; charset=utf-8"
DEFINITIONS = ".yaml,.yml,.xlsx,.ods"
PAPERS = ".docx,.xlsx,.xls,.ods"
_SHEETS = frozenset({"xlsx", "xls", "ods"})


def file_answer(data: bytes | str, name: str, media_type: str) -> HttpResponse:
    """A file to be saved."""
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(data, content_type=media_type, headers=headers)


def change_in(file: UploadedFile) -> Callable[[Definition], Definition]:
    """What a definition file or a workbook makes of a draft: the first replaces all of it, the second its tables, rows
    and headings. Raises DefinitionError, Unreadable, ClassifiedText."""
    data = _whole(file)
    if kind_of(data) in _SHEETS:
        book = _unmarked(read_spreadsheet(data))
        return lambda definition: read_form_workbook(definition, book)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DefinitionError(
            [Problem("file", "Tệp phải là YAML (UTF-8) hoặc XLSX, ODS.", "The file is YAML (UTF-8), XLSX or ODS.")]
        ) from None
    read = read_form(text)
    return lambda definition: read


def tables_in(file: UploadedFile) -> list[ForeignTable]:
    """The tables of a paper form. Raises Unreadable, ClassifiedText."""
    data = _whole(file)
    kind = kind_of(data)
    if kind == "docx":
        book = read_word_tables(data)
    elif kind in _SHEETS:
        book = read_spreadsheet(data)
    else:
        raise unreadable("not_a_workbook")
    sheets = [(sheet.name, sheet.rows) for sheet in _unmarked(book).sheets if sheet.is_visible]
    return foreign_tables(sheets)


def _whole(file: UploadedFile) -> bytes:
    if file.size > MAX_BYTES:
        raise unreadable("too_large_workbook")
    return file.read()


def _unmarked(book: Spreadsheet) -> Spreadsheet:
    refuse_marked_text([[str(value) for value in row if isinstance(value, str)] for s in book.sheets for row in s.rows])
    return book
