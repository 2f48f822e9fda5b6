"""The layout that the law asks for, as data: one edition per line of bodies and period of validity.

So far the state line only: Circular 01/2011/TT-BNV (Thông tư 01/2011/TT-BNV ngày 19/01/2011) and Decree
30/2020/NĐ-CP (Nghị định 30/2020/NĐ-CP ngày 05/3/2020, Phụ lục I). Party and mass-organisation documents
have their own layouts: they are further entries of `EDITIONS` with another `line`.

Where a rule gives a range ("cỡ chữ từ 13 đến 14") an edition takes one value of it. What was taken from
memory of the circular and not read again is marked [unverified].
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Edition:
    """The measures of one layout. Lengths in millimetres (`_mm`), type sizes and gaps in points (`_pt`).

    In both editions unless a value is overridden below; "30" is Decree 30/2020/NĐ-CP, Phụ lục I, "01" is
    Circular 01/2011/TT-BNV; both give the same value where only "30, 01" stands.

    Page
        top_mm, bottom_mm       20-25 (30 I.3; 01)
        left_mm                 30-35 (30 I.3; 01)
        right_mm                15-20 (30 I.3; 01)
        page_number_place       top centre (30 I.7); bottom right (01, [unverified])
        page_number_pt          13-14, Arabic, not on page 1, annexes numbered on their own (30 I.7, III; 01)
        font                    Times New Roman, Unicode TCVN 6909:2001, black (30 I.4; 01 asks for TCVN
                                6909:2001 only)
    Head of the first page
        superior_pt             12-13, capitals, regular (30 II.2; 01)
        issuer_pt               12-13, capitals, bold, rule of 1/3-1/2 of the line (30 II.2; 01):
                                issuer_rule_share
        national_name_pt        12-13, capitals, bold (30 II.1; 01)
        motto_pt                13-14, bold, rule as long as the text (30 II.1; 01)
        number_pt               13, regular (30 II.3; 01)
        place_date_pt           13-14, italic, on the line of the number (30 II.4; 01)
        about_pt                12-13, regular, "V/v", about_gap_pt 6 below the number (30 II.5; 01)
    Title
        type_name_pt            13-14, capitals, bold (30 II.5); 14 (01)
        subject_pt              13-14, bold, rule of 1/3-1/2 of the line (30 II.5); 14 (01):
                                subject_rule_share
        addressee_pt            13-14 (30 II.9); 14 (01)
        basis_italic            True (30 II.6: "kiểu chữ nghiêng"); False (01, [unverified])
    Body
        body_pt                 13-14, justified (30 II.6; 01)
        first_line_mm           10 or 12.7 (30 II.6; 01)
        paragraph_gap_pt        6 at least (30 II.6; 01)
        line_spacing            single to 1.5 lines (30 II.6; 01)
    End
        signature_pt            13-14, bold (30 II.7); 14 (01)
        recipients_head_pt      12, bold italic (30 II.9; 01)
        recipients_pt           11 (30 II.9; 01)
        annex_label_pt          14, bold, lower case (30 III.1; 01)
        annex_title_pt          13-14, capitals, bold (30 III.1; 01)
    Our own choice, no rule
        seal_room_mm            room for hand and seal (a seal is some 36 mm wide and sits over the name's
                                left)
        table_pt, note_pt, foot_pt, caption_pt, title_gap_pt
    """

    code: str
    name: str
    line: str
    valid_from: date
    valid_until: date | None
    page_number_place: Literal["top-center", "bottom-right"]
    basis_italic: bool
    top_mm: float = 20
    bottom_mm: float = 20
    left_mm: float = 30
    right_mm: float = 15
    page_number_pt: float = 13
    font: str = "Times New Roman"
    superior_pt: float = 12
    issuer_pt: float = 12
    issuer_rule_share: float = 0.5
    national_name_pt: float = 12
    motto_pt: float = 13
    number_pt: float = 13
    place_date_pt: float = 13
    about_pt: float = 12
    about_gap_pt: float = 6
    type_name_pt: float = 14
    subject_pt: float = 14
    subject_rule_share: float = 0.4
    title_gap_pt: float = 18
    addressee_pt: float = 14
    body_pt: float = 14
    first_line_mm: float = 12.7
    paragraph_gap_pt: float = 6
    line_spacing: float = 1.1
    signature_pt: float = 14
    seal_room_mm: float = 26
    recipients_head_pt: float = 12
    recipients_pt: float = 11
    annex_label_pt: float = 14
    annex_title_pt: float = 14
    caption_pt: float = 13
    table_pt: float = 10
    note_pt: float = 10
    foot_pt: float = 8


TT01_2011 = Edition(
    code="tt01_2011",
    name="Thông tư 01/2011/TT-BNV",
    line="state",
    # In force 45 days after signature [unverified].
    valid_from=date(2011, 3, 5),
    # The last day before Decree 30/2020/NĐ-CP, in force on the day of its signature.
    valid_until=date(2020, 3, 4),
    page_number_place="bottom-right",
    basis_italic=False,
)

ND30_2020 = replace(
    TT01_2011,
    code="nd30_2020",
    name="Nghị định 30/2020/NĐ-CP",
    valid_from=date(2020, 3, 5),
    valid_until=None,
    page_number_place="top-center",
    basis_italic=True,
)

A4_MM = (210, 297)


def text_width_mm(edition: Edition, landscape: bool) -> float:
    """The width between the margins."""
    return A4_MM[landscape] - edition.left_mm - edition.right_mm


EDITIONS: dict[str, Edition] = {edition.code: edition for edition in (TT01_2011, ND30_2020)}


class NoEdition(LookupError):
    """No edition is known for this line of bodies on this day."""


def edition_for(day: date, line: str = "state") -> Edition:
    """The edition in force on `day` for a line of bodies ("state"). Raises NoEdition when none is known."""
    for edition in EDITIONS.values():
        ends = edition.valid_until or date.max
        if edition.line == line and edition.valid_from <= day <= ends:
            return edition
    raise NoEdition(f"no edition for line {line!r} on {day.isoformat()}")
