"""The interface for other software: every module's endpoints below ``/api/v1/``, as JSON (ADR 0033).

It mounts routers, reads and writes JSON, looks at the token of a request, and says what went wrong; what is asked for
is answered by the modules below (`reporting.api`). It takes no cookie and no session. ``docs/openapi.json`` describes
it, written by ``tienbo api schema``.
"""
