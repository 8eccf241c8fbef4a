"""What people record by hand, on the day itself or later."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from luanphien.core.by_hand import (
    Occasion,
    happened,
    is_plausible,
    of_days,
    of_handover,
    of_notice,
    of_replacement,
)
from luanphien.core.facts import Counts, Fact, HandoverDay
from luanphien.core.notice import notice
from luanphien.core.replacement import replacement
from luanphien.core.served import is_told
from luanphien.core.statements import of_days as served
from tests.core.builders import (
    HANOI,
    WEEKDAYS,
    B,
    P,
    agency,
    day,
    moment,
    period,
    rota,
    rotation,
    shift_of,
)

NOW = moment("2024-02-01")

TURNS = rota()  # January 2024 ends on a Wednesday
JANUARY = shift_of(TURNS, "2024-01")
TODAY = Occasion(NOW, None, "Trần Thị B", "ghi chú")


def test_what_happens_today_happens_now() -> None:
    assert happened(day("2024-02-01"), NOW, "B", "n") == Occasion(NOW, None, "B", "n")


def test_at_what_time_something_happened_on_an_earlier_day_nobody_knows() -> None:
    midnight = datetime.combine(day("2024-01-31"), time(), HANOI)
    assert happened(day("2024-01-31"), NOW, "B") == Occasion(midnight, NOW, "B", None)


@pytest.mark.parametrize(
    ("on", "plausible"),
    [
        ("2024-02-01", True),
        ("2024-02-02", False),  # to come
        ("2022-12-31", True),  # 366 days before 2024-01-01: 365 of 2023 and one
        ("2022-12-30", False),
    ],
)
def test_nothing_happens_in_the_future_or_long_before_the_shift(on: str, plausible: bool) -> None:
    assert is_plausible(JANUARY, day(on), NOW.date()) is plausible


def test_a_notice_is_to_its_agency_where_no_other_recipient_is_named() -> None:
    said = notice(TURNS, JANUARY)
    fact = of_notice(TODAY, "sent", said, "paper")
    assert fact == Fact(
        NOW,
        "sent",
        "2024-01",
        said.digest,
        "paper",
        "Sở A",
        by="Trần Thị B",
        note="ghi chú",
        agency="a",
    )
    later = TODAY._replace(entered_at=NOW)
    other = of_notice(later, "acknowledged", said, "zalo", "Văn phòng")
    assert other == fact._replace(
        kind="acknowledged", channel="zalo", recipient="Văn phòng", entered_at=NOW
    )


def test_a_notice_mailed_by_hand_went_where_the_agency_is_told() -> None:
    reached = agency("a", email="van-thu@a.lan")
    by = rota(rotation("2024-01-01", reached, B), agencies=[reached, B])
    said = notice(by, shift_of(by, "2024-01"))
    mailed = of_notice(TODAY, "sent", said, "email")
    assert mailed.recipient == "van-thu@a.lan"
    assert is_told(said, [mailed])
    assert of_notice(TODAY, "sent", said, "paper").recipient == "Sở A"
    assert of_notice(TODAY, "sent", said, "email", "Văn phòng").recipient == "Văn phòng"
    assert of_notice(TODAY, "acknowledged", said, "email").recipient == "Sở A"
    # Whoever has no address is told by name.
    unreached = notice(TURNS, JANUARY)
    assert of_notice(TODAY, "sent", unreached, "email").recipient == "Sở A"


def test_a_handover_is_between_those_who_signed() -> None:
    (planned,) = TURNS.handovers(JANUARY)
    counts = Counts(received=3)
    fact = of_handover(TODAY, JANUARY, planned, "Ông P", "Ông Q", counts)
    assert fact == Fact(
        NOW,
        "handed_over",
        "2024-01",
        by="Trần Thị B",
        note="ghi chú",
        since=day("2024-02-01"),
        outgoing="Ông P",
        incoming="Ông Q",
        counts=counts,
        outgoing_agency="a",
        incoming_agency="b",
    )
    nothing_counted = of_handover(
        TODAY._replace(entered_at=NOW), JANUARY, planned, "Ông P", "Ông Q", Counts()
    )
    assert nothing_counted == fact._replace(counts=None, entered_at=NOW)


def test_a_replacement_is_asked_of_the_agency() -> None:
    asked = replacement(TURNS, JANUARY, P, day("2024-01-16"))
    fact = of_replacement(TODAY._replace(entered_at=NOW), asked)
    assert fact == Fact(
        NOW,
        "replaced",
        "2024-01",
        recipient="Sở A",
        by="Trần Thị B",
        note="ghi chú",
        since=day("2024-01-16"),
        outgoing="Ông p",
        entered_at=NOW,
    )


def test_a_person_was_told_their_days() -> None:
    days = (period("2024-01-01", "2024-01-12"),)
    handovers = [HandoverDay(day("2024-01-12"), "outgoing")]
    assert of_days(TODAY, JANUARY, P, days, WEEKDAYS, handovers, "phone") == Fact(
        NOW,
        "sent",
        "2024-01",
        served(JANUARY, "p", days, WEEKDAYS, handovers).digest,
        "phone",
        "Ông p",
        by="Trần Thị B",
        note="ghi chú",
        says="days",
        person="p",
        days=days,
        worked=(period("2024-01-01", "2024-01-05"), period("2024-01-08", "2024-01-12")),
        handovers=(HandoverDay(day("2024-01-12"), "outgoing"),),
    )
    earlier = TODAY._replace(entered_at=NOW)
    released = of_days(earlier, JANUARY, P, [], WEEKDAYS, [], "zalo")
    assert (released.days, released.worked, released.handovers) == ((), (), ())
    assert released.entered_at == NOW
