"""The configuration that ships is the regulation, on the days off that were announced."""

from __future__ import annotations

import pytest

from luanphien.config import Configuration
from luanphien.core.errors import NoRotaError
from tests.core.builders import ANNOUNCED, SIX, day, period
from tests.core.test_rota import TABLE


def test_the_days_off_are_those_of_the_announcements(shipped: Configuration) -> None:
    years = day("2023-01-01"), day("2026-12-31")
    assert [
        (special.day, special.working) for special in shipped.rota.calendar.exceptions(*years)
    ] == [(special.day, special.working) for special in ANNOUNCED.exceptions(*years)]


@pytest.mark.parametrize("line", TABLE)
def test_every_shift_from_december_2023_to_december_2026(shipped: Configuration, line: str) -> None:
    month, agency, first, last, working_days, send_on, deadline = line.split()
    shift = shipped.rota.shift_on(day(f"{month}-15"))
    assert (shift.id, shift.agency.id) == (month, agency)
    assert shift.first_working_day == day(first)
    assert shift.last_working_day == shift.handover_on == day(last)
    assert shift.working_days == int(working_days)
    assert shift.notice_send_on == day(send_on)
    assert shift.notice_deadline == day(deadline)
    assert not shipped.rota.provisional(shift)


def test_the_order_is_that_of_dieu_6_khoan_5(shipped: Configuration) -> None:
    shifts = shipped.rota.shifts(period("2023-12-01", "2024-05-31"))
    assert [shift.agency.name for shift in shifts] == [agency.name for agency in SIX]
    with pytest.raises(NoRotaError, match="01/12/2023"):
        shipped.rota.shifts(period("2023-01-01", "2023-11-30"))
