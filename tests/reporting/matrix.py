"""Who gets what at the addresses of rounds, reports, tables, boards and documents.

A half-year round over the whole province: the commune 90101 is filled, sent and taken, the commune 90102 is sent and
waits to be taken, the district 901 is being entered, the province types for the district 902, nobody else has begun.
In three more rounds the district's report waits for signature, is sent (the province's too), and is taken.
"""

import datetime as dt
import uuid
from dataclasses import replace

from tests.reporting.filling import fill_with_zeros
from tests.reporting.workbook.own.files import xlsx
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.indicators.queries import forget
from tienbo.reporting.definitions.actions import draft_form, register_form
from tienbo.reporting.definitions.loading import builtin_text
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.entry.actions import start_entering_for
from tienbo.reporting.entry.sheets import key_of
from tienbo.reporting.exchange.actions import prepare_report, submit_report, take_report
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.actions import ask
from tienbo.reporting.rounds.actions import Due, RoundPlan, open_round
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.papers.actions import open_paper
from tienbo.reporting.rules.actions import draft_rules, release_rules, remove_rule
from tienbo.reporting.workbook.own.actions import begin_layout
from tienbo.reporting.workbook.own.queries import owners_of

ROUND = "matrix-h1"
DISTRICT = {"round": ROUND, "unit": "901"}
TAKEN = {"round": ROUND, "unit": "90101"}
SENT = {"round": ROUND, "unit": "90102"}
TYPED_FOR = {"round": ROUND, "unit": "902"}
TABLE = DISTRICT | {"code": "B01"}
YEAR = {"round": "matrix-nam", "unit": "90"}
PAPER = YEAR | {"round": "matrix-nam-strategy-2015"}
READY, AWAY, CLOSED = ({"round": f"{ROUND}-{state}", "unit": "901"} for state in ("ready", "sent", "taken"))


def report_of(unit, round: str = ROUND) -> Report:
    """A unit's report in the round, fresh."""
    return Report.objects.select_related("participant__superior", "round__form", "unit").get(
        round__code=round, unit=unit
    )


def _filled(unit, round: str = ROUND) -> Report:
    fill_with_zeros(report_of(unit, round))
    return report_of(unit, round)


def _fill_and_send(unit, round: str = ROUND):
    return submit_report(by=SYSTEM, report=_filled(unit, round))


def half_year_plan() -> RoundPlan:
    """The half-year round; the others are the same but for their code."""
    return RoundPlan(
        code=ROUND,
        title="Báo cáo sơ kết 6 tháng đầu năm 2015",
        form=register_form(by=SYSTEM, source=builtin_text("vstbcpn-2015")),
        report="half_year",
        starts_on=dt.date(2014, 12, 1),
        ends_on=dt.date(2015, 5, 31),
        closing_on=dt.date(2015, 5, 20),
        tree_on=dt.date(2015, 5, 20),
        dues=tuple(
            Due(kind, dt.date(2015, 6, 5)) for kind in ("province", "department", "district", "commune", "sub_unit")
        ),
        terms={"party": ["2010-2015", "2015-2020"], "council": ["2011-2016"], "assembly": ["XIII"]},
    )


def prepare_round(world) -> dict:
    """The half-year round, and reports in three states."""
    # The elements that another test registered are gone with it.
    forget()
    with clock.at(dt.date(2015, 5, 22)):
        open_round(by=SYSTEM, unit=world.tinh, plan=half_year_plan())
        version = _fill_and_send(world.xa)
        take_report(by=SYSTEM, report=report_of(world.xa))
        _fill_and_send(world.xa2)
        fill_with_zeros(report_of(world.huyen), "B01")
        start_entering_for(by=SYSTEM, report=report_of(world.huyen2))
        asked = About.of_cell(asked_of_participant(report_of(world.xa).participant).typed[0])
        question = ask(by=SYSTEM, report=report_of(world.xa), about=asked, text="Vì sao?")
    cell = asked_of_participant(report_of(world.huyen).participant).typed[0]
    return {
        "version_number": version.number,
        "version_uid": version.uid,
        "cell_key": key_of(cell),
        "asked_about": str(asked),
        "question_number": question.pk,
    }


