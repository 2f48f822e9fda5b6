"""The OpenAPI description of the interface: what ``docs/openapi.json`` holds."""

import json

from tienbo.api.interface import api

VERSIONED = "/api/v1/"


def described() -> dict:
    """The description as plain data."""
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix=VERSIONED), default=str))


def description_text() -> str:
    """As it is written into the file: the same text for the same interface."""
    return json.dumps(described(), ensure_ascii=False, indent=1) + "\n"
