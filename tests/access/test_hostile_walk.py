"""The walk of the matrix with hostile hands: no part of an address and no parameter is an error page, and whatever
somebody has typed is text on every page.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock
from urllib.parse import quote

from django.apps import apps
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import QueryDict
from django.utils.html import conditional_escape

from tests.access.walk import ROWS, MatrixWorld, method_of, welcome

# What no code, number or day looks like; numbers beyond what Python or the database reads; digits of other scripts.
NUMBERS = ("9" * 5000, "9" * 30, str(2**63))
VALUES = (*NUMBERS, "u" + "9" * 30, "٣", "-1", "<script>alert(1)</script>", "%", "a|b;c=d")
# Parameters in which a page expects a number: each is also sent by itself.
NUMBERED = {"cell", "from", "page", "under", "version"}
# Stands in an address for what is written into it.
TEXT, NUMBER = "zzz", 987654321


# What people type, by model. Versions, the journal and histories cannot be changed afterwards: the tests of what was
# sent (`reporting/narrative`, `reporting/exchange`) prove theirs.
MARKUP = '"><script>alert(7)</script>'
TYPED = {
    "units.Placement": ("name", "phone", "legal_basis"),
    "access.User": ("display_name", "phone"),
    "access.Grant": ("basis",),
    "committees.Committee": ("name", "symbol", "superior_line", "place"),
    "guidance.Letter": ("issuer", "subject", "place", "text"),
    "guidance.Proposal": ("section_title", "text", "part"),
    "tasks.Task": ("source", "section", "text", "part", "result", "evidence"),
    "files.StoredFile": ("name",),
    "register.OfficialDocument": ("issuer", "subject"),
    "reporting.Round": ("title", "origin"),
    "reporting.Participant": ("name", "phone"),
    "reporting.Entry": ("note",),
    "reporting.Passage": ("text",),
}


@contextmanager
def looked_for() -> Iterator[set[str]]:
    """The names of the parameters that are looked for in a query meanwhile."""
    names: set[str] = set()

    def told(method):
        def look(self, name, *more):
            names.add(name)
            return method(self, name, *more)

        return look

    methods = ("get", "getlist", "__getitem__", "__contains__")
    with ExitStack() as stack:
        for name in methods:
            stack.enter_context(mock.patch.object(QueryDict, name, told(getattr(QueryDict, name))))
        yield names


def is_page(row: dict) -> bool:
    """Whether a row shows a page to somebody; the files of a report take a second each and look up no parameter."""
    return method_of(row) == "get" and bool(welcome(row)) and "_file" not in row["url"]


class TestHostileWalk(MatrixWorld):
    """Every address of the matrix, asked by somebody who may."""

    def ask_all(self, asked: list[tuple[str, str, str, dict]]) -> None:
        """Who asks, how, where, and with what; an exception or a 5xx is a failure that names the address."""
        assert asked
        broken = []
        for who, method, address, data in asked:
            try:
                status = self.ask(who, method, address, data).status_code
            except Exception as error:
                status = repr(error)[:200]
            if not (isinstance(status, int) and status < 500):
                broken.append(f"{method} {address[:100]} {str(data)[:100]}: {status}")
        assert not broken, "\n".join(broken)

    def places(self) -> list[tuple[str, str, str, str]]:
        """Who may, how, an address with a mark in the place of one of its arguments, and the mark."""
        found = {}
        for row in filter(welcome, ROWS):
            kwargs = row["kwargs"](self.world) if "kwargs" in row else {}
            for name, value in kwargs.items():
                # A uid or a format of another shape is no address at all.
                if name != "format" and isinstance(value, int | str):
                    mark = NUMBER if isinstance(value, int) else TEXT
                    address = self.address(row, **{name: mark})
                    found[row["url"], name] = (welcome(row)[0], method_of(row), address, str(mark))
        return list(found.values())

    def test_no_part_of_an_address_is_an_error_page(self):
        self.ask_all(
            [
                (who, method, address.replace(mark, quote(value, safe=""), 1), {})
                for who, method, address, mark in self.places()
                # What is no number is no address where one is asked.
                for value in (VALUES if mark == TEXT else NUMBERS)
            ]
        )

    def test_a_nul_in_any_part_of_an_address_is_a_bad_request(self):
        for who, method, address, mark in self.places():
            for value in ("%00", "a%00b"):
                answer = self.ask(who, method, address.replace(mark, value, 1))
                self.assertEqual(answer.status_code, 400, address)

    def test_no_parameter_is_an_error_page(self):
        """Every parameter that a page looks for, as it tells itself."""
        pages = {self.address(row): row for row in ROWS if is_page(row)}
        asked, known = [], set()
        for address, row in pages.items():
            who = welcome(row)[0]
            with looked_for() as names:
                self.ask(who, "get", address, self.data(row))
            known |= names
            # All at once; some end a page before others are read, so those that are numbers also by themselves.
            several = [dict.fromkeys(names, value) for value in ("-1", "<script>alert(1)</script>")] if names else []
            each = [{name: value} for name in sorted(names & NUMBERED) for value in ("9" * 5000, "٣")]
            asked += [(who, "get", address, data) for data in (*several, *each)]
        assert known >= NUMBERED | {"q", "state", "table", "sort", "unit"}
        self.ask_all(asked)

    def test_what_people_typed_is_text_on_every_page(self):
        for label, fields in TYPED.items():
            model = apps.get_model(label)
            for name in fields:
                # The places that were found in a text stay where they are.
                long = model._meta.get_field(name).max_length is None
                model.objects.update(**{name: Concat(name, Value(MARKUP)) if long else MARKUP})
        escaped = conditional_escape(MARKUP)
        shown = set()
        for row in filter(is_page, ROWS):
            for who in {welcome(row)[0], welcome(row)[-1]}:
                answer = self.ask(who, "get", self.address(row), self.data(row))
                if not answer["Content-Type"].startswith("text/html"):
                    continue
                page = answer.body.decode()
                assert "<script>alert" not in page, f"{row['url']} for {who}"
                if escaped in page:
                    shown.add(row["url"])
        # Names of units stand on nearly every page: the walk saw what it was looking for.
        assert {
            "home:desk", "home:units", "home:unit", "home:search", "access:people", "access:person", "guidance:letter",
            "guidance:issue", "guidance:board", "tasks:list", "tasks:task", "reporting:rounds", "reporting:round",
            "reporting:report", "reporting:board", "reporting:table", "reporting:enter_for", "reporting:text",
        } <= shown  # fmt: skip
