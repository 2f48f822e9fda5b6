"""Whatever a body holds, the answer says what is wrong with it; nothing is an error of ours, and nothing is kept."""

import json

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.api.software import Software, batch, given
from tienbo.api.door import MOST_BYTES, wanted_language
from tienbo.api.places import MOST
from tienbo.reporting.api.shapes import MOST_CELLS
from tienbo.reporting.entry.models import Entry
from tienbo.reporting.rounds.audience import asked_of_participant

DISTRICT = "reports/2015-h1/051"
FIGURES = f"{DISTRICT}/figures"
OPERATION = "123e4567-e89b-42d3-a456-426614174000"


def told(answer, status: int, code: str) -> dict:
    """The problem that an answer tells."""
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code), answer.content[:300]
    assert problem["message"].endswith(".") and not Entry.objects.exists()
    return problem


@pytest.mark.parametrize(
    "body",
    [
        "{", "[" * 100_000, '{"a":' * 100_000, "9" * 5000, '{"operation": NaN}x', '"\\ud800"', '"\\u0000"',
        b"\xff\xfe", "<xml/>", '{"operation": ' + "9" * 5000 + "}",
    ],
)  # fmt: skip
def test_what_is_no_json_is_told_so(officer, body):
    told(officer.put(FIGURES, body), 400, "unreadable")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_what_does_not_say_that_it_is_json_is_not_taken_for_it(officer, kind):
    told(officer.ask("PUT", FIGURES, batch(), **{"Content-Type": kind}), 400, "unreadable")


def test_ten_megabytes_are_too_many_and_are_not_read(officer):
    told(officer.put(FIGURES, "x" * (10 * 1024 * 1024)), 413, "too_large")
    told(officer.put(FIGURES, " " * MOST_BYTES + "{"), 413, "too_large")


def test_too_large_a_body_of_a_stranger_is_not_read_either(officer):
    told(Software().put(FIGURES, "x" * (MOST_BYTES + 1)), 413, "too_large")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("", "body"),
        ([], "body"),
        ("null", "body"),
        ({}, "body.operation"),
        ({"operation": OPERATION}, "body.cells"),
        ({"operation": OPERATION, "cells": []}, "body.cells"),
        ({"operation": OPERATION, "cells": {}}, "body.cells"),
        ({"operation": "eins", "cells": [{}]}, "body.operation"),
        ({"operation": OPERATION, "cells": [1]}, "body.cells.0"),
        ({"operation": OPERATION, "cells": [{"element": 1, "value": "1", "revision": 0}]}, "body.cells.0.element"),
        ({"operation": OPERATION, "cells": [{"element": "a.b", "revision": 0}]}, "body.cells.0.value"),
        ({"operation": OPERATION, "cells": [{"element": "a.b", "value": "1"}]}, "body.cells.0.revision"),
        ({"operation": OPERATION, "cells": [{"element": "a.b", "value": "1", "revision": True}]},
         "body.cells.0.revision"),
        ({"operation": OPERATION, "cells": [{"element": "a.b", "value": "1", "revision": "0"}]},
         "body.cells.0.revision"),
        ({"operation": OPERATION, "cells": [{"element": "a.b", "value": "1", "revision": -1}]},
         "body.cells.0.revision"),
        ({"operation": OPERATION, "cells": [{"element": "a.b", "value": "1", "revision": 2**63}]},
         "body.cells.0.revision"),
        ({"operation": OPERATION, "cells": [{"element": "a" * 201, "value": "1", "revision": 0}]},
         "body.cells.0.element"),
        ({"operation": OPERATION, "cells": [{"element": "a.b", "value": "1", "revision": 0, "flag": "estimate"}]},
         "body.cells.0.flag"),
        ({"operation": OPERATION, "cells": [{"element": "a.b", "value": "1", "revision": 0, "note": 5}]},
         "body.cells.0.note"),
    ],
)  # fmt: skip
def test_what_is_of_another_shape_is_told_by_its_place(officer, body, place):
    problem = told(officer.put(FIGURES, body), 422, "invalid")
    assert place in {each["place"] for each in problem["where"]}, problem
    assert all(each["message"].endswith(".") for each in problem["where"])


