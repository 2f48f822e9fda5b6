"""A province whose report has something to print: figures that differ, text, a missing district, a period before."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.utils import translation

from tests.reporting.conftest import World, build_world
from tienbo.committees.models import Committee, SigningSeat
from tienbo.core import clock
from tienbo.demo.figures.draft import Subject
from tienbo.demo.figures.report import invented_report
from tienbo.indicators.queries import forget
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.actions import FigureInput, record_figures, write_passage
from tienbo.reporting.rounds.audience import options_of
from tienbo.reporting.versions.models import ReportVersion

# Sent in 2014: enough for every printed unit to have a period before.
SENT_BEFORE = ("VH", "01711", "051", "04")
SENT = ("TT", "LD", "VH", "CA", "HPN", "01711", "01708", "051")
RECIPIENTS = {
    "04": ["Ủy ban quốc gia VSTBCPN Việt Nam", "Chủ tịch UBND tỉnh (để báo cáo)", "Thành viên Ban", "Lưu: VT, VP"],
    "051": ["Ban VSTBCPN tỉnh Cao Bằng", "Chủ tịch UBND huyện (để báo cáo)", "Lưu: VT"],
}
SECTIONS = {
    "opening": ("Thực hiện hướng dẫn của Ban tỉnh, Ban đã chỉ đạo các đơn vị triển khai nhiệm vụ.", ()),
    "direction.documents": ("- Ban hành 03 văn bản.\n- Đôn đốc các đơn vị:\n+ Sở, ban, ngành;\n+ huyện, xã.", ()),
    "direction.regime": ("Ban họp 01 phiên.\n\nThông tin hai chiều được giữ vững.", ()),
    "results.women_leadership": ("Tham mưu cấp ủy về tỷ lệ nữ tham gia cấp ủy nhiệm kỳ 2015-2020.", ()),
    "results.violence": ("Các địa phương duy trì địa chỉ tin cậy tại cộng đồng.", ()),
    "assessment.strengths": ("", (("Chỉ đạo tập trung hơn.", ""), ("Số liệu tách biệt giới đầy đủ hơn.", ""))),
    "assessment.causes": ("", (("Cán bộ kiêm nhiệm.", "subjective"), ("Địa bàn rộng.", "objective"))),
    "proposals": ("", (("Bố trí kinh phí riêng.", "to_same_level"), ("Ban hành sổ tay.", "to_national"))),
}


def fill_plausibly(world: World, unit: str, round: str = "2015-h1", seed: int = 1) -> None:
    """Figures drawn at random that contradict nothing."""
    report = world.report(unit, round)
    participant = report.participant
    subject = Subject(
        name=str(seed),
        kind=participant.kind,
        options=options_of(report.round),
        sectors=participant.sectors,
        variant=participant.variant,
    )
    figures = invented_report(definition_of(report.round.form), subject)
    inputs = [FigureInput(cell, figure.value) for cell, figure in figures.items()]
    record_figures(by=world.officers[unit], report=report, figures=inputs)


def write(world: World, unit: str, heading: str, text: str = "", items: Sequence[tuple[str, str]] = ()) -> None:
    """Write one heading of the report of 2015."""
    kept = [{"text": words, "type": kind} for words, kind in items]
    write_passage(by=world.officers[unit], report=world.report(unit), heading=heading, text=text, items=kept)


def tell(world: World, unit: str) -> None:
    """Write the text of the report of 2015: some headings stay empty."""
    for heading, (text, items) in SECTIONS.items():
        write(world, unit, heading, text, items)


def set_committee(unit, **fields) -> None:
    """What the head and the foot of a unit's papers say."""
    seat = {name: fields.pop(name) for name in ("authority", "titles", "home_office") if name in fields}
    Committee.objects.filter(unit=unit).update(**fields)
    if seat:
        SigningSeat.objects.filter(committee__unit=unit).update(**seat)


def dress(world: World) -> None:
    """The committees of the province and of Hòa An as real ones are named."""
    set_committee(
        world.units["04"],
        name="Ban VSTBCPN tỉnh Cao Bằng",
        superior_line="Ủy ban nhân dân tỉnh Cao Bằng",
        recipients=RECIPIENTS["04"],
        authority="KT. TRƯỞNG BAN",
        titles=["PHÓ TRƯỞNG BAN THƯỜNG TRỰC"],
        home_office=["GIÁM ĐỐC", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"],
    )
    set_committee(world.units["051"], name="Ban VSTBCPN huyện Hòa An", recipients=RECIPIENTS["051"])


def open_2014(world: World):
    """The round of the year before."""
    return world.round(
        "2014-h1",
        title="Báo cáo sơ kết 6 tháng đầu năm 2014",
        starts_on=dt.date(2013, 12, 1),
        ends_on=dt.date(2014, 5, 31),
        closing_on=dt.date(2014, 5, 20),
        tree_on=dt.date(2014, 5, 20),
    )


@dataclass
class Told:
    """The printed world: its units, the versions that the province, a district and a commune sent in 2015."""

    world: World
    versions: dict[str, ReportVersion]

    def version(self, unit: str) -> ReportVersion:
        """The version of 2015 of a unit."""
        return self.versions[unit]


def build_told() -> Told:
    """Two periods. In 2015 the district Thạch An with its commune sent nothing; the police withhold B06 and B07."""
    world = build_world()
    dress(world)
    before = open_2014(world)
    with clock.at(dt.date(2014, 6, 2)):
        for seed, unit in enumerate(SENT_BEFORE):
            fill_plausibly(world, unit, "2014-h1", seed)
            world.send(unit, "2014-h1")
            if unit != "04":
                world.take(unit, "2014-h1")
    versions = {}
    with clock.at(dt.datetime(2015, 6, 3, 9, tzinfo=clock.ZONE)):
        world.round(previous=before)
        for seed, unit in enumerate((*SENT, "04"), start=100):
            fill_plausibly(world, unit, seed=seed)
            tell(world, unit)
            versions[unit] = world.send(unit)
            if unit != "04":
                world.take(unit)
    return Told(world, versions)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker) -> Told:
    """Built once for a file of tests; nothing of it stays in the database. The file's tests are marked django_db."""
    forget()
    with django_db_blocker.unblock(), translation.override("vi"), transaction.atomic():
        yield build_told()
        transaction.set_rollback(True)
    forget()
