"""An office says once how its own table is read, on the screens; its files are read by that from then on."""

import datetime as dt
import io
import re
import uuid

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.reporting.workbook.own.files import HEAD, ROWS, old_word, word, xlsx
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.files.models import StoredFile
from tienbo.journal.models import Line
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.workbook.actions import put_old_aside
from tienbo.reporting.workbook.models import OwnLayout, WorkbookUpload
from tienbo.reporting.workbook.opening import opened
from tienbo.reporting.workbook.own.actions import put_old_drafts_aside
from tienbo.reporting.workbook.own.layouts import Layout
from tienbo.reporting.workbook.own.queries import chosen_layout
from tienbo.reporting.workbook.queries import plans_of, workbook_of

pytestmark = pytest.mark.django_db
MEMBERS = Cell("committee.members", "level=department")


def address(name: str, unit: str = "LD", *further) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit, *further])


def file(data: bytes, name: str = "Biểu 6 tháng.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def figures(world, unit: str = "LD") -> dict[str, int]:
    kept = entries_of(world.report(unit))
    return {
        cell.element + ("/F" if "sex=F" in cell.breakdown else ""): each.figure.value for cell, each in kept.items()
    }


@pytest.fixture
def officer(world, client):
    world.report("LD")
    client.force_login(world.officers["LD"])
    return client


def begun(client, data: bytes, unit: str = "LD", name: str = "Biểu 6 tháng.xlsx") -> OwnLayout:
    answer = client.post(address("own_layouts", unit), {"sample": file(data, name)})
    assert answer.status_code == 302, answer.content.decode()
    return OwnLayout.objects.latest("pk")


def fields(page: str) -> dict[str, str]:
    """What the form of a sheet would send as it stands."""
    form = page[page.index('class="own-form"') : page.index('value="save"')]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def said(client, row: OwnLayout, unit: str = "LD", grid: int = 1, **changes):
    """Keep what the page proposes, but for these fields."""
    url = address("own_layout", unit, row.uid) + f"?grid={grid}"
    return client.post(url, fields(client.get(url).content.decode()) | {"act": "save", "grid": grid} | changes)


def used(client, row: OwnLayout, name: str = "Biểu của Sở", unit: str = "LD"):
    return client.post(address("own_layout", unit, row.uid), {"act": "use", "name": name})


def declared(client, data: bytes = b"", unit: str = "LD") -> OwnLayout:
    row = begun(client, data or xlsx(), unit)
    assert said(client, row, unit).status_code == 302
    assert used(client, row, unit=unit).status_code == 302
    row.refresh_from_db()
    return row


def sent(client, data: bytes, unit: str = "LD", name: str = "a.xlsx"):
    """The page of a file that was sent on a report's page."""
    answer = client.post(address("workbook", unit), {"files": [file(data, name)]})
    return answer["Location"], client.get(answer["Location"]).content.decode()


class TestSayingIt:
    def test_it_works(self, world, officer):
        row = begun(officer, xlsx())
        page = officer.get(address("own_layout", "LD", row.uid)).content.decode()
        assert fields(page) | {"c.1": "label", "c.2": "T", "c.3": "F", "c.4": "note", "r.4": "B01.05"} == fields(page)
        assert said(officer, row).status_code == 302
        page = officer.get(address("own_layout", "LD", row.uid)).content.decode()
        assert "Biểu số liệu!D5" in page
        assert used(officer, row)["Location"] == address("workbook")
        shown, page = sent(officer, xlsx([["1", "Phó Trưởng ban", 5, 2, ""], *ROWS[:2]]))
        assert "Biểu của Sở" in page
        assert not figures(world)
        officer.post(shown, {"act": "take"})
        assert figures(world) == {
            "committee.deputies": 5, "committee.deputies/F": 2, "committee.members": 9, "committee.members/F": 4,
            "committee.heads": 1, "committee.heads/F": 0,
        }  # fmt: skip

    def test_a_file_that_nothing_reads_is_answered_with_the_way_to_say_it(self, world, officer):
        _shown, page = sent(officer, xlsx())
        upload = WorkbookUpload.objects.get()
        assert "Khai báo cách đọc bảng này" in page
        answer = officer.post(address("own_layouts"), {"upload": str(upload.uid)})
        row = OwnLayout.objects.get()
        assert answer["Location"] == address("own_layout", "LD", row.uid)
        assert row.sample == upload.file
        said(officer, row)
        used(officer, row)
        # The file that was sent can be read now, and is shown among those that wait.
        upload.refresh_from_db()
        assert upload.state == WorkbookUpload.State.SHOWN
        assert upload.name in officer.get(address("workbook")).content.decode()

    def test_a_sample_stays_when_the_file_that_was_sent_is_forgotten(self, world, officer):
        sent(officer, xlsx())
        officer.post(address("own_layouts"), {"upload": str(WorkbookUpload.objects.get().uid)})
        with clock.at(clock.now() + dt.timedelta(days=8)):
            put_old_aside(by=SYSTEM)
        assert StoredFile.objects.count() == 1
        assert officer.get(address("own_layout", "LD", OwnLayout.objects.get().uid)).status_code == 200

    def test_what_is_said_can_be_changed_and_the_next_file_is_read_by_that(self, world, officer):
        row = declared(officer)
        assert said(officer, row, **{"r.6": ""}).status_code == 302
        _shown, page = sent(officer, xlsx())
        assert "Biểu số liệu!C7" not in page
        assert "Biểu số liệu!C5" in page

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"r.4": "B99.01"}, "Báo cáo này không có dòng B99.01"),
            ({"r.5": "B01.05"}, "Hàng 5 đã là dòng này"),
            ({"c.0": "T"}, "Đã có cột khác"),
            ({"c.1": ""}, "Chọn cột ghi nội dung"),
            ({"r.4": "B01.12 nữ"}, "không có số này"),
            ({"r.4": "B01.05 gì đó"}, "không có số này"),
            ({"r.4": "MẬT"}, "bí mật nhà nước"),
            ({"c.0": "không có"}, "không"),
        ],
    )
    def test_what_is_wrong_is_said_where_it_is_and_nothing_is_kept(self, officer, changes, words):
        row = begun(officer, xlsx())
        answer = said(officer, row, **changes)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        row.refresh_from_db()
        assert not Layout.of_data(row.layout).tables

    def test_a_row_without_a_label_is_no_line(self, officer):
        row = begun(officer, xlsx())
        answer = said(officer, row, **{"r.2": "B01.01"})
        assert "không có nội dung" in answer.content.decode()

    def test_a_row_of_women_is_said_behind_the_code(self, world, officer):
        rows = [["", "Thành viên Ban", 9], ["", "Trong số này là phụ nữ", 4]]
        row = begun(officer, xlsx(rows, ["TT", "Nội dung", "Số lượng"]))
        assert said(officer, row, **{"r.4": "B01.05", "r.5": "B01.05 nữ"}).status_code == 302
        page = officer.get(address("own_layout", "LD", row.uid)).content.decode()
        assert 'value="B01.05 nữ"' in page
        used(officer, row)
        shown, _page = sent(officer, xlsx(rows, ["TT", "Nội dung", "Số lượng"]))
        officer.post(shown, {"act": "take"})
        assert figures(world) == {"committee.members": 9, "committee.members/F": 4}

    def test_one_that_reads_nothing_is_not_used(self, officer):
        row = begun(officer, xlsx())
        page = officer.post(address("own_layout", "LD", row.uid), {"act": "use", "name": "a"}, follow=True)
        assert "Chưa dùng được" in page.content.decode()
        row.refresh_from_db()
        assert row.state == OwnLayout.State.DRAFT

    def test_two_in_use_do_not_bear_one_name(self, officer):
        declared(officer)
        row = begun(officer, xlsx())
        said(officer, row)
        answer = officer.post(
            address("own_layout", "LD", row.uid), {"act": "use", "name": " Biểu  của Sở"}, follow=True
        )
        assert "mang tên này" in answer.content.decode()
        assert used(officer, row, "Biểu khác").status_code == 302

    def test_two_at_it_at_once_do_not_write_over_one_another(self, officer):
        row = begun(officer, xlsx())
        page = fields(officer.get(address("own_layout", "LD", row.uid)).content.decode())
        with clock.at(clock.now() + dt.timedelta(minutes=1)):
            said(officer, row, **{"r.5": ""})
            url = address("own_layout", "LD", row.uid)
            answer = officer.post(url, page | {"act": "save", "grid": 1}, follow=True)
        assert "Người khác vừa sửa" in answer.content.decode()
        row.refresh_from_db()
        assert "Trưởng ban" not in {rule.label for rule in Layout.of_data(row.layout).rows()}

    def test_every_act_is_in_the_journal(self, officer):
        row = declared(officer)
        officer.post(address("own_layout", "LD", row.uid), {"act": "retire"})
        officer.post(address("own_layout", "LD", row.uid), {"act": "discard"})
        acts = Line.objects.filter(kind="layout").order_by("id").values_list("action", flat=True)
        assert list(acts) == [f"layout.{act}" for act in ("begun", "changed", "used", "retired", "discarded")]


