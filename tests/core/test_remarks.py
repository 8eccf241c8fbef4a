"""What is remarked on when it is recorded: what contradicts the plan or the register.

A and B take turns; February 2024 is B's. Its notice is due three working days before Thursday
1 February: Monday 29 January. A hands over on Wednesday 31 January.
"""

from __future__ import annotations

from typing import Any

import pytest

from luanphien.core.decisions import Agency
from luanphien.core.entries import Entry, Incident, Named
from luanphien.core.facts import Counts, Fact
from luanphien.core.notice import notice
from luanphien.core.remarks import (
    Remark,
    on_acknowledgement,
    on_handover,
    on_letter,
    on_notice,
    on_signature,
)
from tests.core.builders import (
    ANNOUNCED,
    A,
    B,
    P,
    Q,
    agency,
    day,
    fact,
    handed_over,
    moment,
    rota,
    shift_of,
)

TURNS = rota()
FEBRUARY = notice(TURNS, shift_of(TURNS, "2024-02"))
TAKEOVER = FEBRUARY.takeover


def sent(on: str, **more: Any) -> Fact:
    given = {"digest": FEBRUARY.digest, "channel": "paper", "recipient": "Sở B", **more}
    return fact("sent", on, agency="b", **given)


@pytest.mark.parametrize(
    ("on", "remarks"),
    [
        ("2024-01-26", []),
        ("2024-01-29", []),
        ("2024-01-30", [Remark("late", day("2024-01-29"), 1)]),
        ("2024-01-31", [Remark("late", day("2024-01-29"), 2)]),
        ("2024-02-01", [Remark("begun", day("2024-02-01"))]),
        ("2024-02-20", [Remark("begun", day("2024-02-01"))]),
    ],
)
def test_a_notice_after_its_deadline(on: str, remarks: list[Remark]) -> None:
    assert noticed(sent(on)) == remarks
    # The copy to who hands over has no deadline.
    assert noticed(sent(on, says="handover")) == []
    # Nor has what is told to an agency that had its notice in time, in whatever words.
    for digest in (FEBRUARY.digest, "0" * 64, "f" * 64):
        assert noticed(sent(on), sent("2024-01-25", digest=digest, channel="phone")) == []
    # A record that corrects the one before is judged as if there had been none.
    assert noticed(sent(on), sent("2024-01-25")) == remarks


def noticed(fact: Fact, *before: Fact) -> list[Remark]:
    return list(on_notice(FEBRUARY, fact, before, TURNS.calendar))


@pytest.mark.parametrize("on", ["2024-12-28", "2024-12-29", "2024-12-30"])
def test_a_notice_on_a_day_off_arrives_on_the_next_working_day(on: str) -> None:
    # January's is due on Friday 27 December (31, 30, 27): Saturday, Sunday and Monday are one late.
    by = rota(calendar=ANNOUNCED)
    january = notice(by, shift_of(by, "2025-01"))
    of_a = fact("sent", on, "2025-01", digest=january.digest, channel="paper", agency="a")
    assert list(on_notice(january, of_a, [], by.calendar)) == [Remark("late", day("2024-12-27"), 1)]


def acknowledged(on: str, *before: Fact) -> list[Remark]:
    answer = sent(on)._replace(kind="acknowledged")
    return list(on_acknowledgement(FEBRUARY, answer, before))


def test_an_answer_to_what_was_never_sent() -> None:
    assert acknowledged("2024-01-26") == [Remark("unsent")]
    copy = sent("2024-01-25", says="handover")
    assert acknowledged("2024-01-26", copy) == [Remark("unsent")]


@pytest.mark.parametrize(
    ("on", "odd"), [("2024-01-24", True), ("2024-01-25", False), ("2024-01-26", False)]
)
def test_an_answer_before_the_notice(on: str, odd: bool) -> None:
    remark = Remark("unsent_then", day("2024-01-25"))
    assert acknowledged(on, sent("2024-01-25")) == ([remark] if odd else [])


def test_an_answer_to_what_has_changed() -> None:
    old = sent("2024-01-25", digest="other")
    assert acknowledged("2024-01-26", old) == [Remark("changed", day("2024-01-25"))]
    newer = sent("2024-01-26", digest="another")  # of which the last is said
    assert acknowledged("2024-01-26", old, newer) == [Remark("changed", day("2024-01-26"))]
    assert acknowledged("2024-01-26", old, sent("2024-01-26")) == []


@pytest.mark.parametrize(
    ("on", "early"), [("2024-01-14", 17), ("2024-01-30", 1), ("2024-01-31", 0), ("2024-02-01", 0)]
)
def test_a_handover_before_its_day(on: str, early: int) -> None:
    assert TAKEOVER
    signed = handed_over(on, "2024-02-01", P, Q)
    remark = Remark("early", day("2024-01-31"), early)
    assert list(on_handover(TAKEOVER, signed, [A, B])) == ([remark] if early else [])


