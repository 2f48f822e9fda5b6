"""The whole chain, once: tree, people, letter, rounds, reports. What was built is remembered and not built again."""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

import tienbo
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.instance import mark_demo_database
from tienbo.core.terminal import say
from tienbo.demo.days import BUILT, USUAL_ANNUAL, USUAL_HALF_YEAR, USUAL_OPENING, Calendar
from tienbo.demo.guidance import Plan, guide, name_of, report_results, say_what_is_missing
from tienbo.demo.papers import report_on_the_strategy
from tienbo.demo.province import build_people, build_tree
from tienbo.demo.rounds import correct_estimates, live_through, open_annual, open_half_year
from tienbo.demo.seats import give_delegations
from tienbo.files.queries import content
from tienbo.indicators.queries import forget
from tienbo.reporting.consolidation.board import board_of
from tienbo.reporting.consolidation.queries import latest_version
from tienbo.reporting.output.actions import issue_version
from tienbo.reporting.output.snapshot import BLANK
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.verification import verify


@dataclass(frozen=True)
class Built:
    """What stands in the demo's database: built by which release from which letter, and the day its clock shows."""

    release: str
    letter: str
    today: str
    half_year: str
    annual: str


def _mark() -> Path:
    return settings.VAR / "demo.json"


def remembered(data: bytes) -> Built | None:
    """What was built from this letter by this release, or None when it has to be built (again)."""
    try:
        built = Built(**json.loads(_mark().read_text()))
    except (OSError, ValueError, TypeError):
        return None
    same = built.release == tienbo.__version__ and built.letter == hashlib.sha256(data).hexdigest()
    return built if same else None


def build(data: bytes, name: str, plan: Plan) -> Built:
    """Empty the demo's database and run the chain on it, in the order of its days. A run that was cut off counts as
    never made.
    """
    _mark().unlink(missing_ok=True)
    _empty()
    year, before = plan.year, dt.date(plan.year - 1, *USUAL_HALF_YEAR)
    with clock.at(dt.date(year - 1, *BUILT)), transaction.atomic():
        say("Cây đơn vị: tỉnh, sở ngành, huyện, xã …", "The tree: province, departments, districts, communes ...")
        root = build_tree()
        say("Người dùng, vai trò, ủy quyền …", "People, roles, delegations ...")
        people = build_people(root)
        give_delegations(people)
    officer = people["thuongtruc"]
    with clock.at(dt.date(year - 1, *USUAL_OPENING)), transaction.atomic():
        last = open_half_year(officer, root, before)
    live_through(last, people, Calendar.before(before), smoothly=True)
    year_end = dt.date(plan.year - 1, *USUAL_ANNUAL)
    with clock.at(Calendar.before(before).top + dt.timedelta(days=30)), transaction.atomic():
        last_annual = open_annual(officer, root, year_end, half_year=last)
    live_through(last_annual, people, Calendar.before(year_end), smoothly=True)
    report_on_the_strategy(last_annual, people)
    correct_estimates(last_annual, people)
    say("Văn bản hướng dẫn: đọc, xác nhận, ban hành …", "The letter: read, confirmed, issued ...")
    say_what_is_missing(plan)
    with transaction.atomic():
        letter = guide(root, people, data, name, plan)
    say("Mở các đợt báo cáo …", "Opening the rounds ...")
    with clock.at(plan.letter.opened), transaction.atomic():
        this = open_half_year(officer, root, plan.half_year, previous=last, origin=name_of(letter))
        origin = name_of(letter)
        annual = open_annual(officer, root, plan.annual, half_year=this, previous=last_annual, origin=origin)
    with transaction.atomic():
        report_results(letter, people, plan)
    live_through(this, people, Calendar.before(plan.half_year), smoothly=False)
    built = Built(
        release=tienbo.__version__,
        letter=hashlib.sha256(data).hexdigest(),
        today=today_of(plan).isoformat(),
        half_year=this.code,
        annual=annual.code,
    )
    _mark().write_text(json.dumps(asdict(built)))
    return built


def today_of(plan: Plan) -> dt.date:
    """The day on which the demo's clock stands: the day after the province has sent its report."""
    return Calendar.before(plan.half_year).top + dt.timedelta(days=1)


def write_report(built: Built, out: Path) -> list[Path]:
    """The province's consolidated half-year report as DOCX, PDF, XLSX in a folder that is there; returns the paths."""
    report = Report.objects.select_related("participant", "round__form", "unit").get(
        round__code=built.half_year, participant__superior=None
    )
    board = board_of(report)
    say(
        f"Báo cáo tổng hợp của tỉnh: {board.taken}/{board.owed} đơn vị đã tiếp nhận, {board.late} quá hạn",
        f"The province's consolidated report: {board.taken} of {board.owed} units taken, {board.late} late",
    )
    issued = issue_version(by=SYSTEM, version=latest_version(report), imprint=BLANK)
    paths = []
    for each in sorted(issued.values(), key=lambda each: each.format):
        path = out / each.file.name
        path.write_bytes(content(each.file))
        paths.append(path)
    return paths


def prove() -> bool:
    """Run `verify` and say what it found; False when anything is not as it was sent."""
    found = verify()
    say(
        f"Kiểm chứng: {found.counts['versions']} bản, {found.counts['totals']} tổng, "
        f"{found.counts['journal']} dòng nhật ký, {len(found.problems)} sai lệch",
        f"Verified: {found.counts['versions']} versions, {found.counts['totals']} totals, "
        f"{found.counts['journal']} journal lines, {len(found.problems)} problems",
    )
    for problem in found.problems[:10]:
        say(f"  ✗ {problem.check}: {problem.subject}", f"  ✗ {problem.check}: {problem.subject}")
    return not found.problems


def _empty() -> None:
    """A demo's database holds nothing that anybody needs: begin again from the first migration."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    mark_demo_database()
    connection.close()
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    forget()
