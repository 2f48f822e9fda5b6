"""What the exchange must withstand: papers that are programs, names with markup, versions of others by their number."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tienbo.documents.content import Document, Paragraph
from tienbo.documents.editions import TT01_2011
from tienbo.documents.pdf import to_pdf
from tienbo.files.models import StoredFile
from tienbo.reporting.versions.models import SignedPaper

pytestmark = pytest.mark.django_db

PAPER = {"number": "07/BC-BVSTBCPN", "signed_on": "20/5/2015", "signer": "Nông Văn A"}
BIG = ("0", "2", str(2**31), str(2**63), "9" * 30, "9" * 5000, "٣", "-1")


def address(name: str, unit: str = "01711", *further) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit, *further])


@pytest.fixture
def sent(world):
    """A commune's report that is sent."""
    world.round()
    world.fill("01711")
    return world.send("01711")


@pytest.fixture
def officer(world, client, sent):
    """The commune's officer, signed in."""
    client.force_login(world.officers["01711"])
    return client


# --- papers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        b"\n\n  <html><body onload=alert(1)>%PDF-1.4",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"<svg/onload=alert(1)>",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01",
        b"#!/bin/sh\nrm -rf /\n",
        b"PK\x03\x04 archive",
        b"GIF89a",
        b"\x00" * 2000 + b"%PDF-1.4",
        b"",
    ],
)
@pytest.mark.parametrize("name", ["ban-ky.pdf", "ban-ky.png", "ban-ky.jpg"])
def test_what_is_no_paper_is_refused_whatever_it_is_called(officer, name, data):
    answer = officer.post(address("paper"), PAPER | {"file": SimpleUploadedFile(name, data, "application/pdf")})
    assert answer.status_code == 422
    assert not SignedPaper.objects.exists()
    assert not StoredFile.objects.filter(name=name).exists()


def test_a_paper_goes_out_as_what_it_is_and_not_as_what_it_was_called(officer):
    pdf = to_pdf(Document(TT01_2011, (Paragraph("Báo cáo"),)))
    file = SimpleUploadedFile("<img src=x onerror=alert(1)> báo cáo.html", pdf, "text/html")
    said = PAPER | {"file": file, "number": "<script>alert(1)</script>"}
    assert officer.post(address("paper"), said).status_code == 302
    given = officer.get(address("version_paper", "01711", 1))
    assert given["Content-Type"] == "application/pdf"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r"attachment; filename\*=utf-8''[\x21-\x7e]+\.html\.pdf", given["Content-Disposition"])
    for page in (address("report"), address("version", "01711", 1)):
        shown = officer.get(page).content.decode()
        assert "<script>alert" not in shown and "<img src=x" not in shown
        assert "&lt;script&gt;alert(1)" in shown


# --- versions of others -----------------------------------------------------------------------------------------------


def addresses_of_version(unit: str, number: int | str) -> list[str]:
    """Every address that holds what a version says."""
    files = (("version_file", format) for format in ("docx", "pdf", "xlsx"))
    names = [("version",), ("version_receipt",), ("version_paper",), *files]
    first = [address(name, unit, 1, *further) for name, *further in names]
    fixed = [url.replace("/versions/1/", f"/versions/{number}/") for url in first]
    asked = [address(name, unit) + f"?version={number}" for name in ("document", "totals", "lineage")]
    return [*fixed, *asked]


def test_a_version_is_read_by_its_own_side_and_is_nothing_to_others(world, client, officer):
    whole = [url for url in addresses_of_version("01711", 1) if "paper" not in url and "lineage" not in url]
    for user, status in (
        (world.officers["01711"], 200),
        (world.officers["051"], 200),
        (world.inspector, 200),
        (world.officers["01708"], 404),
        (world.officers["01780"], 404),
        (world.officers["053"], 404),
        (world.heads["LD"], 404),
        (world.stranger, 404),
        (world.administrator, 404),
    ):
        client.force_login(user)
        assert {client.get(url).status_code for url in whole} == {status}, user.username


@pytest.mark.parametrize("number", BIG)
def test_a_number_that_no_version_has_is_no_page(officer, number):
    fixed = [url for url in addresses_of_version("01711", number) if "?" not in url]
    assert {officer.get(url).status_code for url in fixed} == {404}


@pytest.mark.parametrize("number", BIG)
def test_a_number_asked_for_that_no_version_has_shows_no_other_units(officer, number):
    """One that is no number at all shows the report as it stands now."""
    for url in addresses_of_version("01711", number):
        if "?" in url:
            assert officer.get(url).status_code in {200, 404}
            assert officer.get(url.replace("/01711/", "/01708/")).status_code == 404


def test_a_second_version_is_not_reached_through_a_report_that_has_one(world, client, officer):
    """Each report counts its own versions."""
    world.fill("01708")
    world.send("01708")
    from tienbo.reporting.exchange.actions import recall_report

    recall_report(by=world.heads["01708"], report=world.report("01708"))
    world.send("01708")
    fixed = [url for url in addresses_of_version("01711", 2) if "?" not in url]
    assert {officer.get(url).status_code for url in fixed} == {404}
    client.force_login(world.officers["01708"])
    assert client.get(address("version", "01708", 2)).status_code == 200
