"""Who gets what at every address: a table, and a walk that leaves no address out.

Each module keeps its rows in ``tests/<module>/matrix.py``:

``ROWS``: a list of dictionaries::

    {
        "url": "guidance:letter",                          # the URL's name
        "kwargs": lambda world: {"uid": world.letter.uid},  # its arguments (left out when it has none)
        "method": "post",                                   # "get" when left out
        "data": lambda world: {...},                        # what is sent
        "json": True,                                       # as JSON, not as a form
        "expect": {"*": 404, "officer": 200, "viewer": 403},  # a status for each of cast.WHO; "*" for the rest
    }

``prepare(world)`` (may be left out) makes what the rows need, through actions, and returns a dictionary that becomes
attributes of the world. The world is `tests.access.cast.Cast`: units ``tinh so bv huyen huyen2 xa xa2``, users as in
``cast.WHO``. The clock stands on 26 May 2015. Nothing that a row does is seen by another row.

200 a page or a fragment, 302 done (or sent on), 403 seen but not allowed, 404 not seen, 405 never. ``anonymous`` is
never stated: it must be sent to the door (302) everywhere but at the addresses in `PUBLIC`, where it gets what the rest
gets.
"""

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.cast import WHO
from tests.access.walk import ROWS, MatrixWorld, method_of

# Addresses that anybody may open.
PUBLIC = {"home:help", "home:about", "core:language", "core:theme", "core:styleguide", "core:styleguide_page"} | {
    "core:styleguide_echo",
    "core:worker",
    "core:here",
    "notices:prove",
    "notices:stop",
    "notices:calendar",
    "reporting:public_version",
}
# Addresses of libraries, answered for by their own tests; `test_login.py` proves what we set about them. The interface
# for other software knows no session, only tokens: `tests/api/test_api_matrix.py` walks it.
OTHERS = ("account_", "mfa_", "api:")


def _names(patterns, namespace: str = "") -> set[str]:
    """The names of all addresses below some patterns."""
    names: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            names |= _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            names.add(":".join(filter(None, [namespace, pattern.name or f"unnamed {pattern.pattern}"])))
    return names


def test_every_address_has_a_row():
    ours = {name for name in _names(get_resolver().url_patterns) if not name.startswith(OTHERS)}
    stated = {row["url"] for row in ROWS}
    assert not ours - stated, f"no row in tests/<module>/matrix.py for: {', '.join(sorted(ours - stated))}"
    assert not stated - ours, f"rows for addresses that do not exist: {', '.join(sorted(stated - ours))}"


def test_every_row_answers_for_everybody():
    everybody = set(WHO) - {"anonymous"}
    for row in ROWS:
        stated = set(row["expect"])
        assert "anonymous" not in stated, f"{row['url']}: anonymous is never stated"
        assert stated <= everybody | {"*"}, f"{row['url']}: unknown {stated - everybody}"
        assert "*" in stated or stated == everybody, f"{row['url']}: says nothing of {everybody - stated}"


class TestMatrix(MatrixWorld):
    """One test per row."""

    def check(self, row: dict) -> None:
        """Everybody gets what the row says, and a stranger at the door is sent to it."""
        wrong = []
        for who in WHO:
            address, json = self.address(row), row.get("json", False)
            response = self.ask(who, method_of(row), address, self.data(row), json=json)
            status, sent_to = response.status_code, response.get("Location", "")
            if who == "anonymous" and row["url"] not in PUBLIC:
                if not (status == 302 and sent_to.startswith(reverse("account_login"))):
                    wrong.append(f"anonymous got {status} {sent_to}, not the door")
                continue
            expected = row["expect"].get(who, row["expect"].get("*"))
            if status != expected:
                wrong.append(f"{who} got {status}, not {expected}")
        assert not wrong, f"{method_of(row).upper()} {row['url']}: {'; '.join(wrong)}"


def _add_tests() -> None:
    for number, row in enumerate(ROWS):
        name = f"test_{number:03d}_{method_of(row)}_{row['url'].replace(':', '_')}"
        setattr(TestMatrix, name, lambda self, row=row: self.check(row))


_add_tests()
