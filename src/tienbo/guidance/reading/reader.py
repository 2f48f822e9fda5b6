"""From the text of a file to a `Letter`: the order of the steps, and what decides that a text is a letter at
all.
"""

import re
from dataclasses import replace

from tienbo.guidance.reading.addressees import find_copy_list, read_addressees, read_copies
from tienbo.guidance.reading.attachments import find_attachments
from tienbo.guidance.reading.citations import find_citations, unique
from tienbo.guidance.reading.contacts import find_contacts
from tienbo.guidance.reading.deadlines import find_deadlines
from tienbo.guidance.reading.header import Head, read_head
from tienbo.guidance.reading.issuers import issuer_of_body
from tienbo.guidance.reading.kinds import type_name
from tienbo.guidance.reading.letter import Letter, LetterKind, Section, Signature
from tienbo.guidance.reading.marks import marks_of
from tienbo.guidance.reading.noise import normalise
from tienbo.guidance.reading.outline import outline_of
from tienbo.guidance.reading.page import Page, page_of
from tienbo.guidance.reading.remarks import NO_LETTER, remarks_on
from tienbo.guidance.reading.sections import Finds, headings, sections_of
from tienbo.guidance.reading.signature import SignatureFound, find_signature
from tienbo.guidance.reading.targets import find_targets
from tienbo.guidance.reading.years import years_of

_BEHIND_THE_LETTER = re.compile(
    r"^\W*(?:gui cho ban be|cac tin (?:khac|lien quan)|tin (?:lien quan|cung chuyen muc|khac|moi)"
    r"|bai viet lien quan|van ban (?:lien quan"
    r"|cung)|xem nhieu nhat|binh luan|y kien ban doc|tai ve|file dinh kem|luot xem|ban quyen|copyright"
    r"|tin noi bat|ve trang chu)"
)
_PLAN_LIKE: frozenset[LetterKind] = frozenset({"plan", "guidance"})


def read_letter(text: str, *, pages: tuple[str, ...] | list[str] | None = None) -> Letter:
    """Everything a text says as a letter. `pages`: the pages of a PDF, instead of `text`, so that page breaks
    are mended.

    Never fails on any text. A text that is no letter gives an empty `Letter` with one warning.
    """
    page = page_of(normalise(text, pages))
    head = read_head(page)
    received_at = find_copy_list(page, head.body_line)
    signature = find_signature(page, head.body_line, received_at)
    if not _is_letter(page, head, received_at, signature):
        return Letter(text=page.text, is_letter=False, warnings=(NO_LETTER,))
    return _Reading(page, head, received_at, signature).letter()


def _is_letter(page: Page, head: Head, received_at: int | None, signature: SignatureFound | None) -> bool:
    """A letter shows at least two of its own forms, one of them official; three when it addresses nobody."""
    signs = set(head.signs)
    if received_at is not None:
        signs.add("received")
    if signature is not None and (signature.signature.authority or signature.signature.titles):
        signs.add("signed")
    official = signs & {"motto", "number", "type", "about", "received", "signed"}
    if not official:
        return False
    if signs & {"addressed", "number", "received"}:
        return len(signs) >= 2
    return len(signs) >= 3


