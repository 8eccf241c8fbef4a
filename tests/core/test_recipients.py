"""Who gets the notice of a shift: the agency, and in copy its people (Điều 6 khoản 9)."""

from __future__ import annotations

from typing import Any

from luanphien.core.notice import Notice, notice
from luanphien.core.recipients import (
    Addressee,
    Recipients,
    recipients,
    recipients_again,
    recipients_of,
    told_at,
)
from tests.core.builders import A, agency, fact, person, roster, rota, rotation, shift_of, staff

OWN = Addressee("Sở A", "van-thu@a.lan")
CHIEF, OFFICER, RESERVE = (
    person(letter, email=f"{letter}@a.lan") for letter in ("chief", "officer", "reserve")
)
COPIES = tuple(Addressee(one.name, f"{one.id}@a.lan") for one in (CHIEF, OFFICER, RESERVE))


def told(email: str | None = OWN.address, **people: Any) -> Notice:
    """The notice of an agency with these people; without any it has all three."""
    of = {"contact": CHIEF, "officer": OFFICER, "reserve": RESERVE, **people}
    contact = of["contact"] and of["contact"].id
    one = rota(
        rotation("2024-01-01", A),
        rosters=[roster("2024-01-01", {"a": staff([of["officer"]], [of["reserve"]])})],
        agencies=[agency("a", email=email, contact=contact)],
        people=filter(None, of.values()),
    )
    return notice(one, shift_of(one, "2024-02"))


def test_the_agency_is_told_and_its_people_get_copies() -> None:
    found = recipients(told())
    assert found == Recipients(OWN, COPIES, ())
    assert found.addresses == [OWN.address, "chief@a.lan", "officer@a.lan", "reserve@a.lan"]
    assert told_at(told()) == OWN.address


def test_without_its_own_address_the_agency_is_told_at_the_first_of_its_people_s() -> None:
    assert recipients(told(None)) == Recipients(COPIES[0], COPIES[1:], ())
    assert told_at(told(None, contact=None)) == "officer@a.lan"
    assert told_at(told(None, contact=person("x"))) == "officer@a.lan"


def test_an_address_that_is_a_sample_is_left_out() -> None:
    sample = person("sample", email="a@so-mau.example")
    found = recipients(told("van-thu@so-mau.example", reserve=sample))
    assert found == Recipients(
        COPIES[0], COPIES[1:2], ("van-thu@so-mau.example", "a@so-mau.example")
    )


def test_nobody_can_be_reached() -> None:
    nobody = {"contact": None, "officer": person("p"), "reserve": person("r")}
    assert recipients(told(None, **nobody)) == Recipients(None, (), ())
    assert recipients(told(None, **nobody)).addresses == []
    assert told_at(told(None, **nobody)) is None
    assert told_at(told("a@x.test", **nobody)) is None


def test_an_address_of_several_is_written_to_once() -> None:
    same = person("same", email=OWN.address)
    assert recipients(told(reserve=same)) == Recipients(OWN, COPIES[:2], ())
    twice = person("twice", email="chief@a.lan")
    assert recipients(told(officer=twice)) == Recipients(OWN, (COPIES[0], COPIES[2]), ())


def test_whoever_was_told_what_is_no_longer_so_is_told_so() -> None:
    def sent(to: str | None, channel: str = "email") -> Any:
        return fact("sent", "2024-01-25", channel=channel, recipient=to)

    superseded = [
        sent("truoc@b.lan"),
        sent("truoc@b.lan"),
        sent("chief@a.lan"),  # gets a copy anyway
        sent("Sở B", "paper"),
        sent(None),
        sent("cu@so-mau.example"),
    ]
    assert recipients(told(), superseded) == Recipients(
        OWN, (*COPIES, Addressee("truoc@b.lan", "truoc@b.lan")), ("cu@so-mau.example",)
    )


