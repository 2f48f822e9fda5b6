"""The screens of workbooks: one file, many files, who sees what."""

import io
import uuid
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.reporting.workbook.broken import kinds, typed
from tienbo.access.models import Grant
from tienbo.files.models import StoredFile
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.workbook.actions import look_at_workbook, put_aside, put_old_aside, take_upload
from tienbo.reporting.workbook.models import WorkbookUpload
from tienbo.reporting.workbook.pages import upload_page
from tienbo.reporting.workbook.queries import workbook_of

REQUIRED = Cell("committee.required", "level=department")


def address(name: str, unit: str = "LD", *further) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit, *further])


def send(client, url: str, *files: tuple[str, bytes]):
    return client.post(url, {"files": [SimpleUploadedFile(name, data) for name, data in files]})


def required(world, unit: str = "LD"):
    kept = entries_of(world.report(unit))
    return next((each.figure.value for cell, each in kept.items() if cell.element == "committee.required"), None)


@pytest.fixture
def begun(world):
    world.fill("LD", 0)
    return world


@pytest.fixture
def officer(begun, client):
    client.force_login(begun.officers["LD"])
    return client


@pytest.mark.django_db
class TestOneFile:
    def test_it_works(self, begun, officer):
        page = officer.get(address("workbook"))
        assert page.status_code == 200
        data = officer.get(address("workbook_file")).content
        shown = send(officer, address("workbook"), ("LD.xlsx", typed(7)(data)))
        upload = WorkbookUpload.objects.get()
        assert shown["Location"] == reverse("reporting:workbook_upload", args=[upload.uid])
        page = officer.get(shown["Location"]).content.decode()
        assert "B01!E7" in page
        assert required(begun) == 0
        officer.post(shown["Location"], {"act": "take"})
        assert required(begun) == 7
        assert EntryChange.objects.latest("pk").operation == upload.uid

    def test_a_cell_that_cannot_be_read_is_counted_and_other_tables_stand_apart(self, begun, officer):
        send(officer, address("workbook"), ("LD.xlsx", typed("bảy")(workbook_of(begun.report("LD")))))
        url = reverse("reporting:workbook_upload", args=[WorkbookUpload.objects.get().uid])
        page = " ".join(officer.get(url).content.decode().split())
        assert "ô không đọc được: báo cáo giữ nguyên số đang có" in page
        shown = upload_page(begun.officers["LD"], WorkbookUpload.objects.get())
        assert shown.left_out == 1 and [each.severity for each in shown.problems] == ["error"]
        assert [each.where for each in shown.problems] == ["B01!E7"]
        assert shown.standing or "ở các biểu mà tệp không thay đổi" not in page

    def test_taking_it_twice_writes_once(self, begun, officer):
        send(officer, address("workbook"), ("LD.xlsx", typed(7)(workbook_of(begun.report("LD")))))
        upload = WorkbookUpload.objects.get()
        take_upload(by=begun.officers["LD"], upload=upload)
        begun.put("LD", REQUIRED, 9)
        officer.post(reverse("reporting:workbook_upload", args=[upload.uid]), {"act": "take"})
        assert required(begun) == 9

    def test_of_a_cell_that_both_changed_the_person_chooses(self, begun, officer):
        send(officer, address("workbook"), ("LD.xlsx", typed(7)(workbook_of(begun.report("LD")))))
        begun.put("LD", REQUIRED, 9)
        url = reverse("reporting:workbook_upload", args=[WorkbookUpload.objects.get().uid])
        assert "committee.required|level=department" in officer.get(url).content.decode()
        officer.post(url, {"act": "take", "over.committee.required|level=department": "file"})
        assert required(begun) == 7

    @pytest.mark.parametrize("name", ["with a password", "of another round", "sheets of two reports", "cut off"])
    def test_a_file_that_is_refused_says_why_and_is_not_kept(self, begun, officer, name):
        data = kinds()[name].make(workbook_of(begun.report("LD")))
        shown = send(officer, address("workbook"), ("LD.xlsx", data))
        page = officer.get(shown["Location"]).content.decode()
        assert "Chưa nhận gì từ tệp này" in page
        assert required(begun) == 0

    def test_a_classified_file_leaves_nothing_behind(self, begun, officer):
        data = typed("MẬT", "P3")(workbook_of(begun.report("LD")))
        shown = send(officer, address("workbook"), ("ke hoach mat.xlsx", data))
        assert "bí mật nhà nước" in officer.get(shown["Location"]).content.decode()
        assert not StoredFile.objects.exists()
        assert not WorkbookUpload.objects.filter(name__contains="mat").exists()

    def test_the_workbook_given_back_can_be_downloaded(self, begun, officer):
        send(officer, address("workbook"), ("LD.xlsx", typed("mười")(workbook_of(begun.report("LD")))))
        answer = officer.get(reverse("reporting:workbook_given_back", args=[WorkbookUpload.objects.get().uid]))
        assert answer.content.startswith(b"PK")

    def test_a_file_put_aside_is_gone(self, begun, officer):
        send(officer, address("workbook"), ("LD.xlsx", typed(7)(workbook_of(begun.report("LD")))))
        officer.post(reverse("reporting:workbook_upload", args=[WorkbookUpload.objects.get().uid]), {"act": "aside"})
        assert not WorkbookUpload.objects.exists()
        assert not StoredFile.objects.exists()

    def test_nobody_else_sees_what_somebody_sent(self, begun, officer, client):
        send(officer, address("workbook"), ("LD.xlsx", typed(7)(workbook_of(begun.report("LD")))))
        url = reverse("reporting:workbook_upload", args=[WorkbookUpload.objects.get().uid])
        client.force_login(begun.heads["LD"])
        assert client.get(url).status_code == 404
        assert client.post(url, {"act": "take"}).status_code == 404

    def test_who_left_the_office_sees_nothing_more_through_a_file_that_he_sent(self, begun, officer):
        send(officer, address("workbook"), ("LD.xlsx", typed(7)(workbook_of(begun.report("LD")))))
        uid = WorkbookUpload.objects.get().uid
        Grant.objects.filter(user=begun.officers["LD"]).delete()
        for name in ("workbook_upload", "workbook_given_back"):
            assert officer.get(reverse(f"reporting:{name}", args=[uid])).status_code == 404

    def test_a_sent_report_takes_no_file(self, begun, officer):
        data = typed(7)(workbook_of(begun.report("LD")))
        begun.send("LD")
        assert send(officer, address("workbook"), ("LD.xlsx", data)).status_code == 403

    def test_a_report_sent_between_showing_and_taking_is_said(self, begun, officer):
        send(officer, address("workbook"), ("LD.xlsx", typed(7)(workbook_of(begun.report("LD")))))
        begun.send("LD")
        url = reverse("reporting:workbook_upload", args=[WorkbookUpload.objects.get().uid])
        assert officer.post(url, {"act": "take"}, follow=True).status_code == 200
        assert required(begun) == 0

    def test_a_file_that_nobody_takes_is_forgotten_in_time(self, begun, officer):
        from datetime import timedelta

        from tienbo.core import clock
        from tienbo.core.authorise import SYSTEM

        send(officer, address("workbook"), ("LD.xlsx", typed(7)(workbook_of(begun.report("LD")))))
        with clock.at(clock.now() + timedelta(days=8)):
            assert put_old_aside(by=SYSTEM) == 1
        assert not StoredFile.objects.exists()


