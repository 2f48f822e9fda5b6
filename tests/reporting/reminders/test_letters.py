"""Texts to copy into Zalo, and the official letter: what they say, to whom, how the letter comes into the register."""

import datetime as dt
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tienbo.committees.queries import committee_of
from tienbo.core import clock
from tienbo.documents.extraction import ClassifiedText, extract_text
from tienbo.notices.models import Notice
from tienbo.notices.sentences import sentence_of
from tienbo.register.models import OfficialDocument
from tienbo.reporting.reminders.letters.actions import NobodyOwes, NotSignedYet, NumberTaken, record_letter
from tienbo.reporting.reminders.models import RemindingLetter
from tienbo.reporting.reminders.wording import Owing, group_message
from tienbo.reporting.rounds.extensions.actions import grant_extension

pytestmark = pytest.mark.django_db
LATE = dt.date(2015, 6, 9)


@pytest.fixture
def late(world):
    """On 9 June: one agency has sent, a district has more time, the others are late."""
    world.fill("HPN")
    world.send("HPN")
    grant_extension(by=world.officers["04"], report=world.report("053"), until=dt.date(2015, 6, 12))
    with clock.at(LATE):
        yield world


def url_of(name: str, *more) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", "04", *more])


def page_of(client, user, url: str) -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode())


def recorded(world, **changes) -> RemindingLetter:
    facts = {
        "slugs": ["051", "VH"],
        "until": dt.date(2015, 6, 12),
        "words": "Đề nghị quan tâm.",
        "number": "45/BVSTBCPN",
        "signed_on": LATE,
    } | changes
    return record_letter(by=world.officers["04"], report=world.report("04"), **facts)


def test_the_text_names_who_still_owes_by_last_day_with_the_link_and_no_figures(late, client):
    page = page_of(client, late.officers["04"], url_of("zalo"))
    assert "- Hạn thứ Năm, 04/6/2015, đã quá hạn:" in page and "Huyện Hòa An" in page
    assert "- Hạn thứ Sáu, 12/6/2015: Huyện Thạch An." in page
    assert "Hội Liên hiệp Phụ nữ tỉnh" not in page.partition("<h1>")[2]
    assert "/rounds/2015-h1/" in page and 'data-copied="Đã chép"' in page
    assert f"Kính gửi {committee_of(late.units['051'], LATE).name}," in page


def test_a_unit_without_a_day_stands_in_the_text_too():
    said = group_message("Báo cáo", "Ban", [Owing("Xã A", None)], "https://x/", LATE)
    assert "- Xã A." in said


def test_the_letter_is_a_draft_with_late_units_ticked_and_three_working_days(late, client):
    page = page_of(client, late.officers["04"], url_of("reminding_letter"))
    assert 'value="12/06/2015"' in page
    assert 'value="051" checked' in page and 'value="053">' in page and 'value="HPN"' not in page
    data = {"act": "docx", "row": ["051", "053"], "until": "12/06/2015", "words": "Đề nghị quan tâm."}
    response = client.post(url_of("reminding_letter"), data)
    assert response.status_code == 200 and "cong-van-don-doc-2015-h1-04.docx" in response["Content-Disposition"]
    text = " ".join(extract_text(response.content, "x.docx").text.split())
    for said in (
        "DỰ THẢO",
        # It is written to the committee, as every paper between committees; the list names the units.
        committee_of(late.units["051"], LATE).name,
        "V/v đôn đốc gửi Báo cáo sơ kết 6 tháng đầu năm 2015",
        "Huyện Hòa An",
        "04/6/2015, được gia hạn đến 12/6/2015",
        "5 ngày",
        "Chưa đến hạn",
        "chậm nhất thứ Sáu, ngày 12/6/2015",
        "Đề nghị quan tâm.",
    ):
        assert said in text
    assert client.post(url_of("reminding_letter"), data | {"act": "pdf"}).content.startswith(b"%PDF")
    assert not OfficialDocument.objects.exists()


def test_the_units_ticked_on_the_board_are_ticked_in_the_letter(late, client):
    client.force_login(late.officers["04"])
    page = unescape(client.post(url_of("reminding_letter"), {"act": "letter", "row": ["053"]}).content.decode())
    assert 'value="053" checked' in page and 'value="051">' in page


def test_a_numbered_letter_stands_in_the_register_with_its_paper(late, client):
    letter = recorded(late)
    document = letter.document
    assert (document.number, document.issued_on, document.direction) == ("45/BVSTBCPN", LATE, "outgoing")
    assert document.unit == late.units["04"] and document.subject.startswith("V/v đôn đốc")
    page = page_of(client, late.officers["04"], url_of("reminding_letter"))
    assert "45/BVSTBCPN" in page
    response = client.get(reverse("reporting:reminding_letter_file", args=[letter.pk]))
    text = " ".join(extract_text(b"".join(response.streaming_content), "x.pdf").text.split())
    assert "DỰ THẢO" not in text and "45/BVSTBCPN" in text and "ngày 09 tháng 6 năm 2015" in text


def test_the_units_that_it_went_to_are_told_and_may_read_it_and_nobody_else(late, client):
    letter = recorded(late)
    told = Notice.objects.filter(code="report.urged")
    assert {notice.unit for notice in told} == {late.units["051"], late.units["VH"]}
    assert "45/BVSTBCPN" in sentence_of("report.urged", told[0].facts)
    where = reverse("reporting:reminding_letter_file", args=[letter.pk])
    seen = {}
    for unit in ("04", "051", "VH", "053", "HPN", "01711"):
        client.force_login(late.officers[unit])
        seen[unit] = client.get(where).status_code
    assert seen == {"04": 200, "051": 200, "VH": 200, "053": 404, "HPN": 404, "01711": 404}
    client.force_login(late.officers["051"])
    assert "45/BVSTBCPN" in unescape(client.get(reverse("notices:inbox")).content.decode())


def test_what_cannot_be_recorded_is_refused(late):
    recorded(late)
    with pytest.raises(NumberTaken):
        recorded(late)
    with pytest.raises(NotSignedYet):
        recorded(late, number="46/BVSTBCPN", signed_on=dt.date(2015, 6, 10))
    with pytest.raises(NobodyOwes):
        recorded(late, number="46/BVSTBCPN", slugs=["HPN", "01711"])
    with pytest.raises(ClassifiedText):
        recorded(late, number="46/BVSTBCPN", words="TUYỆT MẬT")
    with pytest.raises(PermissionDenied):
        record_letter(
            by=late.heads["04"],
            report=late.report("04"),
            slugs=["051"],
            until=LATE,
            words="",
            number="1",
            signed_on=LATE,
        )
    assert RemindingLetter.objects.count() == 1


def test_the_page_says_what_is_wrong(late, client):
    client.force_login(late.officers["04"])
    url = url_of("reminding_letter")
    response = client.post(url, {"act": "record", "row": ["051"], "until": "12/06/2015", "words": ""})
    page = unescape(response.content.decode())
    assert response.status_code == 422 and "Ghi số của công văn." in page and "Ghi ngày của công văn." in page
    response = client.post(url, {"act": "docx", "until": "hôm nào"})
    assert response.status_code == 422 and "Chọn ít nhất một đơn vị." in unescape(response.content.decode())
    for user, status in ((late.viewer, 403), (late.heads["04"], 403), (late.stranger, 404)):
        client.force_login(user)
        assert client.get(url).status_code == client.get(url_of("zalo")).status_code == status
