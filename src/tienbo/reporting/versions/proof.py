"""The proof of a version: a file that anybody checks without the database; pure. docs/digest.md defines it.

It holds one unit's version, opened, and for each step upward the superior's header, the hashes of its other parts and
the (unit, digest) pairs of what it consolidates: enough to compute the digest printed on the superior's signed paper,
and nobody else's figures.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tienbo.reporting.versions.digest import Parts, canonical_json, joined_hash, parts_of
from tienbo.reporting.versions.proof_shape import misshapen

KIND = "tienbo-proof"
SCHEME = 1
DIGEST_SCHEMES = frozenset({1, 2, 3})
# A province with a thousand children and every table is a tenth of this.
MOST_BYTES = 20_000_000
# What stands at the foot of each printed page; the whole code stands at its end.
SHORTEST_CODE = 16


@dataclass(frozen=True)
class Problem:
    """What is wrong with a proof, in both languages."""

    vi: str
    en: str


class NotAProof(ValueError):
    """The bytes are no proof that this program reads; why, in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


@dataclass(frozen=True)
class Step:
    """A version of the chain; the first is the unit's own. ``name`` is what the file calls the unit: not proven."""

    unit: str
    name: str
    number: int
    digest: str


@dataclass(frozen=True)
class Verdict:
    """What a check found. Without problems, the chain from the first step to the last holds."""

    problems: tuple[Problem, ...]
    steps: tuple[Step, ...] = ()
    round: str = ""
    round_name: str = ""
    cells: int = 0
    text_shown: bool = False

    @property
    def is_sound(self) -> bool:
        """Nothing is wrong."""
        return not self.problems

    def step_of(self, code: str) -> Step | None:
        """The step whose digest is a printed code: the whole of it, or at least its first sixteen characters."""
        wanted = code.strip().lower().rstrip(".…")
        if len(wanted) < SHORTEST_CODE:
            return None
        return next((step for step in self.steps if step.digest.startswith(wanted)), None)


# --- making -----------------------------------------------------------------------------------------------------------


def opened(content: Mapping, *, with_text: bool = True) -> dict:
    """A version as its proof shows it. `content`: the arguments of `parts_of`; without its text only the text's hash
    is in it."""
    parts = parts_of(**content)
    narrative = {"nonce": content["nonce_narrative"], "narrative": content["narrative"]}
    return {
        "scheme": parts.scheme,
        "digest": parts.digest(),
        "header": dict(content["header"]),
        "figures": {
            "nonce": content["nonce_figures"],
            "figures": sorted((list(row) for row in content["figures"]), key=_cell),
            "justifications": content["justifications"],
        },
        "narrative": narrative if with_text else {"hash": parts.narrative.hex()},
        "totals": {
            "nonce": content["nonce_totals"],
            "totals": sorted((list(row) for row in content["totals"]), key=_cell),
            "outstanding": content["outstanding"],
        },
        "children": _pairs(content["children"]),
    }


def closed(parts: Parts, header: Mapping, children: Sequence[tuple[str, str]]) -> dict:
    """A superior's version as a proof shows it: header, sibling hashes, what it consolidates."""
    return {
        "scheme": parts.scheme,
        "digest": parts.digest(),
        "header": dict(header),
        "figures": parts.figures.hex(),
        "narrative": parts.narrative.hex(),
        "totals": parts.totals.hex(),
        "children": _pairs(children),
    }


def build(version: Mapping, above: Sequence[Mapping], names: Mapping[str, str]) -> bytes:
    """The file: `version` as `opened`, the steps upward as `closed`, lowest first. `names` of the units of the chain
    and of the round, by uid: for the reader, not proven."""
    document = {"kind": KIND, "scheme": SCHEME, "version": version, "above": list(above), "names": dict(names)}
    document["sum"] = _sum_of(document)
    return canonical_json(document) + b"\n"


def _pairs(children) -> list[list[str]]:
    return sorted([uid, digest] for uid, digest in children)


def _cell(row: Sequence) -> tuple[str, str]:
    return row[0], row[1]