class _Reading:
    """One letter being read; each step leaves its result for the next."""

    def __init__(self, page: Page, head: Head, received_at: int | None, signature: SignatureFound | None) -> None:
        self.page, self.head, self.received_at, self.signature = page, head, received_at, signature
        self.kind: LetterKind = head.kind or "other"

    def letter(self) -> Letter:
        """The letter with everything that was read."""
        page, head = self.page, self.head
        addressees, addressee_spans, after = read_addressees(page, head.addressed_at)
        copies, copy_spans, _ = read_copies(page, self.received_at)
        body_line = max(head.body_line, after)
        end_of_body = self._end_of_body(body_line)
        end_of_letter = self._end_of_letter(end_of_body)
        years = years_of(head.issued_on, head.printed_from, head.subject)
        root = outline_of(page, body_line, end_of_body)
        annexes = [outline_of(page, first, last) for first, last in self._annexes(end_of_body, end_of_letter)]
        above: dict[int, str] = {}
        for tree in (root, *annexes):
            above |= headings(tree)
        deadlines, closings = find_deadlines(page, years, body_line, end_of_letter)
        targets = find_targets(
            page, years, lambda index: above.get(index, ""), self.kind == "report", body_line, end_of_letter
        )
        citations = find_citations(page, head.number, head.first_line, end_of_letter)
        citations = [found for found in citations if not self._is_own(found.start, found.end)]
        finds = Finds(deadlines, targets, citations)
        sections: list[Section] = list(sections_of(page, root, self.kind, finds))
        for tree in annexes:
            sections += [part for part in sections_of(page, tree, "plan", finds) if part.number is not None]
        phones, emails = find_contacts(page, head.first_line, end_of_letter)
        attachments = find_attachments(page, body_line, end_of_letter)
        issuer, issuer_span = head.issuer, head.issuer_span
        if issuer is None:
            issuer, issuer_span = issuer_of_body(page, body_line)
        letter = Letter(
            text=page.text,
            is_letter=True,
            kind=self.kind,
            number=head.number,
            issuer=issuer,
            place=head.place,
            issued_on=head.issued_on,
            subject=head.subject,
            addressees=addressees,
            copy_to=copies,
            signature=self.signature.signature if self.signature else Signature(),
            phones=tuple(value for value, _ in phones),
            emails=tuple(value for value, _ in emails),
            attachments=tuple(value for value, _ in attachments),
            sections=tuple(sections),
            deadlines=tuple(deadlines),
            closing_dates=tuple(closings),
            targets=tuple(targets),
            citations=unique(citations),
        )
        singles = {
            "number": head.number_span,
            "place": head.place_span,
            "issued_on": head.date_span,
            "issuer": issuer_span,
            "signature.name": self.signature.name_span if self.signature else None,
        }
        several = {
            "subject": head.subject_spans,
            "addressees": addressee_spans,
            "copy_to": copy_spans,
            "signature.titles": self.signature.title_spans if self.signature else (),
            "contacts.phones": [span for _, span in phones],
            "contacts.emails": [span for _, span in emails],
            "attachments": [span for _, span in attachments],
        }
        letter = replace(letter, marks=marks_of(letter, singles, several))
        return replace(letter, warnings=remarks_on(letter, head))

    def _end_of_body(self, body_line: int) -> int:
        ends = [len(self.page.lines)]
        if self.received_at is not None:
            ends.append(self.received_at)
        if self.signature is not None:
            ends.append(self.signature.first_line)
        return max(body_line, min(ends))

    def _end_of_letter(self, end_of_body: int) -> int:
        for line in self.page.lines[end_of_body:]:
            if _BEHIND_THE_LETTER.match(line.low):
                return line.index
        return len(self.page.lines)

    def _annexes(self, end_of_body: int, end_of_letter: int) -> list[tuple[int, int]]:
        """The stretch of an enclosed plan: below the signature, headed by its own type name."""
        for line in self.page.lines[end_of_body + 1 : end_of_letter]:
            found = type_name(line) if line.is_upper else None
            if found and found[0] in _PLAN_LIKE:
                stop = next(
                    (later.index for later in self.page.lines[line.index + 1 : end_of_letter] if _signs(later.text)),
                    end_of_letter,
                )
                return [(line.index + 1, stop)]
        return []

    def _is_own(self, start: int, end: int) -> bool:
        """True for words of the head that name this letter itself."""
        span = self.head.number_span
        return span is not None and start <= span[0] < end


def _signs(text: str) -> bool:
    return re.match(r"^\W*(?:KT|TM|TL|TUQ)\.\s?[A-ZĐỦ]", text) is not None
