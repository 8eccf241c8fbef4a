"""What comes from elsewhere is shown so that no terminal obeys it."""

from __future__ import annotations

import pytest

from luanphien.core.text import printable, same_name, unmarked


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("550 5.1.1 Không có hộp thư này", "550 5.1.1 Không có hộp thư này"),
        ("550 \x1b[2J\x07no", r"550 \x1b[2J\x07no"),  # clears the screen and rings (ECMA-48)
        ("a\r\nb\tc\x85d", r"a\r\nb\tc\x85d"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("\u202etxt.exe\u2066", r"\u202etxt.exe\u2066"),  # UAX #9: shown from right to left
        ("a\ud83db", r"a\ud83db"),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("1\xa0250 đồng, 👍", "1\xa0250 đồng, 👍"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(said: str, shown: str) -> None:
    assert printable(said) == shown


def test_a_name_is_the_same_in_any_case_and_spacing() -> None:
    assert same_name("Trần  Thị B", " trần thị b")
    assert same_name("ĐINH VĂN Đ", "Đinh Văn đ")
    assert not same_name("Trần Thị B", "Trần Thị Bé")
    assert not same_name("Trần Thị B", "Tran Thi B")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Phạm Thị Đào", ["pham", "thi", "dao"]),
        ("Pha\u0323m Thi\u0323", ["pham", "thi"]),  # a letter and its tone as two (UAX #15)
        (
            "Sở Văn hóa, Thể thao và Du lịch 2",
            ["so", "van", "hoa", "the", "thao", "va", "du", "lich", "2"],
        ),
        ("李 – ", []),
        ("", []),
    ],
)
def test_words_without_marks(text: str, words: list[str]) -> None:
    assert unmarked(text) == words
