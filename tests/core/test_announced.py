"""How the notice of February stands with B, whose turn it is."""

from __future__ import annotations

from luanphien.core.announced import Announced, announced
from luanphien.core.facts import Fact
from luanphien.core.notice import notice
from tests.core.builders import A, B, agency, fact, rota, rotation, shift_of

MAILED = tuple(agency(letter, email=f"van-thu@{letter}.lan") for letter in "ab")
OWN = "van-thu@b.lan"
RULED = rota(rotation("2024-01-01", A, B), agencies=MAILED)
FEBRUARY = notice(RULED, shift_of(RULED, "2024-02"))
SENT = fact("sent", "2024-01-25", digest=FEBRUARY.digest, channel="email", recipient=OWN)
SENT = SENT._replace(message_id="<1@centre.lan>")
ANSWER = SENT._replace(kind="acknowledged")


def stands(*facts: Fact) -> tuple[Fact | None, Fact | None]:
    shift, sent, acknowledged = announced(FEBRUARY, facts)
    assert shift == FEBRUARY.shift
    return sent, acknowledged


def test_from_nothing_to_the_answer() -> None:
    assert announced(FEBRUARY, []) == Announced(FEBRUARY.shift, None, None)
    assert stands(SENT) == (SENT, None)
    assert stands(SENT, ANSWER) == (SENT, ANSWER)


def test_by_hand_it_is_told_to_whomever_it_was_said() -> None:
    by_phone = SENT._replace(channel="phone", recipient="Ông p", message_id=None)
    assert stands(by_phone) == (by_phone, None)


def test_what_the_agency_has_not_got_is_not_sent() -> None:
    back = SENT._replace(kind="undelivered")
    assert stands(SENT, back) == (None, None)
    assert stands(SENT._replace(kind="planned")) == (None, None)
    assert stands(SENT._replace(recipient="p@b.lan")) == (None, None)


def test_what_does_not_hold_now_or_is_of_another_shift_says_nothing() -> None:
    for other in (
        *(SENT._replace(digest=letter * 64) for letter in "0f"),
        *(SENT._replace(shift=shift) for shift in ("2024-01", "2024-03")),
    ):
        assert stands(other, other._replace(kind="acknowledged")) == (None, None)
    # What was said otherwise after it takes it back.
    assert stands(SENT, SENT._replace(digest="0" * 64)) == (None, None)
