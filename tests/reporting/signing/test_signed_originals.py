"""A signed PDF as a version's paper: ours with signatures added, or refused in words; signing here; verification."""

import datetime as dt
import io
import re

import pgtrigger
import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.documents.certificates import PASSWORD, person
from tests.reporting.signing.conftest import NUMBER, SITE, UNIT
from tienbo.core import clock, operations
from tienbo.documents.signatures import KeyRefused
from tienbo.files.queries import content
from tienbo.reporting.exchange.actions import recall_report, sign_paper
from tienbo.reporting.exchange.papers import PaperRefused
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.signing.actions import examine_papers
from tienbo.reporting.signing.models import ExaminedFile
from tienbo.reporting.signing.queries import examined, kept_examination, standing_of
from tienbo.reporting.verification import verify
from tienbo.reporting.versions.models import SignedPaper
from tienbo.reporting.versions.queries import signed_paper_of

pytestmark = pytest.mark.django_db


def address(name: str, *further) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", UNIT, *further])


def text(answer) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def saved_anew(data: bytes) -> bytes:
    """The same document written by another program."""
    out = io.BytesIO()
    with pdfium.PdfDocument(data) as document:
        document.save(out)
    return out.getvalue()


def with_other_page(data: bytes) -> bytes:
    """The file with another content of its first page, as an update behind it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]
    while "/Kids" in page:
        page = page["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# --- what is issued ---------------------------------------------------------------------------------------------------


def test_each_release_keeps_the_address_that_it_bears(house, settings):
    house.original()
    there = f"{SITE}/v/{house.version.uid}/"
    assert set(IssuedFile.objects.values_list("address", flat=True)) == {there}
    settings.PUBLIC_URL = ""
    before = house.original()
    house.record()
    assert house.original() != before
    assert set(IssuedFile.objects.filter(number=NUMBER).values_list("address", flat=True)) == {""}


# --- what is recorded -------------------------------------------------------------------------------------------------


def test_our_version_with_signatures_added_is_the_paper_and_its_signatures_are_kept(house):
    house.record()
    paper = house.record(house.signed(person(), person("Hoàng Thị B")))
    found = kept_examination(paper.file)
    assert found.original.version == house.version and found.original.number == NUMBER
    assert found.examination.is_trusted
    assert [each.name for each in found.examination.signatures] == ["Nông Văn A", "Hoàng Thị B"]


def test_the_release_without_number_may_be_signed_before_the_number_is_given(house):
    data = house.signed()
    assert kept_examination(house.record(data).file).original.number == ""


def test_whoever_saved_the_file_anew_is_told_to_sign_the_downloaded_one_and_may_keep_it_as_a_scan(house, client):
    client.force_login(house.officer)
    data = house.signed(data=saved_anew(house.original()))

    def give(**more):
        file = SimpleUploadedFile("ban-ky.pdf", data)
        return client.post(address("paper"), {"number": NUMBER, "signed_on": "20/5/2015", "file": file, **more})

    refused = give()
    assert refused.status_code == 422
    assert "không mở ra lưu lại bằng phần mềm khác" in text(refused)
    assert 'type="checkbox" name="as_scan"' in refused.content.decode()
    assert not SignedPaper.objects.exists() and not ExaminedFile.objects.exists()
    assert give(as_scan="on").status_code == 302
    assert kept_examination(signed_paper_of(house.version).file).original is None
    assert "không phải tệp đã phát hành" in text(client.get(address("version", 1)))


@pytest.mark.parametrize("spoil", [lambda data: data, with_other_page])
def test_a_page_replaced_before_or_after_signing_is_refused(house, spoil):
    before = house.signed(data=with_other_page(house.original()))
    after = with_other_page(house.signed())
    for data in (before, after):
        with pytest.raises(PaperRefused, match="thay đổi sau khi phát hành") as refused:
            house.record(data)
        assert refused.value.may_be_scan


def test_the_file_that_nobody_signed_is_refused(house):
    with pytest.raises(PaperRefused, match="chưa có ai ký") as refused:
        house.record(house.original())
    assert not refused.value.may_be_scan


def test_the_file_of_another_version_or_unit_is_refused_by_name(house):
    old = house.signed()
    recall_report(by=house.world.heads[UNIT], report=house.world.report(UNIT))
    house.versions.append(house.world.send(UNIT))
    with pytest.raises(PaperRefused, match="bản số 1.*Hòa An"):
        house.record(old, as_scan=True)


def test_the_number_on_the_signed_file_is_the_papers_number(house):
    house.record()
    data = house.signed()
    with pytest.raises(PaperRefused, match=NUMBER) as refused:
        house.record(data, number="46/BC-BVSTBCPN")
    assert refused.value.field == "number"


def test_a_signer_of_an_unknown_root_is_recorded_and_never_called_verified(house, client):
    house.record(house.signed(person(root_name="Root other")))
    client.force_login(house.officer)
    page = text(client.get(address("version", 1)))
    assert "Nông Văn A" in page and "chưa xác minh được người ký" in page


def test_roots_that_are_configured_later_are_asked_by_a_new_examination(house, settings, tmp_path):
    settings.TRUST_ROOTS, folder = "", settings.TRUST_ROOTS
    paper = house.record(house.signed())
    assert kept_examination(paper.file).examination.signatures[0].trust == "no_roots"
    settings.TRUST_ROOTS = folder
    assert examine_papers(by=None) == (1, 1)
    assert examine_papers(by=None) == (1, 0)
    assert kept_examination(paper.file).examination.is_trusted
    assert ExaminedFile.objects.count() == 2


def test_roots_that_cannot_be_read_make_nobody_trusted_and_stop_nobody(house, settings):
    settings.TRUST_ROOTS = "/không/có/ở/đây"
    assert kept_examination(house.record(house.signed()).file).examination.signatures[0].trust == "no_roots"


# --- signing here -----------------------------------------------------------------------------------------------------


def give_key(client, who=None, password: str = PASSWORD, **more):
    file = SimpleUploadedFile("ky.p12", (who or person()).p12)
    facts = {"number": NUMBER, "signed_on": "20/5/2015", "signer": "Nông Văn A"}
    return client.post(address("sign"), facts | {"certificate": file, "password": password} | more)


def test_a_document_is_signed_here_by_one_after_another(house, client):
    client.force_login(house.officer)
    assert give_key(client).status_code == 302
    assert give_key(client, person("Hoàng Thị B")).status_code == 302
    paper = signed_paper_of(house.version)
    found = examined(content(paper.file))
    assert found.is_signed_original and found.original.number == NUMBER and found.examination.is_trusted
    assert [each.name for each in found.examination.signatures] == ["Nông Văn A", "Hoàng Thị B"]
    assert {each.when for each in found.examination.signatures} == {clock.now().replace(microsecond=0)}
    assert paper.file.name.endswith("-v1-so-45-bc-bvstbcpn-da-ky.pdf")
    page = text(client.get(address("paper")))
    assert "Hoàng Thị B" in page and "Ký tại đây" in page


@pytest.mark.parametrize(
    ("who", "password", "words"),
    [
        (person(), "sai", "mật khẩu sai"),
        (person("Hết hạn", until=dt.datetime(2015, 1, 1)), PASSWORD, "đã hết hạn"),
    ],
)
def test_a_key_that_may_not_sign_changes_nothing_and_its_password_is_nowhere(
    house, client, caplog, who, password, words
):
    client.force_login(house.officer)
    answer = give_key(client, who, password)
    assert answer.status_code == 422 and words in text(answer)
    assert password not in answer.content.decode().replace("mật khẩu sai", "") and password not in caplog.text
    assert not SignedPaper.objects.exists()


def test_who_may_not_record_papers_may_not_sign(house, client):
    client.force_login(house.world.viewer)
    assert give_key(client).status_code == 403
    client.force_login(house.world.stranger)
    assert give_key(client).status_code == 404
    with pytest.raises(KeyRefused), clock.at(dt.date(2030, 1, 1)):
        sign_paper(
            by=house.officer, version=house.version, number="1", signed_on=clock.today(), signer="", key=person().key
        )


# --- verification -----------------------------------------------------------------------------------------------------


def test_verify_finds_signatures_that_are_no_longer_what_was_examined(house):
    house.record(house.signed())
    assert not verify().problems and verify().counts["signatures"] == 1
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_examinedfile SET signatures = jsonb_set(signatures, '{0,name}', '\"Khác\"')")
    assert [each.check for each in verify().problems] == ["signatures unlike what was examined"]


def test_standing_tells_the_newer_version_and_a_recall(house):
    assert standing_of(house.version).is_newest
    recall_report(by=house.world.heads[UNIT], report=house.world.report(UNIT))
    assert standing_of(house.version).is_recalled
    second = house.world.send(UNIT)
    assert (standing_of(house.version).newer, standing_of(second).is_newest) == (2, True)


def test_check_names_a_folder_of_roots_that_is_of_no_use(house, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("TIENBO_LANG", "en")
    assert not [each for each in operations._findings() if "certificate" in each]
    settings.TRUST_ROOTS = str(tmp_path / "there is none")
    assert any(f"No certificates can be read from {settings.TRUST_ROOTS}" in each for each in operations._findings())
    (empty := tmp_path / "empty").mkdir()
    settings.TRUST_ROOTS = str(empty)
    assert any(f"{empty} holds no root certificate" in each for each in operations._findings())
