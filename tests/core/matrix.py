"""Who gets what at the addresses that belong to no module. The style guide is there only where nothing is real."""

ROWS = [
    {"url": "core:language", "method": "post", "data": lambda world: {"language": "en"}, "expect": {"*": 302}},
    {"url": "core:theme", "method": "post", "data": lambda world: {"theme": "dark"}, "expect": {"*": 302}},
    # What a device keeps: the worker and the probe are the same for everybody, the page is for whoever is signed in.
    {"url": "core:worker", "expect": {"*": 200}},
    {"url": "core:here", "expect": {"*": 200}},
    {"url": "core:device", "expect": {"*": 200}},
    {"url": "core:shared_device", "method": "post", "data": lambda world: {"shared": "1"}, "expect": {"*": 302}},
    {"url": "core:styleguide", "expect": {"*": 404}},
    {"url": "core:styleguide_page", "kwargs": lambda world: {"page": "grid"}, "expect": {"*": 404}},
    {"url": "core:styleguide_echo", "method": "post", "expect": {"*": 404}},
]
