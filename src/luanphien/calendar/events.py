"""The rota's calendar events: what each says, whom it concerns, and its UID."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta

from luanphien import addresses, palette
from luanphien.core.agenda import Agenda, Event, Kind
from luanphien.core.decisions import Agency, Person
from luanphien.core.duties import deadline_distance
from luanphien.core.errors import NoCalendarError
from luanphien.core.model import Handover, Shift, SpecialDay, Stint
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar
from luanphien.wording import dates, people, special_days
from luanphien.wording.words import capital

HANDOVER = timedelta(minutes=30)
"""How long before the end of office hours the calendar shows the handover."""

_LONGEST = timedelta(days=31)
"""No holiday is longer."""
_CATEGORIES: dict[Kind, str] = {
    "shifts": "Phiên trực",
    "stints": "Phiên trực",
    "notices": "Thông báo",
    "handovers": "Bàn giao",
}


class Events:
    """Makes the events of one rota."""

    def __init__(self, rota: Rota) -> None:
        self._rota = rota
        self._centre = centre = rota.decisions.centre
        self._places = palette.places(rota.agencies.values())
        self._domain = f"@{centre.id}.luanphien" if centre.id else "@luanphien"

    def agenda(self, shifts: Sequence[Shift], kinds: frozenset[Kind]) -> Agenda:
        """The events of these kinds of consecutive shifts, the handover before them included."""
        days = Period(shifts[0].starts_on, shifts[-1].ends_on)
        return Agenda(self.of(shifts, kinds), kinds, days, self._domain)

    def of(self, shifts: Sequence[Shift], kinds: frozenset[Kind]) -> list[Event]:
        """The events themselves."""
        events: list[Event] = []
        if "handovers" in kinds and (takeover := self._rota.takeover(shifts[0])):
            before = self._rota.shift_on(takeover.outgoing.days.last)
            events.append(self._handover(takeover, before))
        for shift in shifts:
            if "shifts" in kinds:
                events.append(self._shift(shift))
            if "notices" in kinds:
                events.append(self._notice(shift))
            if "handovers" in kinds:
                handovers = self._rota.handovers(shift)
                events += (self._handover(handover, shift) for handover in handovers)
            if "stints" in kinds:
                events += self._stints(shift)
        if "holidays" in kinds:
            events += self._holidays(Period(shifts[0].starts_on, shifts[-1].ends_on))
        return events

    def _shift(self, shift: Shift) -> Event:
        stints = self._rota.stints(shift)
        reserve = self._rota.staff(shift).reserve
        officers = list(dict.fromkeys(stint.person for stint in stints if stint.person))
        uncertain = " (dự kiến)" if "working_days" in self._rota.provisional(shift) else ""
        lines = [
            f"Phiên {shift.turn}, chu kỳ {shift.cycle}: {_span(shift)}, "
            f"{shift.working_days} ngày làm việc{uncertain}",
            *(f"Người trực: {line}" for line in people.stint_lines(stints)),
        ]
        if shift.agency != (by_order := self._rota.agency_by_order(shift)):
            lines.insert(1, f"Thay {by_order.name}")
        if reserve:
            lines.append(f"Dự phòng: {people.names(reserve)}")
        lines.append(_basis("khoản 4 Điều 6", shift.rotation.basis))
        names = f" ({people.names(officers)})" if officers else ""
        return self._event(
            "shifts",
            f"shift-{shift.id}",
            shift,
            shift.days,
            f"Trực: {shift.agency.label}{names}",
            lines,
        )._replace(
            contacts=self._reachable((*officers, *reserve), shift.agency),
            people=tuple(officer.id for officer in officers),
        )

    def _notice(self, shift: Shift) -> Event:
        day, opens = shift.notice_deadline, self._centre.office_hours.opening
        ahead = deadline_distance(self._rota.decisions.notice)
        morning = timedelta(hours=opens.hour, minutes=opens.minute)
        return self._event(
            "notices",
            f"notice-{shift.id}",
            shift,
            Period(day, day),
            f"Hạn thông báo: {shift.agency.label}, phiên "
            f"{dates.months(shift.starts_on, shift.ends_on)}",
            [
                f"Hạn cuối để Trung tâm thông báo cho {shift.agency.name}: "
                f"{ahead} ngày làm việc trước phiên {_span(shift)}",
                f"Ngày gửi: {dates.spelled(shift.notice_send_on)}",
                _basis("khoản 6 Điều 6"),
            ],
        )._replace(
            contacts=self._reachable((), shift.agency),
            alarms=(shift.notice_send_on - day + morning, morning),
            tentative="notice_deadline" in self._rota.provisional(shift),
        )

    def _handover(self, handover: Handover, shift: Shift) -> Event:
        """The handover at the shift's end is named after the next one, one within it by its day."""
        since, closes = handover.incoming.days.first, self._centre.office_hours.closing
        name = f"{since:%Y-%m-%d}" if since <= shift.ends_on else f"{since:%Y-%m}"
        giver = _party(handover.outgoing.person, handover.outgoing_agency)
        taker = _party(handover.incoming.person, handover.incoming_agency)
        agencies = dict.fromkeys((handover.outgoing_agency, handover.incoming_agency))
        stints = (handover.outgoing, handover.incoming)
        persons = [stint.person for stint in stints if stint.person]
        return self._event(
            "handovers",
            f"handover-{name}",
            shift,
            Period(handover.on, handover.on),
            f"Bàn giao: {giver} → {taker}",
            [
                f"Bên giao: {giver}",
                f"Bên nhận: {taker}, trực từ {dates.spelled(since)}",
                "Hai bên ký biên bản, gửi về cơ quan của mình và Trung tâm",
                _basis("khoản 8 Điều 6"),
            ],
        )._replace(
            key=Period(handover.outgoing.days.last, since),
            hours=(_before(closes, HANDOVER), closes),
            contacts=self._reachable(persons, *agencies),
            agencies=tuple(agency.id for agency in agencies),
            people=tuple(person.id for person in persons),
            tentative=not self._rota.calendar.is_final(handover.on, handover.outgoing.days.last),
        )

    def _stints(self, shift: Shift) -> Iterator[Event]:
        """What each person serves; the n-th time in a shift has the number n in its UID."""
        times: Counter[str] = Counter()
        for stint in self._rota.stints(shift):
            if stint.person:
                person = stint.person.id
                times[person] += 1
                yield self._stint(shift, stint, f"stint-{shift.id}-{person}-{times[person]}")

    def _stint(self, shift: Shift, stint: Stint, name: str) -> Event:
        assert stint.person
        reserve = self._rota.staff(shift).reserve
        others = [person for person in reserve if person != stint.person]
        return self._event(
            "stints",
            name,
            shift,
            stint.days,
            f"{stint.person.name} trực tại Trung tâm",
            [
                f"Phiên của {shift.agency.name}, {_span(shift)}",
                capital(people.why(stint)),
                _basis("khoản 4 Điều 6"),
            ],
        )._replace(contacts=self._reachable(others, shift.agency), people=(stint.person.id,))

    def _event(
        self,
        kind: Kind,
        name: str,
        shift: Shift,
        days: Period,
        summary: str,
        lines: Sequence[str],
    ) -> Event:
        """An event of the shift: of its agency, in its colour, with its place on the page."""
        agency = shift.agency
        return Event(
            f"{name}{self._domain}",
            kind,
            shift.days,
            days,
            summary,
            tuple(lines),
            agencies=(agency.id,),
            categories=(_CATEGORIES[kind], agency.label),
            color=palette.color(self._places.get(agency.id, 0)),
            location=self._centre.location,
            url=addresses.url(self._centre.website, addresses.shift_place(shift)),
        )

    def _reachable(self, persons: Iterable[Person], *agencies: Agency) -> tuple[str, ...]:
        """How to reach these people, then each agency and its contact (Điều 6 khoản 9)."""
        named: list[tuple[str, Person | Agency]] = [
            (person.name, person) for person in dict.fromkeys(persons)
        ]
        for agency in agencies:
            if contact := self._rota.contact(agency):
                named.append((f"{contact.name} (đầu mối {agency.label})", contact))
            named.append((agency.name, agency))
        return tuple(
            f"{name}: {', '.join(filter(None, (reached.phone, reached.email)))}"
            for name, reached in named
            if reached.phone or reached.email
        )

    def _holidays(self, days: Period) -> Iterator[Event]:
        """The holidays with one of the days, each whole though it may begin before or end after."""
        calendar = self._rota.calendar
        first = _reach(calendar, days.first, -_LONGEST)
        last = _reach(calendar, days.last, _LONGEST)
        for run in special_days.runs(calendar, first, last):
            if days.overlaps(Period(run[0].day, run[-1].day)):
                yield self._holiday(run)

    def _holiday(self, run: Sequence[SpecialDay]) -> Event:
        first, last = run[0].day, run[-1].day
        kind = special_days.kind(run[0])
        return Event(
            f"{'workday' if run[0].working else 'dayoff'}-{first}{self._domain}",
            "holidays",
            Period(first, last),
            Period(first, last),
            f"{capital(kind)}: {run[0].name}",
            (_basis(run[0].source),),
            categories=(f"Ngày {kind}",),
            color=None if run[0].working else palette.DAY_OFF,
            tentative=not self._rota.calendar.is_final(first, last),
        )


def _reach(calendar: WorkCalendar, day: date, far: timedelta) -> date:
    """The day so far away, or the day itself where the calendar does not go that far."""
    try:
        calendar.special(day + far)
    except NoCalendarError:
        return day
    return day + far


def _span(shift: Shift) -> str:
    return f"{dates.full(shift.starts_on)}–{dates.full(shift.ends_on)}"


def _basis(article: str, decision: str | None = None) -> str:
    return f"Căn cứ: {'; '.join(filter(None, (article, decision)))}"


def _party(person: Person | None, agency: Agency) -> str:
    return f"{person.name} ({agency.label})" if person else agency.label


def _before(moment: time, earlier: timedelta) -> time:
    """The time of day that much earlier, not before midnight."""
    minutes = moment.hour * 60 + moment.minute - earlier // timedelta(minutes=1)
    return time(*divmod(max(minutes, 0), 60))
