"""What software reads: forms, rounds, reports, figures, findings."""

import json
from decimal import Decimal

import pytest

from tests.api.software import software_of
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.rounds.audience import asked_of_participant

DISTRICT = "reports/2015-h1/051"


def test_a_form_is_told_with_its_tables_breakdowns_marks_and_rules(world, officer):
    form = officer.get("forms/vstbcpn-2015/1").json()
    definition = definition_of(world.form)
    assert form["digest"] == world.form.digest
    assert [table["table"] for table in form["tables"]] == [table.code for table in definition.tables]
    told = {row["element"]: row for table in form["tables"] for row in table["rows"]}
    assert told.keys() == definition.row_by_code.keys()
    assert {row["kind"] for row in told.values()} == {"count", "money", "rate"}
    assert form["breakdowns"]["sex"]["items"]["F"]["vi"]
    assert [rule["code"] for rule in form["rules"]] == [rule.code for rule in definition.checks]
    assert all(rule["text"]["vi"] and rule["remedy"]["en"] and rule["check"] for rule in form["rules"])


def test_a_form_that_is_not_there_is_not_found(officer):
    assert officer.get("forms/vstbcpn-2015/99").status_code == 404
    assert officer.get("forms/khong-co/1").status_code == 404


def test_rounds_are_told_with_their_days(world, officer):
    page = officer.get("rounds").json()
    (told,) = page["items"]
    assert (page["total"], page["page"], page["pages"]) == (1, 1, 1)
    assert told["code"] == "2015-h1" and told["form"] == {"code": "vstbcpn-2015", "version": 1}
    # "Before 5 June": the last day on time is the fourth.
    assert {"kind": "district", "last_day": "2015-06-04"} in told["dues"]
    assert (told["starts_on"], told["ends_on"], told["closing_on"]) == ("2014-12-01", "2015-05-31", "2015-05-20")
    rules = officer.get("rounds/2015-h1").json()["rules"]
    assert len(rules) == len(definition_of(world.form).checks)


def test_reports_are_those_that_the_holder_sees(world, officer):
    mine = officer.get("reports?round=2015-h1").json()
    assert [each["unit"]["code"] for each in mine["items"]] == ["051", "01708", "01711"]
    everybody = software_of(world.inspector).get("reports?round=2015-h1").json()
    assert everybody["total"] == 11
    assert officer.get("reports?round=2015-h1&unit=053").json()["total"] == 0


def test_reports_are_found_by_state_and_unit_and_come_in_pages(world, officer):
    world.fill("01711")
    found = officer.get("reports?round=2015-h1&state=draft").json()
    assert [each["unit"]["code"] for each in found["items"]] == ["01711"]
    found = officer.get("reports?round=2015-h1&unit=01708").json()
    assert [each["unit"]["name"] for each in found["items"]] == ["Xã Bạch Đằng"]
    second = officer.get("reports?round=2015-h1&per_page=2&page=2").json()
    assert (second["pages"], second["total"], len(second["items"])) == (2, 3, 1)
    assert officer.get("reports?round=2015-h1&per_page=2&page=3").json()["items"] == []


def test_a_list_costs_the_same_whatever_its_length(world, officer, django_assert_max_num_queries):
    software = software_of(world.inspector)
    software.get("reports?round=2015-h1")
    with django_assert_max_num_queries(25):
        assert len(software.get("reports?round=2015-h1").json()["items"]) == 11


def test_a_report_says_where_it_stands(world, officer, at):
    told = officer.get(DISTRICT).json()
    assert (told["state"], told["owes"], told["version"], told["versions"]) == ("not_started", True, None, [])
    assert (told["last_day"], told["is_late"], told["may_enter"]) == ("2015-06-04", False, True)
    world.fill("051")
    version = world.send("051")
    told = officer.get(DISTRICT).json()
    assert told["state"] == "submitted" and not told["may_enter"] and "đã gửi" in told["closed_because"]
    assert told["version"] == told["versions"][0]
    assert (told["version"]["number"], told["version"]["digest"]) == (1, version.digest)
    assert not told["version"]["is_counted"]
    world.take("051")
    assert officer.get(DISTRICT).json()["version"]["is_counted"]


