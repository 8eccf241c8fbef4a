"""The periodic review (Điều 11 khoản 1 and 3): the plan held against the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from luanphien.core.counter import Counter, counter
from luanphien.core.decisions import Agency, Person
from luanphien.core.duties import State, margin, state
from luanphien.core.entries import Entry, Raised, difficulties
from luanphien.core.facts import (
    Channel,
    Fact,
    acknowledgements,
    delivered,
    not_returned,
    of_shift,
    undelivered_to,
    until,
)
from luanphien.core.handovers import Handed, handed, minutes
from luanphien.core.model import Shift, Stint
from luanphien.core.notice import Notice, notice
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.served import first_notice, served_by
from luanphien.core.services import Service
from luanphien.core.services import services as services_of
from luanphien.core.statements import Statement, of_handover


class Share(NamedTuple):
    """What an agency, or one of its people, has of the period: planned, and as recorded.

    `name` is the person's, None where nobody is named, and for the agency as a whole; `shifts`
    are those in which a service lies.
    """

    agency: Agency
    name: str | None
    shifts: int
    working_days: int
    recorded_days: int


class Told(NamedTuple):
    """The notice of a shift: when the agency first had it, when it acknowledged.

    `margin` is in working days from the notice to its deadline, negative when it was late.
    `changed` says that the dates have changed since it was told last, and what it acknowledged may
    be what it was told; `copied_on` is when the agency that hands over got its copy by e-mail or by
    hand, which has no deadline. `delivered_on` is when a mail server said that it has arrived,
    `undelivered` are the addresses that refused it, or from which it came back.
    """

    shift: Shift
    sent_on: date | None
    acknowledged_on: date | None
    margin: int | None
    changed: bool
    state: State
    copied_on: date | None = None
    sent_via: Channel | None = None
    delivered_on: date | None = None
    undelivered: tuple[str, ...] = ()
    acknowledged_by: str | None = None
    acknowledged_via: Channel | None = None


class Replaced(NamedTuple):
    """A replacement that the Centre asked for, and who serves instead; None: nobody yet."""

    fact: Fact
    agency: Agency
    substitute: Person | None


Planned = TypeVar("Planned", Told, Handed)


class Report(NamedTuple):
    """The review of a period as it stood on the day `today`.

    The register has been kept since `kept_since`, None where there is none; `mean` is an agency's
    mean of working days, `even` by its id what each would have if the days of every shift
    were parted evenly among those who took turns then; `strays` are minutes that fit no handover
    of the plan; `counter` is what minutes of the others count; `difficulties` those that were open
    in the period, the open ones first.
    """

    period: Period
    kept_since: date | None
    today: date
    services: tuple[Service, ...]
    agencies: tuple[Share, ...]
    people: tuple[Share, ...]
    mean: float
    even: Mapping[str, float]
    notices: tuple[Told, ...]
    handovers: tuple[Handed, ...]
    counter: Counter
    strays: tuple[Fact, ...]
    replacements: tuple[Replaced, ...]
    provisional: bool
    difficulties: tuple[Raised, ...] = ()

    @property
    def named(self) -> list[Share]:
        """The shares of people; the days for which nobody is named are nobody's."""
        return [share for share in self.people if share.name]

    @property
    def vacant(self) -> list[Service]:
        """The services for which nobody is named, and nobody served by the minutes."""
        return [
            service
            for service in self.services
            if service.stint.person is None and service.working_days and not service.recorded
        ]

    def difference(self, share: Share) -> float:
        """How many working days the agency has above its even share; negative: below."""
        return share.working_days - self.even[share.agency.id]


def report(
    rota: Rota,
    period: Period,
    facts: Sequence[Fact],
    kept_since: date | None,
    today: date,
    entries: Sequence[Entry] = (),
) -> Report:
    """The review of the period as it stood at the end of the day `today`.

    `facts` are those of all shifts in the order of recording, kept since `kept_since`; `entries`
    those of the book. Raises as Rota.shifts does.
    """
    shifts, facts = list(rota.shifts(period)), until(facts, today)
    signed = minutes(rota, period, facts)
    services = tuple(services_of(rota, period, signed, today))
    agencies = tuple(_agency(agency, services) for agency in _agencies(rota, shifts))
    handovers = tuple(_kept(handed(rota, period, signed, kept_since, today)))
    return Report(
        period,
        kept_since,
        today,
        services,
        agencies,
        tuple(_person(agency, name, services) for agency, name in _people(services)),
        sum(share.working_days for share in agencies) / len(agencies),
        _even(agencies, services),
        tuple(_kept(_told(rota, shift, facts, kept_since, today) for shift in shifts)),
        handovers,
        counter(rota, handovers),
        tuple(signed.strays),
        tuple(_replaced(rota, shifts, facts)),
        any(rota.provisional(shift) for shift in shifts),
        tuple(_difficulties(entries, period, today)),
    )


def _difficulties(entries: Sequence[Entry], period: Period, today: date) -> Iterator[Raised]:
    """What had been raised by the end of the period and was not settled before it began."""
    for raised in difficulties(entries, today):
        settled_on = raised.settled.on if raised.settled else None
        if raised.entry.on <= period.last and (not settled_on or settled_on >= period.first):
            yield raised


