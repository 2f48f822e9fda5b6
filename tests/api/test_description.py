"""The description that others build upon is that of the interface as it is."""

import json
from pathlib import Path

from django.core.management import call_command

from tests.api.software import Software
from tienbo.__main__ import main

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def test_the_file_in_the_repository_is_current(capsys):
    call_command("api", "schema")
    assert FILE.read_text() == capsys.readouterr().out, "run: tienbo api schema -o docs/openapi.json"


def test_the_site_answers_the_same(db):
    assert Software().get("openapi.json").json() == json.loads(FILE.read_text())


def test_every_operation_has_a_name_a_sentence_and_its_refusals():
    described = json.loads(FILE.read_text())
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    assert len({each["operationId"] for each in operations}) == len(operations) > 10
    for each in operations:
        assert each["description"] and each["security"], each["operationId"]
        assert {"200", "401", "403", "404", "422"} <= each["responses"].keys(), each["operationId"]


def test_a_figure_is_a_text_and_names_its_revision():
    cell = json.loads(FILE.read_text())["components"]["schemas"]["GivenCell"]
    assert cell["properties"]["value"]["type"] == ["string", "null"]
    assert {"element", "value", "revision"} <= set(cell["required"])
    assert cell["additionalProperties"] is False


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(tmp_path, capsys):
    assert main(["api", "schema", "-o", str(tmp_path / "none" / "x.json")]) == 2
    assert "Không ghi được" in capsys.readouterr().err
    assert main(["api", "schema", "-o", str(tmp_path / "x.json")]) == 0
    assert (tmp_path / "x.json").read_text() == FILE.read_text()
