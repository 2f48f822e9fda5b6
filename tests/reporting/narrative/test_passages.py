"""What is kept of a text: only under a heading that is asked, and once however often it arrives."""

import uuid

import pytest

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import HeadingNotAsked, PassageConflict, justify_finding, write_passage
from tienbo.reporting.entry.models import JustificationChange, PassageChange
from tienbo.reporting.entry.queries import findings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(world):
    world.round()

    def write(text: str, heading: str = "opening", **further):
        return write_passage(
            by=world.officers["01711"], report=world.report("01711"), heading=heading, text=text, **further
        )

    return write


@pytest.mark.parametrize("heading", ["results.action_month", "assessment.lessons", "results", "annex", "nowhere", ""])
def test_a_heading_that_the_round_does_not_ask_is_refused(write, heading):
    """Asked from 2016 on; in the annual report only; a title; figures; none of the form."""
    with pytest.raises(HeadingNotAsked):
        write("Đã viết.", heading)
    assert not PassageChange.objects.exists()


def test_an_operation_that_arrives_again_changes_nothing_even_after_others_wrote(write):
    operation = uuid.uuid4()
    first = write("Một.", base=0, operation=operation)
    assert first.revision == 1
    assert write("Một.", base=0, operation=operation).revision == 1
    write("Hai.", base=1)
    again = write("Một.", base=0, operation=operation)
    assert (again.text, again.revision) == ("Hai.", 2)
    assert [change.text for change in PassageChange.objects.order_by("revision")] == ["Một.", "Hai."]


def test_an_operation_that_met_another_text_meets_it_again(write):
    write("Của người khác.", base=0)
    operation = uuid.uuid4()
    assert all(isinstance(write("Của tôi.", base=0, operation=operation), PassageConflict) for _ in range(2))


def test_one_operation_may_write_several_headings(write):
    operation = uuid.uuid4()
    write("Một.", operation=operation)
    write("Hai.", "results.funds", operation=operation)
    assert PassageChange.objects.filter(operation=operation).count() == 2


def test_a_reason_that_arrives_again_does_not_replace_what_was_said_since(world):
    world.put("01711", Cell("committee.members", "level=commune"), 3)
    warning = next(each for each in findings_of(world.report("01711")) if each.severity == "warning")
    said = {"by": world.officers["01711"], "finding": warning.key}
    operation = uuid.uuid4()
    justify_finding(report=world.report("01711"), text="Đúng như vậy.", operation=operation, **said)
    justify_finding(report=world.report("01711"), text="Đã đối chiếu sổ.", **said)
    justify_finding(report=world.report("01711"), text="Đúng như vậy.", operation=operation, **said)
    assert world.report("01711").justifications.get().text == "Đã đối chiếu sổ."
    assert JustificationChange.objects.count() == 2
