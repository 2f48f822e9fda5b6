"""Papers upward: opened from a round, fed by what was sent in it, nobody asked twice."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.reporting.papers.conftest import (
    DUE,
    HELD,
    SOURCE,
    STAFF_BELOW,
    TODAY,
    WOMEN,
    form,
    paper_of,
    type_in,
    write,
)
from tienbo.indicators.models import Observation
from tienbo.journal.models import Line
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.drawing.actions import (
    NotAPaper,
    NothingSent,
    VersionMoved,
    draw_figures,
    take_over_text,
)
from tienbo.reporting.entry.drawing.queries import drawing_of, drawn_by
from tienbo.reporting.entry.drawing.steps import Fate
from tienbo.reporting.entry.models import Draw, EntryChange
from tienbo.reporting.entry.queries import entries_of, findings_of, own_figures
from tienbo.reporting.exchange.actions import recall_report, record_receipt, submit_report
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.models import Participant
from tienbo.reporting.rounds.papers.actions import PaperImpossible, open_paper
from tienbo.reporting.rounds.states import MoveRefused
from tienbo.reporting.verification import verify
from tienbo.reporting.versions.queries import told_version

pytestmark = pytest.mark.django_db


def officer(annual):
    return annual.world.officers["04"]


def value(report, cell):
    kept = entries_of(report).get(cell)
    return None if kept is None else kept.figure.value


def send_again(annual, held: int, women: int) -> None:
    """The province sends a second version with other figures of its own."""
    recall_report(by=annual.world.heads["04"], report=annual.report())
    annual.put("04", HELD, held)
    annual.put("04", WOMEN, women)
    annual.world.send("04", SOURCE)


# --- opening ----------------------------------------------------------------------------------------------------------


def test_a_paper_is_a_round_of_one_unit_for_the_same_period(annual):
    report = paper_of(annual)
    paper = report.round
    assert (paper.drawn_from, paper.period, paper.closing_on) == (
        annual.round, annual.round.period, annual.round.closing_on,
    )  # fmt: skip
    assert [each.unit for each in Participant.objects.filter(round=paper)] == [annual.world.units["04"]]
    (due,) = paper.dues.all()
    assert (due.kind, due.on, due.exclusive) == ("province", DUE, False)
    # Lines of all levels are typed by the one unit.
    assert {STAFF_BELOW, HELD, WOMEN} <= set(asked_of_participant(report.participant).typed)
    line = Line.objects.filter(action="round.opened").latest("pk")
    assert line.facts["drawn_from"] == SOURCE


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        ({"form": "vstbcpn-2015"}, "same_form"),
        ({"due": dt.date(2015, 11, 19)}, "too_early"),
    ],
)
def test_what_cannot_be_a_paper_is_refused(annual, refused, reason):
    plan = {"form": "strategy-2015", "due": DUE} | refused
    with pytest.raises(PaperImpossible) as caught:
        paper_of(annual, plan["form"], due=plan["due"])
    assert caught.value.reason == reason


def test_there_is_one_paper_on_a_form_and_none_from_a_paper(annual):
    paper = paper_of(annual)
    for round, code, reason in (
        (annual.round, "strategy-2015", "open_already"),
        (paper.round, "action-month-2016", "is_paper"),
    ):
        with pytest.raises(PaperImpossible) as caught:
            open_paper(by=officer(annual), round=round, form=form(code), title="x", due=DUE)
        assert caught.value.reason == reason
    assert paper_of(annual, "action-month-2016").round.drawn_from == annual.round


def test_a_form_with_nothing_in_common_is_refused(annual):
    paper = paper_of(annual)
    only_texts = annual.world.round(
        "2015-chuyen-de", report="adhoc", tables=("B10",), headings=(), units=[], title="Chuyên đề kiểm tra"
    )
    with pytest.raises(PaperImpossible) as caught:
        open_paper(by=officer(annual), round=only_texts, form=paper.round.form, title="x", due=DUE)
    assert caught.value.reason == "nothing_in_common"


def test_a_form_without_a_report_of_this_kind_is_refused(annual):
    half_year = annual.world.round()
    with pytest.raises(PaperImpossible) as caught:
        open_paper(by=officer(annual), round=half_year, form=form("strategy-2015"), title="x", due=DUE)
    assert caught.value.reason == "other_report"


@pytest.mark.parametrize("name", ["inspector", "viewer", "stranger"])
def test_only_who_opens_rounds_opens_papers(annual, name):
    with pytest.raises(PermissionDenied):
        open_paper(by=getattr(annual.world, name), round=annual.round, form=form("strategy-2015"), title="x", due=DUE)


# --- figures ----------------------------------------------------------------------------------------------------------


def test_totals_of_what_was_sent_come_into_blank_cells(sent):
    report = paper_of(sent)
    drawn = draw_figures(by=officer(sent), report=report)
    assert (value(report, HELD), value(report, WOMEN)) == (30, 12)
    # The department's own level is in the province's paper too.
    assert value(report, STAFF_BELOW) == 0
    assert drawn.written == len(entries_of(report)) and drawn.kept == 0
    change = EntryChange.objects.get(report=report, element__code="comm.articles", breakdown__code="")
    draw = Draw.objects.get(operation=change.operation)
    assert change.origin == "drawn" and draw.version == told_version(sent.report())
    assert Line.objects.get(action="report.drawn").facts["drawn_version"] == 1


def test_an_estimate_stays_one(annual):
    for unit in ("LD", "HPN", "04"):
        annual.world.fill(unit, 0, SOURCE)
    annual.put("LD", HELD, 5, "estimate")
    for unit in ("LD", "HPN", "04"):
        annual.world.send(unit, SOURCE)
        if unit != "04":
            annual.world.take(unit, SOURCE)
    report = paper_of(annual)
    draw_figures(by=officer(annual), report=report)
    assert entries_of(report)[HELD].figure == Figure(Decimal(5), "estimate")
    assert entries_of(report)[WOMEN].figure == Figure(Decimal(0), "actual")


def test_nothing_is_drawn_from_a_draft(annual):
    annual.world.fill("04", 0, SOURCE)
    report = paper_of(annual)
    with pytest.raises(NothingSent):
        draw_figures(by=officer(annual), report=report)
    assert not entries_of(report)


def test_what_is_written_anew_says_nothing_before_it_is_sent(sent):
    recall_report(by=sent.world.heads["04"], report=sent.report())
    sent.put("04", HELD, 100)
    report = paper_of(sent)
    draw_figures(by=officer(sent), report=report)
    assert value(report, HELD) == 30


def test_a_report_that_is_no_paper_draws_nothing(sent):
    with pytest.raises(NotAPaper):
        draw_figures(by=officer(sent), report=sent.world.report("04", sent.world.round("2015-h1").code))


def test_what_a_person_typed_is_kept_and_told(sent):
    report = paper_of(sent)
    type_in(sent, report, HELD, 31)
    drawn = draw_figures(by=officer(sent), report=report)
    assert value(report, HELD) == 31 and value(report, WOMEN) == 12 and drawn.kept == 1
    (finding,) = [each for each in findings_of(report) if each.code == "P01"]
    assert finding.cells == (HELD,) and "31, báo cáo đã gửi ghi 30" in finding.message_vi


def test_a_newer_version_is_drawn_again_where_nobody_typed(sent):
    report = paper_of(sent)
    draw_figures(by=officer(sent), report=report)
    type_in(sent, report, WOMEN, 11)
    send_again(sent, 20, 5)
    drawing = drawing_of(report)
    assert drawing.is_newer and (drawing.waiting, drawing.kept) == (1, 1)
    told = {each.cells[0]: each.message_vi for each in findings_of(report) if each.code == "P01"}
    assert set(told) == {HELD, WOMEN} and "30, báo cáo đã gửi ghi 40" in told[HELD]
    draw_figures(by=officer(sent), report=report)
    assert (value(report, HELD), value(report, WOMEN)) == (40, 11)
    assert [draw.version.number for draw in Draw.objects.order_by("pk")] == [1, 2]


def test_a_note_beside_a_drawn_figure_does_not_make_it_typed(sent):
    report = paper_of(sent)
    draw_figures(by=officer(sent), report=report)
    type_in(sent, report, HELD, 30, "đã đối chiếu")
    send_again(sent, 20, 5)
    draw_figures(by=officer(sent), report=report)
    assert value(report, HELD) == 40 and entries_of(report)[HELD].note == "đã đối chiếu"


def test_a_cell_is_emptied_again_when_nothing_is_sent_of_it_any_more(sent):
    report = paper_of(sent)
    draw_figures(by=officer(sent), report=report)
    only_here = Cell("committee.staff_part", "level=province")
    recall_report(by=sent.world.heads["04"], report=sent.report())
    sent.put("04", only_here, None)
    sent.world.send("04", SOURCE)
    (step,) = [step for step in drawing_of(report).steps if step.changes]
    assert (step.cell, step.fate) == (only_here, Fate.CLEAR)
    draw_figures(by=officer(sent), report=report)
    assert value(report, only_here) is None


def test_the_version_that_was_looked_at_is_the_one_that_is_drawn(sent):
    report, looked_at = paper_of(sent), told_version(sent.report())
    send_again(sent, 20, 5)
    with pytest.raises(VersionMoved):
        draw_figures(by=officer(sent), report=report, version=looked_at)
    assert not entries_of(report)


def test_an_operation_that_arrives_again_changes_nothing(sent):
    report, operation = paper_of(sent), uuid.uuid4()
    first = draw_figures(by=officer(sent), report=report, operation=operation)
    type_in(sent, report, HELD, 1)
    again = draw_figures(by=officer(sent), report=report, operation=operation)
    assert again.written == first.written and value(report, HELD) == 1 and Draw.objects.count() == 1


def test_drawing_when_nothing_comes_writes_nothing(sent):
    report = paper_of(sent)
    draw_figures(by=officer(sent), report=report)
    assert draw_figures(by=officer(sent), report=report).written == 0 and Draw.objects.count() == 1


def test_a_newer_version_with_the_same_figures_is_the_source_from_then_on(sent):
    report = paper_of(sent)
    draw_figures(by=officer(sent), report=report)
    recall_report(by=sent.world.heads["04"], report=sent.report())
    sent.world.send("04", SOURCE)
    drawing = drawing_of(report)
    assert drawing.is_newer and not drawing.waiting
    changes = EntryChange.objects.count()
    assert draw_figures(by=officer(sent), report=report).written == 0
    assert not drawing_of(report).is_newer and drawn_by(report, None).number == 2
    assert [(draw.version.number, draw.cells > 0) for draw in Draw.objects.order_by("pk")] == [(1, True), (2, False)]
    assert EntryChange.objects.count() == changes
    # Drawn once more, nothing more is said of it.
    draw_figures(by=officer(sent), report=report)
    assert Draw.objects.count() == 2


def test_figures_that_a_person_had_typed_the_same_have_a_source_once_drawn(sent):
    report = paper_of(sent)
    for step in drawing_of(report).steps:
        if not step.comes.is_blank:
            type_in(sent, report, step.cell, step.comes.value)
    assert not drawing_of(report).waiting and drawn_by(report, None) is None
    assert draw_figures(by=officer(sent), report=report).written == 0
    assert drawn_by(report, None) == told_version(sent.report())


def test_how_many_units_gave_a_total_stands_beside_it(annual):
    annual.tell("LD", 10, 4)
    annual.tell("04", 1, 1)
    steps = {step.cell: step for step in drawing_of(paper_of(annual)).steps}
    assert steps[HELD].of == (2, 3) and steps[HELD].is_partial and steps[HELD].comes.value == 11


def test_only_who_types_for_the_report_draws(sent):
    report = paper_of(sent)
    for person in (sent.world.viewer, sent.world.inspector, sent.world.officers["LD"], sent.world.stranger):
        with pytest.raises(PermissionDenied):
            draw_figures(by=person, report=report)


def test_a_paper_is_sent_like_any_report_and_then_stands(sent):
    report = paper_of(sent)
    draw_figures(by=officer(sent), report=report)
    version = submit_report(by=sent.world.heads["04"], report=report)
    assert version.number == 1 and not version.outstanding
    report.refresh_from_db()
    with pytest.raises(MoveRefused):
        draw_figures(by=officer(sent), report=report)


def test_totals_are_not_observed_again_as_the_provinces_own(sent):
    record_receipt(by=officer(sent), report=sent.report(), number="1", received_on=TODAY)
    own = Observation.objects.filter(unit=sent.world.units["04"], element__code="comm.articles", breakdown__code="")
    assert own.get(superseded_at__isnull=True).value == 10
    report = paper_of(sent)
    draw_figures(by=officer(sent), report=report)
    submit_report(by=sent.world.heads["04"], report=report)
    record_receipt(by=officer(sent), report=report, number="2", received_on=TODAY)
    assert own.get(superseded_at__isnull=True).value == 10
    assert not verify().problems


def test_only_what_the_month_itself_is_stays_to_be_typed(sent):
    report = paper_of(sent, "action-month-2016")
    draw_figures(by=officer(sent), report=report)
    blank = {cell.element for cell, figure in own_figures(report).items() if figure.is_blank}
    month = {code for code in blank if code.startswith("month.")}
    assert month and value(report, HELD) == 30
    # Nobody in this tree is in charge of culture, so nobody told of survivors.
    assert {each for each in blank - month if not each.startswith("viol.")} <= {"comm.events", "fund.spent"}


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def written(annual):
    """The province's report with text, sent."""
    for unit in ("LD", "HPN"):
        annual.tell(unit, 10, 4)
    report = annual.report()
    items = [{"text": "Kinh phí còn hạn chế", "type": ""}, {"text": "Cán bộ kiêm nhiệm", "type": ""}]
    write(annual, report, "assessment.shortcomings", items=items)
    write(annual, report, "results.women_leadership", text="Đã tham mưu.\nĐã rà soát.")
    annual.tell("04", 10, 4)
    return annual