def prepare(world) -> dict:
    """The half-year round, and the three rounds in which the district's report is further on."""
    made = prepare_round(world)
    with clock.at(dt.date(2015, 5, 22)):
        for at in (READY, AWAY, CLOSED):
            # The last one asks the whole half-year beside its first five months.
            estimate_to = dt.date(2015, 6, 30) if at is CLOSED else None
            plan = replace(half_year_plan(), code=at["round"], estimate_to=estimate_to)
            open_round(by=SYSTEM, unit=world.tinh, plan=plan)
        prepare_report(by=SYSTEM, report=_filled(world.huyen, READY["round"]))
        _fill_and_send(world.huyen, AWAY["round"])
        _fill_and_send(world.tinh, AWAY["round"])
        _fill_and_send(world.huyen, CLOSED["round"])
        take_report(by=SYSTEM, report=report_of(world.huyen, CLOSED["round"]))
        made["rules_released"], made["rules_draft"] = _rules_of(world.tinh)
        made["own_layout"] = _layout_of(report_of(world.huyen)).uid
        _open_paper(world)
        made["form_draft"] = draft_form(by=SYSTEM, unit=world.tinh, base=FormVersion.objects.get(code="vstbcpn-2015"))
    return made


def _open_paper(world) -> None:
    """The province's annual round, sent, and the paper that is drawn from it."""
    year = {"report": "annual", "ends_on": dt.date(2015, 11, 30)}
    round = open_round(by=SYSTEM, unit=world.tinh, plan=replace(half_year_plan(), code=YEAR["round"], **year), units=[])
    _fill_and_send(world.tinh, YEAR["round"])
    form = register_form(by=SYSTEM, source=builtin_text("strategy-2015"))
    register_form(by=SYSTEM, source=builtin_text("action-month-2016"))
    open_paper(by=SYSTEM, round=round, form=form, title="Báo cáo thực hiện Chiến lược", due=dt.date(2015, 12, 25))


def _layout_of(report: Report):
    """A draft of how a workbook of the unit's own is read."""
    return begin_layout(by=SYSTEM, report=report, owner=owners_of(report)[0], name="Biểu.xlsx", data=xlsx())


def _rules_of(unit):
    """The province's rules in force, and the draft of the version after them."""
    draft = draft_rules(by=SYSTEM, unit=unit, form_code="vstbcpn-2015")
    released = release_rules(by=SYSTEM, rules=remove_rule(by=SYSTEM, rules=draft, code="K25"))
    return released, draft_rules(by=SYSTEM, unit=unit, form_code="vstbcpn-2015")


# Whoever reads reports of the province reads all; those of the district read its own and its communes'.
READS_DISTRICT = {
    "*": 404,
    **dict.fromkeys(["standing", "head", "inspector", "viewer", "officer", "district_head", "delegate"], 200),
}
# The page of entering for others is the superior's: the unit itself does not see it.
READS_OTHER = {"*": 404, **dict.fromkeys(["standing", "head", "inspector", "viewer"], 200)}
READS_COMMUNE = READS_DISTRICT | {"commune": 200}


def _only(may: dict[str, int], readers: dict[str, int] = READS_DISTRICT) -> dict[str, int]:
    """Readers are told that they may not (403); those named may."""
    return {who: 404 if status == 404 else 403 for who, status in readers.items()} | may


# What is in force is read by everybody whose unit takes part; a draft by those who write it.
IN_FORCE = {"*": 200, "admin": 404, "nobody": 404}
WRITTEN = {"*": 404, "standing": 200}
DONE_BY_OFFICE = {"*": 404, "standing": 302}


def _ruled(name: str, which: str, expect: dict, code: str = "", **more) -> dict:
    """A row about a rule set: `which` is draft or released."""
    further = {"code": code} if code else {}
    return {
        "url": f"reporting:{name}",
        "kwargs": lambda world: {"uid": getattr(world, f"rules_{which}").uid} | further,
        "expect": expect,
    } | more


def _drafted(name: str, expect: dict | None = None, **fields) -> dict:
    """A row about the province's draft of a form; with an `act` something is posted."""
    places = {key: fields.pop(key) for key in ("code", "place", "part") if key in fields}
    posted = {"method": "post", "data": _said(**fields)} if fields else {}
    return {
        "url": f"reporting:{name}",
        "kwargs": lambda world: {"uid": world.form_draft.uid} | places,
        "expect": expect or WRITTEN,
    } | posted


def _at(kwargs: dict, **more):
    return lambda world: kwargs | more


