"""The answer: the shifts of a period with all their dates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise

from luanphien.core.decisions import Agency, Decisions, Person
from luanphien.core.duties import deadline_distance, handover_on
from luanphien.core.errors import NoCalendarError, NoRotaError
from luanphien.core.model import Handover, Shift, Staff, Stint
from luanphien.core.period import DAY, Period
from luanphien.core.rotation import Turn, changed_turns, turns
from luanphien.core.staffing import Staffing
from luanphien.core.workdays import WorkCalendar, month_index


class Rota:
    """Who is on duty when: a pure function of decisions and calendar.

    The decisions are valid: rotations and rosters follow one another, each rotation on a shift
    boundary of the one before, and every id is somebody's.
    """

    def __init__(self, decisions: Decisions, calendar: WorkCalendar) -> None:
        self.decisions = decisions
        self.calendar = calendar
        self.agencies = {agency.id: agency for agency in decisions.agencies}
        self.staffing = Staffing(decisions)
        self._instead = changed_turns(decisions.rotations, decisions.swaps, decisions.overrides)

    @property
    def begins_on(self) -> date:
        """The first day of the first shift."""
        return self.decisions.rotations[0].effective

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
        calendar, months, agencies = self.calendar, self.calendar.months, self.agencies
        before_month, notice = calendar.before_month, self.decisions.notice
        deadline, ahead = deadline_distance(notice), notice.send_ahead
        for agency, cycle, turn, rotation, start, end in self._turns(period):
            starts_on, ends_on, days, first, last = months[start]
            working_days = len(days)
            if end != start:
                ends_on = months[end].ends_on
                working_days = calendar.count(starts_on, ends_on)
                first = calendar.on_or_after(starts_on) if working_days else None
                last = calendar.on_or_before(ends_on) if working_days else None
            yield Shift(
                agencies[agency],
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
            )

    def agency_on(self, day: date) -> Agency:
        """Whose shift the day belongs to; the day is not before the first rotation."""
        agency, *_ = next(self._turns(Period(day, day)))
        return self.agencies[agency]

    def agency_by_order(self, shift: Shift) -> Agency:
        """Whose turn it is by the rotation's order; a swap or an override names another."""
        return self.agencies[shift.rotation.order[shift.turn - 1]]

    def agencies_on(self, day: date) -> tuple[Agency, ...]:
        """The agencies that take turns on the day, in their order; none before the first."""
        begun = [rotation for rotation in self.decisions.rotations if rotation.effective <= day]
        return tuple(self.agencies[agency] for agency in begun[-1].order) if begun else ()

    def contact(self, agency: Agency) -> Person | None:
        """The agency's chief of office or head of administration (Điều 6 khoản 9)."""
        return self.staffing.people[agency.contact] if agency.contact else None

    def _turns(self, period: Period) -> Iterator[Turn]:
        return turns(self.decisions.rotations, period, self._instead)

    def staff(self, shift: Shift) -> Staff:
        """The agency's people in the roster in force on the shift's first day."""
        return self.staffing.staff(shift.agency, shift.starts_on)

    def reserve(self, shift: Shift, day: date, besides: Person | None) -> tuple[Person, ...]:
        """The agency's reserves who are not away on the day, besides that person."""
        return tuple(self.staffing.available(self.staff(shift), day, besides))

    def stints(self, shift: Shift) -> tuple[Stint, ...]:
        """Who serves on which days of the shift; they cover it without gap or overlap."""
        return self.staffing.stints(shift, self.turns_had(shift.agency, shift.starts_on))

    def turns_had(self, agency: Agency, day: date) -> int:
        """How many shifts of the agency began before the day in the roster in force on it."""
        roster = self.staffing.roster_on(day)
        if roster is None:
            return 0
        # A shift under way when a roster begins belongs to the roster before.
        begins, ends = _month_from(roster.effective), _month_from(day)
        starts = (
            start
            for id, *_, start, _ in self._turns(Period(roster.effective, day))
            if id == agency.id
        )
        return sum(begins <= start < ends for start in starts)

    def stint_on(self, day: date) -> Stint:
        """Who serves on the day; raises as `shifts` does."""
        stints = self.stints(self.shift_on(day))
        return next(stint for stint in stints if stint.days.first <= day <= stint.days.last)

    def handovers(self, shift: Shift) -> Iterator[Handover]:
        """The changes of person within the shift and at its end, in order.

        Where nobody is named on either side of one agency, there is nobody to hand over.
        Where the calendar ends, the change at the end of the last shift is left out.
        """
        stints = [(stint, shift.agency) for stint in self.stints(shift)]
        with suppress(NoCalendarError, OverflowError):
            following = self.shift_on(shift.ends_on + DAY)
            stints.append((self.stints(following)[0], following.agency))
        for (outgoing, agency), (incoming, next_agency) in pairwise(stints):
            if outgoing.person != incoming.person or agency != next_agency:
                on = handover_on(outgoing.days.last, self.calendar)
                yield Handover(on, outgoing, agency, incoming, next_agency)

    def takeover(self, shift: Shift) -> Handover | None:
        """The handover by which the shift begins; None if it is the first, or nobody changes."""
        if shift.starts_on <= self.begins_on:
            return None
        before = self.shift_on(shift.starts_on - DAY)
        for handover in self.handovers(before):
            if handover.incoming.days.first == shift.starts_on:
                return handover
        return None

    def provisional(self, shift: Shift) -> tuple[str, ...]:
        """The fields of the shift that depend on a year whose days off are only forecast.

        A date depends on every day that was looked at to find it.
        """
        is_final = self.calendar.is_final
        if is_final(min(shift.notice_send_on, shift.handover_on), shift.ends_on):
            return ()
        eve = shift.starts_on - DAY
        looked_at = {
            "first_working_day": (shift.starts_on, shift.first_working_day or shift.ends_on),
            "last_working_day": (shift.last_working_day or shift.starts_on, shift.ends_on),
            "working_days": (shift.starts_on, shift.ends_on),
            "notice_send_on": (shift.notice_send_on, eve),
            "notice_deadline": (shift.notice_deadline, eve),
            "handover_on": (shift.handover_on, shift.ends_on),
        }
        return tuple(field for field, days in looked_at.items() if not is_final(*days))


def _month_from(day: date) -> int:
    """The number of the first month that begins on the day or after."""
    return month_index(day) + (day.day > 1)