def _sum_of(document: Mapping) -> str:
    return joined_hash(canonical_json({key: value for key, value in document.items() if key != "sum"})).hex()


# --- reading ----------------------------------------------------------------------------------------------------------


def read(data: bytes) -> dict:
    """The document in a file. NotAProof when there is none, or one of a scheme that this program does not know."""
    if len(data) > MOST_BYTES:
        raise NotAProof("Tệp quá lớn, không phải tệp chứng minh.", "The file is too large to be a proof.")
    try:
        document = json.loads(
            data.decode("utf-8"),
            parse_float=_no_such_number,
            parse_constant=_no_such_number,
            object_pairs_hook=_once_each,
        )
        canonical_json(document)
    except RecursionError:
        raise NotAProof("Tệp lồng quá nhiều tầng.", "The file is nested too deep.") from None
    except (ValueError, UnicodeError):
        raise NotAProof(
            "Tệp không phải JSON hợp lệ, hoặc đã bị hỏng.", "The file is not valid JSON, or it is damaged."
        ) from None
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise NotAProof("Đây không phải tệp chứng minh của Tiến Bộ.", "This is no proof file of Tien Bo.")
    schemes = {"scheme": document.get("scheme")} | {
        f"step {place}": each.get("scheme")
        for place, each in enumerate([document.get("version"), *_list(document.get("above"))])
        if isinstance(each, dict) and type(each.get("scheme")) is int
    }
    unknown = type(document.get("scheme")) is not int or schemes.pop("scheme") != SCHEME
    if unknown or not set(schemes.values()) <= DIGEST_SCHEMES:
        raise NotAProof(
            "Tệp theo một lược đồ mà phiên bản chương trình này chưa biết. Dùng phiên bản mới hơn để kiểm tra.",
            "The file is of a scheme that this version of the program does not know. Check it with a newer one.",
        )
    return document


def _list(value) -> list:
    return value if isinstance(value, list) else []


def _no_such_number(text: str):
    raise ValueError(text)


