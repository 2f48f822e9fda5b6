"""The web process of `core.serving`: gunicorn without preload. ``python -m tienbo.core.web FD WORKERS``."""

import os
import sys

from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication

from tienbo.core.serving import end_with_parent

# A consolidated report of a province takes seconds; whatever takes two minutes is stuck.
LONGEST_REQUEST_SECONDS = 120
GRACE_SECONDS = 15


class Web(BaseApplication):
    """gunicorn on a socket that the supervisor opened. Master and workers all end with the supervisor."""

    def __init__(self, descriptor: int, workers: int) -> None:
        self.descriptor, self.workers = descriptor, workers
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": f"fd://{self.descriptor}",
            "workers": self.workers,
            "timeout": LONGEST_REQUEST_SECONDS,
            "graceful_timeout": GRACE_SECONDS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": os.environ.get("TIENBO_PROXIES", "127.0.0.1"),
            # A worker whose master was killed would otherwise keep answering for a minute.
            "post_fork": lambda arbiter, worker: end_with_parent(),
        }
        if os.path.isdir("/dev/shm"):
            # The heartbeat of a worker is a file; on a slow disk the worker would be stopped by mistake.
            chosen["worker_tmp_dir"] = "/dev/shm"
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self):
        """The application, loaded in each worker."""
        from django.conf import settings

        return import_string(settings.WSGI_APPLICATION)


if __name__ == "__main__":
    end_with_parent()
    Web(int(sys.argv[1]), int(sys.argv[2])).run()
