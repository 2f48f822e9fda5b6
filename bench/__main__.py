"""Runs the measurements on a private server of their own in a temporary folder, and prints a table.

python -m bench [totals] [documents] [load] [grouping] [workbooks]
"""

import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="tienbo-bench-"))
FOLDER.chmod(0o711)
os.environ |= {
    "TIENBO_VAR": str(FOLDER / "var"),
    "DJANGO_SETTINGS_MODULE": "tienbo.config.settings",
    "TIENBO_TODAY": "2015-11-25",
    # The officer who reads the pages has no second factor.
    "TIENBO_MFA_ROLES": "system_administrator",
}
os.environ.pop("TIENBO_DATABASE_URL", None)


def machine() -> str:
    """The processor's name and how many cores this process may use."""
    name = platform.processor() or platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
                break
    except OSError:
        pass
    load = os.getloadavg()[0]
    return f"{name}, {len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}, load before {load:.1f}"


def main(wanted: list[str]) -> int:
    """Measure what was asked for (everything when nothing was named)."""
    print(machine(), flush=True)
    import django

    django.setup()
    from django.db import connection

    from bench import documents, grouping, load, totals, typing, workbooks, world
    from tienbo.core import instance, private_server

    parts = {
        "totals": totals.measure,
        "documents": documents.measure,
        "load": load.measure,
        "workbooks": workbooks.measure,
        "typing": typing.measure,
        "grouping": grouping.measure,
    }
    unknown = set(wanted) - set(parts)
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(parts)}", file=sys.stderr)
        return 2
    try:
        instance.prepare()
        built = world.build()
        # As a server stands that has run for a minute: its own housekeeping would do it in the middle of a measurement.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        for name in wanted or parts:
            print(f"\n{name}", flush=True)
            for line in parts[name](built, FOLDER):
                print(f"  {line}", flush=True)
    finally:
        private_server.remove(Path(os.environ["TIENBO_VAR"]))
        shutil.rmtree(FOLDER, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
