"""The table on the screen: what it shows, what the script's batches and the form without script keep."""

import datetime as dt
import json
import re
import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.guidance import sources as guidance_sources
from tienbo.indicators.ports import Row, SourcedFigure
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.actions import FigureInput, record_figures, start_entering_for
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.entry.sheets import TableSheet, key_of
from tienbo.reporting.entry.tables import flow_cells

pytestmark = pytest.mark.django_db

MEETINGS = Cell("committee.meetings")


def address(unit: str, name: str = "table", code: str = "B01", round: str = "2015-h1") -> str:
    further = () if name in {"cell", "report"} else (code,)
    return reverse(f"reporting:{name}", args=[round, unit, *further])


@pytest.fixture
def as_(client, world):
    """as_(user): the client of that person; the round is open."""
    world.round()

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def first_pair(world, unit: str, code: str = "B01") -> tuple[Cell, Cell]:
    """The total and the women of the first line of a table that has both."""
    sheet = TableSheet(world.report(unit), code)
    line = next(line for line in sheet.lines if line.is_entered and {"T", "F"} <= line.columns.keys())
    return line.columns["T"], line.columns["F"]


def first_money(world, unit: str) -> Cell:
    """The first sum of money that a unit types."""
    sheet = TableSheet(world.report(unit), "B13")
    return next(cell for cell, place in sheet.places.items() if place.line.kind == "money")


def batch(*changes, reasons=(), op=None) -> str:
    return json.dumps(
        {
            "op": str(op or uuid.uuid4()),
            "changes": [
                {"cell": key_of(cell), "text": text, "flag": flag, "note": note, "base": base}
                for cell, text, flag, note, base in changes
            ],
            "justifications": list(reasons),
        }
    )


def send(client, unit: str, body: str, code: str = "B01"):
    return client.post(address(unit, "cells", code), body, content_type="application/json")


def figure(world, unit: str, cell: Cell) -> Figure:
    kept = entries_of(world.report(unit)).get(cell)
    return kept.figure if kept else Figure()


# --- who may see and type ---------------------------------------------------------------------------------------------


def test_a_stranger_is_told_that_there_is_no_such_table(world, as_):
    assert as_(world.stranger).get(address("051")).status_code == 404
    assert as_(world.inspector).get(address("051")).status_code == 200


@pytest.mark.parametrize("code", ["B99", "x", "B02.03"])
def test_a_table_that_the_form_does_not_have_is_a_404(world, as_, code):
    assert as_(world.officers["051"]).get(address("051", code=code)).status_code == 404


def test_a_reader_sees_the_table_without_a_single_field_and_is_refused_when_he_posts(world, as_):
    client = as_(world.inspector)
    page = client.get(address("051")).content.decode()
    assert 'name="v.' not in page
    total, _women = first_pair(world, "051")
    assert send(client, "051", batch((total, "3", "", None, 0))).status_code == 403
    assert client.post(address("051"), {f"v.{key_of(total)}": "3", "act": "save"}).status_code == 403
    assert figure(world, "051", total) == Figure()


def test_while_the_superior_types_the_units_officer_only_reads_and_is_told_why(world, as_):
    start_entering_for(by=world.officers["051"], report=world.report("01711"))
    page = as_(world.officers["01711"]).get(address("01711")).content.decode()
    assert "nhập thay" in page
    assert 'name="v.' not in page


def test_a_sent_report_says_in_words_why_it_cannot_be_changed(world, as_):
    world.fill("01711")
    world.send("01711")
    client = as_(world.officers["01711"])
    page = client.get(address("01711")).content.decode()
    assert "Báo cáo đã gửi" in page
    assert 'name="v.' not in page
    total, _women = first_pair(world, "01711")
    refused = send(client, "01711", batch((total, "3", "", None, 1)))
    assert refused.status_code == 409
    assert "Báo cáo đã gửi" in refused.json()["message"]


# --- what it shows ----------------------------------------------------------------------------------------------------


