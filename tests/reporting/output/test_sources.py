"""The annex of sources: each printed line once, counted as the paper counts it; the same version, the same bytes."""

import io
from dataclasses import replace

import openpyxl
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tienbo.documents.extraction.docx import read_docx
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.output.basis import Basis, coverage_of
from tienbo.reporting.output.gathering import snapshot_of_version
from tienbo.reporting.output.snapshot import Line
from tienbo.reporting.output.source_annex import source_document
from tienbo.reporting.output.source_gathering import print_sources, sources_of
from tienbo.reporting.output.sources import Source, SourceTable, Unit, ranges, source_of

pytestmark = pytest.mark.django_db

CELLS = [Cell("a", ""), Cell("a", "x=1"), Cell("b", "")]
SAID = st.sampled_from([("1", "actual"), ("0", "estimate"), (None, "actual"), (None, "not_collected"),
                        (None, "withheld"), (None, "not_applicable")])  # fmt: skip


@st.composite
def trees(draw):
    """Units in the totals, and units that are not."""
    inside = [
        Unit(place, f"Đơn vị {place}", "", version=1,
             said={tuple(cell): (*draw(SAID), "") for cell in draw(st.sets(st.sampled_from(CELLS)))})
        for place in range(1, draw(st.integers(1, 6)) + 1)
    ]  # fmt: skip
    outside = [
        Unit(len(inside) + place, f"Vắng {place}", "", cells=frozenset(draw(st.sets(st.sampled_from(CELLS)))))
        for place in range(1, draw(st.integers(0, 3)) + 1)
    ]
    return [*inside, *outside]


@given(trees(), st.lists(st.sampled_from(CELLS), min_size=1, max_size=3, unique=True))
def test_as_many_units_gave_a_line_as_the_paper_says_and_each_unit_stands_once(units, cells):
    source = source_of(cells, units)
    basis = Basis(
        tuple(each.said for each in units if each.said is not None),
        tuple((1, each.cells) for each in units if each.said is None),
    )
    coverage = coverage_of(cells, basis)
    assert (len(source.given), source.asked) == (coverage.given, coverage.asked)
    told = [*source.given, *source.outside, *(number for _why, numbers in source.lacking for number in numbers)]
    assert len(told) == len(set(told)) and set(told) <= {each.number for each in units}


@given(st.sets(st.integers(1, 60)))
def test_ranges_hold_exactly_their_numbers(numbers):
    found = set()
    for part in filter(None, ranges(numbers).split("; ")):
        first, _dash, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    assert found == numbers


@given(st.lists(st.sampled_from([Source((1,)), Source((1, 2)), Source(())]), max_size=12))
def test_every_line_of_a_table_stands_in_one_group(sources):
    lines = tuple((Line(str(n), str(n), "", "", "entered"), source) for n, source in enumerate(sources, start=1))
    found = {}
    for names, source in SourceTable("B01", "", lines).groups():
        for part in names.split("; "):
            first, _to, last = part.partition(" đến ")
            for number in range(int(first), int(last or first) + 1):
                assert number not in found
                found[number] = source
    assert found == dict(enumerate(sources, start=1))


def test_all_printed_lines_are_told_and_counted_as_they_are_printed(told):
    version = told.version("04")
    snapshot = snapshot_of_version(version)
    sources = sources_of(version, snapshot)
    assert [unit.number for unit in sources.units] == list(range(1, len(sources.units) + 1))
    assert sources.inside[0].name == "Tỉnh Cao Bằng" and sources.outside
    for table, of in zip(snapshot.tables, sources.tables, strict=True):
        printed = [line for line in table.lines if line.role != "heading"]
        assert [line for line, _source in of.lines] == printed
        for line, source in of.lines:
            assert (len(source.given), source.asked) == (line.coverage.given, line.coverage.asked), line.key


def test_the_annex_is_made_again_byte_for_byte(told):
    version = told.version("04")
    for format in ("docx", "pdf", "xlsx"):
        assert print_sources(version, format) == print_sources(told.version("04"), format)


def test_the_annex_names_who_is_missing_and_bears_the_code(told):
    version = told.version("04")
    text = str(read_docx(print_sources(version, "docx")))
    assert "Nguồn số liệu".upper() in text.upper() and version.digest in text
    assert "chưa có báo cáo" in text and "Huyện Thạch An" in text
    book = openpyxl.load_workbook(io.BytesIO(print_sources(version, "xlsx")))
    assert book.sheetnames[0] == "Đơn vị" and "B01" in book.sheetnames


def test_the_paper_that_was_issued_is_not_touched(told):
    """The annex is a document of its own: the report's blocks are what they were."""
    snapshot = snapshot_of_version(told.version("04"))
    document = source_document(snapshot, sources_of(told.version("04"), snapshot))
    assert document.draft is False
    assert replace(snapshot) == snapshot_of_version(told.version("04"))


@pytest.mark.parametrize(("who", "status"), [("04", 200), ("053", 404)])
def test_whoever_sees_the_report_gets_the_annex(told, who, status):
    client = Client()
    client.force_login(told.world.officers[who])
    assert client.get("/reports/2015-h1/04/versions/1/sources/docx/").status_code == status


def test_a_report_without_sentences_from_below_has_no_such_part(told):
    version = told.version("04")
    assert "Lời văn." not in str(read_docx(print_sources(version, "docx")))
    assert "Lời văn" not in openpyxl.load_workbook(io.BytesIO(print_sources(version, "xlsx"))).sheetnames