@pytest.mark.django_db
class TestManyFiles:
    def parcel(self, world, *units: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for unit in units:
                archive.writestr(f"{unit}.xlsx", typed(3)(workbook_of(world.report(unit))))
            archive.writestr("ghi chú.docx", b"PK\x03\x04")
        return out.getvalue()

    def test_a_superior_sends_those_of_units_that_have_not_begun(self, world, client, run_jobs):
        client.force_login(world.officers["04"])
        units = ("LD", "VH", "HPN", "051", "053")
        shown = send(client, reverse("reporting:workbooks"), ("đơn vị.zip", self.parcel(world, *units)))
        run_jobs()
        page = client.get(shown["Location"]).content.decode()
        assert page.count("Chờ ghi") == 5
        assert page.count("Không tiếp nhận") >= 1
        client.post(shown["Location"])
        # While they are written the page asks again by itself, and offers nothing.
        under_way = client.get(shown["Location"]).content.decode()
        assert "Tệp đã ghi vào báo cáo" in under_way and "hx-trigger" in under_way and "Ghi tất cả" not in under_way
        run_jobs()
        assert "hx-trigger" not in client.get(shown["Location"]).content.decode()
        assert {unit: required(world, unit) for unit in units} == dict.fromkeys(units, 3)
        assert world.report("LD").proxy_id == world.units["04"].pk

    def test_a_file_that_cannot_be_written_holds_up_no_other(self, world, client, run_jobs):
        client.force_login(world.officers["04"])
        units = ("LD", "VH", "051")
        shown = send(client, reverse("reporting:workbooks"), ("đơn vị.zip", self.parcel(world, *units)))
        run_jobs()
        client.post(shown["Location"])
        world.put("VH", REQUIRED, 5)
        WorkbookUpload.objects.get(report=world.report("051")).delete()
        run_jobs()
        assert (required(world, "LD"), required(world, "VH"), required(world, "051")) == (3, 5, None)
        states = dict(WorkbookUpload.objects.filter(report__isnull=False).values_list("report__unit", "state"))
        assert states == {world.units["LD"].pk: "taken", world.units["VH"].pk: "refused"}

    def test_a_file_that_was_taken_meanwhile_is_not_put_aside(self, begun, officer):
        send(officer, address("workbook"), ("LD.xlsx", typed(7)(workbook_of(begun.report("LD")))))
        stale = WorkbookUpload.objects.get()
        take_upload(by=begun.officers["LD"], upload=stale)
        with pytest.raises(PermissionDenied):
            put_aside(by=begun.officers["LD"], upload=stale)
        look_at_workbook(by=begun.officers["LD"], upload=stale)
        assert WorkbookUpload.objects.get().state == WorkbookUpload.State.TAKEN

    def test_a_unit_that_has_begun_itself_is_left_to_itself(self, world, client):
        data = typed(3)(workbook_of(world.report("LD")))
        world.put("LD", REQUIRED, 5)
        client.force_login(world.officers["04"])
        shown = send(client, reverse("reporting:workbooks"), ("LD.xlsx", data))
        assert "Chưa nhận gì" in client.get(shown["Location"]).content.decode()
        assert required(world) == 5

    def test_a_file_of_a_report_that_one_does_not_see_says_nothing_of_it(self, world, client):
        data = typed(3)(workbook_of(world.report("LD")))
        client.force_login(world.officers["VH"])
        shown = send(client, reverse("reporting:workbooks"), ("a.xlsx", data))
        page = client.get(shown["Location"]).content.decode()
        assert "Không thuộc báo cáo nào của đơn vị" in page
        assert "2015-h1" not in page
        assert not StoredFile.objects.exists()

    def test_a_batch_of_somebody_else_does_not_exist(self, world, client):
        client.force_login(world.officers["VH"])
        assert client.get(reverse("reporting:workbook_batch", args=[uuid.uuid4()])).status_code == 404
