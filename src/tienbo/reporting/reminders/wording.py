"""What is written for other channels: a message to copy into Zalo, and the official letter that urges. Pure: no Django.

Vietnamese only, as every paper between offices is. No figures of a report stand in either.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tienbo.core.deadlines import official_date, weekday
from tienbo.documents.content import (
    Addressees,
    Block,
    Closing,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Row,
    Signature,
    Table,
)
from tienbo.reporting.output.official import AS_ABOVE, edition_of
from tienbo.reporting.output.snapshot import Issuer

# Up to so many addressees stand by name under "Kính gửi"; beyond, the list in the text names them.
NAMED = 6
ARCHIVE = "Lưu: VT"


@dataclass(frozen=True)
class Owing:
    """A unit that has not sent: its name, the last day on time of the round and the one that was granted to it.
    `committee`: the committee that its papers are written to, "" where the unit has none."""

    name: str
    due_on: dt.date | None
    extended_to: dt.date | None = None
    committee: str = ""

    @property
    def addressee(self) -> str:
        """Who stands under "Kính gửi"."""
        return self.committee or self.name

    @property
    def last_day(self) -> dt.date | None:
        """The last day on time that holds for it."""
        return self.extended_to or self.due_on

    def days_late(self, today: dt.date) -> int:
        """Days since that day; 0 while it has not passed."""
        return max(0, (today - self.last_day).days) if self.last_day else 0


@dataclass(frozen=True)
class Letter:
    """The facts of a letter. `words`: the paragraph that the office may change; `number` and `signed_on` are given once
    the records clerk has numbered it: until then it is a draft."""

    issuer: Issuer
    round: str
    origin: str
    units: tuple[Owing, ...]
    until: dt.date
    words: str
    today: dt.date
    number: str = ""
    signed_on: dt.date | None = None
    foot: str = field(default="")


def group_message(round: str, issuer: str, units: Sequence[Owing], link: str, today: dt.date) -> str:
    """One text for the group of focal officers: who has not sent, by last day."""
    lines = [
        "Kính gửi các đồng chí cán bộ đầu mối,",
        f"{issuer} trân trọng đề nghị các đơn vị sau hoàn thành và gửi “{round}”:",
    ]
    for day in sorted({each.last_day for each in units if each.last_day}):
        names = "; ".join(each.name for each in units if each.last_day == day)
        lines.append(f"- {_until(day, today)}: {names}.")
    if without := [each.name for each in units if not each.last_day]:
        lines.append(f"- {'; '.join(without)}.")
    return "\n".join([*lines, *_end(link)])


def unit_message(round: str, issuer: str, unit: Owing, link: str, today: dt.date) -> str:
    """The text for one unit."""
    lines = [f"Kính gửi {unit.addressee},", f"{issuer} trân trọng đề nghị đơn vị hoàn thành và gửi “{round}”."]
    if unit.last_day:
        lines.append(f"{_until(unit.last_day, today)}.")
    return "\n".join([*lines, *_end(link)])


def usual_words(phone: str = "") -> str:
    """The paragraph that the office may change before it prints."""
    ring = f" theo số điện thoại {phone}" if phone else ""
    return (
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị đơn vị trao đổi với cơ quan thường trực"
        f"{ring} để được hỗ trợ. Đơn vị đã gửi báo cáo trước khi nhận được công văn này thì không phải gửi lại."
    )


def letter_document(letter: Letter) -> Document:
    """The official letter (công văn) in the layout of its day."""
    day = letter.signed_on or letter.today
    return Document(
        edition=edition_of(day),
        blocks=tuple(_blocks(letter, day)),
        draft=not letter.number,
        digest_line=letter.foot,
        title=f"Công văn đôn đốc gửi {letter.round}",
        day=day,
    )


def _blocks(letter: Letter, day: dt.date) -> Iterable[Block]:
    issuer = letter.issuer
    number, _slash, symbol = letter.number.partition("/")
    yield Letterhead(
        issuer=(issuer.name,),
        superior=(issuer.superior_line,) if issuer.superior_line else (),
        number=number or None,
        symbol=symbol or issuer.symbol,
        place=issuer.place,
        dated=letter.signed_on,
        year=day.year,
        about=f"đôn đốc gửi {letter.round}",
    )
    names = tuple(each.addressee for each in letter.units)
    yield Addressees(names if len(names) <= NAMED else ("Các đơn vị có tên trong danh sách dưới đây",))
    following = f"Thực hiện {letter.origin}, {issuer.name}" if letter.origin else issuer.name
    yield Paragraph(
        f"{following} đã đề nghị các đơn vị gửi {letter.round}. Đến ngày {official_date(letter.today)}, các đơn vị sau "
        "chưa gửi báo cáo:"
    )
    yield _table(letter)
    yield Paragraph(
        f"{issuer.name} đề nghị các đơn vị khẩn trương hoàn thành và gửi báo cáo chậm nhất {weekday(letter.until)}, "
        f"ngày {official_date(letter.until)} để kịp tổng hợp."
    )
    for line in letter.words.splitlines():
        if line.strip():
            yield Paragraph(line.strip())
    yield Paragraph("Trân trọng./.")
    archive = next((each for each in issuer.recipients if each.startswith("Lưu")), ARCHIVE)
    yield Closing(
        Signature(titles=issuer.titles, authority=issuer.authority, home_office=issuer.home_office),
        (AS_ABOVE, archive),
    )


def _table(letter: Letter) -> Table:
    return Table(
        columns=(Column(0.09, "center"), Column(0.45), Column(0.26), Column(0.2, "center")),
        header=(("TT", "Đơn vị", "Hạn gửi báo cáo", "Quá hạn"),),
        rows=tuple(
            Row((str(place), each.name, _due(each), _late(each, letter.today)))
            for place, each in enumerate(letter.units, start=1)
        ),
    )


def _due(unit: Owing) -> str:
    if unit.due_on is None:
        return ""
    told = official_date(unit.due_on)
    return f"{told}, được gia hạn đến {official_date(unit.extended_to)}" if unit.extended_to else told


def _late(unit: Owing, today: dt.date) -> str:
    days = unit.days_late(today)
    return f"{days} ngày" if days else "Chưa đến hạn"


def _until(day: dt.date, today: dt.date) -> str:
    late = ", đã quá hạn" if day < today else ""
    return f"Hạn {weekday(day)}, {official_date(day)}{late}"


def _end(link: str) -> list[str]:
    return [f"Nhập và gửi báo cáo tại: {link}", "Trân trọng cảm ơn."]
