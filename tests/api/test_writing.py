"""What software writes: figures cell by cell, reasons, and sending; what is refused says why, and nothing is lost."""

import contextvars
import threading
import uuid
from decimal import Decimal

import pytest
from django.db import connection

from tests.api.software import batch, given, software_of
from tienbo.access.models import User
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.actions import justify_finding, record_figures
from tienbo.reporting.entry.models import Entry, EntryChange, Justification
from tienbo.reporting.entry.queries import entries_of, findings_of
from tienbo.reporting.exchange.actions import prepare_report
from tienbo.reporting.rounds.audience import asked_of_participant

DISTRICT = "reports/2015-h1/051"
FIGURES, CHECK = f"{DISTRICT}/figures", f"{DISTRICT}/check"


def cells_of(world, unit: str = "051", kind: str = "count") -> list[Cell]:
    """The cells of a unit whose figures are of a kind."""
    rows = definition_of(world.form).row_by_code
    typed = asked_of_participant(world.report(unit).participant).typed
    return [cell for cell in typed if rows[cell.element].kind == kind]


def one(answer) -> dict:
    """The one cell of an answer."""
    assert answer.status_code == 200, answer.content
    (cell,) = answer.json()["cells"]
    return cell


class TestFigures:
    def test_what_is_read_is_written_back_as_it_was(self, world, officer):
        """A program that copies a report into itself and back changes nothing."""
        for number, cell in enumerate(cells_of(world)[:6]):
            world.put("051", cell, number)
        before = entries_of(world.report("051"))
        told = [each for each in officer.get(FIGURES).json()["cells"] if each["is_asked"]]
        names = ("element", "breakdown", "value", "mark", "note", "revision")
        answer = officer.put(FIGURES, batch(*[{name: each[name] for name in names} for each in told])).json()
        assert (answer["saved"], answer["conflicts"], answer["refused"]) == (len(told), 0, 0)
        assert entries_of(world.report("051")) == before

    def test_a_figure_is_kept_with_mark_note_and_revision(self, world, officer):
        cell = cells_of(world)[0]
        saved = one(officer.put(FIGURES, batch(given(cell, "12", mark="estimate", note=" theo Sở "))))
        assert saved == {
            "element": cell.element, "breakdown": cell.breakdown, "status": "saved", "value": "12",
            "mark": "estimate", "note": "theo Sở", "revision": 1, "code": None, "message": None,
        }  # fmt: skip
        saved = one(officer.put(FIGURES, batch(given(cell, "13", revision=1))))
        assert (saved["value"], saved["mark"], saved["note"], saved["revision"]) == ("13", "actual", "theo Sở", 2)
        assert world.report("051").state == "draft"

    def test_null_empties_a_cell_and_a_mark_may_stand_alone(self, world, officer):
        cell = cells_of(world)[0]
        one(officer.put(FIGURES, batch(given(cell, "12"))))
        emptied = one(officer.put(FIGURES, batch(given(cell, None, revision=1))))
        assert (emptied["status"], emptied["value"], emptied["mark"], emptied["revision"]) == ("saved", None, None, 2)
        marked = one(officer.put(FIGURES, batch(given(cell, None, revision=2, mark="not_collected"))))
        assert (marked["value"], marked["mark"]) == (None, "not_collected")

    def test_saving_is_never_blocked_by_a_rule_and_says_what_the_rules_say(self, world, officer):
        women = next(cell for cell in cells_of(world) if cell.breakdown.startswith("sex=F"))
        total = Cell(women.element, ";".join(part for part in women.breakdown.split(";") if part != "sex=F"))
        answer = officer.put(FIGURES, batch(given(total, "3"), given(women, "5"))).json()
        assert answer["saved"] == 2 and answer["errors"] >= 1
        assert any({"element": women.element, "breakdown": women.breakdown} in each["cells"]
                   for each in answer["findings"] if each["severity"] == "error")  # fmt: skip
        assert [each["key"] for each in answer["findings"]] == [each.key for each in findings_of(world.report("051"))]

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"value": "1.234"}, "ambiguous"),
            ({"value": "1.234,5"}, "not_a_number"),
            ({"value": "１２"}, "not_a_number"),
            ({"value": "NaN"}, "not_a_number"),
            ({"value": "-Infinity"}, "not_a_number"),
            ({"value": ""}, "not_a_number"),
            ({"value": "9" * 400}, "not_a_number"),
            ({"value": "9" * 16}, "too_large"),
            ({"value": "1.5"}, "not_whole"),
            ({"value": 12}, "not_a_text"),
            ({"value": 12.5}, "not_a_text"),
            ({"value": True}, "not_a_text"),
            ({"value": {"so": 1}}, "not_a_text"),
            ({"value": "1", "mark": "lạ"}, "unknown_mark"),
            ({"value": "1", "mark": ""}, "unknown_mark"),
            ({"value": "1", "mark": "not_collected"}, "mark_and_number"),
            ({"value": None, "mark": "estimate"}, "mark_without_number"),
            ({"value": "1", "note": "x" * 301}, "note_too_long"),
            ({"value": "1", "note": "TUYỆT MẬT"}, "secret"),
            ({"element": "khong.co"}, "unknown_cell"),
            ({"breakdown": "sex=X"}, "unknown_cell"),
            ({"breakdown": "term=;;="}, "unknown_cell"),
        ],
    )
    def test_what_is_no_figure_is_refused_at_its_cell_and_the_others_are_kept(self, world, officer, changed, code):
        bad, good = cells_of(world)[:2]
        answer = officer.put(FIGURES, batch(given(bad, "1") | changed, given(good, "2"))).json()
        assert [each["status"] for each in answer["cells"]] == ["refused", "saved"]
        assert answer["cells"][0]["code"] == code and answer["cells"][0]["message"].endswith(".")
        assert (answer["saved"], answer["refused"]) == (1, 1)
        assert entries_of(world.report("051")).keys() == {good}
        same = officer.post(CHECK, batch(given(bad, "1") | changed)).json()["cells"][0]
        assert (same["code"], same["message"]) == (code, answer["cells"][0]["message"]), "told alike when only checked"

    def test_a_cell_of_another_unit_is_none_of_this_report(self, world, officer):
        foreign = set(cells_of(world, "01708")) - set(cells_of(world, "051"))
        assert foreign
        answer = officer.put(FIGURES, batch(*[given(cell, "1") for cell in sorted(foreign)])).json()
        assert {each["code"] for each in answer["cells"]} == {"unknown_cell"} and not Entry.objects.exists()

    def test_what_is_withheld_by_rule_takes_no_figure(self, world):
        world.round()
        program = software_of(world.officers["CA"])
        withheld = [each for each in program.get("reports/2015-h1/CA/figures").json()["cells"] if not each["is_asked"]]
        cell = Cell(withheld[0]["element"], withheld[0]["breakdown"])
        assert one(program.put("reports/2015-h1/CA/figures", batch(given(cell, "1"))))["code"] == "unknown_cell"

    def test_a_cell_that_is_given_twice_is_not_guessed(self, world, officer):
        cell = cells_of(world)[0]
        answer = officer.put(FIGURES, batch(given(cell, "1"), given(cell, "2"))).json()
        assert [each["code"] for each in answer["cells"]] == ["twice", "twice"] and not Entry.objects.exists()


