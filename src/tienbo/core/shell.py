"""What a browser needs beside the pages to show them without a connection: our own scripts, styles and pictures, by the
names under which this release serves them.

The worker (``static/core/offline/worker.js``) is served from the root, since a worker sees only what lies below its own
address; the list is written into it, so that its bytes change with every release and browsers fetch the new one.
"""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

WORKER = "core/offline/worker.js"
# The modules whose pages can be kept; the letters' and the board's scripts are of no use without a server.
MODULES = ("core/", "reporting/")
KINDS = (".js", ".css", ".svg")


def shell_addresses() -> list[str]:
    """The addresses of the files, sorted. With names of their content where they were collected."""
    collected = getattr(staticfiles_storage, "hashed_files", None)
    names = sorted(collected) if collected else _found()
    wanted = [name for name in names if name.startswith(MODULES) and name.endswith(KINDS) and name != WORKER]
    return sorted({staticfiles_storage.url(name) for name in wanted})


@cache
def _found() -> list[str]:
    return sorted(name for finder in finders.get_finders() for name, _storage in finder.list([]))


def release_of(addresses: list[str]) -> str:
    """A name for the files together: another file, another name."""
    return hashlib.sha256("\n".join(addresses).encode()).hexdigest()[:12]


def worker_source() -> str:
    """The worker's text with this release's name and list before it."""
    addresses = shell_addresses()
    path = finders.find(WORKER)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    facts = {"release": release_of(addresses), "shell": addresses, "statics": f"/{settings.STATIC_URL.strip('/')}/"}
    return f"self.FACTS = {json.dumps(facts)};\n{text}"
