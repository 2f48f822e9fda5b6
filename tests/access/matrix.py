"""Who gets what at the addresses of seats and people."""

import datetime as dt

from tienbo.access.actions import grant_role
from tienbo.access.permissions import Role
from tienbo.access.tokens.actions import issue_token
from tienbo.core.authorise import SYSTEM

MANAGERS = {"admin": 200, "standing": 200}


def prepare(world) -> dict:
    """A role of the commune's officer that a manager may end, a delegation of the district, a token of its officer."""
    second = grant_role(by=SYSTEM, user=world.commune, role=Role.VIEWER, unit=world.xa, since=dt.date(2015, 2, 1))
    delegation = world.users["delegate"].grants.get(role=Role.DELEGATE)
    token, _secret = issue_token(by=world.officer, name="Một cửa", may_write=True, expires_on=dt.date(2015, 12, 31))
    return {"second_role": second, "delegation": delegation, "token": token}


def _officer(world) -> dict:
    return {"uid": world.users["officer"].uid}


def _new_role(world) -> dict:
    return {"unit": world.huyen.uid, "role": "inspector", "since": "2015-05-26"}


# Who sees the district: the province and the district itself; its officer's page is seen by them alone.
SEES_DISTRICT = {
    "*": 404,
    **dict.fromkeys(["admin", "standing", "head", "inspector", "viewer", "officer", "district_head", "delegate"], 200),
}
MANAGES_DISTRICT = dict.fromkeys(SEES_DISTRICT, 403) | {"*": 404, "admin": 302, "standing": 302}

ROWS = [
    {"url": "access:seat", "method": "post", "data": lambda world: {"unit": world.huyen.uid},
     "expect": {"*": 404, "officer": 302, "district_head": 302, "delegate": 302}},
    {"url": "access:profile", "expect": {"*": 200}},
    {"url": "access:people", "expect": {"*": 200, "nobody": 404}},
    {"url": "access:person_new", "expect": {"*": 403, "nobody": 404, **MANAGERS}},
    {"url": "access:delegate", "expect": {"*": 403, "nobody": 404, "head": 200, "district_head": 200}},
    {"url": "access:person", "kwargs": _officer, "expect": SEES_DISTRICT},
    {"url": "access:person_role", "method": "post", "kwargs": _officer, "data": _new_role, "expect": MANAGES_DISTRICT},
    {"url": "access:person_password", "method": "post", "kwargs": _officer,
     "expect": MANAGES_DISTRICT | {"admin": 200, "standing": 200}},
    {"url": "access:person_second_factor", "method": "post", "kwargs": _officer, "expect": MANAGES_DISTRICT},
    {"url": "access:person_name", "method": "post", "kwargs": _officer,
     "data": lambda world: {"display_name": "Tên mới"}, "expect": MANAGES_DISTRICT},
    {"url": "access:person_lock", "kwargs": _officer, "expect": MANAGES_DISTRICT | {"admin": 200, "standing": 200}},
    {"url": "access:person_lock", "method": "post", "kwargs": _officer, "data": lambda world: {"locked": "yes"},
     "expect": MANAGES_DISTRICT},
    {"url": "access:role_end", "kwargs": lambda world: {"pk": world.second_role.pk},
     "expect": {"*": 404, "commune": 403, "admin": 200, "standing": 200,
                **dict.fromkeys(["head", "inspector", "viewer", "officer", "district_head", "delegate"], 403)}},
    {"url": "access:role_end", "method": "post", "kwargs": lambda world: {"pk": world.delegation.pk},
     "expect": {"*": 404, "district_head": 302,
                **dict.fromkeys(["admin", "standing", "head", "inspector", "viewer", "officer", "delegate"], 403)}},
    {"url": "access:tokens", "expect": {"*": 200}},
    # Whoever may is asked first who he is.
    {"url": "access:token_new", "expect": {"*": 302, "admin": 403, "nobody": 403}},
    {"url": "access:token_new", "method": "post", "expect": {"*": 302, "admin": 403, "nobody": 403}},
    {"url": "access:token_revoke", "method": "post", "kwargs": lambda world: {"uid": world.token.uid},
     "expect": MANAGES_DISTRICT | {"officer": 302}},
]  # fmt: skip
