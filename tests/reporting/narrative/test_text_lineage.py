"""Where the text comes from, in the annex of a version and as a file: the same ways as on screen, whole and once."""

import csv
import io

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.reporting.narrative.test_groups_screen import (
    ALONE,
    CAUSES,
    ONE,
    TWO,
    asked,
    below,
    groups,
    send_and_take,
)
from tienbo.documents.extraction.docx import read_docx
from tienbo.reporting.entry.actions import write_passage
from tienbo.reporting.narrative.actions import take_over_groups
from tienbo.reporting.narrative.origins import origins_of
from tienbo.reporting.output.source_gathering import print_sources

__all__ = ["below"]
pytestmark = pytest.mark.django_db
OWN = "Cán bộ kiêm nhiệm nhiều việc."


@pytest.fixture
def sent(below):
    """The district took over what its communes say and wrote a sentence of its own; the province took over both."""
    take_over_groups(groups=[each.key for each in groups(below)], **asked(below))
    items = [*below.report("051").passages.get(heading=CAUSES).items, {"text": OWN, "type": "objective"}]
    write_passage(by=below.officers["051"], report=below.report("051"), heading=CAUSES, items=items)
    send_and_take(below, "051")
    for group in groups(below, unit="04"):
        take_over_groups(groups=[group.key], **asked(below, "04"))
    below.fill("04")
    below.send("04")
    return below


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def by_the_address(sent, client, unit: str, **query) -> list[dict[str, str]]:
    client.force_login(sent.officers[unit])
    answer = client.get(reverse("reporting:text_sources_csv", args=["2015-h1", unit]), query)
    assert answer.status_code == 200
    return rows(b"".join(answer.streaming_content).decode())


def test_the_file_tells_every_way_once_down_to_who_wrote_it(sent, client):
    found = by_the_address(sent, client, "04", version="1")
    walked = [
        (place, level, origin.unit_name, origin.text)
        for place, sentence in enumerate(
            origins_of(sent.report("04"), CAUSES, sent.report("04").versions.get()), start=1
        )
        for level, origin in sentence.walk()
    ]
    assert [(int(r["sentence"]), int(r["level"]), r["unit_name"], r["unit_text"]) for r in found] == walked
    communes = {(row["unit_name"], row["unit_text"]) for row in found if row["level"] == "2"}
    assert {text for _name, text in communes} == {ONE, TWO, ALONE} and len({name for name, _text in communes}) == 2
    of_the_district = [row for row in found if row["level"] == "1"]
    assert OWN in {row["unit_text"] for row in of_the_district}
    assert {row["digest"] for row in of_the_district} == {sent.report("051").versions.get().digest[:16]}


def test_a_sentence_of_ones_own_has_no_row(sent, client):
    assert OWN not in {row["text"] for row in by_the_address(sent, client, "051")}


def test_the_command_writes_the_same_file(sent, client, tmp_path):
    path = tmp_path / "loi-van.csv"
    call_command("report", "lineage", "--text", "--unit", "04", "--round", "2015-h1", "-o", str(path))
    assert rows(path.read_text()) == by_the_address(sent, client, "04", version="1")


def test_a_version_that_there_is_not_is_not_found(sent, client):
    client.force_login(sent.officers["04"])
    address = reverse("reporting:text_sources_csv", args=["2015-h1", "04"])
    assert [client.get(address, {"version": said}).status_code for said in ("2", "x", "")] == [404, 404, 404]


def test_the_annex_tells_each_sentence_with_the_number_of_its_unit(sent):
    version = sent.report("04").versions.get()
    text = str(read_docx(print_sources(version, "docx")))
    assert "Huyện Hòa An (số 2, bản số 1)" in text and "– Xã Bạch Đằng (số " in text
    assert TWO in text and "đúng như câu trong báo cáo" in text
    book = openpyxl.load_workbook(io.BytesIO(print_sources(version, "xlsx")))
    told = [[cell.value for cell in row] for row in book["Lời văn"].iter_rows()]
    assert {(TWO, "Xã Bạch Đằng"), (OWN, "Huyện Hòa An")} <= {(row[6], row[4]) for row in told if len(row) > 6}
