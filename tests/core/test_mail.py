"""Mail: written once, sent through a real server, tried again after a temporary failure and not after a refusal."""

import dataclasses
import datetime as dt
import smtplib
import socket
import ssl
import threading
import time

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.core.smtp import Post, serving
from tienbo.core import clock
from tienbo.core.actions import mail
from tienbo.core.authorise import SYSTEM
from tienbo.core.mail_delivery import Letter, compose, deliver
from tienbo.core.mail_server import MailServer, parse_mail_url
from tienbo.core.models import OutgoingMail

SUBJECT = "Nhắc hạn: “Báo cáo 6 tháng” của Huyện Hòa Lâm"
TEXT = "Hạn cuối: thứ Năm, 04/06/2015.\n\nhttps://tienbo.example.vn/inbox/\n"


@pytest.fixture
def post(db, settings, at):
    """A running server that the settings name."""
    made = Post()
    at(dt.date(2015, 5, 26))
    with serving(made) as server:
        settings.MAIL_SERVER, settings.MAIL_FROM = server, "Tiến Bộ <tienbo@example.vn>"
        settings.PUBLIC_URL = "https://tienbo.example.vn"
        yield made


def write(key="k", **changed):
    return mail.write_mail(**{"to": "can.bo@example.vn", "subject": SUBJECT, "text": TEXT, "key": key} | changed)


def send(one: OutgoingMail) -> OutgoingMail:
    mail.send(by=SYSTEM, number=one.pk)
    one.refresh_from_db()
    return one


def letter(**changed) -> Letter:
    return Letter(
        **{"message_id": "<1@example.vn>", "sender": "a@example.vn", "to": "b@example.vn", "subject": SUBJECT,
           "text": TEXT, "date": clock.now()} | changed
    )  # fmt: skip


# --- what arrives -----------------------------------------------------------------------------------------------------


def test_a_message_arrives_whole_with_its_vietnamese(post, run_jobs):
    one = write(headers={"List-Unsubscribe": f"<https://tienbo.example.vn/mail/stop/{'x' * 200}/>"})
    run_jobs()
    (got,) = post.messages
    assert got["Subject"] == SUBJECT and got.get_content().replace("\r\n", "\n") == TEXT
    assert got["To"] == "can.bo@example.vn" and str(got["From"]) == "Tiến Bộ <tienbo@example.vn>"
    assert got["Message-ID"] == f"<{one.uid}@example.vn>" and got["Auto-Submitted"] == "auto-generated"
    assert got["List-Unsubscribe"].strip() == f"<https://tienbo.example.vn/mail/stop/{'x' * 200}/>"
    one.refresh_from_db()
    assert one.state == "sent" and one.attempts == 1 and one.sent_at


def test_what_is_asked_for_twice_is_written_once_and_sent_once(post, run_jobs):
    assert write() and write() is None
    run_jobs()
    send(OutgoingMail.objects.get())
    assert len(post.messages) == 1


def test_a_message_of_an_act_that_was_undone_was_never_written(post, run_jobs):
    with pytest.raises(LookupError), transaction.atomic():
        write()
        raise LookupError
    run_jobs()
    assert not post.messages and not OutgoingMail.objects.exists()


def test_without_a_server_nothing_is_written(db, settings):
    settings.MAIL_SERVER = None
    assert write() is None and not OutgoingMail.objects.exists()


# --- failures ---------------------------------------------------------------------------------------------------------


def test_a_temporary_refusal_is_tried_again_later_and_then_arrives_under_the_same_id(post):
    post.answers = ["451 4.3.0 thử lại sau", "250 OK"]
    one = write()
    # The job that tries is no longer one that waits.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    send(one)
    assert (one.state, one.attempts) == ("waiting", 1) and one.last_error.startswith("451 ")
    waiting = ProcrastinateJob.objects.get(queueing_lock=f"mail-{one.pk}", scheduled_at__isnull=False)
    assert waiting.args == {"number": one.pk}
    assert send(one).state == "sent" and post.messages[0]["Message-ID"] == f"<{one.uid}@example.vn>"


def test_a_permanent_refusal_is_not_tried_again_until_an_administrator_says_so(post, run_jobs):
    post.answers = ["550 5.1.1 no such mailbox"]
    one = write()
    run_jobs()
    one.refresh_from_db()
    assert (one.state, one.last_error) == ("refused", "550 5.1.1 no such mailbox")
    assert send(one).attempts == 1 and post.tried == 1
    assert mail.try_again(by=SYSTEM) == 1
    run_jobs()
    one.refresh_from_db()
    assert one.state == "sent"


def test_a_message_is_given_up_after_a_day_of_growing_waits(post):
    assert list(mail.WAITS) == sorted(mail.WAITS) and dt.timedelta(hours=22) < sum(mail.WAITS, dt.timedelta())
    one = write()
    post.answers = ["451 later"] * (len(mail.WAITS) + 1)
    states = [send(one).state for _ in range(len(mail.WAITS) + 1)]
    assert states == ["waiting"] * len(mail.WAITS) + ["given_up"]


