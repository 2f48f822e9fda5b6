"""Whose paper a report is: of its kind, on the day of sending; what was issued stays."""

import datetime as dt
import io

import docx
import pytest

from tests.reporting.papers.conftest import TODAY, paper_of
from tienbo.committees.actions import end_paper_issuer, name_paper_issuer
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.files.queries import content
from tienbo.reporting.entry.drawing.actions import draw_figures
from tienbo.reporting.exchange.actions import record_signed_paper, submit_report
from tienbo.reporting.output.actions import issue_version
from tienbo.reporting.output.gathering import snapshot_of_draft, snapshot_of_version
from tienbo.reporting.output.printing import print_version
from tienbo.reporting.output.queries import imprint_of
from tienbo.reporting.output.snapshot import BLANK
from tienbo.reporting.rounds.papers.queries import papers_of
from tienbo.reporting.rounds.papers.signed import Signed
from tienbo.reporting.versions.queries import told_version

pytestmark = pytest.mark.django_db
KIND = "strategy-2015"
LATER = dt.date(2016, 1, 1)
PEOPLES_COMMITTEE = {
    "name": "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
    "symbol": "UBND",
    "place": "Cao Bằng",
    "addressee": "Bộ Lao động - Thương binh và Xã hội",
    "recipients": ("Bộ Lao động - Thương binh và Xã hội", "Ban VSTBCPN tỉnh", "Lưu: VT"),
    "authority": "TM. ỦY BAN NHÂN DÂN",
    "titles": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
}


def name(world, since: dt.date, **changes):
    unit = world.units["04"]
    return name_paper_issuer(by=SYSTEM, unit=unit, kind_of_paper=KIND, since=since, **PEOPLES_COMMITTEE | changes)


@pytest.fixture
def version(sent):
    """The Strategy paper, the People's Committee's, drawn and sent."""
    name(sent.world, TODAY)
    report = paper_of(sent, title="Báo cáo thực hiện Chiến lược năm 2015")
    draw_figures(by=SYSTEM, report=report)
    return submit_report(by=SYSTEM, report=report)


def text_of(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in body.iter()
                     if p.tag.endswith("}p"))  # fmt: skip


def test_the_paper_bears_its_own_issuer_and_the_annual_report_the_committee(sent, version):
    issuer = snapshot_of_version(version).issuer
    assert (issuer.name, issuer.symbol, issuer.authority) == (
        PEOPLES_COMMITTEE["name"], "UBND", "TM. ỦY BAN NHÂN DÂN",
    )  # fmt: skip
    own = snapshot_of_version(sent.report().versions.get())
    assert own.issuer.name == "Ban Vì sự tiến bộ của phụ nữ 04" and own.drawn_from is None


def test_print_says_whose_it_is_to_whom_and_where_its_figures_come_from(version):
    text = text_of(print_version(version)["docx"])
    for said in (
        "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
        "/BC-UBND",
        "Bộ Lao động - Thương binh và Xã hội",
        "TM. ỦY BAN NHÂN DÂN",
        "PHÓ CHỦ TỊCH",
        "Số liệu lấy từ “Báo cáo tổng kết năm 2015”, bản số 1, gửi ngày 02/12/2015, gồm số liệu của 3/3 đơn vị",
        "Dòng tổng cộng các phần có số liệu; phần để trống là chưa có số liệu.",
    ):
        assert said in text


def test_the_paper_prints_the_totals_that_the_feeding_report_prints(sent, version):
    """Also where some parts were told by nobody: no commune takes part in this round."""

    def totals(snapshot) -> dict:
        return {
            (line.label, column): amount.value
            for table in snapshot.tables
            for line in table.lines
            for column, amount in line.now.items()
            if line.role == "total"
        }

    source = totals(snapshot_of_version(told_version(sent.report())))
    printed = totals(snapshot_of_version(version))
    common = printed.keys() & source.keys()
    assert len(common) > 10 and {each for each in common if printed[each] is not None}
    assert {each: printed[each] for each in common} == {each: source[each] for each in common}


def test_without_an_issuer_of_its_own_a_paper_is_the_committees(sent):
    snapshot = snapshot_of_draft(paper_of(sent))
    assert snapshot.issuer.name == "Ban Vì sự tiến bộ của phụ nữ 04" and snapshot.drawn_from is None


def test_an_issuer_of_another_kind_changes_nothing(sent):
    name(sent.world, TODAY)
    snapshot = snapshot_of_draft(paper_of(sent, "action-month-2016"))
    assert snapshot.issuer.name == "Ban Vì sự tiến bộ của phụ nữ 04"


def test_what_was_issued_stays_when_the_issuer_changes(sent, version):
    kept = {form: content(each.file) for form, each in issue_version(by=SYSTEM, version=version, imprint=BLANK).items()}
    with clock.at(LATER):
        end_paper_issuer(by=SYSTEM, unit=sent.world.units["04"], kind_of_paper=KIND, since=LATER)
        name(sent.world, LATER + dt.timedelta(days=31), name="ỦY BAN NHÂN DÂN TỈNH MỚI")
        assert print_version(version) == kept
        # The number comes later: another release, of the same issuer.
        record_signed_paper(by=SYSTEM, version=version, number="120/BC-UBND", signed_on=LATER, signer="(người ký)")
        imprint = imprint_of(version)
        numbered = issue_version(by=SYSTEM, version=version, imprint=imprint)
    assert "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG" in text_of(content(numbered["docx"].file))
    still = issue_version(by=SYSTEM, version=version, imprint=BLANK)
    assert {form: content(each.file) for form, each in still.items()} == kept


def test_a_correction_of_the_same_day_leaves_the_files_that_are_kept(sent, version):
    kept = {form: content(each.file) for form, each in issue_version(by=SYSTEM, version=version, imprint=BLANK).items()}
    name(sent.world, TODAY, name="ỦY BAN NHÂN DÂN VIẾT LẠI")
    again = issue_version(by=SYSTEM, version=version, imprint=BLANK)
    assert {form: content(each.file) for form, each in again.items()} == kept


def test_papers_are_listed_with_issuer_number_day_and_signer(sent, version):
    viewer = sent.world.viewer
    (paper,) = papers_of(viewer, sent.round)
    assert (paper.issuer, paper.state) == (PEOPLES_COMMITTEE["name"], "submitted")
    assert paper.signed == Signed(1, TODAY)
    record_signed_paper(by=SYSTEM, version=version, number="120/BC-UBND", signed_on=TODAY, signer="(người ký)")
    (paper,) = papers_of(viewer, sent.round)
    assert paper.signed == Signed(1, TODAY, "120/BC-UBND", TODAY, "(người ký)")
    assert papers_of(sent.world.stranger, sent.round) == [] == papers_of(sent.world.officers["LD"], sent.round)
