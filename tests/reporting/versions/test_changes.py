"""What differs between two states: nothing against itself, all of it against another, and no word of a text lost."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.versions.changes import (
    MOST_WORDS,
    Changes,
    Stood,
    Wording,
    applied,
    changes_between,
    frozen_state,
    pieces_of,
    state,
)

NAMES = st.sampled_from(["a", "b", "c", "d"])
CELLS = st.builds(Cell, NAMES, st.sampled_from(["", "sex=F"]))
FIGURES = st.one_of(
    st.builds(
        Figure,
        st.decimals(min_value=0, max_value=10**6, places=2),
        st.sampled_from(["actual", "estimate", "corrected"]),
    ),
    st.builds(Figure, st.none(), st.sampled_from(["actual", "not_collected", "not_applicable", "withheld"])),
)
STOOD = st.builds(Stood, FIGURES, st.sampled_from(["", "theo sổ", "ước"]))
SYLLABLES = st.sampled_from(
    ["phụ", "nữ", "Ủy", "ban", "tiến", "bộ", "12", "%", ",", "\n", "\r\n", " ", "  ", "ế", "\u2028"]
)
TEXTS = st.lists(SYLLABLES, max_size=30).map(" ".join)
WORDINGS = st.builds(Wording, TEXTS, st.lists(st.tuples(TEXTS, st.sampled_from(["", "idea"])), max_size=3).map(tuple))
STATES = st.builds(
    state,
    st.dictionaries(CELLS, STOOD),
    st.dictionaries(NAMES, WORDINGS),
    st.dictionaries(NAMES, st.sampled_from(["", "đã rà", "theo sổ"])),
)


@given(STATES)
def test_a_state_does_not_differ_from_itself(one):
    assert changes_between(one, one) == Changes()
    assert not changes_between(one, one)


@given(STATES, STATES)
def test_the_changes_made_to_the_old_state_give_the_new_one(old, new):
    assert applied(changes_between(old, new), old) == new


@given(STATES, STATES)
def test_every_change_is_one_and_the_way_back_is_the_same_changes_turned_round(old, new):
    there, back = changes_between(old, new), changes_between(new, old)
    assert all(each.old != each.new for each in (*there.cells, *there.headings, *there.reasons))
    assert [(each.cell, each.old, each.new) for each in there.cells] == [
        (each.cell, each.new, each.old) for each in back.cells
    ]


@given(TEXTS, TEXTS)
def test_no_word_of_either_text_is_lost_in_the_pieces(old, new):
    pieces = pieces_of(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert all(one.kind != other.kind for one, other in zip(pieces, pieces[1:], strict=False))


def test_a_blank_cell_is_no_change_but_a_zero_is():
    cell = Cell("a")
    nothing, blank = state({}, {}, {}), state({cell: Stood()}, {}, {})
    zero = state({cell: Stood(Figure(Decimal(0)))}, {}, {})
    assert not changes_between(nothing, blank)
    (change,) = changes_between(blank, zero).cells
    assert (change.difference, change.new.figure.value) == (None, Decimal(0))


def test_a_figure_says_by_how_much_it_changed_and_a_mark_alone_is_a_change():
    cell = Cell("a")
    old = frozen_state([["a", "", "12", "actual", ""]], {}, [])
    (change,) = changes_between(old, frozen_state([["a", "", "15", "actual", ""]], {}, [])).cells
    assert (change.cell, change.difference) == (cell, Decimal(3))
    (marked,) = changes_between(old, frozen_state([["a", "", "12", "estimate", ""]], {}, [])).cells
    assert marked.is_of_figure and marked.difference == 0
    (noted,) = changes_between(old, frozen_state([["a", "", "12", "actual", "theo sổ"]], {}, [])).cells
    assert not noted.is_of_figure


def test_a_number_written_otherwise_is_the_same_figure():
    """What is typed now has the places of its column, what was frozen has none."""
    old = frozen_state([["a", "", "12", "actual", ""]], {}, [])
    new = state({Cell("a"): Stood(Figure(Decimal("12.0000")))}, {}, {})
    assert not changes_between(old, new)


def test_one_word_of_a_vietnamese_sentence_is_shown_as_one_word():
    pieces = pieces_of("Đã kiện toàn 12 Ban vì sự tiến bộ.", "Đã kiện toàn 15 Ban vì sự tiến bộ.")
    assert [tuple(piece) for piece in pieces] == [
        ("kept", "Đã kiện toàn "), ("removed", "12"), ("added", "15"), ("kept", " Ban vì sự tiến bộ."),
    ]  # fmt: skip


def test_a_heading_is_added_removed_or_changed():
    none, one = frozen_state([], {}, []), frozen_state([], {"x": {"text": "Một", "items": []}}, [])
    other = frozen_state([], {"x": {"text": "", "items": [{"text": "Hai", "type": ""}]}}, [])
    kinds = [changes_between(*pair).headings[0].kind for pair in ((none, one), (one, none), (one, other))]
    assert kinds == ["added", "removed", "changed"]


def test_a_text_of_many_words_is_shown_whole_instead_of_word_by_word():
    old, new = "cũ " * MOST_WORDS, "mới " * MOST_WORDS
    assert [piece.kind for piece in pieces_of(old, new)] == ["removed", "added"]