class TestFiles:
    def test_each_table_of_a_word_file_is_said_by_itself(self, world, officer):
        first = [HEAD[1:4], *[row[1:4] for row in ROWS[:3]]]
        second = [["Nội dung", "Số lượng"], ["Văn bản chỉ đạo, hướng dẫn về BĐG, VSTBCPN đã ban hành", 6]]
        row = begun(officer, word(first, second), name="Biểu.docx")
        assert said(officer, row).status_code == 302
        assert said(officer, row, grid=2).status_code == 302
        used(officer, row)
        assert [len(table.rows) for table in Layout.of_data(OwnLayout.objects.get().layout).tables] == [3, 1]
        second[1][1] = 8
        shown, page = sent(officer, word(second, first), name="Biểu mới.docx")
        assert "Bảng 1!B2" in page
        officer.post(shown, {"act": "take"})
        assert figures(world)["committee.members"] == 9
        assert 8 in figures(world).values()

    def test_headings_of_two_rows_in_word_and_numbers_as_text(self, world, officer):
        document = docx.Document()
        table = document.add_table(5, 4)
        texts = [["TT", "Nội dung", "Kết quả", ""], ["", "", "Tổng số", "Nữ"], ["A", "B", "1", "2"],
                 ["1", ROWS[0][1], "1.234", "-"], ["", "Cộng", "1.234", "5"]]  # fmt: skip
        for place, values in zip(table.rows, texts, strict=True):
            for cell, value in zip(place.cells, values, strict=True):
                cell.text = value
        table.cell(0, 2).merge(table.cell(0, 3))
        table.cell(0, 1).merge(table.cell(1, 1))
        out = io.BytesIO()
        document.save(out)
        row = begun(officer, out.getvalue(), name="Biểu.docx")
        assert said(officer, row, dash="zero").status_code == 302
        used(officer, row)
        shown, _page = sent(officer, out.getvalue(), name="Biểu.docx")
        officer.post(shown, {"act": "take"})
        assert figures(world) == {"committee.members": 1234, "committee.members/F": 0}

    @pytest.mark.parametrize(
        ("data", "name", "words"),
        [
            (old_word(), "Biểu.doc", "Word đời cũ"),
            (b"%PDF-1.4", "Biểu.pdf", "không phải bảng tính"),
            (b"PK\x03\x04 broken", "Biểu.xlsx", "tệp"),
            (word(lines=["Không có bảng nào ở đây cả."]), "Văn bản.docx", "không có bảng nào"),
            (xlsx(header="MẬT"), "Biểu.xlsx", "bí mật nhà nước"),
            (xlsx([["1", "MẬT", 1, 1, ""]]), "Biểu.xlsx", "bí mật nhà nước"),
            (word([["Nội dung", "Số", "Nữ"], ["TỐI MẬT", "1", "1"]]), "Biểu.docx", "bí mật nhà nước"),
            (word([["Nội dung", "Số", "Nữ"]], lines=["TUYỆT MẬT"]), "Biểu.docx", "bí mật nhà nước"),
            (b"", "Biểu.xlsx", "rỗng"),
        ],
    )
    def test_a_sample_that_is_refused_says_why_and_nothing_is_kept(self, officer, data, name, words):
        answer = officer.post(address("own_layouts"), {"sample": file(data, name)})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not StoredFile.objects.exists()
        assert not OwnLayout.objects.exists()

    def test_the_workbook_of_the_report_itself_needs_nothing_said(self, world, officer):
        answer = officer.post(address("own_layouts"), {"sample": file(workbook_of(world.report("LD")))})
        assert "không phải khai báo" in answer.content.decode()

    def test_a_marked_file_that_is_sent_leaves_nothing_behind(self, officer):
        declared(officer)
        count = StoredFile.objects.count()
        _shown, page = sent(officer, xlsx(header="TỐI MẬT"), name="bien ban mat.xlsx")
        assert "bí mật nhà nước" in page
        assert StoredFile.objects.count() == count
        assert not WorkbookUpload.objects.filter(name__contains="mat").exists()

    def test_a_table_that_changed_says_what_was_not_found(self, officer):
        declared(officer)
        rows = [list(each) for each in ROWS]
        rows[1][1] = "Người đứng đầu Ban"
        _shown, page = sent(officer, xlsx(rows, ["TT", "Nội dung", "Tổng số", "Số nữ", "Ghi chú"]))
        assert "Không thấy 1 dòng: “Trưởng ban”" in page
        assert "Không thấy cột “Trong đó nữ”" in page

    def test_of_two_that_fit_the_better_reads_and_is_named(self, world, officer):
        declared(officer)
        row = begun(officer, xlsx(ROWS[:2]))
        said(officer, row)
        used(officer, row, "Biểu ngắn")
        assert "“Biểu của Sở”" in sent(officer, xlsx())[1]
        assert "“Biểu ngắn”" in sent(officer, xlsx(ROWS[:2]))[1]

    def test_retired_it_reads_nothing_and_can_be_used_again(self, officer):
        row = declared(officer)
        officer.post(address("own_layout", "LD", row.uid), {"act": "retire"})
        assert "Khai báo cách đọc bảng này" in sent(officer, xlsx())[1]
        used(officer, row)
        assert "Biểu của Sở" in sent(officer, xlsx())[1]

    def test_one_in_use_is_not_thrown_away(self, officer):
        row = declared(officer)
        answer = officer.post(address("own_layout", "LD", row.uid), {"act": "discard"}, follow=True)
        assert "ngừng dùng trước" in answer.content.decode()
        assert OwnLayout.objects.exists()

    def test_a_draft_that_nobody_uses_is_thrown_away_in_time_with_its_sample(self, officer):
        begun(officer, xlsx())
        used_one = declared(officer, xlsx(ROWS[:3]))
        with clock.at(clock.now() + dt.timedelta(days=31)):
            assert put_old_drafts_aside(by=SYSTEM) == 1
        assert OwnLayout.objects.get() == used_one
        assert StoredFile.objects.count() == 1