def test_a_server_that_hangs_is_left_alone_for_a_minute_while_the_others_wait_uncounted(post, settings, at):
    settings.MAIL_SERVER = dataclasses.replace(settings.MAIL_SERVER, timeout=0.3)
    goes_on = threading.Event()
    post.answers = [goes_on]
    first, second = send(write("a")), send(write("b"))
    goes_on.set()
    assert (first.state, first.attempts, "timed out" in first.last_error) == ("waiting", 1, True)
    assert (second.state, second.attempts) == ("waiting", 0) and post.tried == 1
    at(clock.now() + dt.timedelta(minutes=2))
    assert send(second).state == "sent"


def test_a_server_that_is_not_there_is_a_temporary_failure():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    outcome = deliver(MailServer("127.0.0.1", port), letter())
    assert not outcome.taken and not outcome.permanent and "refused" in outcome.answer


def test_what_goes_wrong_while_saying_goodbye_does_not_send_it_twice(post, monkeypatch):
    def broken(self):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(smtplib.SMTP, "quit", broken)
    assert send(write()).state == "sent" and len(post.messages) == 1


def test_a_worker_that_dies_after_the_server_took_it_sends_it_again_under_the_same_id(post, monkeypatch):
    one = write()

    def killed(*_) -> None:
        raise SystemExit

    with monkeypatch.context() as dying, pytest.raises(SystemExit):
        dying.setattr(mail, "_note", killed)
        mail.send(by=SYSTEM, number=one.pk)
    one.refresh_from_db()
    assert one.state == "waiting" and send(one).state == "sent"
    assert len(post.messages) == 2 and len({got["Message-ID"] for got in post.messages}) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_that_send_the_same_message_one_does(settings):
    post, goes_on = Post(), threading.Event()
    post.answers = [goes_on]
    with serving(post) as server:
        settings.MAIL_SERVER, settings.MAIL_FROM = server, "tienbo@example.vn"
        one = write()

        def work() -> None:
            mail.send(by=SYSTEM, number=one.pk)
            connection.close()

        workers = [threading.Thread(target=work) for _ in range(2)]
        [worker.start() for worker in workers]
        while not post.tried:
            time.sleep(0.01)
        goes_on.set()
        [worker.join() for worker in workers]
    assert post.tried == 1 and OutgoingMail.objects.get().state == "sent"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


# --- TLS --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for `localhost` that signs itself, and its key: files."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "t")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - dt.timedelta(1)).not_valid_after(now + dt.timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(secret)
    return folder / "cert.pem", folder / "key.pem"


def test_starttls_is_used_and_an_unknown_certificate_is_not_believed(certificate, monkeypatch):
    context, post = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), Post()
    context.load_cert_chain(*certificate)
    with serving(post, tls=context) as server:
        outcome = deliver(server, letter())
        assert not outcome.taken and not outcome.permanent and "certificate verify failed" in outcome.answer
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert deliver(server, letter()).taken
    assert len(post.messages) == 1


# --- headers, addresses, settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["subject", "to", "sender"])
def test_a_line_break_in_a_header_is_refused_for_good(post, where):
    outcome = deliver(MailServer("127.0.0.1", 1), letter(**{where: "a@example.vn\r\nBcc: x@example.vn"}))
    assert outcome.permanent and not outcome.taken
    assert not post.tried


@given(st.text(max_size=120))
def test_a_subject_is_one_header_or_refused(subject):
    try:
        made = compose(letter(subject=subject))
    except ValueError:
        return
    lines = made.as_bytes().split(b"\n\n")[0]
    assert b"\nBcc" not in lines and all(ord(b"\n") < byte < 127 for line in lines.split(b"\n") for byte in line)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.vn", MailServer("mail.example.vn", 25)),
        ("smtp://u:p%40%2F@mail.example.vn?tls=starttls",
         MailServer("mail.example.vn", 587, "u", "p@/", "starttls")),
        ("smtps://u:p@mail.example.vn", MailServer("mail.example.vn", 465, "u", "p", "tls")),
        ("smtp://u:p@127.0.0.1:2525?timeout=3", MailServer("127.0.0.1", 2525, "u", "p", timeout=3)),
    ],
)  # fmt: skip
def test_the_setting_names_the_server(url, server):
    assert parse_mail_url(url) == server and "p@/" not in str(server)


@pytest.mark.parametrize(
    "url",
    ["mail.example.vn", "http://a", "smtp://", "smtp://h:99999", "smtp://u:p@mail.example.vn", "smtp://h?tls=yes",
     "smtps://h?tls=starttls", "smtp://h?x=1", "smtp://h?timeout=soon"],
)  # fmt: skip
def test_a_wrong_setting_is_refused_with_what_to_do(url):
    with pytest.raises(ValueError, match="TIENBO_MAIL_URL"):
        parse_mail_url(url)


def test_messages_are_forgotten_after_ninety_days(post, at):
    write("old")
    at(clock.now() + dt.timedelta(days=91))
    write("new")
    assert mail.forget_old(by=SYSTEM) == 1 and OutgoingMail.objects.get().key == "new"