def test_last_periods_figure_stands_beside_with_the_change(world, as_):
    before = world.round(
        "2014-h1",
        title="Báo cáo sơ kết 6 tháng đầu năm 2014",
        starts_on=dt.date(2013, 12, 1),
        ends_on=dt.date(2014, 5, 31),
        closing_on=dt.date(2014, 5, 20),
        dues=(),
    )
    world.round("2015-h1b", previous=before)
    total, _women = first_pair(world, "051")
    world.put("051", total, 9, round="2014-h1")
    world.put("051", total, 12, round="2015-h1b")
    page = as_(world.officers["051"]).get(address("051", round="2015-h1b")).content.decode()
    assert re.search(r'data-was>9</span><span class="change" data-change>\+3<', page)
    assert "Báo cáo sơ kết 6 tháng đầu năm 2014" in page


def test_withheld_lines_are_crosses_with_the_sentence_and_take_nothing(world, as_):
    client = as_(world.officers["CA"])
    page = client.get(address("CA", code="B06")).content.decode()
    assert "không cung cấp theo quy định" in page
    assert 'name="v.' not in page
    assert "×" in page


def test_the_share_of_women_is_computed_and_says_its_formula(world, as_):
    total, women = first_pair(world, "051")
    world.put("051", total, 8)
    world.put("051", women, 3)
    page = as_(world.officers["051"]).get(address("051")).content.decode()
    assert "37,5" in page
    assert "= Nữ / Tổng × 100" in page


@pytest.mark.parametrize("code", ["B01", "B02"])
def test_a_table_costs_a_fixed_number_of_queries(world, as_, django_assert_max_num_queries, code):
    world.fill("051")
    client = as_(world.officers["051"])
    client.get(address("051", code=code))
    with django_assert_max_num_queries(34):
        assert client.get(address("051", code=code)).status_code == 200


def test_the_whole_table_posted_without_script_stays_below_djangos_limit_of_fields(world, as_):
    client = as_(world.officers["051"])
    for table in ("B01", "B02", "B03", "B06", "B07", "B08", "B09", "B11"):
        page = client.get(address("051", code=table))
        if page.status_code == 200:
            assert len(re.findall(r'name="', page.content.decode())) < 1000


# --- the script's batches ---------------------------------------------------------------------------------------------


def test_a_batch_is_kept_and_answered_with_everything_that_changed_around_it(world, as_):
    total, women = first_pair(world, "051")
    client = as_(world.officers["051"])
    answer = send(client, "051", batch((total, "1.234", "", None, 0), (women, "617", "", None, 0))).json()
    assert {each["cell"]: each["text"] for each in answer["saved"]} == {key_of(total): "1.234", key_of(women): "617"}
    assert [each["revision"] for each in answer["saved"]] == [1, 1]
    assert "50,0" in answer["derived"].values()
    assert answer["progress"]["done"] == 2
    assert answer["saved_at"] == "09:00"
    assert figure(world, "051", total) == Figure(Decimal(1234))


def test_an_ambiguous_number_is_asked_about_and_nothing_is_kept(world, as_):
    total, _women = first_pair(world, "051")
    answer = send(as_(world.officers["051"]), "051", batch((total, "1.5", "", None, 0))).json()
    assert answer["saved"] == []
    assert answer["refused"][0]["text"] == "1.5"
    assert [choice["text"] for choice in answer["refused"][0]["choices"]] == ["15"]
    money = first_money(world, "051")
    answer = send(as_(world.officers["051"]), "051", batch((money, "1.5", "", None, 0)), "B13").json()
    assert [choice["text"] for choice in answer["refused"][0]["choices"]] == ["1,5", "15"]
    assert figure(world, "051", money) == Figure()


@pytest.mark.parametrize("text", ["mười hai", "12%", "1,5", "12 người"])
def test_what_is_no_whole_number_is_refused_with_a_sentence(world, as_, text):
    total, _women = first_pair(world, "051")
    answer = send(as_(world.officers["051"]), "051", batch((total, text, "", None, 0))).json()
    assert answer["refused"][0]["message"]
    assert figure(world, "051", total) == Figure()


def test_women_above_the_total_are_kept_and_said_below_their_row(world, as_):
    total, women = first_pair(world, "051")
    answer = send(
        as_(world.officers["051"]), "051", batch((total, "27", "", None, 0), (women, "28", "", None, 0))
    ).json()
    said = [each for each in answer["findings"] if each["cell"] == key_of(women)]
    assert said[0]["severity"] == "error"
    assert "28" in said[0]["message"]
    assert figure(world, "051", women) == Figure(Decimal(28))


