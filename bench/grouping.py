"""Grouping near-alike sentences of many units, beside difflib on every pair."""

import difflib
import random
from itertools import combinations
from pathlib import Path

from bench.timing import in_turn
from tests.reporting.narrative.labelled import HELD_OUT, TUNED
from tienbo.reporting.narrative import grouping
from tienbo.reporting.narrative.grouping import Sentence, grouped

_SAID = [text for groups in (TUNED, HELD_OUT) for group in groups for text in group]
_MORE = ("tại cơ sở", "trong kỳ", "ở một số thôn", "theo kế hoạch", "của đơn vị", "trên địa bàn", "năm nay")
_HEADINGS = 5


def measure(world: object, folder: Path) -> list[str]:
    """Lines of results; neither the world nor the folder is looked at."""
    lines = []
    for units in (42, 250):
        batches = _batches(units)

        def ours(batches=batches) -> None:
            grouping._fold.cache_clear()
            for batch in batches:
                grouped(batch)

        found = in_turn(3, ours=ours)["ours"]
        lines.append(f"{units} units, 10 items each under {_HEADINGS} headings: ours {found}")
    few = _batches(42)

    def with_difflib() -> None:
        for batch in few:
            for one, two in combinations([each.text for each in batch], 2):
                difflib.SequenceMatcher(None, one, two).ratio()

    return [*lines, f"42 units: difflib on every pair, without groups {in_turn(1, difflib=with_difflib)['difflib']}"]


def _batches(units: int) -> list[list[Sentence]]:
    """By heading, two sentences of each unit: one that was sorted by hand, more than every second with more words."""
    chance = random.Random(42)
    return [
        [
            Sentence(f"{unit}-{place}", str(unit), _varied(chance))
            for unit in range(units)
            for place in range(10 // _HEADINGS)
        ]
        for _heading in range(_HEADINGS)
    ]


def _varied(chance: random.Random) -> str:
    text = chance.choice(_SAID).rstrip(".")
    return f"{text} {chance.choice(_MORE)}." if chance.random() < 0.6 else text
