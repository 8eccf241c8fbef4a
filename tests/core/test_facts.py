"""What has happened, and what it adds up to."""

from __future__ import annotations

from typing import get_args

from luanphien.core.facts import Channel, FactKind, Standing, has_told, kept_since, standing, until
from tests.core.builders import day, fact, moment

ADDRESS, OTHER = "van-thu@a.lan", "tong-hop@centre.lan"


def test_the_words_of_the_register() -> None:
    assert get_args(Channel) == ("email", "paper", "zalo", "phone")
    assert len(get_args(FactKind)) == len(set(get_args(FactKind))) == 13


def test_an_agency_is_told_by_its_own_address_or_by_hand() -> None:
    def mail(to: str | None) -> bool:
        return has_told(fact("sent", "2024-01-25", channel="email", recipient=to), ADDRESS)

    assert mail(ADDRESS)
    assert not mail(OTHER)  # a copy
    assert not mail(None)
    paper = fact("sent", "2024-01-25", channel="paper", recipient="Sở Tài chính")
    assert has_told(paper, ADDRESS)
    assert has_told(paper, None)
    for kind in ("planned", "refused", "signed"):
        assert not has_told(paper._replace(kind=kind), ADDRESS)


def test_the_newest_fact_of_each_sort_stands() -> None:
    sent = fact("sent", "2024-01-25", channel="paper")
    again = fact("sent", "2024-01-24", channel="zalo")
    reminded, missed = fact("reminded", "2024-01-26"), fact("missed", "2024-02-01")
    answer = fact("acknowledged", "2024-01-27")
    # By the order of recording, not by the day.
    facts = [fact("acknowledged", "2024-01-28"), sent, reminded, missed, answer, again]
    assert standing(facts) == Standing(again, answer, reminded, missed)
    assert standing([]) == Standing(None, None, None, None)


def test_a_copy_is_not_the_notice() -> None:
    own = fact("sent", "2024-01-25", channel="email", recipient=ADDRESS)
    copy = own._replace(recipient=OTHER)
    assert standing([own, copy], ADDRESS).sent == own
    assert standing([copy], ADDRESS).sent is None
    planned = own._replace(kind="planned")
    assert standing([planned], ADDRESS).sent is None


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
