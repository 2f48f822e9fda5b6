"""The screens between offices: the list, one report, sending, taking, asking for more, the signed paper, versions."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tienbo.core import clock
from tienbo.documents.content import Document, Paragraph
from tienbo.documents.editions import TT01_2011
from tienbo.documents.pdf import to_pdf
from tienbo.reporting.consolidation.queries import latest_version
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import start_entering_for, write_passage
from tienbo.reporting.entry.sheets import TableSheet
from tienbo.reporting.exchange.actions import prepare_report, record_signed_paper, return_report, submit_report
from tienbo.reporting.exchange.desk import desk_reports, to_take
from tienbo.reporting.exchange.page import cell_names
from tienbo.reporting.exchange.papers import PaperRefused
from tienbo.reporting.rounds.states import State
from tienbo.reporting.versions.models import Decision, SignedPaper
from tienbo.reporting.versions.queries import signed_paper_of

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def address(unit: str, name: str = "report", *further, round: str = "2015-h1") -> str:
    return reverse(f"reporting:{name}", args=[round, unit, *further])


@pytest.fixture
def as_(client, world):
    """as_(user): the client of that person; the round is open."""
    world.round()

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def text(answer) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# --- the list and the page --------------------------------------------------------------------------------------------


def test_the_list_shows_state_deadline_and_progress_of_the_seat_unit(world, as_):
    world.fill("051")
    page = text(as_(world.officers["051"]).get(reverse("reporting:reports")))
    assert "Đang nhập" in page
    assert "Hạn cuối: thứ Năm, 04/06/2015 (còn 15 ngày)" in re.sub(r"\( ", "(", page)
    assert "Bảng theo dõi" in page


def test_reports_that_wait_to_be_taken_stand_on_top_of_the_list(world, as_):
    world.fill("01711")
    world.send("01711")
    page = text(as_(world.officers["051"]).get(reverse("reporting:reports")))
    assert "1 báo cáo chờ tiếp nhận" in page
    assert "Xã Bình Dương" in page


def test_whoever_sits_where_no_figures_are_seen_is_told_so(world, as_, settings):
    settings.MFA_ROLES = []
    page = as_(world.administrator).get(reverse("reporting:reports"))
    assert page.status_code == 200
    assert "Chưa có đơn vị để xem báo cáo" in text(page)


def test_the_page_says_where_it_stands_and_what_comes_next(world, as_):
    page = text(as_(world.officers["051"]).get(address("051")))
    assert "Hạn cuối: thứ Năm, 04/06/2015" in page
    assert "Bắt đầu từ biểu B01" in page
    assert "Trình ký" in page
    assert "Gửi số liệu" not in page, "an officer does not send"
    assert "Chưa gửi lần nào" in page


def test_a_full_report_offers_the_signature_to_the_officer_and_the_sending_to_the_head(world, as_):
    world.fill("051")
    page = as_(world.officers["051"]).get(address("051")).content.decode()
    assert re.search(r'class="button primary" href="[^"]*/prepare/"', page)
    page = as_(world.heads["051"]).get(address("051")).content.decode()
    assert re.search(r'class="button primary" href="[^"]*/submit/"', page)
    assert "/prepare/" not in page


def test_errors_stand_first_and_lead_to_their_cell(world, as_):
    sheet = TableSheet(world.report("051"), "B01")
    line = next(line for line in sheet.lines if line.is_entered and {"T", "F"} <= line.columns.keys())
    world.put("051", line.columns["T"], 27)
    world.put("051", line.columns["F"], 28)
    page = as_(world.officers["051"]).get(address("051")).content.decode()
    found = re.findall(r'<li class="(error|warning)">', page)
    assert found[0] == "error"
    assert f"/table/B01/#r-B01-{line.number}" in page


def test_a_report_without_superior_or_versions_costs_a_fixed_number_of_queries(
    world, as_, django_assert_max_num_queries
):
    for unit in ("01711", "051", "04"):
        world.fill(unit)
    client = as_(world.officers["04"])
    client.get(address("04"))
    for unit in ("04", "051", "01711"):
        with django_assert_max_num_queries(60):
            assert client.get(address(unit)).status_code == 200


def test_the_list_costs_a_fixed_number_of_queries(world, as_, django_assert_max_num_queries):
    client = as_(world.officers["04"])
    with django_assert_max_num_queries(40):
        client.get(reverse("reporting:reports"))


# --- permissions ------------------------------------------------------------------------------------------------------

ACTS = ["prepare", "resume", "submit", "recall", "take", "return", "reopen", "receipt", "paper"]


@pytest.mark.parametrize("act", ACTS)
def test_a_stranger_sees_no_act_and_a_reader_may_do_none(world, as_, act):
    assert as_(world.stranger).get(address("051", act)).status_code == 404
    assert as_(world.stranger).post(address("051", act)).status_code == 404
    assert as_(world.inspector).get(address("051", act)).status_code == 403
    assert as_(world.inspector).post(address("051", act)).status_code == 403
    assert world.report("051").state == State.NOT_STARTED


def test_the_units_own_people_do_not_take_their_own_report(world, as_):
    world.fill("051")
    world.send("051")
    assert as_(world.officers["051"]).post(address("051", "take")).status_code == 403
    assert as_(world.heads["051"]).post(address("051", "take")).status_code == 403


def test_an_act_whose_time_is_over_does_nothing_and_says_so(world, as_):
    client = as_(world.heads["051"])
    answer = client.post(address("051", "recall"), follow=True)
    assert "không làm việc này được nữa" in text(answer)
    assert world.report("051").state == State.NOT_STARTED


# --- sending ----------------------------------------------------------------------------------------------------------


def test_before_sending_one_reads_what_will_happen_and_to_whom(world, as_):
    world.fill("051")
    page = text(as_(world.heads["051"]).get(address("051", "submit")))
    assert "Gửi số liệu lên Tỉnh Cao Bằng?" in page
    assert "Đơn vị cấp dưới đã được tiếp nhận báo cáo: 0/2." in page
    assert "thiếu 2 đơn vị" in page
    assert "gửi muộn" not in page
    assert "thu hồi" in page
    assert world.report("051").state == State.DRAFT, "reading the page sends nothing"


def test_after_the_due_day_the_page_says_that_it_is_marked_late(world, as_):
    world.fill("051")
    with clock.at(dt.date(2015, 6, 8)):
        page = text(as_(world.heads["051"]).get(address("051", "submit")))
    assert "hạn cuối là ngày 04/06/2015" in page


def test_errors_block_the_sending_and_are_named(world, as_):
    sheet = TableSheet(world.report("051"), "B01")
    line = next(line for line in sheet.lines if line.is_entered and {"T", "F"} <= line.columns.keys())
    world.fill("051")
    world.put("051", line.columns["F"], 1)
    client = as_(world.heads["051"])
    page = client.get(address("051", "submit"))
    assert "khiến báo cáo chưa gửi được" in text(page)
    assert "/table/B01/#r-B01-" in page.content.decode()
    answer = client.post(address("051", "submit"))
    assert answer.status_code == 422
    assert "Chưa gửi gì: báo cáo còn lỗi" in text(answer)
    assert world.report("051").state == State.DRAFT
    assert latest_version(world.report("051")) is None


def test_the_whole_way_from_the_officer_to_the_superior(world, as_):
    world.fill("01711")
    assert as_(world.officers["01711"]).post(address("01711", "prepare")).status_code == 302
    assert world.report("01711").state == State.READY
    assert [(each.state, each.url) for each in desk_reports(world.units["01711"])] == [("ready", address("01711"))]
    answer = as_(world.heads["01711"]).post(address("01711", "submit"), follow=True)
    digest = latest_version(world.report("01711")).digest
    assert digest[:12] in text(answer)
    assert [each.unit_name for each in to_take(world.units["051"])] == ["Xã Bình Dương"]
    taking = as_(world.officers["051"])
    assert "Tiếp nhận báo cáo của Xã Bình Dương?" in text(taking.get(address("01711", "take")))
    assert "Đã tiếp nhận" in text(taking.post(address("01711", "take"), follow=True))
    assert world.report("01711").state == State.ACCEPTED
    assert to_take(world.units["051"]) == []


def test_recalling_and_taking_back_to_edit(world, as_):
    world.fill("051")
    prepare_report(by=world.officers["051"], report=world.report("051"))
    as_(world.officers["051"]).post(address("051", "resume"))
    assert world.report("051").state == State.DRAFT
    world.send("051")
    as_(world.heads["051"]).post(address("051", "recall"))
    assert world.report("051").state == State.DRAFT
    assert "Đã thu hồi" in text(as_(world.heads["051"]).get(address("051")))


def test_the_superior_sends_what_it_typed_for_a_unit(world, as_):
    start_entering_for(by=world.officers["051"], report=world.report("01711"))
    page = as_(world.officers["051"]).get(address("01711")).content.decode()
    assert "/submit/" in page
    assert "/submit/" not in as_(world.heads["01711"]).get(address("01711")).content.decode()


# --- asking for more --------------------------------------------------------------------------------------------------


def test_asking_for_more_needs_a_message_and_names_cells(world, as_):
    world.fill("01711")
    world.send("01711")
    client = as_(world.officers["051"])
    assert "Hãy ghi nội dung đề nghị" in text(client.post(address("01711", "return"), {"message": " "}))
    name, cell = next(iter(cell_names(world.report("01711")).items()))
    wrong = client.post(address("01711", "return"), {"message": "Xem lại.", "cell_1": "B99"})
    assert "không có ô này" in text(wrong)
    sent = {"message": "Đề nghị làm rõ số cuộc họp.", "cell_1": name, "asked_1": "Vì sao giảm?"}
    assert client.post(address("01711", "return"), sent).status_code == 302
    assert Decision.objects.get().cells == [[cell.element, cell.breakdown, "Vì sao giảm?"]]
    page = text(as_(world.officers["01711"]).get(address("01711")))
    for words in ("Đề nghị bổ sung", "Đề nghị làm rõ số cuộc họp.", name, "Vì sao giảm?", "canbo.051"):
        assert words in page
    (mine,) = desk_reports(world.units["01711"])
    assert (mine.state, mine.message) == ("returned", "Đề nghị làm rõ số cuộc họp.")


def test_a_cell_is_asked_about_by_the_code_that_the_screens_show(world, as_):
    world.fill("01711")
    world.send("01711")
    client = as_(world.officers["051"])
    page = client.get(address("01711", "return"))
    assert 'data-line="B06.14"' in page.content.decode() and "Ghi mã như trên biểu" in text(page)
    wrong = text(client.post(address("01711", "return"), {"message": "Xem lại.", "cell_1": "B06.13"}))
    assert "Báo cáo không có ô này. Gần nhất: B06.14 Đảng viên" in wrong
    sent = {"message": "Xem lại.", "cell_1": "B06.14", "cell_2": "B06.14 nữ", "asked_2": "Sao giảm?"}
    assert client.post(address("01711", "return"), sent).status_code == 302
    names = {cell: name for name, cell in cell_names(world.report("01711")).items()}
    asked = [(names[Cell(element, breakdown)], what) for element, breakdown, what in Decision.objects.get().cells]
    assert [(name.rpartition(" · ")[2], what) for name, what in asked] == [("Tổng", ""), ("Nữ", "Sao giảm?")]
    assert all(name.startswith("B06.14 · ") for name, _what in asked)
    # A line within a row bears the row's words too: alone, "Nhiệm kỳ 2010-2015" says nothing.
    (term,) = [name for name in names.values() if name.startswith("B02.01.1 · ")]
    assert term.split(" · ")[1:] == ["Số đảng bộ, chi bộ thuộc diện đại hội nhiệm kỳ", "Nhiệm kỳ 2010-2015"]


def test_what_was_asked_stays_in_sight_while_it_is_mended(world, as_):
    world.fill("01711")
    world.send("01711")
    return_report(by=world.officers["051"], report=world.report("01711"), message="Làm rõ biểu B01.")
    cell = next(iter(TableSheet(world.report("01711"), "B01").places))
    world.put("01711", cell, 2)
    assert world.report("01711").state == State.DRAFT
    assert "Làm rõ biểu B01." in text(as_(world.officers["01711"]).get(address("01711")))


def test_reopening_needs_a_reason(world, as_):
    world.fill("01711")
    world.send("01711")
    world.take("01711")
    client = as_(world.heads["01711"])
    assert "Hãy ghi lý do mở lại" in text(client.post(address("01711", "reopen"), {"reason": ""}))
    assert world.report("01711").state == State.ACCEPTED
    assert client.post(address("01711", "reopen"), {"reason": "Sót một thôn."}).status_code == 302
    assert world.report("01711").state == State.DRAFT
    assert "Sót một thôn." in text(client.get(address("01711")))


# --- the topmost report, the signed paper -----------------------------------------------------------------------------


def test_the_topmost_report_is_closed_by_the_receipt_from_above(world, as_):
    world.fill("04")
    world.send("04")
    client = as_(world.officers["04"])
    assert client.get(address("04", "take")).status_code == 403
    tomorrow = {"number": "12/PN", "received_on": "21/05/2015"}
    assert "Ngày này chưa đến" in text(client.post(address("04", "receipt"), tomorrow))
    assert client.post(address("04", "receipt"), tomorrow | {"received_on": "20/5/2015"}).status_code == 302
    assert world.report("04").state == State.ACCEPTED


@pytest.fixture
def sent(world):
    """A commune's report that is sent."""
    world.fill("01711")
    return world.send("01711")