class TestMany:
    def queries(self, client) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address("own_layouts")).status_code == 200
        return len(captured)

    def test_the_list_asks_no_more_for_more_of_them(self, officer):
        declared(officer)
        self.queries(officer)
        before = self.queries(officer)
        for _ in range(3):
            begun(officer, xlsx())
        assert self.queries(officer) == before

    def test_a_file_is_read_once_for_however_many(self, world, officer):
        declared(officer)
        report, book = world.report("LD"), opened(xlsx()).book
        plans = plans_of(report, 0)
        with CaptureQueriesContext(connection) as one:
            chosen_layout(report, book, plans)
        for number in range(3):
            row = begun(officer, xlsx())
            said(officer, row)
            used(officer, row, f"Biểu {number}")
        with CaptureQueriesContext(connection) as four:
            chosen_layout(report, book, plans)
        assert len(four) == len(one)


class TestEnglish:
    def test_the_screens_speak_english_too(self, officer):
        row = declared(officer)
        officer.post(reverse("core:language"), {"language": "en"})
        listed = officer.get(address("own_layouts")).content.decode()
        page = officer.get(address("own_layout", "LD", row.uid)).content.decode()
        assert "Say how a table is read" in listed
        assert "What would be read from this file" in page
        assert "not used" in page


class TestWho:
    def test_a_superior_says_it_once_for_those_below(self, world, client):
        world.report("LD")
        client.force_login(world.officers["04"])
        row = declared(client)
        assert (row.unit, row.for_below) == (world.units["04"], True)
        client.force_login(world.officers["LD"])
        _shown, page = sent(client, xlsx())
        assert "Biểu của Sở (Tỉnh Cao Bằng)" in page
        # Whose it is not sees that it is there, not its sample.
        assert "Biểu của Sở" in client.get(address("own_layouts")).content.decode()
        assert client.get(address("own_layout", "LD", row.uid)).status_code == 403

    def test_one_of_another_unit_reads_nothing_and_does_not_exist(self, world, client):
        world.report("LD")
        client.force_login(world.officers["LD"])
        row = declared(client)
        client.force_login(world.officers["VH"])
        assert "Chưa nhận gì" in sent(client, xlsx(), "VH")[1]
        assert client.get(address("own_layout", "VH", row.uid)).status_code == 404
        assert client.get(address("own_layouts", "LD")).status_code == 404

    def test_whoever_only_reads_may_not_say_it(self, world, client):
        world.report("LD")
        client.force_login(world.heads["LD"])
        assert client.get(address("own_layouts")).status_code == 200
        assert client.post(address("own_layouts"), {"sample": file(xlsx())}).status_code == 403
        assert not StoredFile.objects.exists()

    def test_a_file_of_somebody_else_is_no_sample(self, world, client):
        world.report("LD")
        client.force_login(world.officers["LD"])
        sent(client, xlsx())
        client.force_login(world.officers["04"])
        uid = WorkbookUpload.objects.get().uid
        assert client.post(address("own_layouts"), {"upload": str(uid)}).status_code == 404
        assert client.post(address("own_layouts"), {"upload": "x"}).status_code == 404
        assert client.get(address("own_layout", "LD", uuid.uuid4())).status_code == 404