def test_a_report_that_is_not_sent_in_time_is_late(world, officer, at):
    import datetime as dt

    at(dt.date(2015, 6, 4))
    assert not officer.get(DISTRICT).json()["is_late"]
    at(dt.date(2015, 6, 5))
    assert officer.get(DISTRICT).json()["is_late"]
    assert officer.get("reports?round=2015-h1&unit=051").json()["items"][0]["is_late"]


class TestFigures:
    def test_every_cell_that_is_asked_is_told_and_a_blank_is_no_zero(self, world, officer):
        told = officer.get(f"{DISTRICT}/figures").json()["cells"]
        asked = asked_of_participant(world.report("051").participant).typed
        assert [Cell(each["element"], each["breakdown"]) for each in told if each["is_asked"]] == list(asked)
        assert {(each["value"], each["mark"], each["revision"]) for each in told} == {(None, None, 0)}

    def test_a_cell_is_told_with_its_place_mark_note_and_revision(self, world, officer):
        cell = asked_of_participant(world.report("051").participant).typed[0]
        world.put("051", cell, 12)
        world.put("051", cell, 13, flag="corrected")
        (told,) = [each for each in officer.get(f"{DISTRICT}/figures").json()["cells"] if each["revision"]]
        assert (told["value"], told["mark"], told["revision"], told["note"]) == ("13", "corrected", 2, "")
        assert told["line"].startswith(told["table"]) and told["column"]

    def test_what_is_withheld_by_rule_is_told_so(self, world):
        world.round()
        told = software_of(world.officers["CA"]).get("reports/2015-h1/CA/figures").json()["cells"]
        withheld = [each for each in told if not each["is_asked"]]
        assert withheld and {each["mark"] for each in withheld} == {"withheld"}

    def test_figures_are_texts_and_never_floats(self, world, officer):
        money = next(
            cell
            for cell in asked_of_participant(world.report("051").participant).typed
            if definition_of(world.form).row_by_code[cell.element].kind == "rate"
            or definition_of(world.form).row_by_code[cell.element].kind == "money"
        )
        world.put("051", money, Decimal("1234567890123.5"))
        answer = officer.get(f"{DISTRICT}/figures")
        values = [each["value"] for each in answer.json()["cells"] if each["value"] is not None]
        assert values == ["1234567890123.5"]
        assert not any(isinstance(value, float) for value in _all_of(json.loads(answer.content)))

    def test_a_version_stays_as_it_was_sent(self, world, officer):
        cell = asked_of_participant(world.report("051").participant).typed[0]
        world.fill("051")
        world.send("051")
        from tienbo.reporting.exchange.actions import recall_report

        recall_report(by=world.heads["051"], report=world.report("051"))
        world.put("051", cell, 7)
        now, sent = (officer.get(f"{DISTRICT}/figures{which}").json() for which in ("", "?version=1"))
        assert (now["version"], sent["version"]) == (None, 1)
        assert [each["value"] for each in now["cells"] if each["is_asked"]].count("7") == 1
        assert {each["value"] for each in sent["cells"] if each["is_asked"]} == {"0"}
        assert officer.get(f"{DISTRICT}/figures?version=2").status_code == 404


def _all_of(found):
    if isinstance(found, dict):
        for each in found.values():
            yield from _all_of(each)
    elif isinstance(found, list):
        for each in found:
            yield from _all_of(each)
    else:
        yield found


def test_findings_are_those_of_the_screen_in_both_languages(world, officer):
    report = world.fill("051", 3)
    expected = findings_of(report)
    told = officer.get(f"{DISTRICT}/findings").json()
    assert expected and [each["key"] for each in told["findings"]] == [each.key for each in expected]
    assert told["errors"] == sum(each.severity == "error" for each in expected)
    first = told["findings"][0]
    assert (first["message"]["vi"], first["message"]["en"]) == (expected[0].message_vi, expected[0].message_en)


@pytest.mark.parametrize("language", ["", "vi", "en-GB,en;q=0.8,vi;q=0.5"])
def test_sentences_come_in_the_language_that_is_asked_for(officer, language):
    officer.language = language
    answer = officer.get("reports/2015-h1/053")
    wanted = "There is no such thing" if language.startswith("en") else "Không có"
    assert answer.status_code == 404 and answer.json()["code"] == "not_found" and wanted in answer.json()["message"]
    assert answer["Content-Language"] == (language[:2] or "vi")
