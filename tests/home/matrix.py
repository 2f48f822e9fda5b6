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
    {"url": "home:help", "expect": {"*": 200}},
    {"url": "home:about", "expect": {"*": 200}},
]
