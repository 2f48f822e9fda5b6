"""Who gets what at the inbox, at mail and calendar, and behind the links in mail."""

from tienbo.notices.tokens import token_to_prove, token_to_stop


def _mine(world) -> dict:
    return {"token": token_to_stop(world.users["officer"].uid)}


def _false(world) -> dict:
    return {"token": token_to_prove(world.users["officer"].uid, "a@example.vn") + "x"}


ROWS = [
    {"url": "notices:inbox", "expect": {"*": 200, "nobody": 404}},
    {"url": "notices:inbox", "method": "post", "data": lambda world: {"up_to": "0"},
     "expect": {"*": 302, "nobody": 404}},
    {"url": "notices:inbox", "method": "post", "data": lambda world: {"notice": "0"},
     "expect": {"*": 302, "nobody": 404}},
    {"url": "notices:preferences", "expect": {"*": 200}},
    {"url": "notices:preferences", "method": "post",
     "data": lambda world: {"email": "a@example.vn", "often": "daily", "language": "vi"}, "expect": {"*": 302}},
    {"url": "notices:preferences", "method": "post", "data": lambda world: {"often": "daily"}, "expect": {"*": 422}},
    {"url": "notices:prove_again", "method": "post", "expect": {"*": 302}},
    {"url": "notices:feed_make", "method": "post", "data": lambda world: {"language": "vi"}, "expect": {"*": 200}},
    {"url": "notices:feed_make", "expect": {"*": 302}},
    {"url": "notices:feed_revoke", "method": "post", "expect": {"*": 302}},
    {"url": "notices:prove", "kwargs": _false, "expect": {"*": 404}},
    {"url": "notices:prove", "method": "post", "kwargs": _false, "expect": {"*": 404}},
    {"url": "notices:stop", "kwargs": _mine, "expect": {"*": 200}},
    {"url": "notices:stop", "method": "post", "kwargs": _mine, "expect": {"*": 200}},
    {"url": "notices:calendar", "kwargs": lambda world: {"secret": "khong-co"}, "expect": {"*": 404}},
]  # fmt: skip
