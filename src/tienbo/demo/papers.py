"""The demo's other report upward: last year's on the Strategy, the People's Committee's paper, out of the figures that
the province has sent in its annual report. Titles only: no person is named."""

import datetime as dt

from django.db import transaction

from tienbo.access.models import User
from tienbo.committees.actions import name_paper_issuer
from tienbo.core import clock
from tienbo.core.terminal import say
from tienbo.demo.days import moment
from tienbo.demo.province import PEOPLES_COMMITTEE, PLACE, SINCE
from tienbo.reporting.definitions.actions import register_builtin_forms
from tienbo.reporting.definitions.queries import latest_version
from tienbo.reporting.entry.actions import write_passage
from tienbo.reporting.entry.drawing.actions import draw_figures, take_over_text
from tienbo.reporting.entry.drawing.queries import drawing_of
from tienbo.reporting.entry.drawing.text import headings_drawn
from tienbo.reporting.exchange.actions import record_receipt, record_signed_paper, submit_report
from tienbo.reporting.rounds.models import Report, Round
from tienbo.reporting.rounds.papers.actions import open_paper

FORM = "strategy-2015"
MINISTRY = "Bộ Lao động - Thương binh và Xã hội"
ISSUER = {
    "name": "Ủy ban nhân dân tỉnh Cao Bằng",
    "symbol": "UBND",
    "place": PLACE,
    "addressee": MINISTRY,
    "recipients": (MINISTRY, "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "Ban VSTBCPN tỉnh", "Lưu: VT"),
    "authority": f"TM. {PEOPLES_COMMITTEE}",
    "titles": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
}
# Days of December on which the paper is made, and by which it is due.
MADE, DUE = 18, 25
SITUATION = (
    "Thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2011-2020, Ủy ban nhân dân tỉnh báo cáo kết quả năm "
    "{year}. Số liệu lấy từ báo cáo tổng kết năm của Ban Vì sự tiến bộ của phụ nữ tỉnh; không yêu cầu sở, ngành, huyện "
    "báo cáo lại."
)


def report_on_the_strategy(round: Round, people: dict[str, User]) -> Round:
    """Open the paper on an annual round that the province has sent, draw it, send it; its number and receipt come."""
    say("Báo cáo thực hiện Chiến lược, từ cùng số liệu …", "The report on the Strategy, from the same figures ...")
    officer, head, year = people["thuongtruc"], people["lanhdao"], round.ends_on.year
    day = dt.date(year, 12, MADE)
    with transaction.atomic(), clock.at(moment(day, 9)):
        register_builtin_forms()
        name_paper_issuer(by=officer, unit=round.unit, kind_of_paper=FORM, since=SINCE, **ISSUER)
        title = f"Báo cáo thực hiện Chiến lược quốc gia về bình đẳng giới năm {year}"
        due = dt.date(year, 12, DUE)
        paper = open_paper(by=officer, round=round, form=latest_version(FORM), title=title, due=due)
        report = Report.objects.select_related("participant", "round__form", "round__drawn_from", "unit").get(
            round=paper
        )
        draw_figures(by=officer, report=report)
        write_passage(by=officer, report=report, heading="opening", text=SITUATION.format(year=year))
        for each in headings_drawn(report, drawing_of(report).version):
            # Its own situation is written for the ministry.
            if each.missing and each.heading.code != "opening":
                take_over_text(by=officer, report=report, heading=each.heading.code)
    with transaction.atomic(), clock.at(moment(day + dt.timedelta(days=1), 15)):
        version = submit_report(by=head, report=report)
        record_signed_paper(
            by=officer, version=version, number="326/BC-UBND", signed_on=clock.today(), signer="(minh họa)"
        )
        received = clock.today() + dt.timedelta(days=3)
        record_receipt(by=officer, report=report, number="(minh họa)", received_on=received)
    return paper
