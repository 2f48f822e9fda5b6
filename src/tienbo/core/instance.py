"""One instance of the program: its data directory made ready, brought up to date, looked at.

`serve`, `init` and `demo` begin with ``prepare``; only they create a data directory.
"""

import datetime as dt
import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from tienbo.core import catalogues, places, private_server
from tienbo.core.terminal import Refusal

_DEMO_COMMENT = "tienbo demo"


def prepare(*, may_migrate: bool = False) -> None:
    """Make the data directory and its server where there is none, and the database and static files fit the
    program.

    An empty database, and a demo's, are migrated. Another one is only with `may_migrate`: the administrator
    backs up first. Refuses otherwise.
    """
    if os.environ.get("TIENBO_DATABASE_URL"):
        places.make_data_directory(settings.VAR, passable=False)
    else:
        private_server.create(settings.VAR)
    _keep_secret_key(settings.VAR)
    waiting = pending_migrations()
    if waiting and not (may_migrate or settings.DEMO or is_empty()):
        raise Refusal(
            f"Cơ sở dữ liệu còn {len(waiting)} bước nâng cấp: sao lưu rồi chạy `tienbo upgrade`.",
            f"{len(waiting)} migrations are pending: make a backup, then run `tienbo upgrade`.",
            code=1,
        )
    if waiting:
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    call_command("createcachetable", verbosity=0)
    for step in settings.PREPARE_STEPS:
        import_string(step)()
    if places.checkout():
        catalogues.compile_all()
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)


def pending_migrations() -> list[str]:
    """The migrations that the database has not had, as ``app.name``."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_empty() -> bool:
    """Whether no migration was ever applied."""
    return not MigrationExecutor(connection).loader.applied_migrations


def become_demo(day: dt.date | None = None) -> None:
    """Mark the data directory as a demo's, whose clock stands on `day`. Refuses one that holds real work."""
    mark = settings.VAR / places.DEMO_MARK
    outside = bool(os.environ.get("TIENBO_DATABASE_URL"))
    if outside and not _may_be_emptied():
        raise Refusal(
            "Cơ sở dữ liệu ở TIENBO_DATABASE_URL chứa dữ liệu thật: chạy bản thử với cơ sở dữ liệu trống.",
            "The database at TIENBO_DATABASE_URL holds real data: run the demo with an empty one.",
            code=1,
        )
    if not outside and not mark.exists() and (settings.VAR / "server.json").exists() and not is_empty():
        raise Refusal(
            f"{settings.VAR} chứa dữ liệu thật: chạy bản thử ở thư mục khác (TIENBO_VAR=...).",
            f"{settings.VAR} holds real data: run the demo in another folder (TIENBO_VAR=...).",
            code=1,
        )
    places.make_data_directory(settings.VAR, passable=not os.environ.get("TIENBO_DATABASE_URL"))
    mark.write_text(day.isoformat() if day else "")
    if outside:
        mark_demo_database()
    if day:
        os.environ["TIENBO_TODAY"] = day.isoformat()


def mark_demo_database() -> None:
    """Write into the database itself that a demo may empty it: a data directory's mark says nothing of a database that
    is elsewhere.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON SCHEMA public IS '{_DEMO_COMMENT}'")


def _may_be_emptied() -> bool:
    """Whether the database holds nothing at all, or bears the mark of a demo."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT obj_description(oid, 'pg_namespace') = %s OR NOT EXISTS "
            "(SELECT FROM pg_class WHERE relnamespace = pg_namespace.oid) FROM pg_namespace WHERE nspname = 'public'",
            [_DEMO_COMMENT],
        )
        found = cursor.fetchone()
    return found is None or bool(found[0])


def _keep_secret_key(var: Path) -> None:
    """The key that settings drew before the data directory existed becomes its key."""
    kept = var / "secret_key"
    if "TIENBO_SECRET_KEY" not in os.environ and not kept.exists():
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(settings.SECRET_KEY)