class TestMeetingOthers:
    def test_a_cell_that_somebody_changed_is_a_conflict_and_the_others_are_kept(self, world, officer):
        met, free = cells_of(world)[:2]
        world.put("051", met, 7)
        answer = officer.put(FIGURES, batch(given(met, "8"), given(free, "9"))).json()
        conflict, saved = answer["cells"]
        assert (conflict["status"], conflict["value"], conflict["revision"]) == ("conflict", "7", 1)
        assert "7" in conflict["message"] and "8" in conflict["message"]
        assert (saved["status"], answer["saved"], answer["conflicts"]) == ("saved", 1, 1)
        assert entries_of(world.report("051"))[met].figure.value == 7
        again = one(officer.put(FIGURES, batch(given(met, "8", revision=conflict["revision"]))))
        assert (again["status"], again["value"], again["revision"]) == ("saved", "8", 2)

    def test_the_same_operation_again_changes_nothing_and_is_answered_as_before(self, world, officer):
        met, free = cells_of(world)[:2]
        world.put("051", met, 7)
        body = batch(given(met, "8"), given(free, "9"))
        first = officer.put(FIGURES, body).json()
        changes = EntryChange.objects.count()
        assert officer.put(FIGURES, body).json() == first
        assert EntryChange.objects.count() == changes
        world.put("051", free, 10)
        replayed = officer.put(FIGURES, body).json()["cells"]
        assert [each["status"] for each in replayed] == ["conflict", "saved"]
        assert entries_of(world.report("051"))[free].figure.value == 10, "what was written since stays"

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_the_same_time_one_is_kept_and_the_other_told(self, world):
        world.round()
        cell = cells_of(world)[0]
        programs = [software_of(world.officers["051"], name=f"Số {number}") for number in range(2)]
        together, answers = threading.Barrier(2), {}

        def write(number: int) -> None:
            try:
                together.wait()
                answers[number] = programs[number].put(FIGURES, batch(given(cell, str(number + 1)))).json()["cells"][0]
            finally:
                connection.close()

        # Each thread stands at the test's day.
        here = [contextvars.copy_context() for _ in programs]
        threads = [threading.Thread(target=here[number].run, args=[write, number]) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(each["status"] for each in answers.values()) == ["conflict", "saved"]
        kept = entries_of(world.report("051"))[cell]
        assert {each["value"] for each in answers.values()} == {str(kept.figure.value.normalize())}
        assert (kept.revision, EntryChange.objects.count()) == (1, 1)

    def test_a_report_that_waits_for_signature_takes_nothing_and_says_why(self, world, officer):
        world.fill("051")
        prepare_report(by=world.officers["051"], report=world.report("051"))
        answer = officer.put(FIGURES, batch(given(cells_of(world)[0], "1", revision=1)))
        assert (answer.status_code, answer.json()["code"]) == (409, "state")
        assert "chờ ký" in answer.json()["message"]

    def test_who_only_sees_is_told_that_he_may_not(self, world, head):
        answer = head.put(FIGURES, batch(given(cells_of(world)[0], "1")))
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert answer.json()["message"] and not Entry.objects.exists()


class TestChecking:
    def test_nothing_is_kept_and_the_findings_are_those_that_saving_gives(self, world, officer):
        world.fill("051", 1)
        body = batch(*[given(cell, "4", revision=1) for cell in cells_of(world)[:40]])
        before = entries_of(world.report("051")), EntryChange.objects.count(), world.report("051").state
        checked = officer.post(CHECK, body).json()
        assert (entries_of(world.report("051")), EntryChange.objects.count(), world.report("051").state) == before
        saved = officer.put(FIGURES, body).json()
        assert checked["findings"] == saved["findings"] and checked["findings"]
        assert {each["status"] for each in checked["cells"]} == {"fits"}

    def test_it_tells_a_conflict_before_it_happens(self, world, officer):
        cell = cells_of(world)[0]
        world.put("051", cell, 7)
        answer = one(officer.post(CHECK, batch(given(cell, "8"))))
        assert (answer["status"], answer["value"], answer["revision"]) == ("conflict", "7", 1)
        assert one(officer.post(CHECK, batch(given(cell, "7"))))["status"] == "fits", "the same figure meets nobody"

    def test_no_cells_at_all_are_the_report_as_it_stands(self, world, officer):
        world.fill("051", 3)
        checked = officer.post(CHECK, {"cells": []}).json()
        assert checked["findings"] == officer.get(f"{DISTRICT}/findings").json()["findings"]

    def test_a_blank_for_a_blank_fits_and_is_kept_as_nothing(self, world, officer):
        cell = cells_of(world)[0]
        assert one(officer.post(CHECK, batch(given(cell, None))))["status"] == "fits"
        saved = one(officer.put(FIGURES, batch(given(cell, None))))
        assert (saved["status"], saved["revision"]) == ("saved", 0) and not Entry.objects.exists()


class TestReasonsAndSending:
    def warned(self, world) -> str:
        """The key of a warning that the district's report has."""
        report = world.fill("051", 0)
        found = [each for each in findings_of(report) if each.severity == "warning"]
        if not found:
            report = world.fill("051", 3)
            found = [each for each in findings_of(report) if each.severity == "warning"]
        return found[0].key

    def test_a_reason_is_kept_replayed_and_taken_back(self, world, officer):
        key, operation = self.warned(world), str(uuid.uuid4())
        said = {"finding": key, "text": "Đã kiểm tra hồ sơ", "operation": operation}
        told = officer.post(f"{DISTRICT}/justifications", said).json()
        (finding,) = [each for each in told["findings"] if each["key"] == key]
        assert finding["is_justified"] and finding["reason"] == "Đã kiểm tra hồ sơ"
        justify_finding(by=world.officers["051"], report=world.report("051"), finding=key, text="Khác")
        officer.post(f"{DISTRICT}/justifications", said)
        assert Justification.objects.get().text == "Khác", "the same operation again changes nothing"
        officer.post(f"{DISTRICT}/justifications", {"finding": key, "text": ""})
        assert not Justification.objects.exists()

    def test_a_reason_for_no_warning_is_refused(self, officer):
        answer = officer.post(f"{DISTRICT}/justifications", {"finding": "K99|B01", "text": "Vì vậy"})
        assert (answer.status_code, answer.json()["code"]) == (422, "no_such_warning")
        assert "K99|B01" in answer.json()["message"]

    def test_a_reason_with_a_secrecy_mark_is_refused_and_not_kept(self, world, officer):
        answer = officer.post(f"{DISTRICT}/justifications", {"finding": self.warned(world), "text": "TỐI MẬT"})
        assert (answer.status_code, answer.json()["code"]) == (422, "secret") and not Justification.objects.exists()

    def test_the_head_sends_and_the_version_is_told(self, world, head, officer):
        world.fill("051")
        sent = head.post(f"{DISTRICT}/send")
        version = world.report("051").versions.get()
        assert sent.status_code == 200 and sent.json()["state"] == "submitted"
        assert (sent.json()["version"]["number"], sent.json()["version"]["digest"]) == (1, version.digest)
        again = head.post(f"{DISTRICT}/send")
        assert (again.status_code, again.json()["code"]) == (409, "state") and world.report("051").versions.count() == 1
        assert officer.post(f"{DISTRICT}/send").status_code == 403

    def test_errors_keep_a_report_from_being_sent_and_are_told(self, world, head):
        world.fill("051")
        women = next(cell for cell in cells_of(world) if cell.breakdown.startswith("sex=F"))
        world.put("051", women, 5)
        errors = [each for each in findings_of(world.report("051")) if each.severity == "error"]
        answer = head.post(f"{DISTRICT}/send")
        assert (answer.status_code, answer.json()["code"]) == (422, "errors")
        assert [each["key"] for each in answer.json()["findings"]] == [each.key for each in errors]
        assert not world.report("051").versions.exists()

    def test_an_empty_report_is_not_sent(self, head):
        answer = head.post(f"{DISTRICT}/send")
        assert (answer.status_code, answer.json()["code"]) == (422, "nothing_reported")


def test_a_figure_of_money_is_in_dong_whatever_the_screen_shows(world, officer):
    from tienbo.reporting.entry.actions import choose_scale
    from tienbo.reporting.entry.scales import Scale

    cell = cells_of(world, kind="money")[0]
    table = definition_of(world.form).row_by_code[cell.element].row.partition(".")[0]
    choose_scale(by=world.officers["051"], report=world.report("051"), table=table, scale=Scale.MILLION)
    record_figures(by=world.officers["051"], report=world.report("051"), figures=[])
    assert one(officer.put(FIGURES, batch(given(cell, "2500000"))))["value"] == "2500000"
    assert entries_of(world.report("051"))[cell].figure.value == Decimal(2_500_000)


def test_the_person_in_the_history_is_the_holder(world, officer):
    cell = cells_of(world)[0]
    officer.put(FIGURES, batch(given(cell, "1")))
    change = EntryChange.objects.get()
    assert User.objects.get(uid=change.by_uid) == world.officers["051"] and change.origin == "software"
