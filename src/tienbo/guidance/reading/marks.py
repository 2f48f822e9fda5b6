"""The places of all finds, for a screen that shows the text beside what was read."""

from collections.abc import Iterable, Mapping, Sequence

from tienbo.guidance.reading.letter import Letter, Mark, Section
from tienbo.guidance.reading.subjects import Span


def marks_of(
    letter: Letter, singles: Mapping[str, Span | None], several: Mapping[str, Sequence[Span]]
) -> tuple[Mark, ...]:
    """All marks in the order of the text. `singles` and `several` are the places of the fields of the head
    and foot.
    """
    marks = [Mark(span[0], span[1], path, path) for path, span in singles.items() if span]
    for path, spans in several.items():
        for index, span in enumerate(spans):
            marks.append(Mark(span[0], span[1], path, path if path == "subject" else f"{path}[{index}]"))
    for path, finds in (
        ("deadlines", letter.deadlines),
        ("closing_dates", letter.closing_dates),
        ("targets", letter.targets),
        ("citations", letter.citations),
    ):
        marks += [Mark(find.start, find.end, path, f"{path}[{index}]") for index, find in enumerate(finds)]
    marks += _section_marks(letter.sections, "sections")
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.path)))


def _section_marks(sections: Iterable[Section], path: str) -> list[Mark]:
    marks: list[Mark] = []
    for index, section in enumerate(sections):
        here = f"{path}[{index}]"
        marks.append(Mark(section.start, section.end, "section", here))
        marks += [Mark(task.start, task.end, "task", f"{here}.tasks[{i}]") for i, task in enumerate(section.tasks)]
        marks += _section_marks(section.sections, f"{here}.sections")
    return marks
