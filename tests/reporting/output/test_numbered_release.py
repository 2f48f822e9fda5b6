"""The release that bears number, day and signer: printed when the signed paper is recorded, beside the one without."""

import hashlib
import io

import docx
import openpyxl
import pypdfium2
import pytest
from django.urls import reverse

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.files.queries import content
from tienbo.reporting.exchange.actions import record_signed_paper
from tienbo.reporting.output.jobs import issue_files
from tienbo.reporting.output.models import IssuedFile

pytestmark = pytest.mark.django_db

UNIT = "051"
FORMS = ("docx", "pdf", "xlsx")


@pytest.fixture
def version(told, at):
    """The district's version, printed as it was sent."""
    version = told.version(UNIT)
    at(version.submitted_at)
    issue_files(version_id=version.pk)
    return version


def sign(version, number: str = "45/BC-BVSTBCPN", signer: str = "Nông Văn A", **more):
    """Record the signed paper of the day of sending, and let the worker print."""
    record_signed_paper(by=SYSTEM, version=version, number=number, signed_on=clock.today(), signer=signer, **more)
    issue_files(version_id=version.pk)


def released(version, number: str = "") -> dict[str, bytes]:
    """The kept files that bear a number, by format."""
    return {each.format: content(each.file) for each in IssuedFile.objects.filter(version=version, number=number)}


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def docx_text(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in body.iter()
                     if p.tag.endswith("}p"))  # fmt: skip


def cover(data: bytes) -> dict:
    """The facts on the cover sheet of a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return {row[0].value: row[1].value for row in sheet.iter_rows()}


@pytest.mark.parametrize(("form", "text_of"), [("pdf", pdf_text), ("docx", docx_text)])
def test_the_paper_bears_number_place_and_day_and_signer(version, form, text_of):
    sign(version)
    text = text_of(released(version, "45/BC-BVSTBCPN")[form])
    for words in ("Số: 45/BC-BVSTBCPN", "Cao Bằng, ngày 03 tháng 6 năm 2015", "Nông Văn A"):
        assert words in text
    assert "Kèm theo Báo cáo số 45/BC-BVSTBCPN ngày 03/6/2015 của Ban VSTBCPN huyện Hòa An" in text
    assert "ngày ... tháng ... năm" not in text


def test_the_workbook_says_of_which_paper_it_is_the_annex(version):
    assert "Kèm theo" not in cover(released(version)["xlsx"])
    sign(version)
    facts = cover(released(version, "45/BC-BVSTBCPN")["xlsx"])
    assert facts["Kèm theo"] == "Báo cáo số 45/BC-BVSTBCPN ngày 03/6/2015"
    assert facts["Người ký"] == "Nông Văn A"


def test_a_number_recorded_without_its_symbol_gets_the_offices(version):
    sign(version, number="45")
    assert "Số: 45/BC-BVSTBCPN" in pdf_text(released(version, "45")["pdf"])


def test_the_release_without_number_stays_as_it_was(version):
    before, digest = released(version), version.digest
    sign(version)
    version.refresh_from_db()
    assert (released(version), version.digest) == (before, digest)
    assert set(released(version, "45/BC-BVSTBCPN")) == set(FORMS)


def test_a_correction_is_a_release_of_its_own_and_a_scan_is_none(version):
    sign(version, number="54/BC-BVSTBCPN")
    first = released(version, "54/BC-BVSTBCPN")
    sign(version)
    sign(version, name="a.png", data=b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
    assert released(version, "54/BC-BVSTBCPN") == first
    numbers = IssuedFile.objects.filter(version=version).order_by("number").values_list("number", flat=True)
    assert list(numbers) == [""] * 3 + ["45/BC-BVSTBCPN"] * 3 + ["54/BC-BVSTBCPN"] * 3


def test_the_page_gives_the_numbered_files_and_keeps_the_others_within_reach(told, version, client):
    client.force_login(told.world.officers[UNIT])
    page = reverse("reporting:document", args=["2015-h1", UNIT])
    assert "Số và ngày để trống đến khi ghi bản ký" in client.get(page).content.decode()
    sign(version)
    shown = client.get(page).content.decode()
    assert "Các tệp này mang số 45/BC-BVSTBCPN, ngày 03/06/2015" in shown
    assert "Số và ngày để trống đến khi" not in shown
    for each in IssuedFile.objects.filter(version=version):
        assert each.file.sha256 in shown
    for form in FORMS:
        where = reverse("reporting:version_file", args=["2015-h1", UNIT, 1, form])
        for address, number in ((where, "45/BC-BVSTBCPN"), (f"{where}?blank", "")):
            answer = client.get(address)
            data = b"".join(answer.streaming_content)
            assert data == released(version, number)[form]
            assert ("so-45-bc-bvstbcpn" in answer["Content-Disposition"]) == bool(number)


def test_a_number_that_was_recorded_before_the_worker_came_leaves_both_releases(told, at):
    version = told.version("01711")
    at(version.submitted_at)
    record_signed_paper(by=SYSTEM, version=version, number="7/BC-UBND", signed_on=clock.today())
    issue_files(version_id=version.pk)
    issue_files(version_id=version.pk)
    assert set(released(version)) == set(released(version, "7/BC-UBND")) == set(FORMS)
    sums = {hashlib.sha256(data).hexdigest() for data in released(version, "7/BC-UBND").values()}
    assert sums == set(
        IssuedFile.objects.filter(version=version, number="7/BC-UBND").values_list("file__sha256", flat=True)
    )
