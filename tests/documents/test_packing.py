"""A packed PDF is the same document in fewer bytes."""

from __future__ import annotations

import re
import zlib

import pypdfium2
import pytest

from tests.documents.samples import annex_of, half_year_report
from tienbo.documents import pdf as writing
from tienbo.documents.packing import packed
from tienbo.documents.pdf import to_pdf


@pytest.fixture
def plain(monkeypatch):
    """Documents as Typst writes them."""
    monkeypatch.setattr(writing, "packed", lambda data: data)
    return lambda document: writing.to_pdf(document)


def objects_of(data: bytes) -> dict[int, bytes]:
    """Number -> text of every object in the streams of a packed file, read by the letter of ISO 32000."""
    found = {}
    for count, first, length, start in (
        (*(int(part) for part in match.groups()), match.end())
        for match in re.finditer(rb"/ObjStm/N (\d+)/First (\d+)/Filter/FlateDecode/Length (\d+)>>\nstream\n", data)
    ):
        content = zlib.decompress(data[start : start + length])
        index = [int(part) for part in content[:first].split()]
        assert len(index) == 2 * count
        begins, ends = index[1::2], [*index[3::2], len(content) - first]
        for number, begin, end in zip(index[::2], begins, ends, strict=True):
            found[number] = content[first + begin : first + end].strip()
    return found


def test_no_object_is_lost_or_changed(plain) -> None:
    data = plain(annex_of(120))
    before = dict(re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL))
    small = {int(number): text for number, text in before.items() if not text.endswith(b"endstream")}
    assert len(small) > 1000
    assert objects_of(packed(data)) == small


def test_readers_find_the_same_pages_words_tags_and_properties(plain) -> None:
    document = half_year_report(draft=True)
    with pypdfium2.PdfDocument(plain(document)) as one, pypdfium2.PdfDocument(to_pdf(document)) as other:
        assert other.is_tagged()
        assert other.get_metadata_dict() == one.get_metadata_dict()
        assert [page.get_size() for page in other] == [page.get_size() for page in one]
        for ours, theirs in zip(other, one, strict=True):
            assert ours.get_textpage().get_text_bounded() == theirs.get_textpage().get_text_bounded()
            assert bytes(ours.render(scale=0.3).buffer) == bytes(theirs.render(scale=0.3).buffer)


def test_an_annex_of_four_hundred_rows_is_a_light_attachment() -> None:
    data = to_pdf(annex_of(400))
    assert len(data) < 300_000
    with pypdfium2.PdfDocument(data) as pdf:
        said = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Xã số 400, nữ cấp ủy viên khóa mới" in said


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and nothing", b"xref\n0 1\ntrailer <</Prev 5>>\nstartxref\n0\n%%EOF"])
def test_a_file_of_another_make_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="the file"):
        packed(data)
