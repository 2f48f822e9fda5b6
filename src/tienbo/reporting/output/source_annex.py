"""The annex "Nguồn số liệu": from which units each printed line and sentence of a report comes, as document and
workbook. Pure.

It is no part of the three issued files: it is made on demand from the same frozen version, and the same version with
the same paper gives the same bytes.
"""

from collections.abc import Iterable

from tienbo.core.deadlines import official_date
from tienbo.documents.content import Annex, Block, Column, Document, Note, Row, Table
from tienbo.documents.xlsx import Sheet, to_xlsx
from tienbo.reporting.output.official import edition_of, foot_of, imprint_sentence, seal_sentence
from tienbo.reporting.output.snapshot import NOTHING, Snapshot
from tienbo.reporting.output.sources import (
    WORDS,
    Saying,
    Sentence,
    Source,
    SourceHeading,
    Sources,
    SourceTable,
    Unit,
    ranges,
)

# So many units are named; more are told by their numbers.
NAMED = 4
EXPLAINED = (
    "Số trong các cột là số thứ tự của đơn vị ở danh sách trên. Dòng được tính theo cột số liệu đầu tiên, như cột "
    "Đơn vị có số liệu của báo cáo; nguồn của từng ô có trong tệp nguồn số liệu dạng CSV."
)
TEXT_EXPLAINED = (
    "Những câu tổng hợp từ báo cáo của đơn vị dưới hoặc từ kết quả nhiệm vụ; câu do đơn vị tự viết không có ở đây. Đơn "
    "vị có dấu gạch ở đầu là nơi viết ra câu mà đơn vị ngay trên đã tổng hợp."
)


def source_document(snapshot: Snapshot, sources: Sources) -> Document:
    """The annex as a paper of its own."""
    return Document(
        edition=edition_of(snapshot.day),
        blocks=tuple(_blocks(snapshot, sources)),
        digest_line=foot_of(snapshot),
        title=_title(snapshot),
        author=snapshot.issuer.name,
        day=snapshot.day,
    )


def source_workbook(snapshot: Snapshot, sources: Sources) -> bytes:
    """The same as a workbook, line by line with the figures."""
    heading = (f"{snapshot.issuer.name}: {snapshot.title}", "Phụ lục nguồn số liệu")
    foot, seal = foot_of(snapshot), (seal_sentence(snapshot),)
    sheets = [
        Sheet("Đơn vị", _all_units(sources.units), heading, seal, foot=foot),
        *(
            Sheet(table.code, _lines(table, sources.units, snapshot), heading, (EXPLAINED, *seal), foot=foot)
            for table in sources.tables
        ),
    ]
    if sources.headings:
        sheets.append(Sheet("Lời văn", _text_lines(sources.headings), heading, (TEXT_EXPLAINED, *seal), foot=foot))
    return to_xlsx(sheets, title=_title(snapshot), author=snapshot.issuer.name, day=snapshot.day)


def _title(snapshot: Snapshot) -> str:
    return f"Phụ lục nguồn số liệu: {snapshot.title}, {snapshot.unit_name}"


def _blocks(snapshot: Snapshot, sources: Sources) -> Iterable[Block]:
    yield Annex(
        title="Nguồn số liệu và lời văn" if sources.headings else "Nguồn số liệu",
        attached_to=f"Kèm theo {imprint_sentence(snapshot)} của {snapshot.issuer.name}",
        landscape=False,
    )
    yield Note(
        f"{snapshot.title}. Số liệu từ ngày {official_date(snapshot.starts_on)} đến ngày "
        f"{official_date(snapshot.ends_on)}. {seal_sentence(snapshot)}"
    )
    yield _inside(sources.inside)
    if sources.outside:
        yield _outside(sources.outside)
    yield Note(EXPLAINED)
    for table in sources.tables:
        yield _grouped(table, sources.units)
    if sources.headings:
        yield Note(TEXT_EXPLAINED)
    for heading in sources.headings:
        yield _told_by(heading)


def _inside(units: tuple[Unit, ...]) -> Table:
    return Table(
        columns=(
            Column(5, "center"), Column(33), Column(24), Column(7, "center"), Column(13, "center"), Column(23),
        ),
        header=(("Số", "Đơn vị có trong số liệu", "Thuộc", "Bản số", "Gửi ngày", "Mã kiểm chứng (16 ký tự đầu)"),),
        rows=tuple(
            Row((str(each.number), _name(each), each.under, str(each.version), each.sent_on, each.digest))
            for each in units
        ),
        caption=f"1. {len(units)} đơn vị có báo cáo trong số liệu",
    )  # fmt: skip


