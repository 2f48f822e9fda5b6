"""Another software, as the tests play it: it shows a secret and speaks JSON."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field

from django.test import Client

from tienbo.access.models import User
from tienbo.access.tokens.actions import issue_token
from tienbo.core import clock

BASE = "/api/v1/"


@dataclass
class Software:
    """A program with a secret. `language`: what it says it wants to read."""

    secret: str = ""
    language: str = ""
    client: Client = field(default_factory=Client)

    def ask(self, method: str, path: str, body: object = None, **headers: str):
        """The answer to a request below ``/api/v1/``; a body that is no text goes as JSON."""
        if self.secret:
            headers = {"Authorization": f"Bearer {self.secret}"} | headers
        if self.language:
            headers |= {"Accept-Language": self.language}
        sent = body if isinstance(body, str | bytes) else json.dumps(body) if body is not None else ""
        kind = {"content_type": headers.pop("Content-Type", "application/json")}
        return self.client.generic(method, BASE + path, sent, headers=headers, **kind)

    def get(self, path: str):
        """What a GET gives."""
        return self.ask("GET", path)

    def put(self, path: str, body: object):
        """What a PUT gives."""
        return self.ask("PUT", path, body)

    def post(self, path: str, body: object = None):
        """What a POST gives."""
        return self.ask("POST", path, body)


def software_of(user: User, *, writes: bool = True, name: str = "Một cửa") -> Software:
    """A program of a person, let in today for thirty days."""
    last = clock.today() + dt.timedelta(days=30)
    _token, secret = issue_token(by=user, name=name, may_write=writes, expires_on=last)
    return Software(secret)


def given(cell, value, revision: int = 0, **further) -> dict:
    """A cell as it is sent. `cell`: a Cell."""
    return {"element": cell.element, "breakdown": cell.breakdown, "value": value, "revision": revision} | further


def batch(*cells: dict, operation: uuid.UUID | None = None) -> dict:
    """A body of figures."""
    return {"operation": str(operation or uuid.uuid4()), "cells": list(cells)}
