"""A proof holds, shows every change, and holds nobody else's figures."""

import copy
import json
import re
import uuid
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tienbo.reporting.versions.digest import canonical_json, parts_of
from tienbo.reporting.versions.proof import NotAProof, build, check, closed, opened
from tienbo.reporting.versions.proof import _sum_of as sum_of

DOCUMENT = Path(__file__).parents[3] / "docs" / "digest.md"
ROUND, FORM = str(uuid.UUID(int=7)), "ab" * 32
# Figures of others, planted so that they could be found again anywhere in a file.
STRANGE = 7_310_000_000


def _uid(place: int) -> str:
    return str(uuid.UUID(int=1000 + place))


def _content(place: int, *, scheme: int, figure: int, text: str, children, version: int = 1) -> dict:
    header = {
        "unit": _uid(place), "round": ROUND, "form": FORM, "version": version, "previous": None,
        "tree_on": "2015-05-20",
    }  # fmt: skip
    if scheme > 1:
        header |= {"period": ["2014-12-01", "2015-05-31"], "closing_on": "2015-05-20"}
    if scheme > 2:
        header |= {"rules": "" if place % 2 else "cd" * 32}
    return {
        "header": header,
        "figures": [["e.b", "", str(figure), "actual", f"ghi chú {figure}"], ["e.a", "sex=F", None, "withheld", ""]],
        "justifications": [["K25|B09", text]],
        "narrative": {"opening": {"text": text, "items": [{"text": "Ý một", "type": ""}]}},
        "totals": [["e.b", "", str(figure), 2, 1, 0, 0, 0, 0]],
        "outstanding": [[_uid(place + 500), "commune", [], "short"]],
        "children": children,
        "nonce_figures": f"{place:064x}",
        "nonce_narrative": f"{place + 1:064x}",
        "nonce_totals": f"{place + 2:064x}" if scheme > 1 else "",
        "scheme": scheme,
    }


@st.composite
def proofs(draw):
    """(file, the digest at its end): a unit, its sisters, and as many steps upward, schemes mixed."""
    scheme = st.integers(1, 3)
    text = draw(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8))
    own = _content(1, scheme=draw(scheme), figure=draw(st.integers(0, 10**6)), text=text, children=[])
    version = opened(own, with_text=draw(st.booleans()))
    names = {_uid(1): "Xã Bình Dương", ROUND: "Sơ kết"}
    above, below = [], (_uid(1), version["digest"])
    for step in range(draw(st.integers(0, 3))):
        sisters = [
            (_uid(100 * (step + 1) + each), parts_of(**_content(
                100 * (step + 1) + each, scheme=draw(scheme), figure=STRANGE + each, text="x", children=[])).digest())
            for each in range(draw(st.integers(0, 4)))
        ]  # fmt: skip
        place = 10 + step
        children = [*sisters, below]
        content = _content(place, scheme=draw(scheme), figure=STRANGE + 99, text="bí mật", children=children)
        each = closed(parts_of(**content), content["header"], children)
        above.append(each)
        names[_uid(place)] = f"Đơn vị {step}"
        below = (_uid(place), each["digest"])
    return build(version, above, names), below[1]


def places(value, way=()):
    """The way to each leaf."""
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*way, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from places(each, (*way, place))
    if way:
        yield way


def is_refused(data: bytes) -> bool:
    try:
        return not check(data).is_sound
    except NotAProof as problem:
        return bool(problem.vi and problem.en)


@given(proofs())
def test_the_proof_of_any_chain_holds_and_ends_in_the_digest_above(made):
    data, digest = made
    verdict = check(data)
    assert verdict.problems == ()
    assert verdict.steps[-1].digest == digest
    assert verdict.step_of(digest[:16].upper() + "…") == verdict.steps[-1]
    assert verdict.step_of(digest[:15]) is None


@given(proofs())
def test_no_figure_text_or_nonce_of_another_unit_is_in_the_file(made):
    text = made[0].decode()
    assert "73100000" not in text and "bí mật" not in text
    assert not any(f"{place + more:064x}" in text for place in range(10, 14) for more in range(3))


@given(proofs(), st.data())
@settings(max_examples=300)
def test_any_single_changed_byte_is_found(made, data):
    file = made[0]
    place = data.draw(st.integers(0, len(file) - 1))
    other = data.draw(st.integers(0, 255))
    assume(other != file[place])
    assert is_refused(file[:place] + bytes([other]) + file[place + 1 :])
    assert is_refused(file[:place] + file[place + 1 :])
    assert is_refused(file[:place] + bytes([other]) + file[place:])


