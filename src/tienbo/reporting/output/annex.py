"""The annex of figures as a workbook: a cover sheet and a sheet for each table, with formulas beside their values."""

from tienbo.core.deadlines import official_date
from tienbo.documents.content import Column, Row, Table
from tienbo.documents.xlsx import Sheet, to_xlsx
from tienbo.reporting.output.official import ILLUSTRATIVE, annex_sentences, foot_of, imprint_sentence, seal_sentence
from tienbo.reporting.output.snapshot import Snapshot
from tienbo.reporting.output.tables import document_table, legend_of

COVER = "Bìa"


def annex_workbook(snapshot: Snapshot) -> bytes:
    """The workbook. The same snapshot gives the same bytes."""
    sheets = [
        _cover(snapshot),
        *(
            Sheet(
                name=table.code,
                table=document_table(table, snapshot.signs),
                heading=_heading(snapshot),
                legend=(*legend_of(table, snapshot), seal_sentence(snapshot)),
                frozen=2,
                foot=foot_of(snapshot),
            )
            for table in snapshot.tables
        ),
    ]
    return to_xlsx(
        sheets,
        title=f"Phụ lục số liệu: {snapshot.title}, {snapshot.unit_name}",
        author=snapshot.issuer.name,
        day=snapshot.day,
    )


def _heading(snapshot: Snapshot) -> tuple[str, ...]:
    draft = "DỰ THẢO. " if snapshot.is_draft else ""
    lines = [f"{draft}{snapshot.issuer.name}: {snapshot.title}"]
    if snapshot.is_illustrative:
        lines.append(f"{ILLUSTRATIVE}.")
    return tuple(lines)


def _imprint(snapshot: Snapshot) -> list[tuple[str, str]]:
    """What is recorded of the signed paper; nothing before it has come."""
    signer = snapshot.imprint.signer
    return [
        *([("Kèm theo", imprint_sentence(snapshot))] if snapshot.imprint.number else []),
        *([("Người ký", signer)] if signer else []),
    ]


def _cover(snapshot: Snapshot) -> Sheet:
    """What the workbook is, and what is in it."""
    seal = snapshot.seal
    state = f"Bản số {seal.number}, gửi ngày {official_date(seal.sent_on)}" if seal else "Dự thảo, chưa gửi"
    facts = [
        ("Báo cáo", snapshot.subject),
        ("Đơn vị báo cáo", snapshot.issuer.name),
        ("Trạng thái", state),
        *_imprint(snapshot),
        *([("Kiểm tra bản này tại", snapshot.address)] if snapshot.address else []),
        ("Mã kiểm chứng", f"{seal.digest} (SHA-256, lược đồ {seal.scheme})" if seal else "chưa có"),
        *(("Số liệu", sentence) for sentence in annex_sentences(snapshot)),
        *((f"Biểu {table.code}", table.title) for table in snapshot.tables),
    ]
    table = Table(
        columns=(Column(25), Column(100)),
        header=(("Mục", "Nội dung"),),
        rows=tuple(Row(fact) for fact in facts),
    )
    return Sheet(name=COVER, table=table, heading=_heading(snapshot), frozen=0, foot=foot_of(snapshot))
