"""Reads an official letter: pure text in, frozen records out. No Django, no database, no model of any kind.

Purpose
    `read_file(path)` and `read_letter(text)` give a `Letter`: number, date, addressees, signature, sections
    with their tasks, deadlines, closing dates, targets, citations. `to_json` gives the schema of ``tienbo
    letter read --json``, `as_text` what the command prints. What was read is a proposal: a person confirms
    it.

Words
    normalised text  the text after mending (`noise`); every find keeps its place in it
    shadow           the same text in small letters without marks, for matching (`page`)
    head, foot       number to addressees; copy list and signature
    find             a deadline, a closing date, a target or a citation, with its words as printed
    recipient        who is to receive the work by a deadline
"""

from tienbo.guidance.reading.files import read_bytes, read_extracted, read_file
from tienbo.guidance.reading.json import to_json
from tienbo.guidance.reading.letter import (
    Citation,
    ClosingDate,
    Deadline,
    Letter,
    Mark,
    Section,
    Signature,
    Target,
    Task,
    Warn,
)
from tienbo.guidance.reading.reader import read_letter
from tienbo.guidance.reading.report import as_text

__all__ = [
    "Citation",
    "ClosingDate",
    "Deadline",
    "Letter",
    "Mark",
    "Section",
    "Signature",
    "Target",
    "Task",
    "Warn",
    "as_text",
    "read_bytes",
    "read_extracted",
    "read_file",
    "read_letter",
    "to_json",
]