def passage(report, heading):
    return report.passages.get(heading=heading)


def test_text_comes_under_the_same_heading_with_its_source(written):
    report, version = paper_of(written), told_version(written.report())
    _passage, count = take_over_text(by=officer(written), report=report, heading="assessment.shortcomings")
    items = passage(report, "assessment.shortcomings").items
    assert count == 2 and [item["text"] for item in items] == ["Kinh phí còn hạn chế", "Cán bộ kiêm nhiệm"]
    sources = [item["sources"] for item in items]
    sent_items = [item["id"] for item in version.narrative["assessment.shortcomings"]["items"]]
    unit = str(written.world.units["04"].uid)
    assert sources == [[{"version": str(version.uid), "unit": unit, "item": each}] for each in sent_items]


def test_prose_comes_paragraph_by_paragraph_after_what_stands(written):
    report = paper_of(written)
    write(written, report, "results.women_leadership", text="Viết riêng cho bộ.")
    take_over_text(by=officer(written), report=report, heading="results.women_leadership")
    found = passage(report, "results.women_leadership")
    assert found.text == "Viết riêng cho bộ.\nĐã tham mưu.\nĐã rà soát."
    assert [each["paragraph"] for each in found.sources] == ["Đã tham mưu.", "Đã rà soát."]


def test_what_came_before_is_not_put_in_again_even_when_it_was_edited(written):
    report = paper_of(written)
    for heading in ("assessment.shortcomings", "results.women_leadership"):
        take_over_text(by=officer(written), report=report, heading=heading)
    items = passage(report, "assessment.shortcomings").items
    edited = [{**items[0], "text": "Kinh phí chưa được bố trí"}, items[1]]
    write(written, report, "assessment.shortcomings", items=edited)
    write(written, report, "results.women_leadership", text="Đã tham mưu kịp thời.\nĐã rà soát.")
    for heading in ("assessment.shortcomings", "results.women_leadership"):
        with pytest.raises(LookupError):
            take_over_text(by=officer(written), report=report, heading=heading)


@pytest.mark.parametrize("heading", ["results.health", "results.training", "assessment"])
def test_nothing_comes_under_a_heading_that_only_one_of_them_has(written, heading):
    with pytest.raises(LookupError):
        take_over_text(by=officer(written), report=paper_of(written), heading=heading)