def test_the_same_operation_twice_is_one_act(world, as_):
    total, _women = first_pair(world, "051")
    client, body = as_(world.officers["051"]), None
    body = batch((total, "5", "", None, 0), op=uuid.uuid4())
    first, second = send(client, "051", body).json(), send(client, "051", body).json()
    assert first["saved"] == second["saved"]
    assert EntryChange.objects.count() == 1


def test_two_people_on_one_cell_are_told_of_each_other(world, as_):
    total, _women = first_pair(world, "051")
    world.put("051", total, 12)
    answer = send(as_(world.officers["051"]), "051", batch((total, "10", "", None, 0))).json()
    (conflict,) = answer["conflicts"]
    assert (conflict["yours"], conflict["theirs"], conflict["revision"]) == ("10", "12", 1)
    assert conflict["by"] == "canbo.051"
    assert conflict["at"] == "09:00"
    assert figure(world, "051", total) == Figure(Decimal(12))


@pytest.mark.parametrize(("text", "flag", "kept"), [
    (":", "", Figure(None, "not_collected")),
    ("", "not_applicable", Figure(None, "not_applicable")),
    ("12 e", "", Figure(Decimal(12), "estimate")),
    ("12", "corrected", Figure(Decimal(12), "corrected")),
    ("×", "", Figure(None, "withheld")),
    ("", "estimate", Figure()),
])  # fmt: skip
def test_marks_are_chosen_or_typed(world, as_, text, flag, kept):
    total, _women = first_pair(world, "051")
    send(as_(world.officers["051"]), "051", batch((total, text, flag, None, 0)))
    assert figure(world, "051", total) == kept


def test_a_dash_is_asked_about(world, as_):
    total, _women = first_pair(world, "051")
    answer = send(as_(world.officers["051"]), "051", batch((total, "-", "", None, 0))).json()
    assert "không thuộc diện" in answer["refused"][0]["message"]


@pytest.mark.parametrize("body", ["", "[]", '{"op": "x", "changes": []}', '{"op": 1}', '{"changes": [{"cell": "a|"}]}'])
def test_an_unreadable_batch_is_a_400_and_keeps_nothing(world, as_, body):
    assert send(as_(world.officers["051"]), "051", body).status_code == 400


def test_a_cell_of_another_table_is_not_taken(world, as_):
    total, _women = first_pair(world, "051", "B02")
    assert send(as_(world.officers["051"]), "051", batch((total, "3", "", None, 0)), "B01").status_code == 400


def test_a_warning_is_justified_in_place(world, as_):
    client = as_(world.officers["051"])
    before = world.round(
        "2014-h1",
        starts_on=dt.date(2013, 12, 1),
        ends_on=dt.date(2014, 5, 31),
        closing_on=dt.date(2014, 5, 20),
        dues=(),
    )
    world.round("2015-h1b", previous=before)
    # A figure of a term that changed within the term is doubtful until somebody says why.
    members, _women = first_pair(world, "051", "B02")
    world.put("051", members, 35, round="2014-h1")
    world.put("051", members, 32, round="2015-h1b")
    sheet = TableSheet(world.report("051", "2015-h1b"), "B02")
    warned = next(each for each in sheet.findings if each.severity == "warning")
    reason = {"row": "1", "code": warned.key, "text": "Năm nay có đại hội."}
    where = address("051", "cells", "B02", "2015-h1b")
    answer = client.post(where, batch(reasons=[reason]), content_type="application/json").json()
    mine = next(each for each in answer["findings"] if each["code"] == warned.key)
    assert mine["justified"]
    assert mine["justification"] == "Năm nay có đại hội."


def typed(world, client, unit: str, how: str | None, text: str = "5"):
    total, _women = first_pair(world, unit)
    change = {"cell": key_of(total), "text": text, "flag": "", "base": 0} | ({"how": how} if how else {})
    return send(client, unit, json.dumps({"op": str(uuid.uuid4()), "changes": [change]}))


