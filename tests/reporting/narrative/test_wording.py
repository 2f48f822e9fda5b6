"""Items keep who they are and where they come from, whatever is done to them; so do paragraphs of prose."""

from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.entry.wording import (
    frozen,
    id_of,
    is_id,
    new_id,
    stored_items,
    stored_sources,
    united,
    with_ids,
)

A, B = new_id(), new_id()
COMMUNE = {"version": "v1", "unit": "u1", "item": "i1"}
OTHER = {"version": "v2", "unit": "u2", "item": "i2"}
TASK = {"module": "tasks", "kind": "task", "key": "7"}
words = st.text("ăâđêôơưabc \n", max_size=12)
items = st.lists(st.fixed_dictionaries({"text": words, "type": st.sampled_from(["", "objective"])}), max_size=6)


def item(identity: str, text: str, *sources, **more) -> dict:
    return {"id": identity, "text": text, "type": ""} | ({"sources": list(sources)} if sources else {}) | more


@given(items)
def test_what_is_stored_and_given_again_unchanged_is_stored_the_same(given_items):
    stored = stored_items(given_items)
    assert [each["text"] for each in stored] == [each["text"].strip() for each in given_items if each["text"].strip()]
    assert len({each["id"] for each in stored}) == len(stored) and all(is_id(each["id"]) for each in stored)
    assert stored_items(stored, stored) == stored
    without = [{"text": each["text"], "type": each["type"]} for each in stored]
    assert stored_items(without, stored) == stored, "who does not know the ids does not lose them"


@given(items, st.randoms())
def test_order_changes_nothing_of_an_item(given_items, random):
    stored = stored_items(given_items)
    shuffled = random.sample(stored, len(stored))
    assert stored_items(shuffled, stored) == shuffled


def test_sources_survive_editing_and_the_item_says_that_it_was_edited():
    stood = [item(A, "Kinh phí còn ít.", COMMUNE)]
    (kept,) = stored_items([{"id": A, "text": "Kinh phí hạn hẹp.", "type": ""}], stood)
    assert kept == item(A, "Kinh phí hạn hẹp.", COMMUNE, edited=True)
    (again,) = stored_items([{"id": A, "text": "Kinh phí hạn hẹp.", "type": "objective"}], [kept])
    assert again["edited"] and again["sources"] == [COMMUNE]


def test_an_item_of_ones_own_that_is_changed_says_nothing():
    (kept,) = stored_items([{"id": A, "text": "Hai."}], [item(A, "Một.")])
    assert kept == item(A, "Hai.")


def test_a_removed_item_that_is_given_back_has_its_sources_again():
    (kept,) = stored_items([{"id": A, "text": "Kinh phí còn ít."}], [], [item(A, "Kinh phí còn ít.", COMMUNE)])
    assert kept == item(A, "Kinh phí còn ít.", COMMUNE)


def test_an_id_given_twice_or_that_is_none_makes_a_new_item_without_sources():
    stood = [item(A, "Một.", COMMUNE)]
    first, second, third = stored_items(
        [{"id": A, "text": "Một."}, {"id": A, "text": "Hai."}, {"id": "x'--", "text": "Ba."}], stood
    )
    assert first == stood[0]
    assert second["id"] not in {A, ""} and "sources" not in second
    assert is_id(third["id"]) and "sources" not in third


def test_merging_unites_the_sources_each_once():
    (kept,) = stored_items([item(A, "Một.", OTHER, COMMUNE)], [item(A, "Một.", COMMUNE)])
    assert kept["sources"] == [COMMUNE, OTHER] and "edited" not in kept
    assert united([COMMUNE], [TASK, COMMUNE]) == [COMMUNE, TASK]


def test_an_item_from_before_there_were_ids_is_known_by_its_words():
    old = {"text": "Một.", "type": ""}
    assert is_id(id_of(old)) and id_of(old) == id_of(dict(old)) != id_of({"text": "Hai.", "type": ""})
    assert stored_items([{"text": "Một."}], [old]) == with_ids([old])


def test_a_paragraph_keeps_its_sources_moved_and_edited_and_loses_them_removed():
    text = "Kinh phí 2 triệu đồng.\nĐã mở ba lớp tập huấn."
    stood = stored_sources(text, (), [{"paragraph": "Đã mở ba lớp tập huấn.", "sources": [COMMUNE]}])
    assert stood == [{"paragraph": "Đã mở ba lớp tập huấn.", "sources": [COMMUNE]}]
    assert stored_sources("Đã mở ba lớp tập huấn.\nMở đầu.\n" + text.splitlines()[0], stood) == stood
    edited = stored_sources("Kinh phí 2 triệu đồng.\nĐã mở bốn lớp tập huấn cho cán bộ.", stood)
    assert edited == [{"paragraph": "Đã mở bốn lớp tập huấn cho cán bộ.", "sources": [COMMUNE], "edited": True}]
    assert stored_sources("Kinh phí 2 triệu đồng.\nSang năm tính sau.", stood) == []


@given(st.lists(words, max_size=5), st.lists(words, max_size=5))
def test_sources_of_prose_stand_only_at_its_paragraphs(before, after):
    entries = [{"paragraph": each.strip(), "sources": [COMMUNE]} for each in before if each.strip()]
    kept = stored_sources("\n".join(before), (), entries)
    assert {each["paragraph"] for each in kept} <= {line.strip() for text in before for line in text.splitlines()}
    later = stored_sources("\n".join(after), kept)
    assert {each["paragraph"] for each in later} <= {line.strip() for text in after for line in text.splitlines()}
    assert stored_sources("\n".join(after), later) == later


def test_what_a_version_holds_of_a_text_without_sources_is_as_it_always_was():
    assert frozen("Lời.", [], []) == {"text": "Lời.", "items": []}
    assert frozen("Lời.", [], [{"paragraph": "Lời.", "sources": [TASK]}])["sources"][0]["sources"] == [TASK]


def test_long_paragraphs_are_held_against_each_other_by_their_beginnings():
    """Letter by letter, two of fifty thousand took half a minute at each saving."""
    source = {"version": "v", "unit": "u", "item": ""}
    before = "".join(chr(0x1EA0 + number * 7919 % 90) for number in range(50_000))
    kept = stored_sources(before + "!", [{"paragraph": before, "sources": [source]}])
    assert kept == [{"paragraph": before + "!", "sources": [source], "edited": True}]


def test_a_text_written_anew_has_no_sources_left():
    gone = [
        {"paragraph": f"câu {number}", "sources": [{"version": "v", "unit": "u", "item": ""}]} for number in range(99)
    ]
    assert stored_sources("\n".join(f"đoạn {number}" for number in range(999)), gone) == []
