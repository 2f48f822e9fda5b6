"""(e) Autosave: 50 people typing at once, each in the report of his own unit, beside a bare view at the same pace.

Bounded: 50 writers, 8 saves each; a person saves every three seconds in the middle, as one types figure after figure.
"""

import http.client
import json
import random
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from django.urls import reverse

from bench.load import gunicorn, session_of
from bench.timing import Timing
from bench.world import SINCE, World
from tienbo.access.actions import create_user, grant_role
from tienbo.access.permissions import Role
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.entry.sheets import key_of, tables_asked
from tienbo.reporting.entry.tables import typed_cells
from tienbo.reporting.exchange.actions import recall_report
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import State

WRITERS, SAVES, PAUSE = 50, 8, 3.0
TOKEN = "t" * 32


def measure(world: World, folder: Path) -> list[str]:
    """Lines of results."""
    writers = [_writer(report) for report in world.children(world.wide)[:WRITERS]]
    with gunicorn("tienbo.config.wsgi:application") as port, gunicorn("bench.bare:application") as bare:
        saves = _all_at_once([_saving(port, *each) for each in writers])
        base = _all_at_once([_reading(bare) for _ in writers])
    return [
        f"{WRITERS} people, {len(saves.runs)} saves of one figure, each every {PAUSE:.0f} s in the middle",
        f"{'ours: kept, checked, answered':<40} p50 {saves.median:6.1f} ms  p95 {saves.percentile(0.95):6.1f} ms   "
        "(aim p95 50 ms)",
        f"{'a bare Django view at the same pace':<40} p50 {base.median:6.1f} ms  p95 {base.percentile(0.95):6.1f} ms",
    ]


def _writer(report: Report) -> tuple[str, str, list[str]]:
    """Somebody who types at a unit: the session, the address of a table, its cells."""
    if report.state == State.SUBMITTED:
        recall_report(by=SYSTEM, report=report)
    code = report.participant.code
    user = create_user(by=SYSTEM, username=f"nhap-{code}", display_name="Người nhập", unit=report.unit)
    grant_role(by=SYSTEM, user=user, role=Role.UNIT_OFFICER, unit=report.unit, since=SINCE)
    table = tables_asked(report)[0].code
    address = reverse("reporting:cells", args=[report.round.code, report.participant.slug, table])
    return session_of(user), address, [key_of(cell) for cell in typed_cells(report, table)]


def _saving(port: int, session: str, address: str, cells: list[str]) -> Callable[[int], None]:
    """A save of one figure, as the script sends it, on a connection that stays open."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/json",
        "Accept-Encoding": "gzip",
    }
    revisions: dict[str, int] = {}

    def send(number: int) -> None:
        cell = cells[number % len(cells)]
        change = {"cell": cell, "text": str(number + 1), "flag": "", "base": revisions.get(cell, 0)}
        body = json.dumps({"op": str(uuid.uuid4()), "changes": [change]})
        connection.request("POST", address, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status} {said[:200]!r}")

    return send


def _reading(port: int) -> Callable[[int], None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def send(number: int) -> None:
        connection.request("GET", "/")
        connection.getresponse().read()

    return send


def _all_at_once(writers: list[Callable[[int], None]]) -> Timing:
    """Everybody at his own pace; milliseconds of each save but everybody's first."""
    taken: list[float] = []
    failures: list[Exception] = []

    def write(send: Callable[[int], None], seed: int) -> None:
        pace = random.Random(seed)
        time.sleep(pace.uniform(0, PAUSE))
        try:
            for number in range(SAVES + 1):
                start = time.perf_counter()
                send(number)
                if number:
                    taken.append((time.perf_counter() - start) * 1000)
                time.sleep(pace.expovariate(1 / PAUSE))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(send, seed)) for seed, send in enumerate(writers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if failures:
        raise failures[0]
    return Timing(tuple(taken))
