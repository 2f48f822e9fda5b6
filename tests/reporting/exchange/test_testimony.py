"""What stands beside the digests is held against the journal; what cannot be read hides nothing else."""

import datetime as dt

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import connection

from tests.documents.extraction.makers import pdf_of
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.journal.actions import record
from tienbo.journal.chain import FIRST, line_digest
from tienbo.journal.models import Line
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import justify_finding, start_entering_for, write_passage
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.exchange.actions import (
    recall_report,
    record_signed_paper,
    reopen_report,
    return_report,
    submit_report,
)
from tienbo.reporting.output.jobs import issue_files
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.verification import verify
from tienbo.reporting.versions.models import Decision, ReportVersion

MEMBERS = Cell("committee.members", "level=commune")
DAY = dt.date(2015, 5, 20)


@pytest.fixture
def acts(world):
    """A commune whose report was sent, recalled, sent, returned, sent late, taken and reopened; one for which the
    district typed; the district's report, which holds both."""
    with clock.at(DAY):
        world.fill("01711")
        world.put("01711", MEMBERS, 9)
        world.put("01711", MEMBERS, 10)
        world.send("01711")
        recall_report(by=world.heads["01711"], report=world.report("01711"))
        for text in ("Thực hiện hướng dẫn.", "Thực hiện hướng dẫn của tỉnh."):
            write_passage(by=world.officers["01711"], report=world.report("01711"), heading="opening", text=text)
        world.send("01711")
        return_report(by=world.officers["051"], report=world.report("01711"), message="Đề nghị rà lại.")
    with clock.at(DAY + dt.timedelta(days=10)):
        world.send("01711")
        world.take("01711")
        reopen_report(by=world.heads["01711"], report=world.report("01711"), reason="Cộng nhầm.")
        start_entering_for(by=world.officers["051"], report=world.report("01708"))
        world.fill("01708", by="051")
        submit_report(by=world.officers["051"], report=world.report("01708"))
        world.fill("051")
        # A committee without a head: a warning, no error.
        district = world.put("051", Cell("committee.existing", "level=district"), 1)
        warning = next(each for each in findings_of(district) if each.severity == "warning")
        for text in ("Đúng như vậy.", "Chưa kiện toàn."):
            justify_finding(by=world.officers["051"], report=district, finding=warning.key, text=text)
        world.send("051")
    return world


@pytest.fixture
def issued(acts):
    """The same, with the files of two versions."""
    for version in ReportVersion.objects.filter(is_late=True).order_by("pk")[:2]:
        issue_files(version_id=version.pk)
    return acts


def found() -> list[tuple[str, str]]:
    return [(problem.check, problem.subject) for problem in verify().problems]


def checks() -> set[str]:
    return {check for check, _subject in found()}


def change(statement: str, *values) -> None:
    """What the owner of the database does."""
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount


def test_nothing_is_wrong_with_any_act(acts):
    assert found() == []
    outcomes = set(Decision.objects.values_list("outcome", flat=True))
    assert outcomes == set(Decision.Outcome.values)


def test_nothing_is_wrong_with_what_was_issued(issued):
    assert found() == [] and IssuedFile.objects.count() == 6


def sign(world, number: str, data: bytes | None = None) -> None:
    """The paper of the district's report comes, or is corrected."""
    version, day = world.report("051").versions.get(), DAY + dt.timedelta(days=11)
    with clock.at(day):
        record_signed_paper(
            by=world.officers["051"], version=version, number=number, signed_on=day, name="a.pdf", data=data
        )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("number", "'9/BC'"),
        ("signed_on", "signed_on - 1"),
        ("file_id", "NULL"),
        ("recorded_by_uid", "NULL"),
        ("recorded_at", "recorded_at - interval '1 day'"),
    ],
)
def test_what_is_changed_of_a_signed_paper_shows(acts, column, value):
    sign(acts, "12/BC-BVSTBCPN")
    sign(acts, "13/BC-BVSTBCPN", data=pdf_of("Báo cáo"))
    assert found() == []
    change(f"UPDATE reporting_signedpaper SET {column} = {value} WHERE file_id IS NOT NULL")
    assert "signed paper unlike the journal" in checks()


