"""Stretches of text that are already taken, so that no word is read twice."""

from bisect import bisect_right, insort


class Spans:
    """Stretches that do not overlap; asking and adding stay fast for texts of any length."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> bool:
        """Take a stretch. False, and nothing is taken, when any of it is taken already."""
        at = bisect_right(self._spans, (start, end))
        if at and self._spans[at - 1][1] > start:
            return False
        if at < len(self._spans) and self._spans[at][0] < end:
            return False
        insort(self._spans, (start, end))
        return True
