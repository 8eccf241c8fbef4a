"""What people take to be theirs.

Thursday 1 to Friday 9 February 2024 has seven working days; Saturday 3 is one more where it makes
up for another day.
"""

from __future__ import annotations

from luanphien.core.beliefs import Belief, beliefs, may_have_reached
from luanphien.core.facts import Fact, FactKind, HandoverDay
from tests.core.builders import WEEKDAYS, calendar_of, day, fact, period

DAYS = (period("2024-02-01", "2024-02-09"),)
WORKED = (period("2024-02-01", "2024-02-02"), period("2024-02-05", "2024-02-09"))
HANDOVERS = (
    HandoverDay(day("2024-01-31"), "incoming"),
    HandoverDay(day("2024-02-09"), "outgoing"),
)
KNOWN = Belief(DAYS, WORKED, HANDOVERS)


def said(kind: FactKind, n: int = 1, to: str = "q@so.lan") -> Fact:
    told = fact(kind, "2024-01-25", recipient=to, message_id=f"<{n}@centre.lan>")
    return told._replace(days=DAYS[:1] if n == 1 else (), worked=WORKED if n == 1 else ())


def test_what_was_told_is_believed_whatever_is_worked_since() -> None:
    told = said("sent")._replace(handovers=HANDOVERS)
    assert Belief.of(told) == KNOWN
    assert Belief.of(told._replace(days=None, worked=None, handovers=None)) == Belief()
    saturday = calendar_of([2024], worked=["2024-02-03"])
    friday, monday = day("2024-02-02"), day("2024-02-05")
    ahead = {day(f"2024-02-0{n}") for n in range(5, 10)}
    for calendar in (WEEKDAYS, saturday):
        assert KNOWN.working_days(calendar, friday) == {friday, *ahead}
        assert KNOWN.working_days(calendar, monday) == ahead
    # Where it is not known which were worked, they know it themselves.
    assert Belief(DAYS).working_days(WEEKDAYS, friday) == {friday, *ahead}
    assert Belief(DAYS).working_days(saturday, friday) == {friday, day("2024-02-03"), *ahead}


def test_handovers_of_today_are_ahead() -> None:
    assert KNOWN.handovers_ahead(day("2024-01-31")) == frozenset(HANDOVERS)
    assert KNOWN.handovers_ahead(day("2024-02-01")) == frozenset(HANDOVERS[1:])
    assert KNOWN.handovers_ahead(day("2024-02-10")) == frozenset()
    assert Belief(DAYS, WORKED).handovers_ahead(day("2024-01-31")) is None


def test_what_was_refused_or_returned_has_reached_nobody() -> None:
    planned, sent = said("planned"), said("sent")
    for lost in ("refused", "undelivered"):
        assert may_have_reached([planned, sent, said(lost), said("sent", 2)]) == [said("sent", 2)]
        elsewhere = said(lost, 2), said(lost, to="r@so.lan")
        assert may_have_reached([planned, said("deferred"), *elsewhere]) == [planned]


def test_what_was_sent_last_is_believed_and_what_may_have_gone_since() -> None:
    nothing, whole, none = Belief(), Belief(DAYS, WORKED), Belief((), ())
    assert list(beliefs([])) == [nothing]
    assert list(beliefs([said("planned")])) == [nothing, whole]
    assert list(beliefs([said("planned"), said("planned", 2)])) == [nothing, none, whole]
    assert list(beliefs([said("planned"), said("sent")])) == [whole, whole]
    assert list(beliefs([said("sent"), said("planned", 2)])) == [whole, none, whole]
    assert list(beliefs([said("planned", 2), said("sent")])) == [whole, whole]
