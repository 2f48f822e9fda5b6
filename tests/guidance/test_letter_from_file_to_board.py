"""The whole way of a letter: imported, confirmed, issued to 39 units, acknowledged, done, seen on the board.

With the founding letter where it lies beside the checkout (``../shared/seed``), else with our own.
"""

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.guidance.own_letter import NAME, TEXT
from tienbo.access.actions import create_user, grant_role
from tienbo.access.permissions import Role
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.places import checkout
from tienbo.core.terminal import Refusal
from tienbo.guidance.models import Letter
from tienbo.guidance.queries import board_of, report_deadlines, review
from tienbo.guidance.states import Find, State
from tienbo.journal.queries import broken_lines
from tienbo.notices.models import Notice
from tienbo.register.models import OfficialDocument
from tienbo.tasks.models import Task
from tienbo.units.actions import NewPlace, establish_units
from tienbo.units.kinds import Kind

SINCE = dt.date(2015, 1, 1)
FOUNDING = checkout().parent / "shared" / "seed" / "202-BVSTBCPN-VP.txt"


@pytest.fixture
def letter_file(tmp_path) -> Path:
    """The founding letter, or our own (the reason is printed)."""
    if FOUNDING.exists():
        return FOUNDING
    print(f"{FOUNDING.name} is not beside this checkout: our own letter instead")
    own = tmp_path / NAME
    own.write_text(TEXT, encoding="utf-8")
    return own


@pytest.fixture
def province(db, at):
    """A province with 20 departments, 6 mass organisations and 13 districts; each has an officer."""
    with clock.at(SINCE):
        (top,) = establish_units(by=SYSTEM, places=[NewPlace("Tỉnh Mai Sơn", Kind.PROVINCE, code="90")], since=SINCE)
        kinds = [Kind.DEPARTMENT] * 20 + [Kind.MASS_ORG] * 6 + [Kind.DISTRICT] * 13
        places = [
            NewPlace(f"{kind.label} số {number:02}", kind, code=f"U{number:02}", parent=top)
            for number, kind in enumerate(kinds)
        ]
        units = [top, *establish_units(by=SYSTEM, places=places, since=SINCE)]
        for number, unit in enumerate(units):
            role = Role.STANDING_OFFICE if unit == top else Role.UNIT_OFFICER
            user = create_user(by=SYSTEM, username=f"u{number}", display_name=f"Đầu mối {number}", unit=unit)
            grant_role(by=SYSTEM, user=user, role=role, unit=unit, since=SINCE)
            unit.officer = user
    at(dt.date(2015, 3, 23))
    return units


def test_a_letter_from_the_file_to_the_board(client, province, letter_file, capsys):
    top, *below = province

    call_command("letter", "import", str(letter_file), "--unit", "90")
    letter = Letter.objects.get()
    assert str(letter.uid) in capsys.readouterr().out
    assert letter.unit == top
    assert letter.number
    kept = letter.proposals.filter(kind=Find.TASK).count()
    assert kept >= 5
    assert {kind: due.last_on_time for kind, due in report_deadlines(letter).items()} == {
        "half_year": dt.date(2015, 6, 4),
        "annual": dt.date(2015, 12, 4),
    }

    client.force_login(top.officer)
    page = client.get(reverse("guidance:letter", args=[letter.uid])).content.decode()
    assert page.count('id="find-') == letter.proposals.count()
    client.post(reverse("guidance:keep_rest", args=[letter.uid]))
    assert review(letter).undecided == 0

    issue = reverse("guidance:issue", args=[letter.uid])
    page = client.get(issue).content.decode()
    assert page.count(" checked") == 39, "the letter's words mean departments, mass organisations and districts"
    client.post(issue, {"unit": [unit.pk for unit in below], "act": "issue"})
    letter.refresh_from_db()
    assert letter.state == State.ISSUED
    assert Task.objects.filter(group=letter.group).count() == 39 * kept
    assert Notice.objects.filter(code="letter.issued").count() == 39

    for unit in below[:30]:
        client.force_login(unit.officer)
        addressee = letter.addressees.get(unit=unit)
        client.post(reverse("guidance:acknowledge", args=[letter.uid]), {"addressee": addressee.pk})
    assert OfficialDocument.objects.filter(direction="incoming").count() == 30

    done = below[0]
    client.force_login(done.officer)
    for task in Task.objects.filter(unit=done):
        client.post(reverse("tasks:task", args=[task.pk]), {"result": f"Xong mục {task.position}.", "base": "0"})

    with clock.at(dt.date(2015, 12, 5)):
        client.force_login(top.officer)
        page = client.get(reverse("guidance:board", args=[letter.uid])).content.decode()
        board = board_of(letter)
    assert (board.acknowledged, board.finished, len(board.rows)) == (30, 1, 39)
    assert board.late == 38, "the annual report's day has passed for all but one"
    assert board.rows[-1].place.unit_id == done.pk
    assert page.count("/tasks/") >= 39 * kept
    assert not list(broken_lines())


@pytest.mark.parametrize(
    ("name", "data", "unit", "code"),
    [
        ("a.txt", TEXT.encode(), "không có", 2),
        ("a.txt", f"MẬT\n\n{TEXT}".encode(), "90", 1),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99, "90", 2),
        ("missing.txt", None, "90", 2),
    ],
)
def test_importing_what_cannot_be_imported_is_one_sentence_and_an_exit_code(province, tmp_path, name, data, unit, code):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(Refusal) as caught:
        call_command("letter", "import", str(tmp_path / name), "--unit", unit)
    assert caught.value.code == code
    assert not Letter.objects.exists()
