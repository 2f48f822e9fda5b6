"""A letter's text cut into paragraphs and pieces, so that each find can be marked in its place. Pure.

Spans may overlap and lie within one another (a deadline in a task); a piece carries all that cover it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A place in the text: [start, end). `kind` is shown as a class of the mark; `find` is the number of the proposal
    behind it, or None for something that is only shown (a target, a citation).
    """

    start: int
    end: int
    kind: str
    find: int | None = None


@dataclass(frozen=True)
class Piece:
    """Text under one set of spans.

    `kinds` are theirs, outermost first; `find` is the innermost proposal; `begins` are the proposals whose first letter
    this is (each find's anchor in the text stands there once).
    """

    text: str
    kinds: tuple[str, ...] = ()
    find: int | None = None
    begins: tuple[int, ...] = ()

    @property
    def css(self) -> str:
        """The kind of the innermost span, or "" for text under none."""
        return self.kinds[-1] if self.kinds else ""


@dataclass(frozen=True)
class Paragraph:
    """One line of the text, in pieces."""

    pieces: tuple[Piece, ...]


def paragraphs_of(text: str, spans: list[Span]) -> list[Paragraph]:
    """The lines that are not blank, in order. Spans that reach beyond the text are cut to it."""
    inside = sorted(
        (span for span in spans if 0 <= span.start < min(span.end, len(text))),
        key=lambda span: (span.start, -span.end),
    )
    begun: set[int] = set()
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [span for span in inside if span.start < end and span.end > start]
            paragraphs.append(Paragraph(tuple(_pieces(text, start, end, here, begun))))
        start = end + 1
    return paragraphs


def _pieces(text: str, start: int, end: int, spans: list[Span], begun: set[int]) -> list[Piece]:
    edges = {start, end}
    for span in spans:
        edges |= {max(start, span.start), min(end, span.end)}
    points = sorted(edges)
    pieces = []
    for left, right in zip(points, points[1:], strict=False):
        over = [span for span in spans if span.start <= left and span.end >= right]
        finds = [span.find for span in over if span.find is not None]
        begins = tuple(find for find in finds if find not in begun)
        begun.update(begins)
        pieces.append(Piece(text[left:right], tuple(span.kind for span in over), finds[-1] if finds else None, begins))
    return pieces
