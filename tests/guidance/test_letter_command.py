"""``tienbo letter read`` at the terminal. No test here may use the database: pytest-django refuses it."""

import json

import pytest

from tienbo.__main__ import main

LETTER = """UBND TỈNH MẪU
BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ
Số: 12/BVSTBPN-VP
Mẫu Sơn, ngày 05 tháng 02 năm 2019

Kính gửi: Ban Vì sự tiến bộ của phụ nữ các sở, ngành

I. NHIỆM VỤ
1. Xây dựng kế hoạch hoạt động, gửi về Thường trực Ban trước ngày 15/03/2019.

Nơi nhận:
- Như trên;
TRƯỞNG BAN
Lò Thị Mẫu
"""


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text(LETTER)
    return path


@pytest.fixture(autouse=True)
def vietnamese_terminal(monkeypatch):
    monkeypatch.setenv("TIENBO_LANG", "vi")


def test_a_letter_is_printed_for_people(letter, capsys):
    assert main(["letter", "read", str(letter)]) == 0
    assert "12/BVSTBPN-VP" in capsys.readouterr().out


def test_a_letter_is_printed_as_one_json_object(letter, capsys):
    assert main(["letter", "read", str(letter), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["number"] == "12/BVSTBPN-VP"
    assert read["issued_on"] == "2019-02-05"
    assert [deadline["on"] for deadline in read["deadlines"]] == ["2019-03-15"]


def test_a_text_that_is_no_letter_is_done_with_a_warning(tmp_path, capsys):
    (tmp_path / "song.txt").write_text("Trăng ơi từ đâu đến\nHay từ cánh đồng xa\n")
    assert main(["letter", "read", str(tmp_path / "song.txt"), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["warnings"] and read["sections"] == [] and read["deadlines"] == []


def test_an_unreadable_file_ends_with_2_and_one_sentence(tmp_path, capsys):
    (tmp_path / "picture.pdf").write_bytes(bytes(range(256)) * 8)
    assert main(["letter", "read", str(tmp_path / "picture.pdf")]) == 2
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize(("name", "reason"), [("missing.txt", "không có tệp này"), (".", "đó là thư mục")])
def test_what_is_no_file_ends_with_2_and_says_why(tmp_path, capsys, name, reason):
    assert main(["letter", "read", str(tmp_path / name)]) == 2
    assert reason in capsys.readouterr().err


def test_a_classified_letter_ends_with_1_and_shows_nothing_of_it(tmp_path, capsys):
    (tmp_path / "secret.txt").write_text(f"TUYỆT MẬT\n\n{LETTER}")
    assert main(["letter", "read", str(tmp_path / "secret.txt"), "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "12/BVSTBPN" not in said.err
