"""The SMTP server that a setting names, and what its answers mean. Pure: no Django."""

import ipaddress
import urllib.parse
from dataclasses import dataclass

TIMEOUT_SECONDS = 20
_PORTS = {"": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over. `tls`: "" in the clear, "starttls", or "tls" from the first byte."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: str = ""
    timeout: float = TIMEOUT_SECONDS

    def __str__(self) -> str:
        """As an administrator may see it: without the password."""
        how = {"": "không mã hóa | no TLS", "starttls": "STARTTLS", "tls": "TLS"}[self.tls]
        return f"{self.host}:{self.port} ({how})"


def parse_mail_url(url: str) -> MailServer:
    """``smtp://user:password@host:587?tls=starttls`` or ``smtps://user:password@host``; ValueError says what is wrong.

    A password in the clear is only accepted for this machine.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError("TIENBO_MAIL_URL must begin with smtp:// or smtps://")
    try:
        port = parts.port
    except ValueError:
        raise ValueError("TIENBO_MAIL_URL: the port is no number up to 65535") from None
    if not parts.hostname:
        raise ValueError("TIENBO_MAIL_URL names no host")
    query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    tls = query.pop("tls", "tls" if parts.scheme == "smtps" else "")
    timeout = query.pop("timeout", str(TIMEOUT_SECONDS))
    if query:
        raise ValueError(f"TIENBO_MAIL_URL: unknown option {', '.join(sorted(query))} (known: tls, timeout)")
    if tls not in _PORTS or (parts.scheme == "smtps" and tls != "tls"):
        raise ValueError("TIENBO_MAIL_URL: tls is starttls for smtp://, and nothing for smtps://")
    if not timeout.isdecimal() or not 1 <= int(timeout) <= 120:
        raise ValueError("TIENBO_MAIL_URL: timeout is a number of seconds from 1 to 120")
    password = urllib.parse.unquote(parts.password or "")
    if password and not tls and not _is_this_machine(parts.hostname):
        raise ValueError("TIENBO_MAIL_URL: the password would travel in the clear; add ?tls=starttls or use smtps://")
    user = urllib.parse.unquote(parts.username or "")
    return MailServer(parts.hostname, port or _PORTS[tls], user, password, tls, int(timeout))


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_permanent(code: int) -> bool:
    """Whether a reply says that trying again is no use (RFC 5321, 4.2.1: 5yz)."""
    return 500 <= code <= 599
