"""Who gets what at the inbox."""

ROWS = [
    {"url": "notices:inbox", "expect": {"*": 200, "nobody": 404}},
    {"url": "notices:inbox", "method": "post", "data": lambda world: {"up_to": "0"},
     "expect": {"*": 302, "nobody": 404}},
    {"url": "notices:inbox", "method": "post", "data": lambda world: {"notice": "0"},
     "expect": {"*": 302, "nobody": 404}},
]  # fmt: skip
