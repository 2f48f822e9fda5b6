"""The text of an own letter in step with what is decided about it."""

from collections.abc import Iterator
from contextlib import contextmanager

from tienbo.guidance.models import Letter
from tienbo.guidance.own_letter import composed, follows_decisions
from tienbo.guidance.own_text import Place
from tienbo.guidance.queries import searchable
from tienbo.guidance.states import Find


@contextmanager
def kept_in_step(letter: Letter) -> Iterator[None]:
    """Around a change of a locked letter: a text that the program wrote is written anew, a person's own stays."""
    follows = follows_decisions(letter)
    yield
    if follows:
        write_composed(letter)


def write_composed(letter: Letter) -> None:
    """Write the text of a locked own letter from its parts, and each find's place in it."""
    made = composed(letter)
    write_text(letter, made.text, made.places, made.positions)


def write_text(letter: Letter, text: str, places: dict[int, Place], positions: dict[int, str] | None = None) -> None:
    """Set the text of a locked letter with the places of its finds; `positions` of its tasks, when they are known."""
    if letter.text != text:
        letter.text = text
        letter.revision += 1
        letter.search_key = searchable(letter)
        letter.save(update_fields=["text", "revision", "search_key"])
    finds = list(letter.proposals.all())
    for find in finds:
        find.start, find.end = places.get(find.pk, (None, None))
        if positions is not None and find.kind == Find.TASK:
            find.position = positions.get(find.pk, "")[:20]
    letter.proposals.bulk_update(finds, ["start", "end", "position"])
