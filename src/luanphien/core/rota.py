"""The answer: the shifts of a period with all their dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from luanphien.core.duties import deadline_distance, handover_on
from luanphien.core.errors import NoRotaError
from luanphien.core.model import NoticeRule, Period, Rotation, Shift
from luanphien.core.rotation import turns
from luanphien.core.workdays import WorkCalendar


class Rota:
    """Who is on duty when: a pure function of decisions and calendar.

    `rotations` are sorted by `effective`, each on a shift boundary of the one before.
    """

    def __init__(
        self, rotations: Sequence[Rotation], notice: NoticeRule, calendar: WorkCalendar
    ) -> None:
        self.rotations = tuple(rotations)
        self.notice = notice
        self.calendar = calendar

    @property
    def begins_on(self) -> date:
        """The first day of the first shift."""
        return self.rotations[0].effective

    def shifts(self, period: Period) -> Iterator[Shift]:
        """The shifts that have a day in the period, in order.

        Raises NoRotaError if the period ends before the first rotation begins, and
        NoCalendarError when it comes to a year whose days off can't be known.
        """
        if period.last < self.begins_on:
            raise NoRotaError(
                f"Chưa có lịch luân phiên trước ngày {self.begins_on:%d/%m/%Y}, "
                "ngày bắt đầu phiên trực đầu tiên."
            )
        return self._shifts(period)

    def shift_on(self, day: date) -> Shift:
        """The shift to which the day belongs; raises as `shifts` does."""
        return next(self.shifts(Period(day, day)))

    def _shifts(self, period: Period) -> Iterator[Shift]:
        calendar, months = self.calendar, self.calendar.months
        before_month = calendar.before_month
        new = tuple.__new__  # a fifth of a microsecond less than Shift(…)
        deadline, ahead = deadline_distance(self.notice), self.notice.send_ahead
        for agency, cycle, turn, rotation, start, end in turns(self.rotations, period):
            starts_on, ends_on, days, first, last = months[start]
            working_days = len(days)
            if end != start:
                ends_on = months[end].ends_on
                working_days = calendar.count(starts_on, ends_on)
                first = calendar.on_or_after(starts_on) if working_days else None
                last = calendar.on_or_before(ends_on) if working_days else None
            yield new(
                Shift,
                (
                    agency,
                    cycle,
                    turn,
                    rotation,
                    starts_on,
                    ends_on,
                    first,
                    last,
                    working_days,
                    before_month(start, ahead),
                    before_month(start, deadline),
                    last or handover_on(ends_on, calendar),
                ),
            )

    def provisional(self, shift: Shift) -> tuple[str, ...]:
        """The fields of the shift that depend on a year whose days off are only forecast.

        A date depends on every day that was looked at to find it.
        """
        is_final = self.calendar.is_final
        if is_final(min(shift.notice_send_on, shift.handover_on), shift.ends_on):
            return ()
        eve = shift.starts_on - timedelta(days=1)
        looked_at = {
            "first_working_day": (shift.starts_on, shift.first_working_day or shift.ends_on),
            "last_working_day": (shift.last_working_day or shift.starts_on, shift.ends_on),
            "working_days": (shift.starts_on, shift.ends_on),
            "notice_send_on": (shift.notice_send_on, eve),
            "notice_deadline": (shift.notice_deadline, eve),
            "handover_on": (shift.handover_on, shift.ends_on),
        }
        return tuple(field for field, days in looked_at.items() if not is_final(*days))
