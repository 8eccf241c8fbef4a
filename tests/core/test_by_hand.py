"""What people record by hand, on the day itself or later."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest

from luanphien.core.by_hand import (
    Occasion,
    happened,
    is_plausible,
    of_handover,
    of_notice,
    of_replacement,
)
from luanphien.core.decisions import Agency, Centre, Decisions, OfficeHours, Person, Rotation
from luanphien.core.facts import Counts, Fact
from luanphien.core.notice import notice
from luanphien.core.replacement import replacement
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2024, 2, 1, 9, 30, tzinfo=HANOI)

# A calendar without a day off; January 2024 ends on a Wednesday.
ROTA = Rota(
    Decisions(
        centre=Centre("Trung tâm", OfficeHours("07:30", "17:00")),
        agencies=(Agency("a", "Sở A"), Agency("b", "Sở B")),
        rotations=(Rotation(date(2024, 1, 1), ("a", "b")),),
    ),
    WorkCalendar({year: [] for year in (2023, 2024)}, lambda year: ()),
)
JANUARY = ROTA.shift_on(date(2024, 1, 1))
TODAY = Occasion(NOW, None, "Trần Thị B", "ghi chú")


def test_what_happens_today_happens_now() -> None:
    assert happened(date(2024, 2, 1), NOW, "B", "n") == Occasion(NOW, None, "B", "n")


def test_at_what_time_something_happened_on_an_earlier_day_nobody_knows() -> None:
    midnight = datetime.combine(date(2024, 1, 31), time(), HANOI)
    assert happened(date(2024, 1, 31), NOW, "B") == Occasion(midnight, NOW, "B", None)


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
    assert is_plausible(JANUARY, date.fromisoformat(on), NOW.date()) is plausible


def test_a_notice_is_to_its_agency_where_no_other_recipient_is_named() -> None:
    said = notice(ROTA, JANUARY)
    fact = of_notice(TODAY, "sent", said, "paper")
    assert fact == Fact(
        NOW, "sent", "2024-01", said.digest, "paper", "Sở A", by="Trần Thị B", note="ghi chú"
    )
    later = TODAY._replace(entered_at=NOW)
    other = of_notice(later, "acknowledged", said, "zalo", "Văn phòng")
    assert other == fact._replace(
        kind="acknowledged", channel="zalo", recipient="Văn phòng", entered_at=NOW
    )


def test_a_handover_is_between_those_who_signed() -> None:
    (planned,) = ROTA.handovers(JANUARY)
    counts = Counts(received=3)
    fact = of_handover(TODAY, JANUARY, planned, "Ông P", "Ông Q", counts)
    assert fact == Fact(
        NOW,
        "handed_over",
        "2024-01",
        by="Trần Thị B",
        note="ghi chú",
        since=date(2024, 2, 1),
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
    asked = replacement(ROTA, JANUARY, Person("p", "Ông P"), date(2024, 1, 16))
    fact = of_replacement(TODAY._replace(entered_at=NOW), asked)
    assert fact == Fact(
        NOW,
        "replaced",
        "2024-01",
        recipient="Sở A",
        by="Trần Thị B",
        note="ghi chú",
        since=date(2024, 1, 16),
        outgoing="Ông P",
        entered_at=NOW,
    )
