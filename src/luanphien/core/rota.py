"""The answer: the shifts of a period with all their dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from luanphien.core.duties import deadline_distance, handover_on
from luanphien.core.errors import NoCalendarError, NoRotaError
from luanphien.core.model import (
    Agency,
    Handover,
    NoticeRule,
    Override,
    Period,
    Person,
    Rotation,
    Shift,
    Staff,
    Stint,
    Swap,
)
from luanphien.core.rotation import Turn, exceptions, turns
from luanphien.core.staffing import Staffing
from luanphien.core.workdays import WorkCalendar, month_index


class Rota:
    """Who is on duty when: a pure function of decisions and calendar.

    `rotations` are sorted by `effective`, each on a shift boundary of the one before.
    """

    def __init__(
        self,
        rotations: Sequence[Rotation],
        notice: NoticeRule,
        calendar: WorkCalendar,
        staffing: Staffing | None = None,
        swaps: Sequence[Swap] = (),
        overrides: Sequence[Override] = (),
    ) -> None:
        self.rotations = tuple(rotations)
        self.notice = notice
        self.calendar = calendar
        self.staffing = staffing or Staffing()
        self.swaps = tuple(swaps)
        self.overrides = tuple(overrides)
        self._instead = exceptions(self.rotations, swaps, overrides)

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

    def known_shifts(self, period: Period) -> Iterator[Shift]:
        """The shifts of the period as far as the calendar goes; raises NoRotaError as `shifts`."""
        with suppress(NoCalendarError):
            yield from self.shifts(period)

    def shift_on(self, day: date) -> Shift:
        """The shift to which the day belongs; raises as `shifts` does."""
        return next(self.shifts(Period(day, day)))

    def _shifts(self, period: Period) -> Iterator[Shift]:
        calendar, months = self.calendar, self.calendar.months
        before_month = calendar.before_month
        new = tuple.__new__  # a fifth of a microsecond less than Shift(…)
        deadline, ahead = deadline_distance(self.notice), self.notice.send_ahead
        for agency, cycle, turn, rotation, start, end in self._turns(period):
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

    def agency_on(self, day: date) -> Agency:
        """Whose shift the day belongs to; the day is not before the first rotation."""
        return next(self._turns(Period(day, day)))[0]

    def agencies_on(self, day: date) -> tuple[Agency, ...]:
        """The agencies that take turns on the day, in their order; none before the first."""
        begun = [rotation for rotation in self.rotations if rotation.effective <= day]
        return begun[-1].order if begun else ()

    def _turns(self, period: Period) -> Iterator[Turn]:
        return turns(self.rotations, period, self._instead)

    def staff(self, shift: Shift) -> Staff:
        """The agency's people in the roster in force on the shift's first day."""
        return self.staffing.staff(shift.agency, shift.starts_on)

    def reserve(self, shift: Shift, day: date, besides: Person | None) -> tuple[Person, ...]:
        """The agency's reserves who are not away on the day, besides that person."""
        return tuple(self.staffing.available(self.staff(shift), day, besides))

    def stints(self, shift: Shift) -> tuple[Stint, ...]:
        """Who serves on which days of the shift; they cover it without gap or overlap."""
        return self.staffing.stints(shift, self._number_in_roster(shift))

    def _number_in_roster(self, shift: Shift) -> int:
        """How many shifts the agency has had since its first one in the roster."""
        roster = self.staffing.roster_on(shift.starts_on)
        if roster is None:
            return 0
        begins, this = month_index(roster.effective), month_index(shift.starts_on)
        begins += roster.effective.day > 1  # a shift under way belongs to the roster before
        period = Period(roster.effective, shift.starts_on)
        return sum(
            turn[0] == shift.agency and begins <= turn[4] < this for turn in self._turns(period)
        )

    def stint_on(self, day: date) -> Stint:
        """Who serves on the day; raises as `shifts` does."""
        stints = self.stints(self.shift_on(day))
        return next(stint for stint in stints if stint.days.first <= day <= stint.days.last)

    def handovers(self, shift: Shift) -> Iterator[Handover]:
        """The changes of person within the shift and at its end, in order.

        Where nobody is named on either side of one agency, there is nobody to hand over.
        Where the calendar ends, the change at the end of the last shift is left out.
        """
        parts = [(stint, shift.agency) for stint in self.stints(shift)]
        try:
            following = self.shift_on(shift.ends_on + timedelta(days=1))
            parts.append((self.stints(following)[0], following.agency))
        except (NoCalendarError, OverflowError):
            pass
        for (outgoing, agency), (incoming, next_agency) in pairwise(parts):
            if outgoing.person != incoming.person or agency != next_agency:
                on = handover_on(outgoing.days.last, self.calendar)
                yield Handover(on, outgoing, agency, incoming, next_agency)

    def takeover(self, shift: Shift) -> Handover | None:
        """The handover by which the shift begins; None if it is the first, or nobody changes."""
        if shift.starts_on <= self.begins_on:
            return None
        before = self.shift_on(shift.starts_on - timedelta(days=1))
        changes = self.handovers(before)
        return next((one for one in changes if one.incoming.days.first == shift.starts_on), None)

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
