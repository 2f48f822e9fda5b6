"""What was sent stays what it was: tampering shows."""

import json

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tienbo.journal.models import Line
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import justify_finding, write_passage
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.verification import check_receipts, verify
from tienbo.reporting.versions.models import ReportVersion, VersionTotal

MEMBERS = Cell("committee.members", "level=commune")


@pytest.fixture
def sent(world):
    """A commune's report in its district's, both sent."""
    world.fill("01711")
    world.put("01711", MEMBERS, 9)
    world.send("01711")
    world.take("01711")
    world.fill("051")
    # A committee without a head: a warning, no error.
    district = world.put("051", Cell("committee.existing", "level=district"), 1)
    write_passage(by=world.officers["051"], report=district, heading="opening", text="Thực hiện hướng dẫn.")
    warning = next(each for each in findings_of(district) if each.severity == "warning")
    justify_finding(by=world.officers["051"], report=district, finding=warning.key, text="Đúng như vậy.")
    return world.send("051")


def checks() -> set[str]:
    return {problem.check for problem in verify().problems}


def test_nothing_is_wrong_with_what_was_sent(sent):
    assert verify().problems == []


def test_the_database_refuses_to_change_what_was_sent(sent):
    for model in (ReportVersion, VersionTotal, Line):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportVersion.objects.update(is_late=True)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE reporting_versiontotal SET value = value + 1", {"digest", "totals"}),
        ("UPDATE reporting_reportversion SET narrative = '{\"x\": 1}'", {"digest"}),
        ("UPDATE reporting_reportversion SET figures = jsonb_set(figures, '{0,2}', '\"5\"')", {"digest"}),
        ("DELETE FROM reporting_versionchild", {"digest", "totals"}),
        ("UPDATE reporting_report SET state = 'draft'", {"state draft"}),
        ("UPDATE reporting_formversion SET source = replace(source, 'lớp', 'buổi')", {"form unlike its digest"}),
        ("UPDATE reporting_formversion SET source = '-'", {"form unlike its digest"}),
        (
            "UPDATE reporting_round SET closing_on = closing_on - 1, tree_on = tree_on - 1",
            {"header closing_on", "header tree_on"},
        ),
        ("UPDATE reporting_round SET period = daterange(lower(period) - 1, upper(period))", {"header period"}),
        ("UPDATE reporting_entry SET value = 77 WHERE value IS NOT NULL", {"figure unlike its history"}),
        ("DELETE FROM reporting_entry", {"figure unlike its history"}),
        ("DELETE FROM reporting_entrychange", {"figure unlike its history"}),
        ("UPDATE reporting_passage SET text = 'Khác'", {"text unlike its history"}),
        ("DELETE FROM reporting_passage", {"text unlike its history"}),
        ("UPDATE reporting_justificationchange SET text = 'Khác'", {"reason unlike its history"}),
        ("UPDATE indicators_observation SET value = 77", {"observations"}),
        ("UPDATE journal_line SET facts = '{}' WHERE action = 'report.submitted'", {"journal and versions"}),
    ],
)
def test_what_the_owner_of_the_database_changes_shows(sent, statement, found):
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert found <= checks()


def test_a_whole_rewrite_shows_against_the_receipts_that_were_sent_out(sent):
    report = Report.objects.get(pk=sent.report_id)
    receipt = {
        "unit": str(report.unit.uid),
        "round": str(report.round.uid),
        "version": sent.number,
        "digest": sent.digest,
    }
    assert check_receipts([receipt]) == []
    assert check_receipts([receipt | {"digest": "0" * 64}])[0].check == "receipt with another digest"
    assert check_receipts([receipt | {"version": 9}])[0].check == "receipt without version"


def test_the_command_says_what_it_found_by_its_exit_code(sent, tmp_path, capsys):
    call_command("verify")
    assert "versions: 2" in capsys.readouterr().out
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_versiontotal SET value = value + 1")
    with pytest.raises(SystemExit) as exit:
        call_command("verify")
    assert exit.value.code == 1
    receipts = tmp_path / "receipts.json"
    receipts.write_text(json.dumps([{"unit": "x"}]))
    with pytest.raises(BaseException) as refused:
        call_command("verify", receipts=receipts)
    assert getattr(refused.value, "returncode", getattr(refused.value, "code", None)) == 2


@pytest.mark.django_db
def test_with_nothing_sent_there_is_nothing_to_verify(capsys):
    with pytest.raises(SystemExit) as exit:
        call_command("verify")
    assert exit.value.code == 2
