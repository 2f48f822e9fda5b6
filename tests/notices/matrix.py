"""Who gets what at the inbox."""

ROWS = [
    {"url": "notices:inbox", "expect": {"*": 200, "nobody": 404}},
    {"url": "notices:inbox", "method": "post", "expect": {"*": 302, "nobody": 404}},
]
