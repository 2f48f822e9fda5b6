"""A draft: read, corrected, decided about, passed on, thrown away."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tests.guidance.own_letter import DATA, NAME, TEXT
from tienbo.core.authorise import SYSTEM
from tienbo.documents.extraction import Classified, ClassifiedText, Unreadable
from tienbo.files import store
from tienbo.files.models import StoredFile
from tienbo.files.queries import content
from tienbo.guidance.actions import (
    ChangedMeanwhile,
    NewTaskProposal,
    add_proposal,
    correct_letter,
    correct_proposal,
    decide_proposals,
    discard_letter,
    paste_into_draft,
    read_into_draft,
)
from tienbo.guidance.models import Letter, Proposal
from tienbo.guidance.queries import holding, report_deadlines, review, search, suggested_units
from tienbo.guidance.states import Decision, Find, State
from tienbo.journal.models import Line
from tienbo.journal.queries import history


@pytest.fixture
def draft(cast) -> Letter:
    """Our own letter, read by the province's officer."""
    return read_into_draft(by=cast.user("tinh.officer"), unit=cast.tinh, data=DATA, filename=NAME)


def test_it_works(draft):
    assert (draft.state, draft.number, draft.issued_on) == (State.DRAFT, "31/BVSTBCPN-VP", dt.date(2015, 3, 20))
    assert draft.signature["name"] == "Lò Thị Mẫu"
    assert content(draft.source_file) == DATA
    found = [
        (find.kind, find.position, find.firmness, find.due_on) for find in draft.proposals.order_by("kind", "order")
    ]
    assert found == [
        (Find.DEADLINE, "3.1", "required", dt.date(2015, 6, 5)),
        (Find.DEADLINE, "3.1", "required", dt.date(2015, 12, 5)),
        (Find.TASK, "1.1", "required", None),
        (Find.TASK, "1.2", "coordinate", dt.date(2015, 4, 30)),
        (Find.TASK, "2.1", "required", None),
        (Find.TASK, "2.2", "encouraged", None),
        (Find.TASK, "3.1", "required", dt.date(2015, 6, 5)),
        (Find.TASK, "3.1", "required", dt.date(2015, 12, 5)),
    ]
    assert [line.action for line in history("guidance", "letter", draft.uid)] == ["letter.read"]


def test_every_find_points_at_its_own_words(draft):
    for find in draft.proposals.all():
        place = " ".join(draft.text[find.start : find.end].split())
        assert " ".join(find.text.split()) in place


def test_the_review_shows_the_whole_text_with_each_find_begun_once(draft):
    shown = review(draft)
    lines = ["".join(piece.text for piece in paragraph.pieces) for paragraph in shown.paragraphs]
    assert lines == [line for line in draft.text.split("\n") if line.strip()]
    begun = [find for paragraph in shown.paragraphs for piece in paragraph.pieces for find in piece.begins]
    assert sorted(begun) == sorted(draft.proposals.values_list("pk", flat=True))


def test_the_letters_words_suggest_its_addressees(cast, draft):
    assert {unit.pk for unit in suggested_units(draft)} == {
        cast.so.pk, cast.hoi.pk, cast.huyen.pk, cast.huyen2.pk,
    }  # fmt: skip


def test_pasted_text_makes_the_same_draft_without_a_file(cast, draft):
    pasted = paste_into_draft(by=cast.user("tinh.officer"), unit=cast.tinh, text=TEXT)
    assert pasted.source_file is None
    assert [str(find) for find in pasted.proposals.order_by("pk")] == [
        str(find) for find in draft.proposals.order_by("pk")
    ]


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_marked_letter_is_refused_and_nothing_is_kept(cast, mark):
    officer = cast.user("tinh.officer")
    before = Line.objects.count()
    for act in (
        lambda: read_into_draft(by=officer, unit=cast.tinh, data=f"{mark}\n\n{TEXT}".encode(), filename=NAME),
        lambda: paste_into_draft(by=officer, unit=cast.tinh, text=f"{mark}\n\n{TEXT}"),
    ):
        with pytest.raises(Classified), transaction.atomic():
            act()
    assert not Letter.objects.exists()
    assert not StoredFile.objects.exists()
    assert Line.objects.count() == before