def _row(name: str, kwargs: dict, expect: dict, **more) -> dict:
    return {"url": f"reporting:{name}", "kwargs": _at(kwargs), "expect": expect} | more


def _post(name: str, kwargs: dict, expect: dict, data=None) -> dict:
    return _row(name, kwargs, expect, method="post", **({"data": data} if data else {}))


def _batch(**more):
    """What the script of a table sends: one figure, and what else is said."""
    return lambda world: (
        {
            "op": str(uuid.uuid4()),
            "changes": [{"cell": world.cell_key, "text": "3", "flag": "", "base": 1}],
        }
        | more
    )


def _typed(text: str):
    """What the form of a table without script posts: a figure with its note."""
    return lambda world: {
        f"v.{world.cell_key}": text,
        f"b.{world.cell_key}": "1",
        f"n.{world.cell_key}": "theo sổ",
        "act": "save",
    }


def _said(**fields):
    return lambda world: fields


def _own_layout(**more) -> dict:
    """A row about how a table of the district's own is read."""
    return {"url": "reporting:own_layout", "kwargs": lambda world: DISTRICT | {"uid": world.own_layout}} | more


def _asked(act: str, may: dict, **fields) -> dict:
    """What somebody does to the question about the commune's report that is taken."""
    return {
        "url": "reporting:question",
        "kwargs": lambda world: TAKEN | {"number": world.question_number},
        "method": "post",
        "data": _said(act=act, **fields),
        "expect": _only(may, READS_COMMUNE),
    }


def _month() -> FormVersion:
    return FormVersion.objects.get(code="action-month-2016")


