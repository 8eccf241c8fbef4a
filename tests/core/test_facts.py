"""What has happened, and what it adds up to."""

from __future__ import annotations

from typing import get_args

from luanphien.core.facts import (
    Channel,
    FactKind,
    acknowledgement,
    kept_since,
    out_of_reach,
    since_otherwise,
    until,
)
from tests.core.builders import day, fact, moment

ADDRESS = "van-thu@a.lan"


def test_the_words_of_the_register() -> None:
    assert get_args(Channel) == ("email", "paper", "zalo", "phone")
    assert len(get_args(FactKind)) == len(set(get_args(FactKind))) == 13


def test_what_somebody_did_themselves_has_no_message_id() -> None:
    by_hand = fact("sent", "2024-01-25", channel="email", recipient="Sở Tài chính")
    assert by_hand.by_hand
    assert by_hand.address is None  # a name
    mailed = by_hand._replace(recipient=ADDRESS, message_id="<1@centre.lan>")
    assert not mailed.by_hand
    assert mailed.address == by_hand._replace(recipient=ADDRESS).address == ADDRESS
    assert mailed._replace(channel="paper").address is None
    assert mailed._replace(recipient=None).address is None


DIGEST = "1" * 64
SAID = fact("sent", "2024-01-25", digest=DIGEST, agency="stc")
ANSWER = SAID._replace(kind="acknowledged")


def test_what_was_acknowledged_before_something_else_was_said_is_asked_anew() -> None:
    """A swap is made and undone: the agency is told of its shift, of none, and of its shift."""
    other = SAID._replace(digest="2" * 64, agency="sct")
    release = SAID._replace(digest="3" * 64, says="release")
    assert acknowledgement([SAID, ANSWER, ANSWER._replace(by="B")], DIGEST) == ANSWER
    draft = SAID._replace(digest="5" * 64, says="draft", agency=None)
    assert acknowledgement([draft, SAID, ANSWER, other, SAID], DIGEST) is None
    for taken_back in (other, other._replace(kind="planned"), release):
        assert acknowledgement([SAID, ANSWER, taken_back, SAID], DIGEST) is None
        assert since_otherwise([SAID, ANSWER, taken_back, SAID], DIGEST) == [SAID]
        late = [SAID, taken_back, SAID, ANSWER]
        assert acknowledgement(late, DIGEST) == ANSWER
    for harmless in (
        release._replace(agency="sct"),
        release._replace(agency=None),
        release._replace(kind="refused"),
        release._replace(says="again"),
        other._replace(kind="acknowledged"),
        SAID,
    ):
        assert acknowledgement([SAID, ANSWER, harmless], DIGEST) == ANSWER
    # Who answers the first message only now has not said that the third has arrived.
    first, third = SAID._replace(message_id="<1@x>"), SAID._replace(message_id="<3@x>")
    tardy, by_hand = ANSWER._replace(message_id="<1@x>"), ANSWER
    for at in (2, 3):
        facts = [first, other, third]
        facts.insert(at, tardy)
        assert acknowledgement(facts, DIGEST) is None
        assert acknowledgement([*facts, by_hand], DIGEST) == by_hand
    answer = ANSWER._replace(message_id="<3@x>")
    assert acknowledgement([first, other, third, answer], DIGEST) == answer
    # What was said to one agency besides takes what was said to another back as little.
    copy = SAID._replace(digest="4" * 64, says="handover", agency="sct")
    heard = copy._replace(kind="acknowledged")
    assert acknowledgement([copy, heard, SAID, release], copy.digest) == heard
    assert acknowledgement([copy, heard, other], copy.digest) is None
    assert acknowledgement([ANSWER], DIGEST) == ANSWER
    assert since_otherwise([ANSWER, other], None) == [ANSWER, other]


def test_who_was_refused_and_reached_since_is_within_reach_also_once_they_have_answered() -> None:
    refused = SAID._replace(kind="refused", recipient=ADDRESS, message_id="<1@centre.lan>")
    sent = SAID._replace(recipient=ADDRESS, message_id="<2@centre.lan>")
    assert out_of_reach([SAID, refused], DIGEST) == {ADDRESS}
    assert out_of_reach([SAID, refused, sent], DIGEST) == set()
    assert out_of_reach([SAID, refused, sent, ANSWER], DIGEST) == set()


def test_since_when_the_register_is_kept() -> None:
    facts = [fact("sent", "2024-01-25"), fact("sent", "2024-01-20")]
    assert kept_since([], None) is None
    assert kept_since([], day("2024-01-02")) == day("2024-01-02")
    assert kept_since(facts, None) == day("2024-01-20")
    assert kept_since(facts, day("2024-01-02")) == day("2024-01-02")
    assert kept_since(facts, day("2024-01-22")) == day("2024-01-20")


def test_since_when_is_when_it_was_written_down() -> None:
    back = fact("sent", "2023-12-25", entered_at=moment("2024-05-06"))
    assert kept_since([back], None) == day("2024-05-06")


def test_a_day_holds_what_happens_to_its_end() -> None:
    facts = [
        fact("sent", text)._replace(at=moment(text, hour))
        for text, hour in (("2024-01-24", 23), ("2024-01-25", 0), ("2024-01-25", 23))
    ]
    after = fact("sent", "2024-01-26")._replace(at=moment("2024-01-26", 0))
    assert until([*facts, after], day("2024-01-25")) == facts
    assert until([*facts, after], day("2024-01-24")) == facts[:1]