@pytest.mark.parametrize(("how", "words"), [
    (None, "nhập tay"),
    ("typed", "nhập tay"),
    ("pasted", "dán vào"),
    ("offline", "nhập khi mất mạng"),
    ("filled", "điền một số vào nhiều ô"),
])  # fmt: skip
def test_how_a_figure_came_is_said_in_its_history(world, as_, how, words):
    client = as_(world.officers["051"])
    assert typed(world, client, "051", how).status_code == 200
    total, _women = first_pair(world, "051")
    assert words in client.get(f"{address('051', 'cell')}?cell={key_of(total)}").content.decode()


@pytest.mark.parametrize("how", ["workbook", "declared", "x", 3, ["typed"]])
def test_a_way_that_is_not_the_clients_to_claim_is_a_400_and_keeps_nothing(world, as_, how):
    assert typed(world, as_(world.officers["051"]), "051", how).status_code == 400
    assert not EntryChange.objects.exists()


def test_the_first_figure_turns_the_badge(world, as_):
    client = as_(world.officers["051"])
    assert "Chưa nhập" in client.get(address("051")).content.decode()
    assert "Đang nhập" in typed(world, client, "051", None).json()["badge"]


def test_one_who_only_reads_is_told_so_in_words_not_taken_for_signed_out(world, as_):
    answer = typed(world, as_(world.inspector), "051", None)
    assert answer.status_code == 403
    assert answer.json()["message"] == "Chỉ cán bộ của đơn vị nhập số liệu ở đây. Anh, chị chỉ xem được."
    assert as_(world.stranger).post(address("051", "cells"), "{}", content_type="application/json").status_code == 404


def test_the_tabs_count_what_is_filled_in_each_table(world, as_):
    total, _women = first_pair(world, "051")
    world.put("051", total, 3)
    page = as_(world.officers["051"]).get(address("051", code="B02")).content.decode()
    sheet = TableSheet(world.report("051"), "B01")
    assert re.search(rf'>B01 <span class="tab-count">1/{sheet.of}</span>', page)
    assert re.search(r'>B02 <span class="tab-count" data-grid-tab>0/', page)


def test_an_empty_table_is_told_above_its_rows_once_others_are_begun(world, as_):
    client = as_(world.officers["051"])
    assert "còn trống" not in client.get(address("051", code="B02")).content.decode()
    total, _women = first_pair(world, "051")
    world.put("051", total, 3)
    page = client.get(address("051", code="B02")).content.decode()
    assert page.count("còn trống") == 1
    assert page.index("còn trống") < page.index("<thead")
    reason = re.search(r'name="(j\.[^"]+)"', page)[1]
    assert client.post(address("051", code="B02"), {reason: "Chưa đại hội", "act": "save"}).status_code == 302
    assert world.report("051").justifications.get().text == "Chưa đại hội"


def lines_of_two_terms(world):
    """A figure of the term 2010-2015 and the same one of 2015-2020 in the district's table B02."""
    sheet = TableSheet(world.report("051"), "B02")
    cells = {cell for cell in sheet.places if cell.element == "party.bch" and "sex" not in cell.breakdown}
    new = next(cell for cell in cells if "2015-2020" in cell.breakdown)
    return Cell(new.element, new.breakdown.replace("2015-2020", "2010-2015")), new


def test_a_figure_of_a_term_stands_beside_the_term_before(world, as_):
    old, new = lines_of_two_terms(world)
    client = as_(world.officers["051"])
    world.put("051", old, 41)
    world.put("051", new, 45)
    page = client.get(address("051", code="B02")).content.decode()
    assert re.search(r'data-was title="nhiệm kỳ 2010-2015">41</span><span class="change" data-change>\+4<', page)
    assert "nhiệm kỳ trước, ở dòng theo nhiệm kỳ" in page
    body = json.dumps(
        {"op": str(uuid.uuid4()), "changes": [{"cell": key_of(old), "text": "40", "flag": "", "base": 1}]}
    )
    answer = send(client, "051", body, "B02").json()
    assert (answer["previous"][key_of(new)], answer["changes"][key_of(new)]) == ("40", "+5")


def test_the_term_before_is_looked_for_in_the_report_before_and_the_first_term_stands_beside_itself(world, as_):
    before = world.round(
        "2014-h1",
        title="Báo cáo sơ kết 6 tháng đầu năm 2014",
        starts_on=dt.date(2013, 12, 1),
        ends_on=dt.date(2014, 5, 31),
        closing_on=dt.date(2014, 5, 20),
        dues=(),
    )
    world.round("2015-h1b", previous=before)
    old, new = lines_of_two_terms(world)
    world.put("051", old, 39, round="2014-h1")
    sheet = TableSheet(world.report("051", "2015-h1b"), "B02")
    assert (sheet.compared(new).figure.value, sheet.compared(new).term) == (39, "2010-2015")
    assert (sheet.compared(old).figure.value, sheet.compared(old).term) == (39, "")


