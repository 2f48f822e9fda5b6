"""A snapshot as an official document: the report and its annex of figures, in the layout of its day. Pure.

Roman headings always stand (except in a paper that is figures alone); one below them that was left empty is dropped
and the others are numbered through, as an office would type it. Nothing is said that the unit did not write, except
the fixed sentence at the end.
"""

import datetime as dt
import re
from collections.abc import Iterable

from tienbo.core.deadlines import official_date
from tienbo.documents.content import (
    Addressees,
    Annex,
    Block,
    Closing,
    Code,
    Document,
    Heading,
    Item,
    Items,
    Letterhead,
    Note,
    Paragraph,
    Run,
    Signature,
    Title,
)
from tienbo.documents.editions import EDITIONS, Edition, NoEdition, edition_for
from tienbo.documents.numerals import letter
from tienbo.reporting.output.snapshot import Missing, Section, Snapshot
from tienbo.reporting.output.tables import document_table, legend_of

KIND = "Báo cáo"
ILLUSTRATIVE = "Số liệu minh họa, không phải số liệu thật"
NOTHING_TOLD = "Không có nội dung báo cáo."
NOT_YET_TOLD = "(Chưa có nội dung.)"
FIGURES_ONLY = "Đơn vị không có nội dung báo cáo bằng lời; số liệu tại Phụ lục kèm theo."
AS_ABOVE = "Như trên"
SCAN = "Quét để kiểm tra bản này"
# How much of the digest stands on every page; the whole stands at the end.
DIGEST_SHOWN = 16
NO_NUMBER = "\u00a0" * 4
_DASHED = re.compile(r"^\s*[-–—•*]\s+")
_PLUSSED = re.compile(r"^\s*\+\s*")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def official_document(snapshot: Snapshot) -> Document:
    """The whole paper: letterhead, text, signature, annex."""
    return Document(
        edition=edition_of(snapshot.day),
        blocks=(*_head(snapshot), *_text(snapshot), *_end(snapshot), *_annex(snapshot)),
        draft=snapshot.is_draft,
        digest_line=foot_of(snapshot),
        day=snapshot.day,
    )


def edition_of(day: dt.date) -> Edition:
    """The layout in force on a day; before the first one that is known, that one."""
    try:
        return edition_for(day)
    except NoEdition:
        return min(EDITIONS.values(), key=lambda edition: edition.valid_from)


def foot_of(snapshot: Snapshot) -> str:
    """The small line at the foot of every page."""
    parts = [ILLUSTRATIVE] if snapshot.is_illustrative else []
    if snapshot.seal:
        parts.append(f"Mã kiểm chứng: {snapshot.seal.digest[:DIGEST_SHOWN]}…, bản số {snapshot.seal.number}")
    return ". ".join(parts)


def seal_sentence(snapshot: Snapshot) -> str:
    """The whole digest, with what it takes to check it."""
    seal = snapshot.seal
    if seal is None:
        return "Bản dự thảo: chưa gửi, chưa có mã kiểm chứng."
    return (
        f"Mã kiểm chứng (SHA-256, lược đồ {seal.scheme}): {seal.digest}. "
        f"Bản số {seal.number}, gửi ngày {official_date(seal.sent_on)}."
    )


# --- head and foot of the paper ---------------------------------------------------------------------------------------


def _head(snapshot: Snapshot) -> Iterable[Block]:
    issuer = snapshot.issuer
    number, symbol = _number_and_symbol(snapshot)
    yield Letterhead(
        issuer=(issuer.name,),
        superior=(issuer.superior_line,) if issuer.superior_line else (),
        number=number,
        symbol=symbol,
        place=issuer.place,
        dated=snapshot.imprint.signed_on,
        year=_year(snapshot),
    )
    yield Title(KIND, tuple(filter(None, (snapshot.title, snapshot.topic))))
    if snapshot.addressee:
        yield Addressees((snapshot.addressee,))


