"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tienbo.config.settings")
_django = get_wsgi_application()


def application(environ, start_response):
    """Django's, called from a roomy frame."""
    return _django(environ, start_response)


# CPython keeps frames in chunks of 16 kB. A template's loop that happens to call across the end of one asks the system
# for memory, and gives it back, at every turn: a third of the time of a large table. One large frame at the bottom
# makes a chunk in which the whole request has room.
application.__code__ = application.__code__.replace(co_stacksize=70_000)

# Half a million objects stay as long as the process: looking through them for garbage made every twentieth page wait
# as long again as it took. A board makes ten thousand objects, nearly all freed by their counts.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 10)
