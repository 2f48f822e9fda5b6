"""Near-alike sentences of many units in groups, for whoever writes the report above them. Pure.

Two sentences are as alike as the cosine of their weighted parts: syllables, pairs of neighbouring syllables, and
syllables without marks (`folding`). A part weighs less the more of the sentences have it, and less when official style
has it everywhere. From `ALIKE` on they may share a group; never when they are of different types, or when one denies
what the other says (`Folded.contradicts`).

Groups are stars: of the sentences that are left, the one that most are near to is the middle of a group, and each
other one goes to the middle nearest to it. So no chain joins what is not alike, and neither the order in which
sentences come nor chance changes anything.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tienbo.core.vietnamese import sort_key
from tienbo.reporting.narrative.folding import CLAUSE, FOLDED_STOP, Folded, bare, fold

# From which similarity on two sentences may share a group: on the labelled sample of the tests, precision before
# recall, because a sentence that stands alone costs a look, one in a wrong group is lost.
ALIKE = 0.52
# Pairs that are looked at closely: some eight hundred sentences that all say one thing. A unit that writes one sentence
# thousands of times with another name in it would keep the office above it waiting.
MOST_PAIRS = 300_000
_PAIR, _BARE, _STOP = 0.7, 0.35, 0.25


@dataclass(frozen=True)
class Sentence:
    """One sentence of a unit. `key` is its own among all; `kind`: the type of item."""

    key: str
    unit: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Group:
    """Sentences that say one thing, ordered by key. `wording`: that of the one nearest to all others."""

    wording: str
    kind: str
    keys: tuple[str, ...]
    units: frozenset[str]


@dataclass(frozen=True)
class _Node:
    """All sentences of one type that are the same when folded."""

    kind: str
    folded: Folded
    sentences: tuple[Sentence, ...]

    @property
    def order(self) -> tuple:
        return (self.kind, self.folded.syllables)


def grouped(sentences: Iterable[Sentence], names: Iterable[str] = (), apart: Iterable[str] = ()) -> list[Group]:
    """Every sentence in one group, the group of most units first. `names`: of units, which make no difference; `apart`:
    keys of sentences that somebody took out of their groups, each a group of its own."""
    sentences, apart, names = list(sentences), set(apart), tuple(names)
    nodes = _nodes([each for each in sentences if each.key not in apart], names)
    near = _neighbours(nodes)
    stars = _stars(nodes, near)
    groups = [_group([nodes[number] for number in members], near, members, names) for members in stars]
    groups += [
        Group(each.text, each.kind, (each.key,), frozenset({each.unit})) for each in sentences if each.key in apart
    ]
    return sorted(groups, key=lambda group: (-len(group.units), -len(group.keys), sort_key(group.wording), group.keys))


def _nodes(sentences: Sequence[Sentence], names: tuple[str, ...]) -> list[_Node]:
    alike: dict[tuple, list[Sentence]] = defaultdict(list)
    folded = {}
    for each in sentences:
        found = _fold(each.text, names)
        # A sentence without words (a number, a dash) is like none but itself.
        key = (each.kind, found.syllables, "" if found.said else each.text)
        alike[key].append(each)
        folded[key] = found
    ordered = sorted(alike)
    return [
        _Node(key[0], folded[key], tuple(sorted(alike[key], key=lambda each: (each.text, each.key)))) for key in ordered
    ]


@lru_cache(maxsize=20_000)
def _fold(text: str, names: tuple[str, ...]) -> Folded:
    return fold(text, names)


def _parts(folded: Folded) -> dict[str, float]:
    """What a sentence is made of, with what each part weighs before its frequency counts."""
    parts: dict[str, float] = {}
    words = folded.said
    for word in words:
        weight = _STOP if word in FOLDED_STOP else 1.0
        parts[word] = weight
        parts[f"~{bare(word)}"] = weight * _BARE
    for one, two in zip(words, words[1:], strict=False):
        if CLAUSE not in (one, two):
            both = (one in FOLDED_STOP) + (two in FOLDED_STOP)
            parts[f"{one} {two}"] = _PAIR * (1.0, 0.4, _STOP)[both]
    return parts


def _vectors(nodes: Sequence[_Node]) -> list[dict[str, float]]:
    parts = [_parts(node.folded) for node in nodes]
    frequency = Counter(part for each in parts for part in each)
    most = math.log(1 + len(nodes))
    vectors = []
    for each in parts:
        weighted = {
            part: weight * (0.5 + 0.5 * math.log(1 + len(nodes) / frequency[part]) / most)
            for part, weight in each.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
        # Rare parts first: what is left after them cannot make two sentences alike.
        rare = sorted(weighted, key=lambda part: (frequency[part], part))
        vectors.append({part: weighted[part] / length for part in rare})
    return vectors


def _neighbours(nodes: Sequence[_Node]) -> list[dict[int, float]]:
    """For each node the others that it may share a group with, by how alike they are.

    Only the rare parts of a sentence are indexed, as many as it takes that the rest is shorter than `ALIKE`: sentences
    that share none of these are not alike (the prefix filter of Bayardo, Ma and Srikant, 2007). After `MOST_PAIRS` the
    sentences that are left have none.
    """
    vectors = _vectors(nodes)
    near: list[dict[int, float]] = [{} for _ in nodes]
    # What may never share a group is not even looked at.
    indexes: dict[tuple, dict[str, list[tuple[int, float]]]] = defaultdict(lambda: defaultdict(list))
    rests: list[tuple[float, list[tuple[str, float]]]] = []
    pairs = 0
    for number, (node, vector) in enumerate(zip(nodes, vectors, strict=True)):
        if pairs > MOST_PAIRS:
            break
        index = indexes[node.kind, node.folded.is_denied]
        found: dict[int, float] = defaultdict(float)
        for part, weight in vector.items():
            for other, theirs in index.get(part, ()):
                found[other] += weight * theirs
        for other, shared in found.items():
            length, rest = rests[other]
            if shared + length < ALIKE:
                continue
            pairs += 1
            alike = round(shared + sum(vector[part] * theirs for part, theirs in rest if part in vector), 9)
            if alike >= ALIKE and not node.folded.contradicts(nodes[other].folded):
                near[number][other] = near[other][number] = alike
        rests.append(_index(index, number, vector))
    return near


def _index(index: dict[str, list], number: int, vector: Mapping[str, float]) -> tuple[float, list[tuple[str, float]]]:
    """Puts the rare parts into the index; the length of the rest, and the rest."""
    left, parts = 1.0, list(vector.items())
    for place, (part, weight) in enumerate(parts):
        if left < ALIKE * ALIKE - 1e-9:
            return math.sqrt(max(left, 0.0)), parts[place:]
        index[part].append((number, weight))
        left -= weight * weight
    return 0.0, []


def _stars(nodes: Sequence[_Node], near: Sequence[Mapping[int, float]]) -> list[list[int]]:
    def weight(number: int) -> float:
        others = sum(alike * len(nodes[other].sentences) for other, alike in sorted(near[number].items()))
        return len(nodes[number].sentences) + others

    middles: list[int] = []
    covered: set[int] = set()
    for number in sorted(range(len(nodes)), key=lambda number: (-round(weight(number), 6), number)):
        if number not in covered:
            middles.append(number)
            covered |= {number, *near[number]}
    stars: dict[int, list[int]] = {middle: [middle] for middle in middles}
    for number in range(len(nodes)):
        if number not in stars:
            nearest = min((middle for middle in middles if middle in near[number]),
                          key=lambda middle: (-near[number][middle], middle))  # fmt: skip
            stars[nearest].append(number)
    return [sorted(members) for members in stars.values()]


def _group(
    nodes: Sequence[_Node],
    near: Sequence[Mapping[int, float]],
    members: Sequence[int],
    names: tuple[str, ...],
) -> Group:
    # How near each node is to all the others.
    centre = [
        round(sum(near[one].get(two, 1.0 if one == two else 0.0) * len(node.sentences)
                  for two, node in zip(members, nodes, strict=True)), 6)
        for one in members
    ]  # fmt: skip
    texts = Counter((each.text, place) for place, node in enumerate(nodes) for each in node.sentences)

    def middling(said: tuple[str, int]) -> tuple:
        """The fewest numbers and names, which are one unit's own; then the nearest to the others."""
        text, place = said
        return (_fold(text, names).masks, -centre[place], -texts[said], len(text), text)

    wording, place = min(texts, key=middling)
    all_of_them = [each for node in nodes for each in node.sentences]
    return Group(
        wording,
        nodes[place].kind,
        tuple(sorted(each.key for each in all_of_them)),
        frozenset(each.unit for each in all_of_them),
    )