def test_a_release_that_takes_the_place_of_another_shows(acts):
    sign(acts, "12/BC-BVSTBCPN")
    issue_files(version_id=acts.report("051").versions.get().pk)
    assert found() == [] and IssuedFile.objects.count() == 6
    change("UPDATE reporting_issuedfile SET number = '13/BC-BVSTBCPN' WHERE number <> ''")
    assert {"issued file unlike the journal", "issued file missing"} <= checks()


LATE = "UPDATE reporting_reportversion SET {} WHERE is_late"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (LATE.format("is_late = false"), "whether it was late"),
        ("UPDATE reporting_reportversion SET is_late = true WHERE NOT is_late", "whether it was late"),
        (LATE.format("last_on_time = last_on_time + 30"), "whether it was late"),
        (LATE.format("last_on_time = NULL"), "whether it was late"),
        (LATE.format("submitted_at = submitted_at - interval '9 days'"), "who sent it, and when"),
        (LATE.format("submitted_at = submitted_at + interval '1 minute'"), "who sent it, and when"),
        (LATE.format("submitted_by_uid = NULL"), "who sent it, and when"),
        (LATE.format("submitted_by_uid = gen_random_uuid()"), "who sent it, and when"),
        ("UPDATE reporting_reportversion SET entered_by_superior = NOT entered_by_superior", "who entered it"),
        ("UPDATE reporting_decision SET by_uid = gen_random_uuid()", "decision unlike the journal"),
        ("UPDATE reporting_decision SET by_uid = NULL WHERE outcome = 'returned'", "decision unlike the journal"),
        ("UPDATE reporting_decision SET at = at - interval '1 day'", "decision unlike the journal"),
        (
            "UPDATE reporting_decision SET outcome = 'reopened' WHERE outcome = 'recalled'",
            "decision unlike the journal",
        ),
        ("DELETE FROM reporting_decision WHERE outcome = 'returned'", "decision unlike the journal"),
        ("UPDATE reporting_countedversion SET taken_at = taken_at - interval '1 day'", "when it was taken"),
        ("UPDATE reporting_entrychange SET old_value = 8 WHERE revision = 2", "history of a figure out of order"),
        ("UPDATE reporting_entrychange SET old_value = 8 WHERE revision = 1", "history of a figure out of order"),
        ("UPDATE reporting_entrychange SET old_flag = 'estimate'", "history of a figure out of order"),
        ("UPDATE reporting_entrychange SET value = 8 WHERE revision = 1", "history of a figure out of order"),
        (
            "UPDATE reporting_entrychange SET at = at + interval '9 days' WHERE revision = 1",
            "history of a figure out of order",
        ),
        ("DELETE FROM reporting_entrychange WHERE revision = 1", "history of a figure out of order"),
        (
            "UPDATE reporting_passagechange SET at = at - interval '9 days' WHERE text ~ 'tỉnh'",
            "history of a text out of order",
        ),
        ("UPDATE reporting_justificationchange SET old_text = 'x'", "history of a reason out of order"),
        ("UPDATE journal_line SET unit_uid = gen_random_uuid() WHERE kind = 'user'", "journal digest"),
        ("UPDATE journal_line SET unit_uid = NULL WHERE action = 'report.submitted'", "journal of another unit"),
        ("UPDATE journal_line SET actor_uid = gen_random_uuid() WHERE action = 'report.returned'", "journal digest"),
    ],
)
def test_what_is_changed_beside_the_digests_shows(acts, statement, expected):
    change(statement)
    assert expected in checks()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal_line WHERE action = 'report.issued'",
        "UPDATE journal_line SET facts = '{\"version\": [], \"pdf\": {}}' WHERE action = 'report.issued'",
    ],
)
def test_files_that_no_line_names_show(issued, statement):
    change(statement)
    assert "issued file unlike the journal" in checks()