def test_places_are_told_in_both_languages(officer):
    body = {"operation": OPERATION, "cells": [{"element": "a.b", "revision": 0}]}
    assert told(officer.put(FIGURES, body), 422, "invalid")["where"][0]["message"] == "Còn thiếu mục này."
    officer.language = "en"
    assert told(officer.put(FIGURES, body), 422, "invalid")["where"][0]["message"] == "It is missing."


def test_more_cells_than_any_report_has_are_told_once(officer):
    cell = {"element": "a.b", "value": "1", "revision": 0}
    problem = told(officer.put(FIGURES, {"operation": OPERATION, "cells": [cell] * (MOST_CELLS + 1)}), 422, "invalid")
    assert "5000" in problem["where"][0]["message"]
    problem = told(officer.put(FIGURES, {"operation": OPERATION, "cells": [{}] * 1000}), 422, "invalid")
    assert len(problem["where"]) == MOST


@pytest.mark.parametrize(
    "path",
    [
        "reports", "reports?round=", "reports?round=2015-h1&page=0", "reports?round=2015-h1&page=" + "9" * 400,
        "reports?round=2015-h1&per_page=1000", "reports?round=2015-h1&state=lost", "rounds?page=x",
        f"{FIGURES}?version=x", f"{FIGURES}?version=" + "9" * 40, "forms/vstbcpn-2015/x",
        "forms/vstbcpn-2015/" + "9" * 50,
        "reports/2015-h1/u" + "9" * 60, "reports/2015-h1/%F0%9F%98%80", "rounds/" + "x" * 500, "reports/a/b/c/d/e",
        "reports?round=2015-h1&unit=u" + "9" * 60, "forms/x%00y/1", "reports?round=a%00b", "reports?round=%ff",
    ],
)  # fmt: skip
def test_no_address_is_an_error_of_ours(officer, path):
    answer = officer.get(path)
    # A list of which nobody is in it is no mistake.
    assert answer.status_code in {400, 404, 422} or answer.json()["total"] == 0, (path, answer.status_code)


NOISE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just(OPERATION),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["operation", "cells", "element", "breakdown", "value", "revision", "mark", "note", "finding"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


def test_no_body_is_an_error_of_ours(officer, world):
    """Noise in the shape of JSON; and cells of the report with noise for a value, a mark and a note."""
    cell = asked_of_participant(world.report("051").participant).typed[0]
    asked = []

    @drawn(NOISE, NOISE, st.sampled_from(["PUT figures", "POST check", "POST justifications"]))
    def ask(noise, value, where):
        method, name = where.split()
        bodies = [noise, {"operation": OPERATION, "cells": [given(cell, value, mark=None, note=None)]}]
        for body in bodies:
            answer = officer.ask(method, f"{DISTRICT}/{name}", json.dumps(body))
            asked.append(answer.status_code)
            assert answer.status_code in {200, 400, 422}, (body, answer.content[:200])
            json.loads(answer.content)

    from tienbo.access.tokens import bearer

    bearer.MOST_REQUESTS, before = 10**6, bearer.MOST_REQUESTS
    try:
        ask()
    finally:
        bearer.MOST_REQUESTS = before
    assert {200, 422} <= set(asked)


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "vi"), ("en", "en"), ("en-US,en;q=0.5", "en"), ("vi-VN,en", "vi"), ("fr,en;q=0.3", "en"), ("fr", "vi"),
     ("vi;q=0.2,en;q=0.9", "en"), (",,;;=", "vi"), ("x" * 5000, "vi")],
)  # fmt: skip
def test_the_language_is_the_first_of_ours_that_is_wanted(header, language):
    assert wanted_language(header) == language
