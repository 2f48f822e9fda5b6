"""``tienbo mail status``, ``tienbo mail test ADDRESS``, ``tienbo mail again``: mail on its way out."""

import json
import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.mail_delivery import Letter, deliver
from tienbo.core.queries import mail_in_trouble, mail_status
from tienbo.core.terminal import Refusal, both, choose, say
from tienbo.home.actions import send_mail_again
from tienbo.units.queries import top_of_tree

SHOWN = 20


class Command(BaseCommand):
    """Exit 0: done; 1: mail stands still, or the test was not taken; 2: no mail server is set up."""

    def add_arguments(self, parser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="status|test|again")
        status = commands.add_parser("status", help=both("thư đi đang thế nào", "how outgoing mail stands"))
        status.add_argument("--json", action="store_true", help=both("in dạng JSON", "as JSON on stdout"))
        test = commands.add_parser(
            "test",
            help=both("gửi ngay một thư thử và cho biết kết quả", "sends a test message now, and says the outcome"),
        )
        test.add_argument("address", help=both("địa chỉ nhận", "the address that gets it"))
        commands.add_parser("again", help=both("gửi lại thư đang đứng", "sends again what stands still"))

    def handle(self, *, command: str, **options) -> None:
        try:
            code = {"status": _status, "test": _test, "again": _again}[command](options)
        except Refusal as refusal:
            say(refusal.vi, refusal.en)
            code = refusal.code
        sys.exit(code)


def _server():
    if not settings.MAIL_SERVER:
        raise Refusal(
            "Chưa đặt TIENBO_MAIL_URL: hệ thống không gửi thư, chỉ dùng hộp thư của hệ thống.",
            "TIENBO_MAIL_URL is not set: no mail is sent, the inbox works alone.",
        )
    return settings.MAIL_SERVER


def _status(options) -> int:
    status, trouble = mail_status(), list(mail_in_trouble()[:SHOWN])
    if options["json"]:
        lines = [{"to": each.to, "state": each.state, "attempts": each.attempts, "answer": each.last_error}
                 for each in trouble]  # fmt: skip
        print(json.dumps(
            {"server": status.server, "waiting": status.waiting, "sent": status.sent, "stopped": status.stopped,
             "trouble": lines},
            ensure_ascii=False,
        ))  # fmt: skip
    else:
        _server()
        print(choose(f"Máy chủ: {status.server}", f"Server: {status.server}"))
        print(choose(
            f"Đã gửi {status.sent}, đang chờ {status.waiting}, bị từ chối hoặc đã thôi gửi {status.stopped}.",
            f"{status.sent} sent, {status.waiting} waiting, {status.stopped} refused or given up.",
        ))  # fmt: skip
        for each in trouble:
            print(f"  {each.to}: {each.get_state_display()} ({each.attempts}). {each.last_error}")
    return 1 if trouble else 0


def _test(options) -> int:
    server = _server()
    try:
        validate_email(options["address"])
    except ValidationError:
        address = options["address"]
        raise Refusal(f"“{address}” không phải địa chỉ thư điện tử.", f"“{address}” is no e-mail address.") from None
    moment = clock.now()
    outcome = deliver(server, Letter(
        message_id=f"<test-{moment.timestamp():.0f}@localhost>", sender=settings.MAIL_FROM, to=options["address"],
        subject="Tiến Bộ: thư thử", text=f"Thư thử từ {settings.PUBLIC_URL}.\nA test message.\n", date=moment,
    ))  # fmt: skip
    if outcome.taken:
        say(f"{server} đã nhận thư. Hãy xem hộp thư nhận.", f"{server} took the message. Look into the mailbox.")
        return 0
    say(f"{server} không nhận thư: {outcome.answer}", f"{server} did not take the message: {outcome.answer}")
    return 1


def _again(options) -> int:
    _server()
    count = send_mail_again(by=SYSTEM, top=top_of_tree())
    say(f"{count} thư sẽ được gửi lại khi việc nền chạy.", f"{count} messages will be sent again by the worker.")
    return 0