def test_files_exchanged_between_two_versions_show_at_both(issued):
    one, other = IssuedFile.objects.filter(format="pdf").order_by("pk")
    change("UPDATE reporting_issuedfile SET file_id = %s WHERE id = %s", other.file_id, one.pk)
    change("UPDATE reporting_issuedfile SET file_id = %s WHERE id = %s", one.file_id, other.pk)
    for file in (one, other):
        where = f"report {file.version.report_id} v{file.version.number}.pdf"
        assert ("issued file unlike the journal", where) in found()
        assert ("issued file missing", where) in found()


def test_files_deleted_with_their_rows_are_missing(issued):
    gone = IssuedFile.objects.filter(format="docx").first()
    change("DELETE FROM reporting_issuedfile WHERE id = %s", gone.pk)
    change("DELETE FROM files_storedfile WHERE id = %s", gone.file_id)
    where = f"report {gone.version.report_id} v{gone.version.number}.docx"
    assert ("issued file missing", where) in found()


@pytest.mark.parametrize(
    "broken",
    [
        "figures = '[[\"x\"]]'",
        "figures = '7'",
        'figures = \'[["committee.members", "level=commune", "nine", "actual", ""]]\'',
        "header = '[]'",
        "header = '{}'",
        "outstanding = '[[1]]'",
        "narrative = '3', nonce_narrative = 'zz'",
        "nonce_figures = ''",
    ],
)
def test_a_malformed_row_names_its_version_and_hides_no_other(acts, broken, capsys):
    broken_one = acts.report("01708").versions.get()
    other = acts.report("051").versions.get()
    change(f"UPDATE reporting_reportversion SET {broken} WHERE id = %s", broken_one.pk)
    change("UPDATE reporting_reportversion SET narrative = '{\"x\": 1}' WHERE id = %s", other.pk)
    named = {subject for _check, subject in found()}
    assert str(broken_one) in named
    assert ("digest", str(other)) in found()
    with pytest.raises(SystemExit) as ended:
        call_command("verify")
    assert ended.value.code == 1 and str(broken_one) in capsys.readouterr().out


@pytest.mark.parametrize("facts", ["[]", "7", '{"version": []}', '{"version": "1", "digest": 5}', '{"version": null}'])
def test_facts_of_another_shape_are_a_finding(acts, facts):
    change("UPDATE journal_line SET facts = %s::jsonb WHERE action = 'report.submitted'", facts)
    assert {"journal digest", "journal and versions"} <= checks()


def test_a_state_that_is_none_is_a_finding(acts):
    change("UPDATE reporting_report SET state = 'lost'")
    assert "state lost" in checks()


def test_lines_of_the_first_scheme_are_still_borne_out(acts):
    line = Line(at=clock.now(), action="unit.renamed", module="units", kind="unit", key="old", previous=FIRST)
    at = line.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    told = {"action": "unit.renamed", "module": "units", "kind": "unit", "key": "old"}
    line.digest = line_digest(at=at, actor_uid=None, unit_uid=None, facts={}, previous=FIRST, scheme=1, **told)
    line.save()
    record(by=SYSTEM, unit_uid=acts.units["04"].uid, facts={"name": "x"}, **told)
    assert found() == []
    change("UPDATE journal_line SET facts = '{\"a\": 1}' WHERE id = %s", line.pk)
    assert "journal digest" in checks()


def test_a_line_of_now_does_not_pass_for_one_of_the_first_scheme(acts):
    line = record(by=SYSTEM, action="unit.renamed", module="units", kind="unit", key="x", unit_uid=None)
    change("UPDATE journal_line SET unit_uid = %s WHERE id = %s", str(acts.units["051"].uid), line.pk)
    assert ("journal digest", f"units/unit/x line {line.pk}") in found()


@pytest.mark.django_db(transaction=True)
def test_everything_is_read_as_it_was_at_one_moment():
    seen = set()

    def look(_name: str, _count: int) -> None:
        with connection.cursor() as cursor:
            for setting in ("isolation", "read_only"):
                cursor.execute(f"SHOW transaction_{setting}")
                seen.add(cursor.fetchone()[0])

    verify(look)
    assert seen == {"repeatable read", "on"}