def test_who_hands_over_is_told_with_the_officer_and_no_other_agency_s_is() -> None:
    a, b = (
        agency("a", email=OWN.address, contact=CHIEF.id),
        agency("b", email="van-thu@b.lan"),
    )
    by = rota(
        rotation("2024-01-01", a, b),
        rosters=[roster("2024-01-01", {"a": staff([OFFICER], [RESERVE])})],
        agencies=[a, b],
        people=[CHIEF, OFFICER, RESERVE],
    )
    # A hands over to B before February, and to nobody before January.
    before_february = notice(by, shift_of(by, "2024-02"))
    assert recipients_of(by, before_february, a) == Recipients(OWN, COPIES[:2], ())
    to_b = Recipients(Addressee("Sở B", "van-thu@b.lan"), (), ())
    assert recipients_of(by, before_february, b) == to_b
    assert recipients_of(by, notice(by, shift_of(by, "2024-01")), a).copy == COPIES[:1]


def test_who_refuses_the_notice_has_not_got_it() -> None:
    said = told()
    sent = fact("sent", "2024-01-25", digest=said.digest, channel="email", message_id="<1@c>")
    refused = sent._replace(kind="refused", recipient=OWN.address)
    copy = sent._replace(recipient="chief@a.lan")
    assert told_at(said, [refused, copy]) == "chief@a.lan"
    assert told_at(said, [refused, copy._replace(kind="refused")]) == "officer@a.lan"
    assert told_at(said, [refused._replace(kind="deferred"), copy]) == OWN.address
    # What was refused never arrived, whoever acknowledges; what was sent and came back has.
    answer = fact("acknowledged", "2024-01-26", digest=said.digest, channel="phone")
    assert told_at(said, [refused, copy, answer]) == "chief@a.lan"
    back = refused._replace(kind="undelivered")
    assert told_at(said, [back, copy]) == "chief@a.lan"
    assert told_at(said, [sent._replace(recipient=OWN.address), back, copy, answer]) == OWN.address
    # It is what was said that was refused, not whatever is said next.
    assert told_at(said, [refused._replace(digest="0" * 64)]) == OWN.address
    # It has taken the same again under another Message-ID.
    again = sent._replace(recipient=OWN.address, message_id="<3@c>")
    assert told_at(said, [refused, again]) == OWN.address


def test_the_notice_goes_again_to_who_got_it_and_to_the_contact() -> None:
    def again(has_it: str, asked: bool = True, **people: Any) -> Recipients:
        return recipients_again(told(**people), has_it, contact=asked)

    assert again(OWN.address) == Recipients(OWN, (COPIES[0],), ())
    assert again(OWN.address, False) == Recipients(OWN, (), ())
    assert again("chief@a.lan") == Recipients(COPIES[0], (), ())
    assert again("officer@a.lan") == Recipients(COPIES[1], (COPIES[0],), ())
    assert again(OWN.address, contact=None) == Recipients(OWN, (), ())
    last = person("z", email="z@a.lan")  # in whatever order the addresses are
    z = Addressee(last.name, "z@a.lan")
    assert again(OWN.address, contact=last) == Recipients(OWN, (z,), ())
    # Nothing goes to a sample, nor to nowhere.
    for chief in (person("x", email="a@so-mau.example"), person("x")):
        assert again(OWN.address, contact=chief) == Recipients(OWN, (), ())


def test_without_some_addresses_the_next_one_stands_for_the_agency_that_has_one() -> None:
    own, first, second = (Addressee(name, f"{name}@stc.lan") for name in ("van-thu", "a", "b"))
    whom = Recipients(own, (first, second), ("x@stc.example",))
    assert whom.without([second.address]) == Recipients(own, (first,), ("x@stc.example",))
    assert whom.without([own.address]) == Recipients(first, (second,), ("x@stc.example",))
    assert whom.without(whom.addresses) == Recipients(None, (), ("x@stc.example",))
    # Who was told before does not stand for an agency that can't be reached.
    unreached = whom._replace(to=None)
    assert unreached.without([second.address]) == Recipients(None, (first,), ("x@stc.example",))