def paper_pdf(*lines: str) -> bytes:
    """A PDF with these paragraphs."""
    return to_pdf(Document(TT01_2011, tuple(Paragraph(line) for line in lines)))


PAPER = {"number": "07/BC-BVSTBCPN", "signed_on": "20/5/2015", "signer": "Nông Văn A"}


def test_the_signed_paper_is_kept_and_given_back(world, as_, sent):
    client = as_(world.officers["01711"])
    assert "Chưa có bản ký" in text(client.get(address("01711")))
    scan = SimpleUploadedFile("ban-ky.png", PNG)
    assert client.post(address("01711", "paper"), PAPER | {"file": scan}).status_code == 302
    paper = signed_paper_of(sent)
    assert paper.number == "07/BC-BVSTBCPN"
    assert paper.file.media_type == "image/png"
    page = text(client.get(address("01711")))
    assert "07/BC-BVSTBCPN" in page
    given = client.get(address("01711", "version_paper", 1))
    assert b"".join(given.streaming_content) == PNG
    assert "attachment" in given["Content-Disposition"]
    assert as_(world.stranger).get(address("01711", "version_paper", 1)).status_code == 404


def test_the_paper_may_come_without_a_file(world, as_, sent):
    client = as_(world.officers["01711"])
    assert client.post(address("01711", "paper"), PAPER).status_code == 302
    assert client.get(address("01711", "version_paper", 1)).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [("ban-ky.pdf", b"MZ\x90\x00 program"), ("ban-ky.png", b"<script>"), ("ban-ky.pdf", b"PK\x03\x04 archive")],
)
def test_a_file_is_judged_by_its_content_never_by_its_name(world, as_, sent, name, data):
    answer = as_(world.officers["01711"]).post(
        address("01711", "paper"), PAPER | {"file": SimpleUploadedFile(name, data)}
    )
    assert "Bản ký là tệp PDF hoặc ảnh chụp" in text(answer)
    assert not SignedPaper.objects.exists()


