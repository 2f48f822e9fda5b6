"""A workbook that went out and came back: three-way comparison, notes and marks, partial files, other programs."""

import io
import shutil
import subprocess
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.reporting.workbook.broken import edited, on_b01, typed
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.lines import RoundOptions, all_lines_for
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.entry.actions import FigureInput, choose_scale, record_figures
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.actions import answer, ask, close
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.states import MoveRefused
from tienbo.reporting.workbook.actions import take_workbook
from tienbo.reporting.workbook.decoding import Given
from tienbo.reporting.workbook.layout import Written
from tienbo.reporting.workbook.merging import Side, compare
from tienbo.reporting.workbook.opening import opened
from tienbo.reporting.workbook.queries import given_back, judge, workbook_of

REQUIRED = Cell("committee.required", "level=department")
EXISTING = Cell("committee.existing", "level=department")
MEMBERS = Cell("committee.members", "level=department")
E7, E8, E11 = "E7", "E8", "E11"


def take(world, report, data: bytes, **options):
    return take_workbook(by=world.officers["LD"], report=report, facts=opened(data), **options)


@pytest.mark.django_db
class TestOneReport:
    """A workbook and its report."""

    @pytest.fixture
    def report(self, world):
        world.fill("LD", 2)
        return world.report("LD")

    def test_it_works(self, world, report):
        data = typed(5, E7)(workbook_of(report))
        judged, recorded = take(world, report, data)
        assert [(each.cell, each.side) for each in judged.changes] == [(REQUIRED, Side.FILE)]
        assert recorded.saved[REQUIRED].figure == Figure(Decimal(5))
        change = EntryChange.objects.filter(report=report).latest("pk")
        assert change.origin == EntryChange.Origin.WORKBOOK

    def test_what_is_asked_about_a_cell_stands_at_it_and_leaves_with_its_answer(self, world, report):
        question = ask(by=world.officers["04"], report=report, about=About.of_cell(MEMBERS), text="Vì sao giảm?")
        data = workbook_of(report)
        sheet = load_workbook(io.BytesIO(data))["B01"]
        assert "Vì sao giảm?" in sheet[E11].comment.text and sheet[E7].comment is None
        # A remark is no change, and it comes back with the file that is given back.
        judged = judge(report, opened(typed(5, E7)(data)))
        assert [each.cell for each in judged.changes] == [REQUIRED]
        back = load_workbook(io.BytesIO(given_back(judged)))["B01"]
        assert "Vì sao giảm?" in back[E11].comment.text
        answer(by=world.officers["LD"], question=question, text="Có người nghỉ hưu")
        close(by=world.officers["04"], question=question)
        assert load_workbook(io.BytesIO(workbook_of(report)))["B01"][E11].comment is None

    def test_a_workbook_that_nobody_touched_changes_nothing_whatever_stands_in_it(self, world, report):
        cells = asked_of_participant(report.participant).typed
        flags = ["actual", "estimate", "corrected", "not_collected", "not_applicable"]
        inputs = [
            FigureInput(
                cell, None if (flag := flags[place % 5]).startswith("not_") else Decimal(place), flag, f"ghi {place}"
            )
            for place, cell in enumerate(cells)
        ]
        record_figures(by=world.officers["LD"], report=report, figures=inputs)
        judged = judge(world.report("LD"), opened(workbook_of(world.report("LD"))))
        assert judged.changes == judged.elsewhere == ()
        assert judged.decoded.problems == []

    def test_an_empty_report_gives_a_workbook_that_fills_it(self, world):
        report = world.report("VH")
        data = typed(4, E7)(workbook_of(report))
        judged, _ = take_workbook(by=world.officers["VH"], report=report, facts=opened(data))
        assert len(judged.changes) == 1
        assert world.report("VH").state == "draft"

    def test_what_changed_on_the_server_meanwhile_stays(self, world, report):
        data = workbook_of(report)
        world.put("LD", REQUIRED, 9)
        judged, recorded = take(world, report, data)
        assert (judged.changes, [each.cell for each in judged.elsewhere]) == ((), [REQUIRED])
        assert recorded.saved == {}
        assert entries_of(report)[REQUIRED].figure.value == 9

    def test_what_both_changed_is_shown_and_left_until_somebody_decides(self, world, report):
        data = typed(5, E7)(workbook_of(report))
        world.put("LD", REQUIRED, 9)
        judged, _ = take(world, report, data)
        (clash,) = judged.clashes
        assert (clash.base.figure.value, clash.now.figure.value, clash.new.figure.value) == (2, 9, 5)
        assert entries_of(report)[REQUIRED].figure.value == 9
        take(world, report, data, over=[REQUIRED])
        assert entries_of(report)[REQUIRED].figure.value == 5

    def test_what_both_changed_alike_is_no_change(self, world, report):
        data = typed(9, E7)(workbook_of(report))
        world.put("LD", REQUIRED, 9)
        assert judge(report, opened(data)).changes == ()

    def test_sheets_and_lines_that_are_not_in_the_file_keep_their_figures(self, world, report):
        def only_b01(book):
            for name in book.sheetnames:
                if name != "B01":
                    del book[name]
            book["B01"].delete_rows(8)

        judged, recorded = take(world, report, edited(only_b01)(workbook_of(report)))
        assert (judged.changes, recorded.saved) == ((), {})
        assert "B02" in judged.absent

    def test_taken_twice_it_writes_once(self, world, report):
        import uuid

        data, operation = typed(5, E7)(workbook_of(report)), uuid.uuid4()
        take(world, report, data, operation=operation)
        count = EntryChange.objects.count()
        take(world, report, data, operation=operation)
        assert EntryChange.objects.count() == count

    def test_a_status_speaks_for_its_line_and_a_note_for_its_first_cell(self, world, report):
        def change(sheet):
            sheet["I11"], sheet["J11"] = "ước thực hiện", "theo báo cáo nhanh"

        take(world, report, on_b01(change)(workbook_of(report)))
        kept = entries_of(report)
        women = Cell("committee.members", "level=department;sex=F")
        assert kept[MEMBERS].figure.flag == kept[women].figure.flag == "estimate"
        assert (kept[MEMBERS].note, kept[women].note) == ("theo báo cáo nhanh", "")

    def test_a_status_column_that_is_gone_leaves_every_mark(self, world, report):
        world.put("LD", MEMBERS, 7, "estimate")
        data = on_b01(lambda sheet: sheet.delete_cols(9))(workbook_of(world.report("LD")))
        assert judge(world.report("LD"), opened(data)).changes == ()

    def test_money_is_written_and_read_in_the_unit_that_the_table_shows(self, world, report):
        spent = next(
            cell for cell in asked_of_participant(report.participant).typed if cell.element == "fund.allocated"
        )
        world.put("LD", spent, 12_500_000)
        choose_scale(by=world.officers["LD"], report=report, table="B13", scale="million")
        data = workbook_of(world.report("LD"))
        sheet = load_workbook(io.BytesIO(data))["B13"]
        (place,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == 12.5]
        # The file keeps its unit whatever the table shows by the time it comes back.
        choose_scale(by=world.officers["LD"], report=report, table="B13", scale="dong")
        assert judge(world.report("LD"), opened(data)).changes == ()
        more = edited(lambda book: book["B13"].__setitem__(place.coordinate, "13,25"))(data)
        take(world, world.report("LD"), more)
        assert entries_of(report)[spent].figure.value == 13_250_000
        odd = edited(lambda book: book["B13"].__setitem__(place.coordinate, 1.23456789))(data)
        judged = judge(world.report("LD"), opened(odd))
        assert ("not_whole", judged.changes) == (judged.decoded.problems[0].code, ())

    def test_a_sent_report_takes_nothing(self, world, report):
        from tienbo.reporting.exchange.actions import submit_report

        world.fill("LD", 0)
        data = typed(5, E7)(workbook_of(world.report("LD")))
        submit_report(by=SYSTEM, report=world.report("LD"))
        with pytest.raises(MoveRefused):
            take(world, world.report("LD"), data)

    def test_the_workbook_given_back_holds_what_came_and_says_what_is_wrong(self, report):
        def change(sheet):
            sheet[E7], sheet[E8] = "mười", 40

        judged = judge(report, opened(on_b01(change)(workbook_of(report))))
        book = load_workbook(io.BytesIO(given_back(judged)))
        sheet = book["B01"]
        assert (sheet[E7].value, sheet[E8].value, sheet[E11].value) == ("mười", 40, 2)
        assert "không phải là số" in sheet[E7].comment.text
        assert sheet[E7].fill.fgColor.rgb != sheet[E8].fill.fgColor.rgb != sheet[E11].fill.fgColor.rgb
        front = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
        assert "E7" in front
        # It is a workbook of the report like the first: mended, it can be sent again.
        mended = edited(lambda book: book["B01"].__setitem__(E7, 10))(given_back(judged))
        assert {each.cell: each.new.figure.value for each in judge(report, opened(mended)).changes} == {
            REQUIRED: 10,
            EXISTING: 40,
        }

    def test_the_same_report_gives_the_same_bytes(self, report):
        assert workbook_of(report) == workbook_of(report)

    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
    @pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
    def test_libreoffice_saves_it_again_and_it_is_still_ours(self, report, tmp_path, kind):
        sent, saved = tmp_path / "báo cáo.xlsx", tmp_path / "saved"
        sent.write_bytes(typed(5, E7)(workbook_of(report)))
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(saved), str(sent)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        judged = judge(report, opened((saved / f"báo cáo.{kind}").read_bytes()))
        assert {each.cell: each.new.figure.value for each in judged.changes} == {REQUIRED: 5}
        assert {problem.code for problem in judged.decoded.problems} <= {"unseen_formulas"}


LINE = next(
    each
    for each in all_lines_for(
        load_builtin("vstbcpn-2015"),
        kind="province",
        options=RoundOptions("annual", {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)}),
    )
    if each.is_entered
)
states = st.builds(
    Written, st.builds(Figure, st.sampled_from([None, Decimal(1), Decimal(2)])), st.sampled_from(["", "a"])
)


@given(states, states, states)
def test_of_three_states_the_comparison_finds_who_changed_what(base, now, new):
    cell = Cell("x.y")
    given = {cell: Given(new.figure, new.note, True, "B01", "E7", LINE, "T")}
    found = compare(given, {cell: base}, {cell: now})
    if new == now:
        assert found == []
        return
    (change,) = found
    expected = {(True, False): Side.FILE, (False, True): Side.SERVER, (True, True): Side.BOTH}
    assert change.side == expected[new != base, now != base]