@given(proofs(), st.data())
@settings(max_examples=300)
def test_any_single_changed_thing_is_found_though_the_sum_of_the_file_is_made_anew(made, data):
    document = json.loads(made[0])
    ways = [way for way in places(document) if way[0] not in {"sum", "names"}]
    way = data.draw(st.sampled_from(ways))
    holder = document
    for key in way[:-1]:
        holder = holder[key]
    old = holder[way[-1]]
    if data.draw(st.booleans()):
        del holder[way[-1]]
    else:
        new = data.draw(st.sampled_from([None, "", "0", "f" * 64, 0, 1, 2, True, [], {}, [[]], "2015-01-01", _uid(3)]))
        assume(canonical_json(new) != canonical_json(old))
        holder[way[-1]] = new
    document["sum"] = sum_of(document)
    assert is_refused(canonical_json(document) + b"\n")


@given(proofs(), st.data())
def test_things_that_change_places_are_found(made, data):
    document = json.loads(made[0])
    lists = [
        way for way in places(document)
        if isinstance(found := _at(document, way), list) and len({canonical_json(each) for each in found}) > 1
    ]  # fmt: skip
    way = data.draw(st.sampled_from(lists))
    _at(document, way).reverse()
    document["sum"] = sum_of(document)
    assert is_refused(canonical_json(document) + b"\n")


def _at(document, way):
    for key in way:
        document = document[key]
    return document


def test_a_step_from_another_proof_does_not_fit():
    own = _content(1, scheme=2, figure=5, text="", children=[])
    other = _content(1, scheme=2, figure=6, text="", children=[])
    children = [(_uid(1), parts_of(**other).digest())]
    above = _content(10, scheme=2, figure=0, text="", children=children)
    step = closed(parts_of(**above), above["header"], children)
    names = {_uid(1): "Xã", _uid(10): "Huyện", ROUND: "Đợt"}
    assert [problem.en for problem in check(build(opened(own), [step], names)).problems] == [
        "The report of Huyện does not consolidate this version of Xã."
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 200_000, "nested"),
        (b'{"kind":"tienbo-proof","scheme":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested"),
        (b'{"kind":"tienbo-proof","scheme":1,"x":NaN}', "JSON"),
        (b'{"kind":"tienbo-proof","scheme":1,"x":1.5}', "JSON"),
        (b'{"kind":"tienbo-proof","scheme":1,"scheme":1}', "JSON"),
        (b'{"kind":"tienbo-proof","scheme":1,"x":"\\ud800"}', "JSON"),
        (b'{"kind":"tienbo-proof","scheme":1,"x":' + b"9" * 5000 + b"}", "JSON"),
        (b"[]", "no proof"),
        (b"null", "no proof"),
        (b'{"digest":"x"}', "no proof"),
        (b'{"kind":"tienbo-proof","scheme":2}', "newer"),
        (b'{"kind":"tienbo-proof","scheme":true}', "newer"),
        (b'{"kind":"tienbo-proof","scheme":1,"version":{"scheme":4}}', "newer"),
        (b" " * 20_000_001, "too large"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_proof_is_refused_in_one_sentence(data, said):
    with pytest.raises(NotAProof) as refused:
        check(data)
    assert said in refused.value.en
    assert refused.value.vi.count(".") <= 2


def test_what_lacks_something_is_told_by_its_place():
    document = json.loads(build(opened(_content(1, scheme=2, figure=5, text="", children=[])), [], {}))
    broken = copy.deepcopy(document)
    del broken["version"]["header"]["unit"]
    assert "version.header.unit" in check(canonical_json(broken)).problems[0].vi
    broken = copy.deepcopy(document)
    broken["version"]["figures"]["figures"][1][2] = 5
    assert "version.figures.figures.1.2" in check(canonical_json(broken)).problems[0].en


def _vectors() -> list[str]:
    return re.findall(r"```json proof\n(.*?\n)```", DOCUMENT.read_text(), re.S)


def test_the_vector_of_the_document_is_a_proof_that_holds():
    vectors = _vectors()
    assert vectors
    for vector in vectors:
        verdict = check(vector.encode())
        assert verdict.problems == () and len(verdict.steps) == 2
