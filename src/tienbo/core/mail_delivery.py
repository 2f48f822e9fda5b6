"""Handing one message to the SMTP server, and what came of it. Pure: no Django.

The standard library's client is used by itself: once the server has taken a message, nothing that goes wrong while
saying goodbye may make it look as if it had not.
"""

import contextlib
import datetime as dt
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.header import Header
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr

from tienbo.core.mail_server import MailServer, is_permanent

LONGEST_ANSWER = 280


@dataclass(frozen=True)
class Letter:
    """One message of plain text. `sender` may bear a name; `headers` come on top of those that every message has."""

    message_id: str
    sender: str
    to: str
    subject: str
    text: str
    date: dt.datetime
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """Whether the server took it; if not, whether trying again can help, and its answer."""

    taken: bool
    permanent: bool = False
    answer: str = ""


def compose(letter: Letter) -> MIMEText:
    """The message as it travels. ValueError when a header holds a line break: that is how headers are smuggled in."""
    message = MIMEText(letter.text, "plain", "utf-8")
    _one_line("From", letter.sender)
    name, address = parseaddr(letter.sender)
    own = {
        "From": formataddr((name, _ascii(address))),
        "To": _ascii(letter.to),
        "Date": format_datetime(letter.date),
        "Message-ID": letter.message_id,
        # Holiday replies and lists leave such mail alone (RFC 3834).
        "Auto-Submitted": "auto-generated",
    }
    for header, value in (own | letter.headers).items():
        _one_line(header, value)
        message[header] = value
    _one_line("Subject", letter.subject)
    message["Subject"] = Header(letter.subject, "utf-8", header_name="Subject")
    return message


def deliver(server: MailServer, letter: Letter) -> Outcome:
    """Hand the message over. Never raises: whatever went wrong is in the outcome, without the password."""
    try:
        message = compose(letter)
        sender, recipient = parseaddr(letter.sender)[1], letter.to
        content = message.as_bytes(policy=message.policy.clone(linesep="\r\n"))
    except (ValueError, UnicodeError) as error:
        return Outcome(False, permanent=True, answer=_short(error))
    client = None
    try:
        client = _connect(server)
        client.sendmail(_ascii(sender), [_ascii(recipient)], content)
        return Outcome(True)
    except smtplib.SMTPRecipientsRefused as refused:
        code, answer = next(iter(refused.recipients.values()))
        return Outcome(False, is_permanent(code), _short(answer, code))
    except smtplib.SMTPAuthenticationError as refused:
        # Ours to mend, not the message's fault: it waits until the password is right.
        return Outcome(False, False, _short(refused.smtp_error, refused.smtp_code))
    except smtplib.SMTPConnectError as refused:
        return Outcome(False, False, _short(refused.smtp_error, refused.smtp_code))
    except smtplib.SMTPResponseException as refused:
        return Outcome(False, is_permanent(refused.smtp_code), _short(refused.smtp_error, refused.smtp_code))
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(False, False, _short(error))
    finally:
        if client is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                client.quit()
            client.close()


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context() if server.tls else None
    name = "localhost"
    if server.tls == "tls":
        client = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=name, timeout=server.timeout, context=context
        )
    else:
        client = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=server.timeout)
    try:
        if server.tls == "starttls":
            client.starttls(context=context)
        if server.user:
            client.login(server.user, server.password)
    except BaseException:
        client.close()
        raise
    return client


def _one_line(header: str, value: str) -> None:
    if re.search(r"[\r\n\0]", value):
        raise ValueError(f"{header} holds a line break")


def _ascii(address: str) -> str:
    """An address whose domain is written as mail servers know it."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}" if domain else address


def _short(answer: object, code: int | None = None) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer) or type(answer).__name__
    words = " ".join(re.sub(r"[^\w\s.,:;()<>@/\[\]'=+-]", "", words).split())
    return (f"{code} {words}" if code else words)[:LONGEST_ANSWER]
