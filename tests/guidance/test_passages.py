"""The text cut at the edges of its finds; pure."""

from hypothesis import given
from hypothesis import strategies as st

from tienbo.guidance.passages import Span, paragraphs_of

TEXT = "Mở đầu.\n\n- Mở lớp trước ngày 05/6 cho cán bộ.\n- Việc khác."


def test_a_deadline_inside_a_task_carries_both():
    start = TEXT.index("Mở lớp")
    inner = TEXT.index("trước ngày 05/6")
    spans = [Span(start, TEXT.index("\n- Việc"), "task", 1), Span(inner, inner + 15, "deadline", 2)]
    (_opening, task, _other) = paragraphs_of(TEXT, spans)
    assert [(piece.text, piece.kinds, piece.find) for piece in task.pieces] == [
        ("- ", (), None),
        ("Mở lớp ", ("task",), 1),
        ("trước ngày 05/6", ("task", "deadline"), 2),
        (" cho cán bộ.", ("task",), 1),
    ]
    assert [piece.begins for piece in task.pieces] == [(), (1,), (2,), ()]


@given(
    text=st.text(alphabet="ab \n", max_size=60),
    cuts=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=8),
)
def test_no_letter_is_lost_and_every_find_begins_once(text, cuts):
    spans = [Span(min(cut), max(cut), "task", number) for number, cut in enumerate(cuts)]
    paragraphs = paragraphs_of(text, spans)
    shown = ["".join(piece.text for piece in paragraph.pieces) for paragraph in paragraphs]
    assert shown == [line for line in text.split("\n") if line.strip()]
    begun = [find for paragraph in paragraphs for piece in paragraph.pieces for find in piece.begins]
    assert len(begun) == len(set(begun))


@given(text=st.text(alphabet="ab \n", min_size=1, max_size=60), start=st.integers(0, 59), length=st.integers(1, 20))
def test_a_piece_is_marked_exactly_when_it_lies_in_the_span(text, start, length):
    span = Span(start, start + length, "task", 7)
    marked = "".join(
        piece.text for paragraph in paragraphs_of(text, [span]) for piece in paragraph.pieces if piece.find == 7
    )
    lines = text.split("\n")
    expected, at = "", 0
    for line in lines:
        if line.strip():
            expected += line[max(0, start - at) : max(0, start + length - at)]
        at += len(line) + 1
    assert marked == expected