class TestManyAtOnce:
    def page(self, client, data: bytes) -> str:
        answer = client.post(reverse("reporting:workbooks"), {"files": [file(data)]})
        return client.get(answer["Location"]).content.decode()

    def test_the_only_open_report_of_the_unit_is_meant(self, world, officer):
        declared(officer)
        assert "Biểu số liệu!C5" in self.page(officer, xlsx())
        assert WorkbookUpload.objects.get().report == world.report("LD")

    def test_with_two_open_reports_it_must_be_said_where(self, world, officer):
        declared(officer)
        world.round("2015-y", report="annual", ends_on=dt.date(2015, 11, 30), closing_on=dt.date(2015, 11, 20))
        assert "2 báo cáo đang mở" in self.page(officer, xlsx())

    def test_with_none_open_it_is_said(self, world, officer):
        declared(officer)
        world.fill("LD", 0)
        world.send("LD")
        assert "không có báo cáo nào đang mở" in self.page(officer, xlsx())

    def test_one_for_many_units_does_not_say_whose_a_file_is(self, world, client):
        world.report("LD")
        client.force_login(world.officers["04"])
        declared(client)
        assert "dùng cho nhiều đơn vị" in self.page(client, xlsx())

    def test_those_of_other_units_are_not_known(self, world, client):
        world.report("LD")
        client.force_login(world.officers["LD"])
        declared(client)
        client.force_login(world.officers["VH"])
        page = self.page(client, xlsx())
        assert "Đọc theo cách" not in page
        assert "không có trang tính nào là biểu của báo cáo" in page