ROWS = [
    # --- lists and rounds ---
    {"url": "reporting:reports", "expect": {"*": 200}},
    {"url": "reporting:rounds", "expect": {"*": 200}},
    {"url": "reporting:round_new", "expect": {"*": 403, "nobody": 404, "standing": 200, "officer": 200, "commune": 200,
                                              "stranger": 200}},
    _row("round", {"round": ROUND}, {"*": 200, "admin": 404, "nobody": 404}),
    _row("standing", DISTRICT, _only({"standing": 200})),
    _post("standing", DISTRICT, _only({"standing": 302}), lambda world: {"standing": "exempt", "reason": "x"}),
    _post("round_new", {}, {"*": 403, "nobody": 404, "standing": 422, "officer": 422, "commune": 422, "stranger": 422},
          lambda world: {"act": "open"}),
    # --- one report ---
    _row("report", DISTRICT, READS_DISTRICT),
    _row("report", TAKEN, READS_COMMUNE),
    _row("table", TABLE, READS_DISTRICT),
    _post("table", TABLE, _only({"officer": 302})),
    _post("cells", TABLE, _only({"officer": 400})),
    _post("suggestion", TABLE, _only({"officer": 404})),
    {"url": "reporting:cell", "kwargs": _at(DISTRICT), "data": lambda world: {"cell": world.cell_key},
     "expect": READS_DISTRICT},
    _row("text", DISTRICT, READS_DISTRICT),
    _row("text_history", DISTRICT | {"heading": "opening"}, READS_DISTRICT),
    _row("text_sources", DISTRICT | {"heading": "opening"}, READS_DISTRICT),
    _post("text", DISTRICT, _only({"officer": 302})),
    _row("totals", DISTRICT, READS_DISTRICT),
    {"url": "reporting:lineage", "kwargs": _at(DISTRICT), "data": lambda world: {"cell": world.cell_key},
     "expect": READS_DISTRICT},
    _row("document", DISTRICT, READS_DISTRICT),
    _row("draft_file", DISTRICT | {"format": "docx"}, READS_DISTRICT),
    # --- what is done to it ---
    _row("prepare", DISTRICT, _only({"officer": 200})),
    _row("resume", DISTRICT, _only({"officer": 302})),
    _row("submit", DISTRICT, _only({"district_head": 200, "delegate": 200})),
    _row("recall", DISTRICT, _only({"district_head": 302, "delegate": 302})),
    _row("take", SENT, _only({"officer": 200})),
    _post("take", SENT, _only({"officer": 302})),
    _row("return", SENT, _only({"officer": 200})),
    _row("reopen", TAKEN, _only({}, READS_COMMUNE)),
    _row("receipt", {"round": ROUND, "unit": "90"}, {"*": 404, "standing": 302, "head": 302, "inspector": 403,
                                                     "viewer": 403}),
    _row("paper", TAKEN, _only({"commune": 200}, READS_COMMUNE)),
    # --- each act, done: typing and writing ---
    _post("table", TABLE, _only({"officer": 302}), _typed("3")),
    _post("table", TABLE, _only({"officer": 422}), _typed("mười")),
    _post("table", AWAY | {"code": "B01"}, _only({"officer": 302}), _typed("3")),
    _post("table", DISTRICT | {"code": "B02"}, _only({"officer": 302}), _said(act="none")),
    _post("table", DISTRICT | {"code": "B02"}, _only({"officer": 302}), _said(act="same")),
    _post("table", DISTRICT | {"code": "B02"}, _only({"officer": 302}), _said(act="save", **{"j..K25|B02": "Chưa có"})),
    _row("cells", TABLE, _only({"officer": 200}), method="post", json=True, data=_batch()),
    _row("cells", TABLE, _only({"officer": 200}), method="post", json=True,
         data=_batch(changes=[], justifications=[{"row": "", "code": "K25|B02", "text": "Chưa có"}])),
    _row("cells", AWAY | {"code": "B01"}, _only({"officer": 409}), method="post", json=True, data=_batch()),
    _row("cells", TYPED_FOR | {"code": "B01"}, _only({"standing": 200, "stranger": 403}, READS_OTHER), method="post",
         json=True, data=_batch(changes=[])),
    _post("text", DISTRICT, _only({"officer": 302}), _said(**{"b.results.funds": "0", "t.results.funds": "20 triệu"})),
    _post("text", DISTRICT, _only({"officer": 302}), _said(draft="*")),
    _post("text", DISTRICT, _only({"officer": 302}), _said(group="drop assessment.causes x")),
    _row("enter_for_cells", DISTRICT | {"table": "B01"}, _only({"officer": 200}), method="post", json=True,
         data=_batch(changes=[])),
    # --- each act, done: between offices ---
    _post("prepare", DISTRICT, _only({"officer": 302})),
    _post("resume", READY, _only({"officer": 302})),
    _post("submit", DISTRICT, _only({"district_head": 302, "delegate": 302})),
    _post("submit", READY, _only({"district_head": 302, "delegate": 302})),
    _post("recall", AWAY, _only({"district_head": 302, "delegate": 302})),
    _post("take", AWAY, _only({"standing": 302})),
    _post("return", AWAY, _only({"standing": 302}), _said(message="Bổ sung biểu B02")),
    _post("return", AWAY, _only({"standing": 422}), _said(message=" ")),
    _post("return", SENT, _only({"officer": 302}), _said(message="Bổ sung biểu B02")),
    _post("reopen", CLOSED, _only({"district_head": 302, "delegate": 302}), _said(reason="Sửa số kinh phí")),
    _post("reopen", CLOSED, _only({"district_head": 422, "delegate": 422}), _said(reason="")),
    _post("reopen", TAKEN, _only({}, READS_COMMUNE), _said(reason="Sửa số kinh phí")),
    _post("receipt", AWAY | {"unit": "90"}, {"*": 404, "standing": 302, "head": 302, "inspector": 403, "viewer": 403},
          _said(number="12/UBQG", received_on="25/05/2015")),
    _post("paper", TAKEN, _only({"commune": 302}, READS_COMMUNE), _said(number="5/BC", signed_on="25/05/2015")),
    # --- questions, and what changed ---
    _row("questions", DISTRICT, READS_DISTRICT),
    _row("questions", SENT, READS_DISTRICT),
    _post("questions", SENT, _only({"officer": 302}), lambda world: {"about": "report:", "text": "Vì sao?"}),
    _post("questions", SENT, _only({"officer": 302}), lambda world: {"about": world.asked_about, "text": "Vì sao?"}),
    _post("questions", SENT, _only({"officer": 422}), lambda world: {"about": world.asked_about, "text": " "}),
    _post("questions", SENT, _only({"officer": 404}), _said(about="table:Z9", text="Vì sao?")),
    _post("questions", {"round": ROUND, "unit": "90"}, {"*": 404}, _said(about="report:", text="Vì sao?")),
    _asked("answer", {"commune": 302}, text="Đúng."),
    _asked("answer", {"commune": 422}, text=""),
    _asked("ask_again", {"officer": 302}, text="Theo nguồn nào?"),
    _asked("close", {"officer": 302}),
    _asked("withdraw", {"officer": 302}),
    {"url": "reporting:question", "method": "post", "expect": {"*": 404}, "data": _said(act="close"),
     "kwargs": lambda world: SENT | {"number": world.question_number}},
    _row("changes", DISTRICT, READS_DISTRICT),
    _row("changes", TAKEN, READS_COMMUNE),
    _row("changes_file", TAKEN, {"*": 404}),
    {"url": "reporting:changes_file", "kwargs": _at(TAKEN), "data": _said(**{"from": "1", "to": "now"}),
     "expect": READS_COMMUNE},
    {"url": "reporting:changes", "kwargs": _at(TAKEN), "data": _said(**{"from": "9"}), "expect": {"*": 404}},
    _row("sign", TAKEN, _only({"commune": 200}, READS_COMMUNE)),
    _post("sign", TAKEN, _only({"commune": 422}, READS_COMMUNE), _said(number="5/BC", signed_on="25/05/2015")),
    # --- the public page of a version: anybody who holds the paper ---
    {"url": "reporting:public_version", "kwargs": lambda world: {"uid": world.version_uid}, "expect": {"*": 200}},
    {"url": "reporting:public_version", "kwargs": lambda world: {"uid": world.version_uid}, "expect": {"*": 422},
     "method": "post"},
    {"url": "reporting:public_version", "kwargs": lambda world: {"uid": uuid.UUID(int=7)}, "expect": {"*": 404}},
    # --- more time ---
    _row("extension", DISTRICT, READS_DISTRICT),
    _post("extension", DISTRICT, _only({"officer": 302, "district_head": 302, "delegate": 302}),
          _said(act="ask", until="09/06/2015", reason="Cán bộ nghỉ ốm")),
    _post("extension", DISTRICT, _only({"officer": 422, "district_head": 422, "delegate": 422}), _said(act="withdraw")),
    _post("extension", DISTRICT, _only({"standing": 302}), _said(act="grant", until="09/06/2015")),
    _post("extension", DISTRICT, _only({"standing": 422}), _said(act="refuse", answer="Cần số sớm")),
    _row("extensions", DISTRICT, READS_DISTRICT),
    # --- rules ---
    {"url": "reporting:rule_sets", "expect": {"*": 200}},
    {"url": "reporting:rule_sets", "method": "post", "expect": {"*": 403, "standing": 404, "nobody": 404}},
    _ruled("rule_set", "released", IN_FORCE),
    _ruled("rule_set", "draft", WRITTEN),
    _ruled("rule_set", "draft", DONE_BY_OFFICE, method="post", data=_said(act="discard")),
    _ruled("rule_set", "draft", DONE_BY_OFFICE, method="post", data=_said(act="name", vi="Quy tắc", en="Rules")),
    _ruled("rule_set", "draft", WRITTEN | {"standing": 422}, method="post", data=_said(act="name", vi="", en="Rules")),
    _ruled("rule_set", "released", IN_FORCE | {"*": 403, "standing": 302}, method="post", data=_said(act="retire")),
    _ruled("rule_set_file", "released", IN_FORCE),
    _ruled("rule_set_file", "draft", WRITTEN),
    _ruled("rule_set_try", "released", IN_FORCE | {"*": 403, "standing": 200}),
    _ruled("rule_set_try", "draft", WRITTEN, data=_said(round=ROUND)),
    _ruled("rule", "draft", WRITTEN, "new"),
    _ruled("rule", "draft", WRITTEN, "K01"),
    _ruled("rule", "draft", {"*": 404}, "K99"),
    _ruled("rule", "released", IN_FORCE | {"*": 403, "standing": 404}, "K01"),
    _ruled("rule", "draft", DONE_BY_OFFICE, "K01", method="post", data=_said(act="remove")),
    _ruled("rule", "draft", WRITTEN | {"standing": 422}, "K01", method="post", data=_said(act="yaml", text="a: b")),
    _ruled("rule_set_import", "draft", WRITTEN),
    _ruled("rule_set_import", "draft", WRITTEN | {"standing": 422}, method="post", data=_said(text="- a")),
    _ruled("rule_set_release", "draft", WRITTEN),
    _ruled("rule_set_release", "draft", DONE_BY_OFFICE, method="post"),
    _row("round_rules", {"round": ROUND}, IN_FORCE | {"*": 403, "standing": 200}),
    _post("round_rules", {"round": ROUND}, IN_FORCE | {"*": 403, "standing": 302},
          lambda world: {"rules": world.rules_released.pk}),
    _post("table_scale", DISTRICT | {"code": "B13"}, _only({"officer": 302}), _said(scale="million")),
    _post("table_scale", DISTRICT | {"code": "B02"}, _only({"officer": 404}), _said(scale="million")),
    # --- papers upward ---
    _row("paper_new", {"round": YEAR["round"]}, _only({"standing": 200}, READS_OTHER)),
    _row("paper_new", {"round": PAPER["round"]}, _only({"standing": 404}, READS_OTHER)),
    _post("paper_new", {"round": YEAR["round"]}, _only({"standing": 422}, READS_OTHER)),
    _post("paper_new", {"round": YEAR["round"]}, _only({"standing": 302}, READS_OTHER),
          lambda world: {"form_version": _month().pk, "due": "25/12/2015"}),
    _row("draw", PAPER, _only({"standing": 200}, READS_OTHER)),
    _row("draw", DISTRICT, {"*": 404}),
    _post("draw", PAPER, _only({"standing": 302}, READS_OTHER), _said(version="1")),
    _post("draw", PAPER, _only({"standing": 302}, READS_OTHER), _said(heading="next")),
    # --- forms ---
    {"url": "reporting:forms", "expect": {"*": 200}},
    {"url": "reporting:forms", "method": "post", "expect": {"*": 403, "standing": 404, "nobody": 404}},
    *(_row(name, {"code": "vstbcpn-2015", "version": 1}, {"*": 200})
      for name in ("form", "form_changes", "form_yaml", "form_xlsx")),
    _row("form", {"code": "vstbcpn-2015", "version": 99}, {"*": 404}),
    _row("round_form", {"round": ROUND}, IN_FORCE | {"*": 403, "standing": 200}),
    _post("round_form", {"round": ROUND}, IN_FORCE | {"*": 403, "standing": 422}, _said(form="0", act="adopt")),
    *(_drafted(name) for name in (
        "form_draft", "form_draft_preview", "form_draft_changes", "form_draft_headings", "form_draft_import",
        "form_draft_paper", "form_draft_release", "form_draft_yaml", "form_draft_xlsx")),
    _drafted("form_draft_table", code="B05"),
    _drafted("form_draft_row", code="B05", place="B05.01"),
    _drafted("form_draft_heading", code="results"),
    _drafted("form_draft_part", part="units"),
    _drafted("form_draft_part", {"*": 404}, part="tables"),
    _drafted("form_draft", DONE_BY_OFFICE, act="down", table="B01"),
    _drafted("form_draft_table", DONE_BY_OFFICE, code="B05", act="down", row="B05.01"),
    _drafted("form_draft_row", WRITTEN | {"standing": 422}, code="B05", place="B05.01", act="save"),
    _drafted("form_draft_headings", DONE_BY_OFFICE, act="down", heading="results"),
    _drafted("form_draft_heading", WRITTEN | {"standing": 422}, code="results", act="save"),
    _drafted("form_draft_part", WRITTEN | {"standing": 422}, part="units", act="save", text="- a"),
    _drafted("form_draft_import", WRITTEN | {"standing": 422}, act="import"),
    _drafted("form_draft_paper", WRITTEN | {"standing": 422}, act="read"),
    _drafted("form_draft_release", DONE_BY_OFFICE, act="release"),
    # --- reminders by the clock ---
    _row("reminders", {"round": ROUND}, {"*": 200, "admin": 404, "nobody": 404}),
    _post("reminders", {"round": ROUND}, {"*": 403, "admin": 404, "nobody": 404, "standing": 302},
          _said(days=["-5", "0", "1"])),
    # --- texts to copy, the official letter ---
    _row("zalo", DISTRICT, _only({"officer": 200})),
    _row("reminding_letter", DISTRICT, _only({"officer": 200})),
    _post("reminding_letter", DISTRICT, _only({"officer": 422}), _said(act="docx")),
    _post("reminding_letter", DISTRICT, _only({"officer": 200}), _said(act="letter", row="90103")),
    {"url": "reporting:reminding_letter_file", "kwargs": lambda world: {"number": 999999}, "expect": {"*": 404}},
    # --- versions ---
    _row("version", TAKEN | {"number": 1}, READS_COMMUNE),
    _row("version_receipt", TAKEN | {"number": 1}, READS_COMMUNE),
    _row("version_paper", TAKEN | {"number": 1}, {"*": 404}),
    _row("version_file", TAKEN | {"number": 1, "format": "pdf"}, READS_COMMUNE),
    # --- proofs ---
    _row("proof", DISTRICT, READS_DISTRICT),
    _row("proof", TAKEN, READS_COMMUNE),
    _row("proof_file", TAKEN | {"number": 1}, READS_COMMUNE),
    _row("proof_file", TAKEN | {"number": 9}, {"*": 404}),
    # --- workbooks ---
    _row("workbook", DISTRICT, READS_DISTRICT),
    _post("workbook", DISTRICT, _only({"officer": 422, "standing": 403, "head": 403})),
    _row("workbook_file", DISTRICT, READS_DISTRICT),
    _row("workbook_file", TAKEN, READS_COMMUNE),
    _row("own_layouts", DISTRICT, READS_DISTRICT),
    _post("own_layouts", DISTRICT, _only({"officer": 422, "standing": 422, "head": 403})),
    _own_layout(expect=_only({"officer": 200})),
    _own_layout(expect=_only({"officer": 422}), method="post", data=_said(act="use")),
    _own_layout(expect=_only({"officer": 302}), method="post", data=_said(act="discard")),
    {"url": "reporting:workbooks", "expect": {"*": 200}},
    {"url": "reporting:workbooks", "method": "post", "expect": {"*": 422}},
    # What somebody sent is his alone.
    *({"url": f"reporting:{name}", "kwargs": lambda world, key=key: {key: uuid.UUID(int=7)}, "expect": {"*": 404},
       "method": method}
      for name, key, method in (("workbook_batch", "batch", "get"), ("workbook_batch", "batch", "post"),
                                ("workbook_upload", "uid", "get"), ("workbook_upload", "uid", "post"),
                                ("workbook_given_back", "uid", "get"))),
    _row("lineage_csv", DISTRICT, READS_DISTRICT),
    _row("lineage_csv", TAKEN, READS_COMMUNE),
    _row("text_sources_csv", DISTRICT, READS_DISTRICT),
    _row("text_sources_csv", TAKEN, READS_COMMUNE),
    _row("sources_file", TAKEN | {"number": 1, "format": "docx"}, READS_COMMUNE),
    _row("sources_file", TAKEN | {"number": 9, "format": "docx"}, {"*": 404}),
    # --- what differs from what was signed ---
    _row("differences", DISTRICT, READS_DISTRICT),
    _row("differences", TAKEN, READS_COMMUNE),
    _row("differences_csv", TAKEN, READS_COMMUNE),
    _row("estimates", DISTRICT, {"*": 404}),
    _row("estimates_file", DISTRICT, {"*": 404}),
    _row("estimates", CLOSED, READS_DISTRICT),
    _row("estimates_file", CLOSED, READS_DISTRICT),
    # --- the board, and entering for others ---
    _row("board", DISTRICT, READS_DISTRICT),
    # Each is led to the board of the unit where he sits, if it takes part and he reads its report.
    _row("own_board", {"round": ROUND}, {"*": 302, "admin": 404, "nobody": 404}),
    _post("take_many", DISTRICT, _only({"officer": 302})),
    _post("remind_many", DISTRICT, _only({"officer": 302})),
    _row("enter_for", DISTRICT, _only({"officer": 200})),
    _post("enter_for", DISTRICT | {"table": "B01"}, _only({"officer": 302})),
    _row("totals", DISTRICT | {"table": "B01"}, READS_DISTRICT),
    _row("totals", DISTRICT | {"table": "Z99"}, {"*": 404}),
    _post("enter_for_cells", DISTRICT | {"table": "B01"}, _only({"officer": 400})),
    _post("hand_over", TYPED_FOR, _only({"standing": 302}, READS_OTHER)),
    _post("send_for", TYPED_FOR, _only({"standing": 302}, READS_OTHER)),
    _row("send_for", TYPED_FOR, _only({"standing": 200}, READS_OTHER)),
]  # fmt: skip
