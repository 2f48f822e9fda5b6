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
from tienbo.core.deadlines import official_date
from tienbo.core.terminal import say
from tienbo.demo.guidance import guide
from tienbo.demo.province import build_people, build_tree
from tienbo.demo.rounds import Calendar, give_delegations, live_through, open_rounds
from tienbo.files.queries import content
from tienbo.guidance.models import Letter
from tienbo.indicators.queries import forget
from tienbo.reporting.consolidation.board import board_of
from tienbo.reporting.consolidation.queries import latest_version
from tienbo.reporting.output.actions import issue_version
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.verification import verify

# Days after the half-year due day on which the demo's clock stands.
AFTER = 5


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


def build(data: bytes, name: str, year: int) -> Built:
    """Empty the demo's database and run the chain on it. A run that was cut off counts as never made."""
    _mark().unlink(missing_ok=True)
    _empty()
    with clock.at(dt.date(year, 3, 2)), transaction.atomic():
        say("Cây đơn vị: tỉnh, sở ngành, huyện, xã …", "The tree: province, departments, districts, communes ...")
        root = build_tree()
        say("Người dùng, vai trò, ủy quyền …", "People, roles, delegations ...")
        people = build_people(root)
        give_delegations(root, people)
    say("Văn bản hướng dẫn: đọc, xác nhận, ban hành …", "The letter: read, confirmed, issued ...")
    with transaction.atomic():
        guidance = guide(root, people, data, name, year)
    say("Mở các kỳ báo cáo …", "Opening the rounds ...")
    with clock.at(dt.date(guidance.half_year.year, 4, 1)), transaction.atomic():
        rounds = open_rounds(
            people["thuongtruc"],
            root,
            guidance.half_year,
            guidance.annual,
            origin=_named(guidance.letter),
        )
    half_year = guidance.half_year
    before = Calendar.before(half_year.replace(year=half_year.year - 1))
    live_through(rounds["last"], people, before, smoothly=True)
    live_through(rounds["this"], people, Calendar.before(half_year), smoothly=False)
    built = Built(
        release=tienbo.__version__,
        letter=hashlib.sha256(data).hexdigest(),
        today=(half_year + dt.timedelta(days=AFTER)).isoformat(),
        half_year=rounds["this"].code,
        annual=rounds["year"].code,
    )
    _mark().write_text(json.dumps(asdict(built)))
    return built


def _named(letter: Letter) -> str:
    """The letter as a round names what asked for it."""
    return f"Công văn số {letter.number} ngày {official_date(letter.issued_on)}" if letter.number else letter.subject


def write_report(built: Built, out: Path) -> list[Path]:
    """The province's consolidated half-year report as DOCX, PDF and XLSX in a folder; returns the paths."""
    report = Report.objects.select_related("participant", "round__form", "unit").get(
        round__code=built.half_year, participant__superior=None
    )
    board = board_of(report)
    say(
        f"Báo cáo tổng hợp của tỉnh: {board.taken}/{board.owed} đơn vị đã tiếp nhận, {board.late} quá hạn",
        f"The province's consolidated report: {board.taken} of {board.owed} units taken, {board.late} late",
    )
    issued = issue_version(by=SYSTEM, version=latest_version(report))
    out.mkdir(parents=True, exist_ok=True)
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
    connection.close()
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    forget()