@pytest.mark.parametrize("fields", [
    {"subject": "Kế hoạch\nMẬT"},
    {"number": "12/BC-UBND MẬT"},
    {"number": "Số: 12/BC-UBND MẬT"},
    {"addressed_to": ["Sở Y tế", "TỐI MẬT"]},
    {"signature": {"titles": ["TUYỆT MẬT"], "name": "Lò Thị Mẫu"}},
])  # fmt: skip
def test_a_marked_correction_is_refused_and_nothing_is_kept(cast, draft, fields):
    before = Line.objects.count()
    with pytest.raises(ClassifiedText), transaction.atomic():
        correct_letter(by=cast.user("tinh.officer"), letter=draft, fields=fields)
    draft.refresh_from_db()
    assert (draft.number, draft.revision) == ("31/BVSTBCPN-VP", 0)
    assert Line.objects.count() == before


def test_a_marked_task_is_neither_added_nor_put_in_place_of_one(cast, draft):
    officer, before = cast.user("tinh.officer"), Line.objects.count()
    find = draft.proposals.filter(kind=Find.TASK).first()
    for act in (
        lambda: add_proposal(by=officer, letter=draft, task=NewTaskProposal(text="MẬT\nCử người dự họp")),
        lambda: add_proposal(by=officer, letter=draft, task=NewTaskProposal(text="Họp", section_title="TỐI MẬT")),
        lambda: correct_proposal(by=officer, proposal=find, fields={"text": f"{find.text}\nM Ậ T"}),
    ):
        with pytest.raises(ClassifiedText), transaction.atomic():
            act()
    assert draft.proposals.filter(kind=Find.TASK).count() == 6
    assert not draft.proposals.filter(is_edited=True).exists()
    assert Line.objects.count() == before


def test_a_file_without_text_says_why(cast):
    with pytest.raises(Unreadable) as caught:
        read_into_draft(
            by=cast.user("tinh.officer"), unit=cast.tinh, data=b"\x89PNG\r\n\x1a\n" + b"0" * 99, filename="a.png"
        )
    assert caught.value.reason_code == "not_a_document"
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "data", [DATA.replace(b"2015", b"20\x0015"), DATA + b"\xff\xfe\x00", DATA.decode().encode("utf-16")]
)
def test_odd_bytes_never_break_the_reading(cast, data):
    draft = read_into_draft(by=cast.user("tinh.officer"), unit=cast.tinh, data=data, filename=NAME)
    assert "\x00" not in draft.text
    assert review(draft).paragraphs


def test_a_text_that_is_no_letter_is_a_draft_with_a_warning(cast):
    draft = paste_into_draft(by=cast.user("tinh.officer"), unit=cast.tinh, text="Mấy dòng ghi chép ở cuộc họp.")
    assert not draft.proposals.exists()
    assert draft.warnings


@pytest.mark.parametrize("name", ["tinh.viewer", "huyen.officer", "khac.officer"])
def test_only_the_issuers_officers_may_read_a_letter_in(cast, name):
    with pytest.raises(PermissionDenied):
        read_into_draft(by=cast.user(name), unit=cast.tinh, data=DATA, filename=NAME)


def test_a_correction_keeps_what_was_read_beside_it(cast, draft):
    officer = cast.user("tinh.officer")
    letter = correct_letter(by=officer, letter=draft, fields={"number": " 32/BVSTBCPN-VP ", "subject": draft.subject})
    assert letter.number == "32/BVSTBCPN-VP"
    assert letter.reading["number"] == "31/BVSTBCPN-VP"
    assert history("guidance", "letter", draft.uid).last().facts == {"fields": ["number"]}


def test_the_text_itself_cannot_be_corrected(cast, draft):
    with pytest.raises(ValueError, match="text"):
        correct_letter(by=cast.user("tinh.officer"), letter=draft, fields={"text": "khác"})


def test_the_second_of_two_who_correct_at_once_is_told(cast, draft):
    officer = cast.user("tinh.officer")
    correct_letter(by=officer, letter=draft, fields={"number": "32"}, base=0)
    with pytest.raises(ChangedMeanwhile) as caught:
        correct_letter(by=officer, letter=draft, fields={"number": "33"}, base=0)
    assert caught.value.now.number == "32"