def _kept(entries: Iterable[Planned]) -> Iterator[Planned]:
    """What comes after a recorded entry is not from before the register, whenever it was begun."""
    recorded = False
    for entry in entries:
        missing = recorded and entry.state == "unrecorded"
        yield entry._replace(state="missing") if missing else entry
        recorded = recorded or entry.state in ("on_time", "early", "late")


def _agencies(rota: Rota, shifts: Sequence[Shift]) -> list[Agency]:
    """Whoever takes turns in the period, also without one, and whoever took another's."""
    taking_turns = (agency for shift in shifts for agency in shift.rotation.order)
    ids = dict.fromkeys([*taking_turns, *(shift.agency.id for shift in shifts)])
    return [rota.agencies[id] for id in ids]


def _people(services: Sequence[Service]) -> Iterable[tuple[Agency, str | None]]:
    """Each agency's people, by name: whoever serves by the plan, then who did by the minutes."""
    planned = [(service.shift.agency, service.stint.person_name) for service in services]
    signed = [(service.shift.agency, service.recorded) for service in services if service.recorded]
    return dict.fromkeys([*planned, *signed])


def _even(agencies: Sequence[Share], services: Sequence[Service]) -> dict[str, float]:
    even = dict.fromkeys((share.agency.id for share in agencies), 0.0)
    for service in services:
        order = service.shift.rotation.order
        for agency in order:
            even[agency] += service.working_days / len(order)
    return even


def _agency(agency: Agency, services: Sequence[Service]) -> Share:
    """The agency's share."""
    own = [service for service in services if service.shift.agency == agency]
    return _share(agency, None, own, [service for service in own if service.recorded])


def _person(agency: Agency, name: str | None, services: Sequence[Service]) -> Share:
    """The share of the one person in the agency."""
    own = [service for service in services if service.shift.agency == agency]
    planned = [service for service in own if service.stint.person_name == name]
    recorded = [service for service in own if service.recorded and service.recorded == name]
    return _share(agency, name, planned, recorded)


def _share(
    agency: Agency, name: str | None, planned: Sequence[Service], recorded: Sequence[Service]
) -> Share:
    return Share(
        agency,
        name,
        len({service.shift.id for service in planned}),
        sum(service.working_days for service in planned),
        sum(service.recorded_days for service in recorded),
    )


def _told(
    rota: Rota, shift: Shift, facts: Sequence[Fact], kept_since: date | None, today: date
) -> Told:
    current = notice(rota, shift)
    known = of_shift(facts, shift.id)
    sent, first = served_by(current, known), first_notice(current, known)
    changed = bool(sent) and sent[-1].digest != current.digest
    copy = of_handover(current)
    copied = [fact.at.date() for fact in not_returned(known) if copy and _is_copy(fact, copy)]
    day = first and first.at.date()
    answer = _earlier_answer(sent, current, known) if changed else _answer(current, known)
    arrived = first and delivered(known, first)
    return Told(
        shift,
        day,
        answer and answer.at.date(),
        margin(rota.calendar, day, shift.notice_deadline) if day else None,
        changed,
        state(shift.notice_deadline, day, today, kept_since),
        copied[0] if copied else None,
        first and first.channel,
        arrived and arrived.at.date(),
        tuple(sorted(undelivered_to(known, current.digest))),
        answer and answer.by,
        answer and answer.channel,
    )


def _answer(current: Notice, facts: Sequence[Fact]) -> Fact | None:
    """The acknowledgement of what holds now."""
    return _counting(acknowledgements(facts, current.digest))


def _earlier_answer(sent: Sequence[Fact], current: Notice, facts: Sequence[Fact]) -> Fact | None:
    """The acknowledgement of what holds now, which was not sent; else the one of what was last."""
    for digest in (current.digest, *(fact.digest for fact in reversed(sent))):
        own = (fact for fact in facts if fact.kind == "acknowledged" and fact.digest == digest)
        if answer := _counting(own):
            return answer
    return None


def _counting(answers: Iterable[Fact]) -> Fact | None:
    """The first reply to the notice itself, which a later record by hand corrects."""
    of_notice = [fact for fact in answers if fact.says is None]
    by_hand = [fact for fact in of_notice if fact.by_hand]
    return by_hand[-1] if by_hand else next(iter(of_notice), None)


def _is_copy(fact: Fact, copy: Statement) -> bool:
    return fact.kind == "sent" and fact.says == "handover" and fact.digest == copy.digest


def _replaced(rota: Rota, shifts: Sequence[Shift], facts: Sequence[Fact]) -> Iterator[Replaced]:
    by_id = {shift.id: shift for shift in shifts}
    for fact in facts:
        if fact.kind == "replaced" and (shift := by_id.get(fact.shift)):
            stints = (one for one in rota.stints(shift) if one.reason == "substitution")
            instead = next((one for one in stints if _is_instead(one, fact)), None)
            yield Replaced(fact, shift.agency, instead and instead.person)


def _is_instead(stint: Stint, asked: Fact) -> bool:
    """Whether it is of who serves instead of the officer, be it from another day than asked for.

    Who served instead before that, for some days, is not meant. Where the register does not say
    instead of whom, it is who begins then or later.
    """
    if asked.outgoing:
        is_over = asked.since is not None and stint.days.last < asked.since
        return not is_over and bool(stint.instead_of and stint.instead_of.name == asked.outgoing)
    return asked.since is not None and stint.days.first >= asked.since
