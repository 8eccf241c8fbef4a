"""What the Centre says of a shift, to whom, and which signed document goes with it."""

from __future__ import annotations

from typing import Any

from luanphien.core.decisions import Person
from luanphien.core.facts import Document, Fact
from luanphien.core.model import Handover, Stint
from luanphien.core.notice import notice
from luanphien.core.rota import Rota
from luanphien.core.statements import (
    Readers,
    Signed,
    Statement,
    facts_about,
    holder,
    now_to,
    of_again,
    of_coming,
    of_draft,
    of_handover,
    of_notice,
    of_release,
    of_signed,
    said,
    signed,
)
from tests.core.builders import (
    A,
    B,
    C,
    P,
    Q,
    R,
    agency,
    calendar_of,
    day,
    fact,
    person,
    roster,
    rota,
    rotation,
    shift_of,
    staff,
    swap,
)

TURNS = rota(rotation("2024-01-01", A, B, C))
FEBRUARY = notice(TURNS, shift_of(TURNS, "2024-02"))  # B's, after A's


def test_each_agency_is_told_what_holds_for_it() -> None:
    own = Statement("2024-02", FEBRUARY.digest, None, "b")
    assert now_to(FEBRUARY, B) == of_notice(FEBRUARY) == own
    assert now_to(FEBRUARY, A) == of_handover(FEBRUARY)
    assert now_to(FEBRUARY, C) == of_release(FEBRUARY, C)
    told = {now_to(FEBRUARY, one) for one in (A, B, C)} | {of_draft(FEBRUARY, None)}
    assert len({statement.digest for statement in told}) == 4
    assert of_again(FEBRUARY) == of_again(FEBRUARY)
    assert of_again(FEBRUARY).digest not in {FEBRUARY.digest, *(one.digest for one in told)}
    assert (of_again(FEBRUARY).shift, of_again(FEBRUARY).agency) == ("2024-02", "b")
    assert [(one.says, one.agency) for one in (now_to(FEBRUARY, A), now_to(FEBRUARY, C))] == [
        ("handover", "a"),
        ("release", "c"),
    ]


def test_nobody_hands_over_to_the_very_first_shift_or_within_an_agency() -> None:
    assert of_handover(notice(TURNS, shift_of(TURNS, "2024-01"))) is None
    alone = rota(rotation("2024-01-01", A), rosters=[roster("2024-01-01", {"a": staff([P, Q])})])
    second = notice(alone, shift_of(alone, "2024-02"))
    assert second.takeover is not None
    assert of_handover(second) is None


def handover_digest(by: Rota) -> str:
    statement = of_handover(notice(by, shift_of(by, "2024-02")))
    assert statement
    return statement.digest


def test_the_copy_is_another_once_its_day_or_a_party_is() -> None:
    before = handover_digest(TURNS)
    assert handover_digest(rota(rotation("2024-01-01", A, B, C))) == before
    assert handover_digest(rota(rotation("2024-01-01", C, B, A))) != before
    assert handover_digest(rota(rotation("2024-01-01", A, C, B))) != before
    renamed = rota(rotation("2024-01-01", A, B, C), agencies=[agency("b", email="b@b.lan")])
    assert handover_digest(renamed) == before  # an address is no party


def test_a_reminder_of_a_handover_is_another_once_the_other_party_is() -> None:
    def of_q(*parties: Person | None) -> str:
        stints = [Stint(FEBRUARY.shift.days, who, None, "turn") for who in parties]
        coming = Handover(day("2024-02-29"), stints[0], A, stints[1], B)
        return of_coming(FEBRUARY.shift, coming, "q").digest

    # Whether the other's id comes before one's own or after it.
    assert len({of_q(Q, P), of_q(Q, R), of_q(Q, None)}) == 3
    assert len({of_q(P, Q), of_q(R, Q), of_q(None, Q)}) == 3