def test_the_action_itself_refuses_such_a_file(world, sent):
    with pytest.raises(PaperRefused):
        record_signed_paper(
            by=world.officers["01711"],
            version=sent,
            number="7/BC",
            signed_on=dt.date(2015, 5, 19),
            name="a.pdf",
            data=b"PK\x03\x04",
        )
    assert not SignedPaper.objects.exists()


def test_too_large_a_file_is_refused(world, as_, sent, settings):
    settings.UPLOAD_LIMIT = 30
    answer = as_(world.officers["01711"]).post(
        address("01711", "paper"), PAPER | {"file": SimpleUploadedFile("a.png", PNG)}
    )
    assert "lớn hơn 20 MB" in text(answer)
    assert not SignedPaper.objects.exists()


@pytest.mark.parametrize("mark", ["MẬT", "TUYỆT MẬT"])
def test_a_pdf_with_a_secrecy_mark_is_refused_and_nothing_of_it_kept(world, as_, sent, mark):
    upload = SimpleUploadedFile("a.pdf", paper_pdf(mark, "Báo cáo của đơn vị về công tác cán bộ nữ năm nay."))
    answer = as_(world.officers["01711"]).post(address("01711", "paper"), PAPER | {"file": upload})
    assert "dấu chỉ độ mật" in text(answer)
    assert not SignedPaper.objects.exists()


