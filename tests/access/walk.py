"""The world of the matrix, and a request by anybody to any of its rows. `test_matrix.py` says what rows are."""

import importlib.util
from pathlib import Path

from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from tests.access.cast import TODAY, WHO, make_cast
from tienbo.core import clock

TESTS = Path(__file__).resolve().parents[1]


def _tables() -> dict[str, object]:
    """Each module's ``matrix.py``, by module."""
    found = {}
    for path in sorted(TESTS.glob("*/matrix.py")):
        spec = importlib.util.spec_from_file_location(f"matrix_of_{path.parent.name}", path)
        found[path.parent.name] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return found


TABLES = _tables()
ROWS = [row for table in TABLES.values() for row in table.ROWS]


# The second factor has its own tests (`test_seat.py`).
@override_settings(MFA_ROLES=[])
class MatrixWorld(TestCase):
    """One world for all tests of a class; each request is undone."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.world = make_cast()
        with clock.at(TODAY):
            for table in TABLES.values():
                if hasattr(table, "prepare"):
                    cls.world.__dict__ |= table.prepare(cls.world)
        cls.clients = {who: Client() for who in WHO}
        for who in set(WHO) - {"anonymous"}:
            cls.clients[who].force_login(cls.world.users[who])

    def address(self, row: dict, **changed) -> str:
        """The address of a row, with some of its arguments changed."""
        kwargs = row["kwargs"](self.world) if "kwargs" in row else {}
        return reverse(row["url"], kwargs=kwargs | changed)

    def data(self, row: dict) -> dict:
        """What a row sends."""
        return row["data"](self.world) if "data" in row else {}

    def ask(self, who: str, method: str, address: str, data: dict | None = None, *, json: bool = False) -> HttpResponse:
        """What somebody gets, read to its end."""
        shape = {"content_type": "application/json"} if json else {}
        undo = transaction.savepoint()
        try:
            with clock.at(TODAY):
                response = getattr(self.clients[who], method)(address, data, **shape)
                response.body = b"".join(response.streaming_content) if response.streaming else response.content
            return response
        finally:
            transaction.savepoint_rollback(undo)


def method_of(row: dict) -> str:
    """``get`` unless a row says otherwise."""
    return row.get("method", "get")


def welcome(row: dict) -> list[str]:
    """Those who get the page or whose act is done."""
    everybody = [who for who in WHO if who != "anonymous"]
    return [who for who in everybody if row["expect"].get(who, row["expect"].get("*")) in {200, 302, 400, 422}]