def _number_and_symbol(snapshot: Snapshot) -> tuple[str | None, str]:
    """ "45/BC-BVSTBCPN" in its parts; a number that was recorded alone, or none, stands before the office's symbol."""
    number, _slash, symbol = snapshot.imprint.number.partition("/")
    return number or None, symbol or f"BC-{snapshot.issuer.symbol}"


def imprint_sentence(snapshot: Snapshot) -> str:
    """ "Báo cáo số 45/BC-BVSTBCPN ngày 10/6/2015", with room for what is not recorded."""
    number, symbol = _number_and_symbol(snapshot)
    signed_on = snapshot.imprint.signed_on
    day = official_date(signed_on) if signed_on else f"... tháng ... năm {_year(snapshot)}"
    return f"Báo cáo số {number or NO_NUMBER}/{symbol} ngày {day}"


def _year(snapshot: Snapshot) -> int:
    """Day and month are the records clerk's; the year is that of sending, of a draft that of its period."""
    return snapshot.day.year if snapshot.seal else snapshot.ends_on.year


def _end(snapshot: Snapshot) -> Iterable[Block]:
    issuer = snapshot.issuer
    annexed = " (kèm theo Phụ lục số liệu)" if snapshot.tables else ""
    yield Paragraph(f"Trên đây là Báo cáo {_uncapital(snapshot.subject)} của {issuer.name}{annexed}./.")
    yield Closing(
        Signature(
            titles=issuer.titles,
            authority=issuer.authority,
            home_office=issuer.home_office,
            name=snapshot.imprint.signer or None,
        ),
        _recipients(snapshot),
        Code(snapshot.address, SCAN) if snapshot.address else None,
    )


def _recipients(snapshot: Snapshot) -> tuple[str, ...]:
    """Whoever stands under "Kính gửi" is "Như trên" here."""
    named = snapshot.issuer.recipients
    if not snapshot.addressee:
        return named
    others = tuple(each for each in named if each not in (snapshot.addressee, AS_ABOVE))
    return (AS_ABOVE, *others)


def _uncapital(text: str) -> str:
    """Within a sentence; "UBND ..." stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


# --- text -------------------------------------------------------------------------------------------------------------


def _text(snapshot: Snapshot) -> Iterable[Block]:
    if not snapshot.is_draft and snapshot.tables and all(section.is_empty for section in snapshot.sections):
        yield Paragraph(FIGURES_ONLY)
        return
    printed = {table.code for table in snapshot.tables}
    roman = 0
    for position, section in enumerate(snapshot.sections):
        if section.level == 0:
            yield from _body(section, printed)
        elif section.level == 1:
            yield Heading(1, section.title, _ROMAN[roman])
            roman += 1
            below = _below(snapshot.sections, position)
            yield from _body(section, printed)
            for number, each in enumerate(below, start=1):
                yield Heading(2, _heading_text(each), str(number))
                yield from _body(each, printed)
            if section.is_empty and not below:
                yield Paragraph(NOT_YET_TOLD if snapshot.is_draft else NOTHING_TOLD)


def _heading_text(section: Section) -> str:
    return f"{section.title} (sử dụng hạn chế)" if section.is_restricted else section.title


def _below(sections: tuple[Section, ...], position: int) -> list[Section]:
    """The sections under a Roman one in which something was written."""
    found = []
    for section in sections[position + 1 :]:
        if section.level == 1:
            break
        if section.level == 2 and not section.is_empty:
            found.append(section)
    return found


def _body(section: Section, printed: set[str]) -> Iterable[Block]:
    yield from _paragraphs(section.text)
    titled = 0
    for group in section.groups:
        if group.title:
            titled += 1
            yield Heading(3, group.title, letter(titled))
        yield Items(group.items)
    tables = [code for code in section.tables if code in printed]
    if tables and not section.is_empty:
        yield Paragraph((Run(f"(Số liệu chi tiết: Biểu {', '.join(tables)} của Phụ lục.)", italic=True),))


def _paragraphs(text: str) -> Iterable[Block]:
    """Text as it was typed: lines that begin with "-" are a list, with "+" the list below one of its points."""
    points: list[Item] = []
    for line in text.split("\n"):
        if _DASHED.match(line):
            points.append(Item(_DASHED.sub("", line).strip()))
        elif _PLUSSED.match(line) and points:
            last = points[-1]
            above = last.below.items if last.below else ()
            points[-1] = Item(last.text, Items((*above, Item(_PLUSSED.sub("", line).strip())), "plus"))
        else:
            if points:
                yield Items(tuple(points))
                points = []
            if line.strip():
                yield Paragraph(line.strip())
    if points:
        yield Items(tuple(points))


# --- annex ------------------------------------------------------------------------------------------------------------


def _annex(snapshot: Snapshot) -> Iterable[Block]:
    if not snapshot.tables:
        return
    yield Annex(
        title=f"Số liệu {_of_what(snapshot)}",
        attached_to=f"Kèm theo {imprint_sentence(snapshot)} của {snapshot.issuer.name}",
    )
    for sentence in annex_sentences(snapshot):
        yield Note(sentence)
    for table in snapshot.tables:
        yield document_table(table, snapshot.signs)
        if legend := legend_of(table, snapshot):
            yield Note(" ".join(legend))
    if snapshot.is_illustrative:
        yield Note((Run(f"{ILLUSTRATIVE}.", bold=True),))
    yield Note(seal_sentence(snapshot))


def _of_what(snapshot: Snapshot) -> str:
    """ "hoạt động bình đẳng giới ..., 6 tháng đầu năm 2015" out of the topic and "Sơ kết 6 tháng đầu năm 2015"; a
    thematic report's title as it is."""
    if not snapshot.topic:
        return _uncapital(snapshot.title)
    period = re.sub(r"^(?:Sơ kết|Tổng kết)\s+", "", snapshot.title)
    return f"{snapshot.topic.removeprefix('về ')}, {period}"


