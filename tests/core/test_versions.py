"""Which configuration was in force when, and which change is the last that stands."""

from __future__ import annotations

from hashlib import sha256

from luanphien.core.versions import Contents, Version, in_force, last_change
from tests.core.builders import day, moment


def version(number: int, on: str, **more: int | str) -> Version:
    text = str(number)
    return Version(number, moment(on), text, text, **more)  # type: ignore[arg-type]


def change(number: int, on: str, **more: int | str) -> Version:
    return version(number, on, by="A", command=f"change {number}", **more)


FIRST, SECOND, THIRD = version(1, "2024-01-10"), change(2, "2024-01-20"), change(3, "2024-01-20")


def test_files_are_known_by_their_digests() -> None:
    assert Contents(b"a", b"").digests == (
        sha256(b"a").hexdigest(),
        # The SHA-256 of nothing (FIPS 180-4 test vectors).
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    )
    assert FIRST.digests == ("1", "1")


def test_what_was_in_force_at_the_end_of_a_day() -> None:
    versions = [FIRST, SECOND, THIRD]
    assert in_force(versions, day("2024-01-09")) is None
    assert in_force(versions, day("2024-01-10")) == FIRST
    assert in_force(versions, day("2024-01-19")) == FIRST
    assert in_force(versions, day("2024-01-20")) == THIRD
    assert in_force([], day("2024-01-20")) is None


def test_a_version_of_a_wrong_day_hides_none_that_follows() -> None:
    versions = [FIRST, version(2, "2999-01-01"), version(3, "2024-01-20")]
    assert in_force(versions, day("2024-01-19")) == FIRST
    assert in_force(versions, day("2024-01-20")) == versions[2]


def test_the_last_change_is_taken_back_first() -> None:
    assert last_change([FIRST, SECOND, THIRD]) == (SECOND, THIRD)
    undone = change(4, "2024-01-21", undoes=3)
    assert last_change([FIRST, SECOND, THIRD, undone]) == (FIRST, SECOND)
    both = change(5, "2024-01-21", undoes=2)
    assert last_change([FIRST, SECOND, THIRD, undone, both]) is None


def test_an_edit_by_hand_is_no_change_by_a_command() -> None:
    assert last_change([FIRST]) is None
    assert last_change([]) is None
    assert last_change([FIRST, version(2, "2024-01-11")]) is None
    assert last_change([FIRST, SECOND, version(3, "2024-01-21")]) == (FIRST, SECOND)
