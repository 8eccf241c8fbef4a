"""What holds for every text from elsewhere."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from luanphien.core.text import printable


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_shown_is_shown_the_same_again(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character).startswith("Cc") for character in shown)
    shown.encode()