@pytest.mark.parametrize(
    ("own", "of_a", "of_b", "unequal", "uncounted"),
    [
        (Counts(10, 3), Counts(4, 2), Counts(6, 1), (), ()),
        (Counts(9), Counts(4), Counts(6), ("received",), ()),
        (Counts(11), Counts(4), Counts(6), ("received",), ()),
        (Counts(11, 3), Counts(4, 1), Counts(6, 1), ("received", "in_progress"), ()),
        (Counts(), Counts(4), Counts(6), (), ()),
        # Of one of the two nothing is told: it may have the rest.
        (Counts(10), Counts(4), None, ("received",), (B,)),
        (Counts(10, 9), Counts(4, 1), None, ("received", "in_progress"), (B,)),
        (Counts(10, 9), Counts(4, 1), Counts(6), ("in_progress",), (B,)),
        (Counts(4), Counts(4), None, (), ()),
        (Counts(3), Counts(4), None, ("received",), ()),
        (Counts(3), Counts(to_return=4), Counts(to_return=4), (), ()),
        (Counts(0, fees=1), Counts(0, fees=1), Counts(0, fees=0), (), ()),
    ],
)
def test_figures_that_do_not_add_up(
    own: Counts,
    of_a: Counts,
    of_b: Counts | None,
    unequal: tuple[str, ...],
    uncounted: tuple[Agency, ...],
) -> None:
    assert TAKEOVER
    parts = (("a", of_a), *([("b", of_b)] if of_b else []))
    signed = handed_over("2024-01-31", "2024-02-01", P, Q, counts=own, counts_by_agency=parts)
    remark = Remark("unequal", counted=unequal, uncounted=uncounted)
    assert list(on_handover(TAKEOVER, signed, [A, B])) == ([remark] if unequal else [])


def test_an_agency_that_takes_no_turns_is_added_up_too() -> None:
    assert TAKEOVER
    parts = (("a", Counts(4)), ("b", Counts(6)), ("c", Counts(1)))
    for own, unequal in ((10, True), (11, False), (12, True)):
        signed = handed_over(
            "2024-01-31", "2024-02-01", P, Q, counts=Counts(own), counts_by_agency=parts
        )
        remark = Remark("unequal", counted=("received",))
        assert list(on_handover(TAKEOVER, signed, [A, B])) == ([remark] if unequal else [])


@pytest.mark.parametrize(
    ("serious", "number"), [([], 0), ([False], 1), ([False, False], None), ([True], None)]
)
def test_a_letter_without_the_grounds_that_the_regulation_names(
    serious: list[bool], number: int | None
) -> None:
    # «xảy ra nhiều lần hoặc xảy ra sai sót nghiêm trọng»
    incidents = [
        Entry(
            day("2024-02-05"),
            moment("2024-02-05"),
            None,
            Incident("2024-02", Named("p", ""), "", grave),
        )
        for grave in serious
    ]
    expected = [] if number is None else [Remark("groundless", number=number)]
    assert list(on_letter(incidents)) == expected


@pytest.mark.parametrize(
    ("on", "over"), [("2024-01-31", False), ("2024-02-01", True), ("2024-02-02", True)]
)
def test_a_signature_after_the_shift_has_begun(on: str, over: bool) -> None:
    remark = Remark("over", day("2024-02-01"))
    assert list(on_signature(FEBRUARY, fact("signed", on), [])) == ([remark] if over else [])


def test_a_signature_after_the_notice_was_sent_by_hand() -> None:
    signature = fact("signed", "2024-01-30")
    assert list(on_signature(FEBRUARY, signature, [sent("2024-01-25")])) == [
        Remark("told", day("2024-01-25"))
    ]
    for channel in ("zalo", "phone"):
        told = sent("2024-01-25", channel=channel)
        assert list(on_signature(FEBRUARY, signature, [told])) == [
            Remark("told", day("2024-01-25"))
        ]
    for old in ("0" * 64, "f" * 64):
        assert list(on_signature(FEBRUARY, signature, [sent("2024-01-25", digest=old)])) == []
    assert list(on_signature(FEBRUARY, signature, [])) == []


def test_one_that_was_mailed_is_followed_by_its_signature() -> None:
    of_b = agency("b", email="van-thu@b.lan")
    by = rota(agencies=[of_b])
    said = notice(by, shift_of(by, "2024-02"))
    mailed = sent("2024-01-25", channel="email", recipient="van-thu@b.lan")
    assert list(on_signature(said, fact("signed", "2024-01-30"), [mailed])) == []


def test_what_has_no_number_of_days_has_none() -> None:
    assert Remark("unsent") == Remark("unsent", None, 0, 0, ())
