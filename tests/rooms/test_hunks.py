"""What differs between two texts, and taking it back though others have changed it since."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luanphien.config.hunks import Hunk, hunks, undone

BEFORE = "a\nb\nc\nd\ne\nf\ng\nh\n"
AFTER = "a\nb\nB\nc\nd\ne\nF\ng\nh\n"


def test_the_lines_that_differ() -> None:
    assert hunks(BEFORE, AFTER) == [Hunk(2, [], ["B\n"]), Hunk(6, ["f\n"], ["F\n"])]
    assert hunks(BEFORE, BEFORE) == []
    assert hunks("a", "a\nb") == [Hunk(0, ["a"], ["a\n", "b"])]
    assert hunks("a\r\n", "a\r\nb\r\n") == [Hunk(1, [], ["b\r\n"])]


def test_an_entry_that_ends_like_the_one_above_is_whole() -> None:
    before, after = "- a: 1\n  z: 9\n", "- a: 1\n  z: 9\n- a: 2\n  z: 9\n"
    assert hunks(before, after) == [Hunk(2, [], ["- a: 2\n", "  z: 9\n"])]
    assert hunks(after, before) == [Hunk(2, ["- a: 2\n", "  z: 9\n"], [])]
    assert hunks("a\n", "a\na\n") == [Hunk(1, [], ["a\n"])]


@pytest.mark.parametrize(
    ("now", "back"),
    [
        (AFTER, BEFORE),
        (f"new\n{AFTER}", f"new\n{BEFORE}"),
        (f"{AFTER}new\n", f"{BEFORE}new\n"),
        (AFTER.replace("h\n", ""), None),  # too near: what F stood before is gone
        (AFTER.replace("B", "b"), None),
        (AFTER + AFTER, None),  # which of the two?
    ],
)
def test_a_change_is_taken_back_where_it_still_stands(now: str, back: str | None) -> None:
    assert undone(BEFORE, AFTER, now) == back


FAR, BEYOND = "1\n2\n3\n4\n", "5\n6\n7\n8\n"
"""More lines than are looked at around a change."""


def some_lines(letters: str, *, unique: bool = False) -> st.SearchStrategy[str]:
    listed = st.lists(st.sampled_from(letters), max_size=8, unique=unique)
    return listed.map(lambda letters: "".join(f"{letter}\n" for letter in letters))


few = some_lines("abc")


@given(few, few, few, few)
def test_what_is_around_a_change_stays(before: str, after: str, head: str, tail: str) -> None:
    assert undone(before, after, after) == before
    now = f"{head}{FAR}{after}{BEYOND}{tail}"
    back = undone(f"{FAR}{before}{BEYOND}", f"{FAR}{after}{BEYOND}", now)
    # Where the same lines stand twice, nobody knows which were written.
    assert back in (None, f"{head}{FAR}{before}{BEYOND}{tail}")


apart = some_lines("abcdefgh", unique=True)


@given(apart, apart, some_lines("xyz"), some_lines("xyz"))
def test_where_no_line_stands_twice_a_change_is_taken_back(
    before: str, after: str, head: str, tail: str
) -> None:
    now = f"{head}{FAR}{after}{BEYOND}{tail}"
    back = undone(f"{FAR}{before}{BEYOND}", f"{FAR}{after}{BEYOND}", now)
    if before != after:
        assert back == f"{head}{FAR}{before}{BEYOND}{tail}"