def annex_sentences(snapshot: Snapshot) -> tuple[str, ...]:
    """What a reader must know before the first figure: the period, what is compared, who is in it and who is not."""
    days = f"từ ngày {official_date(snapshot.starts_on)} đến ngày {official_date(snapshot.ends_on)}"
    before = f"Kỳ trước: {snapshot.previous}." if snapshot.previous else "Kỳ trước: chưa có số liệu để so sánh."
    sentences = [f"Kỳ này: {days}; chốt số liệu ngày {official_date(snapshot.closing_on)}. {before}"]
    if drawn := snapshot.drawn_from:
        among = f", gồm số liệu của {drawn.units} đơn vị thuộc diện báo cáo" if drawn.units else ""
        sent_on = official_date(drawn.sent_on)
        sentences.append(f"Số liệu lấy từ “{drawn.title}”, bản số {drawn.number}, gửi ngày {sent_on}{among}.")
        sentences.append("Dòng tổng cộng các phần có số liệu; phần để trống là chưa có số liệu.")
    if snapshot.units:
        sentences.append(f"Số liệu tổng hợp của {snapshot.units} đơn vị thuộc diện báo cáo, kể cả số liệu của đơn vị.")
    if snapshot.missing:
        sentences.append(f"Chưa có số liệu của: {_names(snapshot.missing)}.")
    if snapshot.left_out:
        sentences.append(f"Biểu không thuộc diện báo cáo của đơn vị trong kỳ: {'; '.join(snapshot.left_out)}.")
    return tuple(sentences)


def _names(missing: tuple[Missing, ...]) -> str:
    """Grouped by the unit above: "Huyện Bảo Lạc (cùng 17 đơn vị cấp dưới); Xã A, Xã B (thuộc Huyện Hòa An)"."""
    groups: dict[str, list[str]] = {}
    for each in missing:
        shown = f"{each.name} (cùng {each.below} đơn vị cấp dưới)" if each.below else each.name
        groups.setdefault(each.under, []).append(shown)
    told = ((under, ", ".join(names)) for under, names in groups.items())
    return "; ".join(f"{names} (thuộc {under})" if under else names for under, names in told)