# --- the form without script ------------------------------------------------------------------------------------------


def fields(page: str) -> dict[str, str]:
    """The values of a page's entry form, as a browser without script posts them."""
    found = {}
    for name, value in re.findall(r'<input name="([vn]\.[^"]+)" value="([^"]*)"', page):
        found[name] = value
    for name, value in re.findall(r'<input type="hidden" name="(b\.[^"]+)" value="([^"]*)"', page):
        found[name] = value
    for name, options in re.findall(r'<select name="(f\.[^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_without_script_the_whole_table_is_saved(world, as_):
    total, women = first_pair(world, "051")
    client = as_(world.officers["051"])
    posted = fields(client.get(address("051")).content.decode())
    posted |= {f"v.{key_of(total)}": "12", f"v.{key_of(women)}": "5", f"n.{key_of(women)}": "có 1 kiêm nhiệm"}
    assert client.post(address("051"), posted | {"act": "save"}).status_code == 302
    kept = entries_of(world.report("051"))
    assert (kept[total].figure.value, kept[women].figure.value) == (12, 5)
    assert kept[women].note == "có 1 kiêm nhiệm"
    assert len(kept) == 2


def test_without_script_a_refused_cell_comes_back_as_typed_and_the_others_are_kept(world, as_):
    total, women = first_pair(world, "051")
    client = as_(world.officers["051"])
    posted = fields(client.get(address("051")).content.decode())
    posted |= {f"v.{key_of(total)}": "mười", f"v.{key_of(women)}": "5"}
    answer = client.post(address("051"), posted | {"act": "none"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert fields(page)[f"v.{key_of(total)}"] == "mười"
    assert "không phải là số" in page
    kept = entries_of(world.report("051"))
    assert set(kept) == {women}, "the button waits until everything typed is kept"


def test_without_script_a_conflict_shows_both_values_and_saving_again_keeps_mine(world, as_):
    total, _women = first_pair(world, "051")
    client = as_(world.officers["051"])
    posted = fields(client.get(address("051")).content.decode())
    world.put("051", total, 12)
    posted |= {f"v.{key_of(total)}": "10"}
    answer = client.post(address("051"), posted | {"act": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "12" in page
    assert "số của anh, chị là 10" in page
    assert client.post(address("051"), fields(page) | {"act": "save"}).status_code == 302
    assert figure(world, "051", total) == Figure(Decimal(10))


def test_without_script_what_was_left_alone_does_not_undo_what_another_wrote(world, as_):
    total, women = first_pair(world, "051")
    client = as_(world.officers["051"])
    posted = fields(client.get(address("051")).content.decode())
    world.put("051", total, 12)
    assert client.post(address("051"), posted | {f"v.{key_of(women)}": "5", "act": "save"}).status_code == 302
    assert figure(world, "051", total) == Figure(Decimal(12))
    assert figure(world, "051", women) == Figure(Decimal(5))


def test_a_mark_that_stands_is_kept_and_a_number_typed_over_it_wins(world, as_):
    total, women = first_pair(world, "051")
    world.put("051", total, None, "not_collected")
    client = as_(world.officers["051"])
    posted = fields(client.get(address("051")).content.decode())
    client.post(address("051"), posted | {f"v.{key_of(women)}": "1", "act": "save"})
    assert figure(world, "051", total) == Figure(None, "not_collected")
    posted = fields(client.get(address("051")).content.decode())
    client.post(address("051"), posted | {f"v.{key_of(total)}": "4", "act": "save"})
    assert figure(world, "051", total) == Figure(Decimal(4))


def test_nothing_to_report_puts_a_zero_where_nothing_happened_and_leaves_the_rest(world, as_):
    total, women = first_pair(world, "051", "B08")
    client, page = as_(world.officers["051"]), address("051", code="B08")
    posted = fields(client.get(page).content.decode()) | {f"v.{key_of(total)}": "3"}
    client.post(page, posted | {"act": "none"})
    assert figure(world, "051", total) == Figure(Decimal(3))
    assert figure(world, "051", women) == Figure(Decimal(0))
    sheet = TableSheet(world.report("051"), "B08")
    blank = [cell for cell in sheet.places if sheet.figures[cell].is_blank]
    assert not set(blank) & set(flow_cells(sheet.report, "B08"))


def test_a_table_of_what_stands_does_not_offer_to_say_that_nothing_happened(world, as_):
    client = as_(world.officers["051"])
    assert not flow_cells(world.report("051"), "B02")
    assert 'value="none"' not in client.get(address("051", code="B02")).content.decode()
    assert 'value="none"' in client.get(address("051", code="B08")).content.decode()


def test_a_field_that_is_no_mark_is_a_400(world, as_):
    total, _women = first_pair(world, "051")
    client = as_(world.officers["051"])
    answer = client.post(address("051"), {f"v.{key_of(total)}": "", f"f.{key_of(total)}": "x", "act": "save"})
    assert answer.status_code == 400


# --- history and suggestions ------------------------------------------------------------------------------------------


def test_the_history_of_a_cell_says_who_when_from_what_to_what(world, as_):
    total, _women = first_pair(world, "051")
    world.put("051", total, 12)
    world.put("051", total, None, "not_collected")
    client = as_(world.inspector)
    where = f"{address('051', 'cell')}?cell={key_of(total)}"
    page = client.get(where).content.decode()
    assert "12 → không thu thập" in page
    assert "canbo.051" in page
    assert "<html" in page
    assert "<html" not in client.get(where, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize("query", ["", "?cell=", "?cell=nothing|", "?cell=committee.meetings|sex=F"])
def test_the_history_of_no_cell_is_a_404(world, as_, query):
    assert as_(world.inspector).get(address("051", "cell") + query).status_code == 404


def test_a_figure_on_record_is_offered_with_its_records_and_put_in_by_a_button(world, as_, monkeypatch):
    sheet = TableSheet(world.report("051"), "B01")
    cell = next(cell for cell, place in sheet.places.items() if place.line.row_id == "B01.14")
    rows = tuple(Row("register", "document", str(number), f"Công văn số {number}") for number in range(13))
    monkeypatch.setattr(
        guidance_sources, "figures", lambda **asked: [SourcedFigure(cell.element, "", Decimal(13), rows)]
    )
    client = as_(world.officers["051"])
    page = client.get(address("051")).content.decode()
    assert "từ 13 hồ sơ" in page
    assert "Công văn số 12" in page
    client.post(address("051", "suggestion"), {"cell": key_of(cell)})
    assert figure(world, "051", cell) == Figure(Decimal(13))
    change = EntryChange.objects.get()
    assert change.origin == EntryChange.Origin.DERIVED
    assert as_(world.inspector).post(address("051", "suggestion"), {"cell": key_of(cell)}).status_code == 403


def test_a_figure_that_no_source_knows_cannot_be_put_in(world, as_):
    total, _women = first_pair(world, "051")
    answer = as_(world.officers["051"]).post(address("051", "suggestion"), {"cell": key_of(total)})
    assert answer.status_code == 404


def test_what_the_program_itself_wrote_has_no_name_in_a_conflict(world, as_):
    total, _women = first_pair(world, "051")
    report = world.report("051")
    record_figures(by=SYSTEM, report=report, figures=[FigureInput(total, Decimal(4))])
    answer = send(as_(world.officers["051"]), "051", batch((total, "5", "", None, 0))).json()
    assert answer["conflicts"][0]["by"] == "Người khác"


def test_english_has_the_same_table_in_english(world, as_):
    client = as_(world.officers["051"])
    client.cookies["django_language"] = "en"
    page = client.get(address("051")).content.decode()
    assert "Nothing to report" in page or "Women" in page
    assert "The whole report" in page


def test_the_clock_of_the_save_is_viet_nams(world, as_):
    total, _women = first_pair(world, "051")
    with clock.at(dt.datetime(2015, 5, 20, 3, 42, tzinfo=dt.UTC)):
        answer = send(as_(world.officers["051"]), "051", batch((total, "5", "", None, 0))).json()
    assert answer["saved_at"] == "10:42"
