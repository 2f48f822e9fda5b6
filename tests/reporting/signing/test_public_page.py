"""The page that a QR code leads to: open to anybody, says what the paper says and no more, checks a file in hand."""

import uuid

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.documents.certificates import person
from tests.reporting.signing.conftest import NUMBER, UNIT
from tests.reporting.signing.test_signed_originals import saved_anew, text, with_other_page
from tienbo.files.models import StoredFile
from tienbo.reporting.exchange.actions import recall_report
from tienbo.reporting.signing.models import ExaminedFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet(db):
    cache.clear()


def page_of(version) -> str:
    return reverse("reporting:public_version", args=[version.uid])


def give(client, version, data: bytes):
    return client.post(page_of(version), {"file": SimpleUploadedFile("trong-tay.pdf", data)})


def test_a_stranger_reads_what_stands_on_the_paper(house, client):
    house.record()
    answer = client.get(page_of(house.version))
    page = text(answer)
    for words in ("Huyện Hòa An", "Báo cáo sơ kết 6 tháng đầu năm 2015", NUMBER, "Nông Văn A"):
        assert words in page
    assert house.version.digest in page and f"{house.version.digest[:16]}…" in page
    assert "Đây là bản mới nhất. Bản mới hơn: không có." in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow" and answer["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex, nofollow"' in answer.content.decode()


def test_the_page_shows_no_figure_no_table_and_no_word_of_the_report(house, client):
    answer = client.get(page_of(house.version)).content.decode()
    for words in ("Tham mưu cấp ủy", "B01", "B11", "/reports/2015-h1/"):
        assert words not in answer


def test_an_address_that_nobody_printed_is_told_in_plain_words(house, client):
    answer = client.get(reverse("reporting:public_version", args=[uuid.uuid4()]))
    assert answer.status_code == 404 and "Không có văn bản nào phát hành từ đây" in text(answer)
    assert client.post(reverse("reporting:public_version", args=[uuid.uuid4()])).status_code == 404


def test_a_recalled_version_and_a_newer_one_are_told(house, client):
    recall_report(by=house.world.heads[UNIT], report=house.world.report(UNIT))
    assert "Đơn vị đã thu hồi bản này" in text(client.get(page_of(house.version)))
    house.versions.append(house.world.send(UNIT))
    assert "Đã có bản mới hơn: bản số 2, gửi ngày 20/05/2015" in text(client.get(page_of(house.versions[0])))
    assert "Bản mới hơn: không có" in text(client.get(page_of(house.version)))


def test_who_signed_is_told_and_a_scan_is_called_a_scan(house, client):
    assert "Chưa ghi tệp ký số nào" in text(client.get(page_of(house.version)))
    house.record(saved_anew(house.signed()), as_scan=True)
    assert "Bản ký được lưu là bản quét" in text(client.get(page_of(house.version)))
    house.record(house.signed(person(), person("Hoàng Thị B", root_name="Root other")))
    page = text(client.get(page_of(house.version)))
    assert "Nông Văn A" in page and "Hoàng Thị B" in page
    assert "do tổ chức được tin cậy cấp" in page and "chưa xác minh được người ký" in page


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda house: house.signed(), "Văn bản đúng như khi phát hành, chỉ thêm chữ ký số."),
        (
            lambda house: house.signed(person(), person("Hoàng Thị B", root_name="Root other")),
            "chỉ thêm chữ ký số; chưa xác minh được hết người ký",
        ),
        (lambda house: house.original(), "Đây là tệp như khi phát hành, chưa có chữ ký số."),
        (lambda house: with_other_page(house.signed()), "Văn bản đã bị thay đổi sau khi phát hành"),
        (lambda house: house.signed(data=saved_anew(house.original())), "Đây không phải tệp đã phát hành từ đây"),
    ],
)
def test_a_file_in_hand_is_held_against_what_was_issued_and_not_kept(house, client, make, words):
    data = make(house)
    before = StoredFile.objects.count()
    answer = give(client, house.version, data)
    assert answer.status_code == 200 and words in text(answer)
    assert StoredFile.objects.count() == before and not ExaminedFile.objects.exists()


def test_the_file_of_another_version_is_named_and_linked(house, client):
    old = house.signed()
    recall_report(by=house.world.heads[UNIT], report=house.world.report(UNIT))
    house.versions.append(house.world.send(UNIT))
    answer = give(client, house.version, old)
    assert "Tệp này là bản khác" in text(answer) and page_of(house.versions[0]) in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "words"), [(b"%PDF-1.7 hong", "bị hỏng"), (b"khong phai pdf", "không phải PDF"), (b"", "rỗng")]
)
def test_a_file_that_cannot_be_looked_into_is_refused_in_words(house, client, data, words):
    answer = give(client, house.version, data)
    assert answer.status_code == 422 and words in text(answer)


def test_whoever_gives_file_after_file_has_to_wait(house, client):
    for _ in range(10):
        assert give(client, house.version, b"khong phai pdf").status_code == 422
    assert give(client, house.version, b"khong phai pdf").status_code == 429
    assert client.get(page_of(house.version)).status_code == 200


def test_the_page_of_a_signed_paper_costs_a_fixed_number_of_queries(house, client, django_assert_max_num_queries):
    house.record(house.signed(person(), person("Hoàng Thị B")))
    with django_assert_max_num_queries(14):
        client.get(page_of(house.version))
