"""A real SMTP server in this process, on a free port of this machine, that answers as a test wants."""

import asyncio
import contextlib
import email
import email.policy
import socket
import ssl
import threading

from aiosmtpd.controller import Controller

from tienbo.core.mail_server import MailServer


class Post:
    """What the server got, and what it answers next: `answers` are used up one by one, then everything is taken.

    An answer is a line of SMTP ("451 try later"), or a `threading.Event`: silence until it is set.
    """

    def __init__(self) -> None:
        self.messages: list = []
        self.answers: list = []
        self.tried = 0

    async def handle_DATA(self, server, session, envelope) -> str:
        self.tried += 1
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if isinstance(answer, threading.Event):
            while not answer.is_set():
                await asyncio.sleep(0.02)
            answer = "250 OK"
        if answer.startswith("250"):
            self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return answer


@contextlib.contextmanager
def serving(post: Post, *, tls: ssl.SSLContext | None = None, timeout: float = 5):
    """The address of a running server: a `MailServer` without TLS, or with STARTTLS where `tls` is given."""
    options = {"tls_context": tls, "require_starttls": True} if tls else {}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield MailServer("localhost" if tls else "127.0.0.1", port, tls="starttls" if tls else "", timeout=timeout)
    finally:
        controller.stop()
