"""Static files have a name by their content once collected, and are found all the same before that."""

from tienbo.core.assets import Storage


def storage(folder) -> Storage:
    return Storage(location=folder, base_url="/static/")


def test_before_anything_is_collected_the_plain_name_is_given(tmp_path):
    assert storage(tmp_path).url("core/tienbo.css") == "/static/core/tienbo.css"


def test_a_collected_file_is_named_by_its_content_and_a_newer_one_plainly(tmp_path):
    collected = storage(tmp_path)
    collected.hashed_files = {"core/tienbo.css": "core/tienbo.0123456789ab.css"}
    assert collected.url("core/tienbo.css") == "/static/core/tienbo.0123456789ab.css"
    assert collected.url("core/new.css") == "/static/core/new.css"