def test_a_release_does_not_say_when_the_next_turn_is() -> None:
    later = rota(rotation("2024-01-01", A, B, C), swaps=[swap("2024-03", "2024-06")])
    moved = notice(later, shift_of(later, "2024-02"))
    assert of_release(moved, C) == of_release(FEBRUARY, C)


def document(number: str = "12", dated: str = "2024-01-24", **more: Any) -> Fact:
    given: dict[str, Any] = {"digest": FEBRUARY.digest, "attached": "f" * 64, **more}
    wording = given.pop("wording", FEBRUARY.wording)
    shift = given.pop("shift", "2024-02")
    paper = Document(number, day(dated), "tb.pdf", wording)
    return fact("signed", dated, shift, document=paper, **given)


def test_a_signed_document_holds_as_long_as_it_says_what_holds() -> None:
    holds, outdated = document(), document("13", wording="something else")
    assert signed([], FEBRUARY) == Signed()
    for wording in ("0" * 64, "f" * 64):
        other = document(wording=wording)
        assert signed([other], FEBRUARY) == Signed(outdated=other)
    assert signed([holds], FEBRUARY) == Signed(document=holds)
    assert signed([holds, outdated], FEBRUARY) == Signed(outdated=outdated)
    assert signed([outdated, holds], FEBRUARY) == Signed(document=holds)


def wording(**more: Any) -> str:
    by = rota(
        rotation("2024-01-01", A, B, C),
        rosters=[roster("2024-01-01", {"b": more.pop("staff", staff([P], [Q]))})],
        people=more.pop("people", []),
        calendar=calendar_of([2024], more.pop("off", ()), more.pop("worked", ())),
    )
    return notice(by, shift_of(by, "2024-02")).wording


def test_what_a_document_says_changes_with_who_serves_and_who_stands_by() -> None:
    assert wording() == wording()
    assert wording(staff=staff([Q], [P])) != wording()
    assert wording(staff=staff([P], [R])) != wording()
    assert wording(staff=staff([P])) != wording()
    assert wording(staff=staff([R], [Q])) != wording()
    # A person's address stands in no document.
    assert wording(people=[person("p", email="p@b.lan")]) == wording()


def test_what_a_document_says_changes_with_the_days_that_are_worked() -> None:
    # The handover is on Wednesday 31 January all the same; 1 February is a Thursday, 2 a Friday.
    assert wording(off=["2024-02-02"]) != wording()
    assert wording(off=["2024-02-01"], worked=["2024-02-03"]) != wording()
    # The first day is the same, and so is their number.
    assert wording(off=["2024-02-02"], worked=["2024-02-03"]) != wording()


def test_the_draft_is_another_once_a_signed_document_is_outdated() -> None:
    outdated = document(wording="something else")
    assert of_draft(FEBRUARY, outdated) != of_draft(FEBRUARY, None)
    assert of_draft(FEBRUARY, outdated) == of_draft(FEBRUARY, outdated)
    assert of_draft(FEBRUARY, outdated._replace(attached="e" * 64)) != of_draft(FEBRUARY, outdated)


def test_another_file_is_another_statement() -> None:
    one, other = document(), document(attached="e" * 64)
    assert of_signed(FEBRUARY, one) != of_signed(FEBRUARY, other)
    assert of_signed(FEBRUARY, one).agency == "b"


# The number of a document is its own in the year of its date.


def test_a_number_is_used_once_in_a_year() -> None:
    first = document()
    for number in ("12", "012"):
        assert holder([first], document(number, shift="2024-03", digest="d3")) == first
    assert holder([first], document("13", shift="2024-03", digest="d3")) is None
    for dated, taken in (("2023-12-31", False), ("2024-01-01", True), ("2024-12-31", True)):
        other = document(dated=dated, shift="2024-03", digest="d3")
        assert (holder([first], other) == first) is taken
    assert holder([first], document(dated="2025-01-01", shift="2025-02", digest="d5")) is None
    assert holder([document("12a")], document("12A", shift="2024-03", digest="d3"))
    assert holder([first], document("12a", shift="2024-03", digest="d3")) is None


