"""The page of the printed report and its files: who sees them, what they say, when they are issued."""

import hashlib

import pytest
from django.urls import reverse

from tests.reporting.output.conftest import fill_plausibly
from tienbo.core import clock
from tienbo.files.queries import content
from tienbo.reporting.exchange.actions import record_signed_paper
from tienbo.reporting.output.models import IssuedFile

pytestmark = pytest.mark.django_db


def address(unit: str, name: str = "document", **more) -> str:
    return reverse(f"reporting:{name}", kwargs={"round": "2015-h1", "unit": unit, **more})


@pytest.fixture
def see(client, told, at):
    """see(user, address): what the person gets."""
    at(told.version("04").submitted_at)

    def get(user, where):
        client.force_login(user)
        return client.get(where)

    return get


ADDRESSES = [
    ("document", {}),
    ("draft_file", {"format": "pdf"}),
    ("version_file", {"format": "pdf", "number": 1}),
]


@pytest.mark.parametrize(("name", "more"), ADDRESSES)
def test_a_stranger_is_told_that_there_is_no_such_report(told, see, name, more):
    assert see(told.world.stranger, address("051", name, **more)).status_code == 404
    assert see(told.world.inspector, address("051", name, **more)).status_code == 200


@pytest.mark.parametrize(("name", "more"), ADDRESSES)
def test_nobody_sees_a_document_without_a_login(told, client, name, more):
    assert client.get(address("051", name, **more)).status_code == 302


def test_a_unit_below_does_not_see_the_paper_of_the_one_above(told, see):
    assert see(told.world.officers["01711"], address("051")).status_code == 404
    assert see(told.world.officers["01711"], address("01711")).status_code == 200


@pytest.mark.parametrize("where", ["/reports/1999/051/document/", "/reports/2015-h1/u0/document/"])
def test_what_is_not_there_is_a_404(told, see, where):
    assert see(told.world.inspector, where).status_code == 404


@pytest.mark.parametrize("more", [{"number": 7, "format": "pdf"}])
def test_a_version_that_was_never_sent_is_a_404(told, see, more):
    assert see(told.world.inspector, address("051", "version_file", **more)).status_code == 404
    assert see(told.world.inspector, address("051") + "?version=7").status_code == 404


def test_the_page_of_a_sent_report_issues_its_files_once_and_shows_their_sums(told, see):
    version = told.version("051")
    page = see(told.world.officers["051"], address("051")).content.decode()
    issued = IssuedFile.objects.filter(version=version)
    assert issued.count() == 3
    assert version.digest in page
    for file in issued:
        assert file.file.sha256 in page
    see(told.world.officers["051"], address("051"))
    assert issued.count() == 3


def test_a_version_is_served_as_it_was_issued(told, see):
    for form in ("docx", "pdf", "xlsx"):
        answer = see(told.world.heads["051"], address("051", "version_file", number=1, format=form))
        data = b"".join(answer.streaming_content)
        issued = IssuedFile.objects.get(version=told.version("051"), format=form)
        assert data == content(issued.file)
        assert hashlib.sha256(data).hexdigest() == issued.file.sha256
        shown = "inline" if form == "pdf" else "attachment"
        assert answer["Content-Disposition"] == f'{shown}; filename="bao-cao-2015-h1-051-v1.{form}"'


def test_a_draft_is_printed_and_not_kept(told, see):
    before = IssuedFile.objects.count()
    answer = see(told.world.officers["053"], address("053", "draft_file", format="docx"))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert "du-thao" in answer["Content-Disposition"] and answer["Cache-Control"] == "private, no-store"
    page = see(told.world.officers["053"], address("053")).content.decode()
    assert "Bản dự thảo" in page and address("053", "draft_file", format="pdf") in page
    assert IssuedFile.objects.count() == before


def test_a_late_report_below_shows_as_a_difference_and_changes_no_document(told, see):
    world = told.world
    where = address("04")
    assert "Khác số đã ký" not in see(world.inspector, where).content.decode()
    before = b"".join(see(world.inspector, address("04", "version_file", number=1, format="pdf")).streaming_content)
    fill_plausibly(world, "053", seed=9)
    world.send("053")
    world.take("053")
    assert "Khác số đã ký" in see(world.inspector, where).content.decode()
    after = b"".join(see(world.inspector, address("04", "version_file", number=1, format="pdf")).streaming_content)
    assert after == before


def test_the_signed_paper_is_named_beside_its_version(told, see):
    version = told.version("01711")
    page = see(told.world.officers["01711"], address("01711")).content.decode()
    assert "Chưa có bản ký" in page
    with clock.at(version.submitted_at):
        record_signed_paper(
            by=told.world.heads["01711"], version=version, number="07/BC-UBND", signed_on=version.submitted_at.date()
        )
    page = see(told.world.officers["01711"], address("01711")).content.decode()
    assert "Bản ký số 07/BC-UBND, ngày 03/06/2015" in page


def test_a_unit_without_a_code_has_an_address_all_the_same(told, see):
    participant = told.world.report("01711").participant
    assert participant.slug == "01711"
    type(participant).objects.filter(pk=participant.pk).update(code="")
    participant.code = ""
    slug = participant.slug
    assert slug == f"u{participant.unit_id}"
    assert see(told.world.inspector, address(slug)).status_code == 200
    assert see(told.world.inspector, address("01711")).status_code == 404