def _once_each(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


# --- checking ---------------------------------------------------------------------------------------------------------


def check(data: bytes) -> Verdict:
    """Everything that a proof claims, computed anew. NotAProof when the bytes are no proof at all."""
    document = read(data)
    if place := misshapen(document):
        return Verdict((_misshapen(place),))
    version, above = document["version"], document["above"]
    links = [version, *above]
    names = document["names"]
    steps = tuple(
        Step(each["header"]["unit"], names.get(each["header"]["unit"], ""), each["header"]["version"], each["digest"])
        for each in links
    )
    problems = [
        *_whole(document, data),
        *_own(version, steps[0]),
        *(problem for each, step in zip(above, steps[1:], strict=True) for problem in _superior(each, step)),
        *(problem for below, upper in zip(links, above, strict=False) for problem in _linked(below, upper, names)),
        *_one_round(links),
        *_names(document, steps),
    ]
    return Verdict(
        problems=tuple(problems),
        steps=steps,
        round=version["header"]["round"],
        round_name=names.get(version["header"]["round"], ""),
        cells=len(version["figures"]["figures"]),
        text_shown="nonce" in version["narrative"],
    )


def _misshapen(place: str) -> Problem:
    # Keys are the file's own: shown without what would steer a terminal.
    place = "".join(sign if sign.isprintable() else "?" for sign in place[:80])
    return Problem(
        f"Tệp không đủ hoặc không đúng khuôn dạng tại “{place}”.", f"The file lacks something, or is odd, at “{place}”."
    )


def _whole(document: Mapping, data: bytes):
    if document["sum"] != _sum_of(document):
        yield Problem(
            "Nội dung tệp không khớp tổng kiểm của tệp: tệp đã bị sửa hoặc bị hỏng.",
            "The content does not agree with the sum of the file: it was changed or damaged.",
        )
    elif data != canonical_json(document) + b"\n":
        yield Problem(
            "Tệp đã được ghi lại bằng chương trình khác (khoảng trắng, thứ tự hoặc cách ghi chữ khác bản gốc).",
            "The file was written again by another program: its spaces, order or letters are not the original's.",
        )


def _own(version: Mapping, step: Step):
    figures, narrative, totals = version["figures"], version["narrative"], version["totals"]
    if any(rows != sorted(rows, key=_cell) for rows in (figures["figures"], totals["totals"])):
        yield Problem("Các ô số liệu không theo đúng thứ tự.", "The cells do not stand in their order.")
    if any(len({_cell(row) for row in rows}) < len(rows) for rows in (figures["figures"], totals["totals"])):
        yield Problem("Có ô số liệu ghi hai lần.", "A cell stands twice.")
    parts = parts_of(
        header=version["header"],
        figures=figures["figures"],
        justifications=figures["justifications"],
        narrative=narrative.get("narrative", {}),
        totals=totals["totals"],
        outstanding=totals["outstanding"],
        children=[(uid, digest) for uid, digest in version["children"]],
        nonce_figures=figures["nonce"],
        nonce_narrative=narrative.get("nonce", ""),
        nonce_totals=totals["nonce"],
        scheme=version["scheme"],
    )
    text = parts.narrative if "nonce" in narrative else bytes.fromhex(narrative["hash"])
    computed = Parts(parts.scheme, parts.header, parts.figures, text, parts.totals, parts.children).digest()
    yield from _same(computed, version, step)


def _superior(each: Mapping, step: Step):
    children = each["children"]
    parts = Parts(
        each["scheme"],
        joined_hash(canonical_json(each["header"])),
        *(bytes.fromhex(each[name]) for name in ("figures", "narrative", "totals")),
        joined_hash(*(f"{uid}:{digest}".encode() for uid, digest in children)),
    )
    yield from _same(parts.digest(), each, step)


def _same(computed: str, each: Mapping, step: Step):
    children = each["children"]
    if children != sorted(children) or len({uid for uid, _digest in children}) < len(children):
        yield Problem(
            f"Danh sách các đơn vị được tổng hợp trong báo cáo của {_told(step)} không đúng thứ tự hoặc bị lặp.",
            f"What the report of {_told(step)} consolidates is not in order, or a unit stands twice.",
        )
    if computed != each["digest"]:
        yield Problem(
            f"Mã kiểm chứng của {_told(step)} tính lại không khớp mã ghi trong tệp.",
            f"The code of {_told(step)}, computed anew, is not the one in the file.",
        )


def _linked(below: Mapping, above: Mapping, names: Mapping):
    unit = below["header"]["unit"]
    listed = [digest for uid, digest in above["children"] if uid == unit]
    if below["digest"] not in listed:
        who, upper = names.get(unit) or unit, names.get(above["header"]["unit"]) or above["header"]["unit"]
        yield Problem(
            f"Báo cáo của {upper} không tổng hợp bản này của {who}.",
            f"The report of {upper} does not consolidate this version of {who}.",
        )


def _one_round(links: Sequence[Mapping]):
    headers = [each["header"] for each in links]
    for key in ("round", "form", "tree_on", "period", "closing_on"):
        # Scheme 1 says neither period nor closing day.
        if len({canonical_json(header[key]) for header in headers if key in header}) > 1:
            yield Problem(
                f"Các bước của chuỗi không cùng một đợt báo cáo ({key}).",
                f"The steps of the chain are not of one round ({key}).",
            )
    if len({header["unit"] for header in headers}) < len(headers):
        yield Problem("Một đơn vị có mặt hai lần trong chuỗi.", "A unit stands twice in the chain.")


def _names(document: Mapping, steps: Sequence[Step]):
    wanted = {step.unit for step in steps} | {document["version"]["header"]["round"]}
    if set(document["names"]) != wanted:
        yield Problem(
            "Tên các đơn vị trong tệp không đúng với các đơn vị của chuỗi.",
            "The names in the file are not those of the units of the chain.",
        )


def _told(step: Step) -> str:
    return step.name or step.unit