def test_a_pdf_with_text_and_no_mark_is_kept(world, as_, sent):
    upload = SimpleUploadedFile("bc.pdf", paper_pdf("Báo cáo của đơn vị về công tác cán bộ nữ năm nay."))
    assert as_(world.officers["01711"]).post(address("01711", "paper"), PAPER | {"file": upload}).status_code == 302
    assert signed_paper_of(sent).file.media_type == "application/pdf"


# --- versions ---------------------------------------------------------------------------------------------------------


def test_a_version_shows_what_was_sent_whatever_is_typed_later(world, as_):
    cell = next(iter(TableSheet(world.report("01711"), "B01").places))
    world.fill("01711")
    world.put("01711", cell, 7)
    write_passage(by=world.officers["01711"], report=world.report("01711"), heading="opening", text="Lời đã gửi.")
    version = world.send("01711")
    return_report(by=world.officers["051"], report=world.report("01711"), message="Xem lại số 7.")
    world.put("01711", cell, 8)
    page = as_(world.inspector).get(address("01711", "version", 1))
    assert ">7<" in page.content.decode()
    assert ">8<" not in page.content.decode()
    for words in ("Lời đã gửi.", version.digest, "Xem lại số 7.", "Chưa có bản ký"):
        assert words in text(page)
    assert as_(world.stranger).get(address("01711", "version", 1)).status_code == 404
    assert as_(world.inspector).get(address("01711", "version", 2)).status_code == 404


def test_the_receipt_names_the_superiors_version_that_includes_it(world, as_):
    world.fill("01711")
    version = world.send("01711")
    client = as_(world.officers["01711"])
    receipt = client.get(address("01711", "version_receipt", 1)).json()
    assert receipt["digest"] == version.digest
    assert receipt["unit"] == str(world.units["01711"].uid)
    assert receipt["consolidated_in"] is None
    world.take("01711")
    world.fill("051")
    above = submit_report(by=world.heads["051"], report=world.report("051"))
    receipt = client.get(address("01711", "version_receipt", 1)).json()
    assert receipt["consolidated_in"] == above.digest


def test_a_version_of_another_cell_is_no_cell(world):
    world.round()
    assert Cell("committee.meetings") not in TableSheet(world.report("051"), "B02").places
