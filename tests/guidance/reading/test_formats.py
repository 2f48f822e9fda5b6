"""The same letter reads the same from TXT, DOCX and PDF."""

import pytest

from tienbo.guidance.reading import read_bytes, read_file, read_letter, to_json

from . import layouts, scoring

LETTERS = {name: text for name, text, _ in scoring.fixtures(letters=True) if layouts.parts_of(text)}
FIELDS = ("number", "kind", "place", "issued_on", "addressees", "copy_to", "signature", "targets", "citations")


def main_fields(got: dict) -> dict:
    kept = {field: got[field] for field in FIELDS}
    kept["deadlines"] = [{key: value for key, value in found.items() if key != "raw"} for found in got["deadlines"]]
    kept["sections"] = [(section["number"], len(section["tasks"])) for section in got["sections"]]
    return kept


def test_most_of_the_letters_can_be_set_in_columns():
    assert len(LETTERS) >= 25


@pytest.mark.parametrize("name", LETTERS)
def test_a_docx_reads_like_the_text(name):
    parts = layouts.parts_of(LETTERS[name])
    assert parts is not None
    assert main_fields(to_json(read_bytes(layouts.as_docx(parts), f"{name}.docx"))) == main_fields(
        to_json(read_letter(LETTERS[name]))
    )


@pytest.mark.parametrize("name", LETTERS)
def test_a_pdf_reads_like_the_text(name):
    parts = layouts.parts_of(LETTERS[name])
    assert parts is not None
    assert main_fields(to_json(read_bytes(layouts.as_pdf(parts), f"{name}.pdf"))) == main_fields(
        to_json(read_letter(LETTERS[name]))
    )


def test_a_file_is_read_by_its_path_and_remarks_about_it_come_first(tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_text(LETTERS["01-committee-circular-2018"], encoding="utf-8")
    letter = read_file(path)
    assert letter.number == "57/BVSTBPN-VP"
    assert letter.warnings[0].code == "mislabelled"
