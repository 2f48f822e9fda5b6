"""Who gets what at the desk, the units, search, the journal and the pages of words."""

from tests.access.matrix import SEES_DISTRICT

ROWS = [
    {"url": "home:desk", "expect": {"*": 200}},
    {"url": "home:units", "expect": {"*": 200, "nobody": 404}},
    {"url": "home:units", "data": lambda world: {"under": world.huyen.uid}, "expect": SEES_DISTRICT},
    {"url": "home:units", "data": lambda world: {"q": "be van"}, "expect": {"*": 200, "nobody": 404}},
    {"url": "home:unit", "kwargs": lambda world: {"uid": world.huyen.uid}, "expect": SEES_DISTRICT},
    {"url": "home:unit", "kwargs": lambda world: {"uid": world.xa.uid}, "expect": SEES_DISTRICT | {"commune": 200}},
    {"url": "home:search", "data": lambda world: {"q": "xã"}, "expect": {"*": 200}},
    {"url": "home:journal", "expect": {"*": 403, **dict.fromkeys(["admin", "standing", "head", "district_head"], 200)}},
    {
        "url": "home:go",
        "kwargs": lambda world: {"module": "reporting", "kind": "report", "key": "0"},
        "expect": {"*": 404},
    },
    {"url": "home:system", "expect": {"*": 403, "admin": 200}},
    {
        "url": "home:day_decide",
        "method": "post",
        "data": lambda world: {"on": "06/06/2015", "what": "work"},
        "expect": {"*": 403, "admin": 302},
    },
    {
        "url": "home:day_withdraw",
        "method": "post",
        "data": lambda world: {"on": "06/06/2015"},
        "expect": {"*": 403, "admin": 302},
    },
    {"url": "home:mail_again", "method": "post", "expect": {"*": 403, "admin": 302}},
    {"url": "home:help", "expect": {"*": 200}},
    {"url": "home:about", "expect": {"*": 200}},
]