def _outside(units: tuple[Unit, ...]) -> Table:
    return Table(
        columns=(Column(5, "center"), Column(50), Column(45)),
        header=(("Số", "Đơn vị chưa có trong số liệu", "Thuộc"),),
        rows=tuple(Row((str(each.number), each.name, each.under)) for each in units),
        caption=f"2. {len(units)} đơn vị chưa có báo cáo trong số liệu",
    )


def _name(unit: Unit) -> str:
    return f"{unit.name} (cấp trên nhập thay)" if unit.typed_by_superior else unit.name


def _grouped(table: SourceTable, units: tuple[Unit, ...]) -> Table:
    return Table(
        columns=(Column(26), Column(12, "center"), Column(24), Column(38)),
        header=(("Dòng", "Đơn vị có số liệu", "Gồm các đơn vị số", "Chưa có số liệu"),),
        rows=tuple(Row((lines, *_told(source, units))) for lines, source in table.groups()),
        caption=f"Biểu {table.code}. {table.title}",
    )


def _told(source: Source, units: tuple[Unit, ...]) -> tuple[str, str, str]:
    parts = [f"{WORDS[why]}: {_names(numbers, units)}" for why, numbers in source.lacking]
    if source.outside:
        parts.append(f"không thuộc diện: {_names(source.outside, units)}")
    return f"{len(source.given)}/{source.asked}", ranges(source.given), "; ".join(parts)


def _names(numbers: tuple[int, ...], units: tuple[Unit, ...]) -> str:
    if len(numbers) > NAMED:
        return f"{len(numbers)} đơn vị (số {ranges(numbers)})"
    return ", ".join(f"{units[number - 1].name} (số {number})" for number in numbers)


def _all_units(units: tuple[Unit, ...]) -> Table:
    return Table(
        columns=(
            Column(6, "center"), Column(40), Column(32), Column(18), Column(8, "center"), Column(14, "center"),
            Column(22),
        ),
        header=(("Số", "Đơn vị", "Thuộc", "Trong số liệu", "Bản số", "Gửi ngày", "Mã kiểm chứng"),),
        rows=tuple(
            Row((each.number, _name(each), each.under, "có" if each.version else "chưa có", each.version or None,
                 each.sent_on, each.digest))
            for each in units
        ),
    )  # fmt: skip


def _lines(table: SourceTable, units: tuple[Unit, ...], snapshot: Snapshot) -> Table:
    return Table(
        columns=(
            Column(8), Column(50), Column(12), Column(12, "right"), Column(12, "right"), Column(14, "center"),
            Column(24), Column(50),
        ),
        header=(
            ("Dòng", "Nội dung", "ĐVT", "Tổng", "Nữ", "Đơn vị có số liệu", "Gồm các đơn vị số", "Chưa có số liệu"),
        ),
        rows=tuple(
            Row((line.number, line.label, line.unit, *(line.now.get(name, NOTHING).value for name in ("T", "F")),
                 *_told(source, units)))
            for line, source in table.lines
        ),
        caption=f"Biểu {table.code}. {table.title}",
    )  # fmt: skip


def _told_by(heading: SourceHeading) -> Table:
    return Table(
        columns=(Column(40), Column(26), Column(34)),
        header=(("Câu trong báo cáo", "Đơn vị đã gửi", "Nguyên văn đã gửi"),),
        rows=tuple(row for sentence in heading.sentences for row in _sentence(sentence)),
        caption=f"Lời văn. {heading.title}",
    )


def _sentence(sentence: Sentence) -> Iterable[Row]:
    said = f"{sentence.text} (đã sửa)" if sentence.edited else sentence.text
    for saying in sentence.sayings:
        yield Row((said, _who(saying), _what(saying)))
        said = ""


def _who(saying: Saying) -> str:
    if not saying.name:
        return "Kết quả nhiệm vụ"
    number = f"số {saying.number}, " if saying.number else ""
    return f"{'– ' * (saying.level - 1)}{saying.name} ({number}bản số {saying.version})"


def _what(saying: Saying) -> str:
    if not saying.name:
        return ""
    return "đúng như câu trong báo cáo" if saying.verbatim else saying.text


def _text_lines(headings: tuple[SourceHeading, ...]) -> Table:
    return Table(
        columns=(
            Column(30), Column(60), Column(10, "center"), Column(8, "center"), Column(36), Column(8, "center"),
            Column(60),
        ),
        header=(("Đề mục", "Câu trong báo cáo", "Đã sửa", "Cấp", "Đơn vị đã gửi", "Bản số", "Nguyên văn đã gửi"),),
        rows=tuple(
            Row((heading.title, sentence.text, "có" if sentence.edited else "không", saying.level,
                 saying.name or "Kết quả nhiệm vụ", saying.version or None, saying.text))
            for heading in headings
            for sentence in heading.sentences
            for saying in sentence.sayings
        ),
        caption="Lời văn từ dưới lên",
    )  # fmt: skip