def test_the_second_of_two_who_correct_one_find_is_told(cast, draft):
    officer, find = cast.user("tinh.officer"), draft.proposals.filter(kind=Find.TASK).first()
    correct_proposal(by=officer, proposal=find, fields={"firmness": "coordinate"}, base=0)
    with pytest.raises(ChangedMeanwhile):
        correct_proposal(by=officer, proposal=find, fields={"firmness": "encouraged"}, base=0)


def test_correcting_a_find_keeps_it_and_the_read_values(cast, draft):
    find = draft.proposals.get(kind=Find.TASK, position="2.1")
    fields = {"due_on": dt.date(2015, 9, 30), "due_exclusive": False}
    find = correct_proposal(by=cast.user("tinh.officer"), proposal=find, fields=fields)
    assert (find.decision, find.is_edited, find.due_on) == (Decision.KEPT, True, dt.date(2015, 9, 30))
    assert find.read["due_on"] is None


def test_deciding_about_the_rest_leaves_what_was_decided(cast, draft):
    officer = cast.user("tinh.officer")
    dropped = draft.proposals.get(kind=Find.TASK, position="2.2")
    assert decide_proposals(by=officer, letter=draft, decision=Decision.DROPPED, proposals=[dropped]) == 1
    assert decide_proposals(by=officer, letter=draft, decision=Decision.KEPT) == 7
    assert draft.proposals.filter(decision=Decision.KEPT).count() == 7
    assert review(draft).kept_tasks == 5


def test_a_find_of_another_letter_cannot_be_decided_through_this_one(cast, draft):
    other = paste_into_draft(by=cast.user("tinh.officer"), unit=cast.tinh, text=TEXT)
    find = other.proposals.first()
    assert decide_proposals(by=cast.user("tinh.officer"), letter=draft, decision=Decision.KEPT, proposals=[find]) == 0
    find.refresh_from_db()
    assert find.decision == Decision.PROPOSED


def test_a_task_that_the_reader_missed_is_added_and_kept(cast, draft):
    task = NewTaskProposal(text="Cử người dự họp", due_on=dt.date(2015, 5, 4))
    find = add_proposal(by=cast.user("tinh.officer"), letter=draft, task=task)
    assert (find.decision, find.order, find.start) == (Decision.KEPT, 6, None)


def test_report_deadlines_are_those_named_and_not_dropped(cast, draft):
    due = report_deadlines(draft)
    assert {kind: deadline.last_on_time for kind, deadline in due.items()} == {
        "half_year": dt.date(2015, 6, 4),
        "annual": dt.date(2015, 12, 4),
    }
    annual = draft.proposals.get(report_kind="annual")
    decide_proposals(by=cast.user("tinh.officer"), letter=draft, decision=Decision.DROPPED, proposals=[annual])
    assert set(report_deadlines(draft)) == {"half_year"}


def test_discarding_leaves_the_journal_and_neither_draft_nor_file(cast, draft, django_capture_on_commit_callbacks):
    digest = draft.source_file.sha256
    with django_capture_on_commit_callbacks(execute=True):
        discard_letter(by=cast.user("tinh.officer"), letter=draft)
    assert not Letter.objects.exists()
    assert not Proposal.objects.exists()
    assert not StoredFile.objects.exists()
    assert not store.path_of(digest).exists()
    assert history("guidance", "letter", draft.uid).last().action == "letter.discarded"


def test_discarding_one_of_two_drafts_of_the_same_file_keeps_the_other(cast, draft, django_capture_on_commit_callbacks):
    other = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename="ban sao.txt")
    with django_capture_on_commit_callbacks(execute=True):
        discard_letter(by=cast.user("tinh.officer"), letter=draft)
    assert content(other.source_file) == DATA


def test_a_draft_is_found_by_its_number_subject_and_text_without_tone_marks(cast, draft):
    def found(words: str) -> bool:
        return holding(words, Letter.objects.all()).exists()

    assert found("31/BVSTBCPN")
    assert found("hướng dẫn công tác")
    assert found("huong dan CONG TAC")
    assert found("kiem tra cheo")
    # Tones make no difference either way.
    assert found("hương dân")
    assert not found("kế hoạch hoá")
    letter = correct_letter(by=SYSTEM, letter=draft, fields={"number": "99/KH-X"})
    assert found("99/kh")
    assert list(search("99/kh", Letter.objects.all())) == [letter]