def test_a_later_record_of_the_same_notice_corrects_the_first() -> None:
    first = document()
    assert holder([first], document(attached="e" * 64)) is None
    # The notice that takes its place is another document, and needs another number.
    for digest in ("0" * 64, "f" * 64):
        assert holder([first], document(digest=digest)) == first
    # That it has been said since changes nothing.
    said_since = fact("sent", "2024-01-25", digest=FEBRUARY.digest)
    assert holder([first, said_since], document(shift="2024-03", digest="d3")) == first
    assert holder([said_since, first], document(shift="2024-03", digest="d3")) == first


def test_a_number_that_was_mistaken_is_free_again_unless_it_was_mailed() -> None:
    mistaken, right = document("12"), document("13", attached="e" * 64)
    other = document("12", shift="2024-03", digest="d3")
    assert holder([mistaken, right], other) is None
    assert holder([right, mistaken], document("13", shift="2024-03", digest="d3")) is None
    for kind, taken in (("planned", True), ("sent", True), ("refused", False)):
        mailed = fact(kind, "2024-01-25", digest=FEBRUARY.digest, attached="f" * 64)  # type: ignore[arg-type]
        assert (holder([mistaken, mailed, right], other) == mistaken) is taken


# Of which agency a fact speaks.

MAILED = rota(
    rotation("2024-01-01", A, B, C),
    agencies=[agency("a", email="van-thu@a.lan", contact="p")],
    people=[
        person("p", email="p@a.lan"),
        person("q", email="q@b.lan"),
        person("r", email="r@r.lan"),
    ],
    rosters=[roster("2024-01-01", {"b": staff([Q])})],
)


def test_an_agency_is_known_by_its_id_its_addresses_and_its_name() -> None:
    readers = Readers(MAILED)

    def of(recipient: str | None, **more: Any) -> str | None:
        return readers.agency_of(fact("sent", "2024-01-25", recipient=recipient, **more))

    assert of("van-thu@a.lan") == of("p@a.lan") == of("Sở A") == "a"
    assert of("q@b.lan") == of("khac@x.lan", agency="b") == "b"
    assert of("r@r.lan") is of(None) is of("khac@x.lan") is None
    assert of("van-thu@a.lan", says="draft") is None
    assert readers.agency_of(document(agency="b")) is None  # a signature tells nobody
    names = [
        readers.name(address) for address in ("van-thu@a.lan", "p@a.lan", "r@r.lan", "x@x.lan")
    ]
    assert names == ["Sở A", "Ông p", "Ông r", "x@x.lan"]


def test_what_has_happened_to_a_statement() -> None:
    readers = Readers(MAILED)
    own = fact("sent", "2024-01-25", digest="d1", agency="b")
    copy = fact("sent", "2024-01-25", digest="d2", agency="a", says="handover")
    draft = fact("sent", "2024-01-25", digest="d3", says="draft")
    minutes = fact("handed_over", "2024-01-31")
    facts = [own, copy, draft, document(), minutes]
    assert facts_about(of_notice(FEBRUARY), facts, readers) == [own]
    assert facts_about(now_to(FEBRUARY, A), facts, readers) == [copy]
    assert facts_about(of_draft(FEBRUARY, None), facts, readers) == [draft]


def test_who_was_told_otherwise_has_the_notice_no_more() -> None:
    own = fact("sent", "2024-01-25", digest="d1", agency="b")
    release = fact("planned", "2024-01-26", digest="d2", agency="b", says="release")
    copy = fact("planned", "2024-01-26", digest="d3", agency="a", says="handover")
    assert said([own, copy]) == [own]
    assert said([fact("handed_over", "2024-01-31"), document(), own]) == [own]
    assert said([own, release]) == [own, release]
    assert said([release, own]) == [own]
    other = own._replace(digest="d4", agency="c")
    assert said([own, other, release]) == [own, other]  # the notice has gone to C since
    refused = other._replace(kind="refused")
    assert said([own, refused, release]) == [own, refused, release]
