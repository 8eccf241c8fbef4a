"""Who serves in a simulation: people who come, go and fall ill, and what they were told of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from luanphien.core.decisions import (
    Absence,
    Agency,
    AgencyStaff,
    Assignment,
    Decisions,
    Person,
    Roster,
    Substitution,
)
from luanphien.core.facts import Fact
from luanphien.core.model import Shift
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from tests.helpers.mail_server import Received

DAY = timedelta(days=1)
OFFICIALS, STAFF = 2, 3
"""How many of an agency's people are official, and how many there are."""

_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_SHIFT = re.compile(r"Phiên (?:trực )?tháng (\d\d)/(\d{4})")
_BEGINS = re.compile(r"Phiên trực tháng (\d\d)/(\d{4}) của .* bắt đầu")
_HANDED = re.compile(r"- (Nhận bàn giao|Bàn giao): .*?(\d\d)/(\d\d)/(\d{4}), (?:từ|cho) ")
_HANDOVER = re.compile(
    r"Bàn giao công việc .*?(\d\d)/(\d\d)/(\d{4}), tại Trung tâm\.\n"
    r"- Bên giao: (.*)\n- Bên nhận: (.*)"
)


class Said(NamedTuple):
    """What a message says of a shift: the days before and after, and the handovers to come."""

    before: frozenset[date]
    after: frozenset[date]
    handovers: frozenset[tuple[str, date]]


class Reminded(NamedTuple):
    """What a reminder says of a handover."""

    on: date
    giver: str
    taker: str


class Officers:
    """The people of all agencies, their absences and replacements; what reached them by mail."""

    def __init__(self, random: Random, agencies: list[Agency], where: str) -> None:
        self._random, self._where = random, where
        self._agencies = [agency.id for agency in agencies if not agency.on_call]
        self._rosters = [self._roster(date(2023, 12, 1))]
        self._absences: list[Absence] = []
        self._assignments: dict[str, Assignment] = {}
        self._substitutions: dict[str, Substitution] = {}
        self._told: dict[tuple[str, str], list[tuple[str, Said]]] = defaultdict(list)
        self._messages: dict[str, list[tuple[str, dict[str, Said]]]] = defaultdict(list)
        self._reminded: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._handovers: dict[str, list[tuple[str, Reminded]]] = defaultdict(list)

    def _person(self, agency: str, n: int) -> Person:
        """Of one agency the second official has no address, of the next one only a sample."""
        odd = self._agencies.index(agency) if n == 1 else -1
        email = {0: None, 1: f"nguoi-{n}@{agency}.example"}.get(odd, f"nguoi-{n}@{agency}.lan")
        return Person(f"{agency}-{n}", f"Nguyễn Văn {agency} {n}", email=email)

    def _roster(self, effective: date) -> Roster:
        """A list in which each agency names its officers in some order."""
        listed = []
        for agency in self._agencies:
            ids = [f"{agency}-{n}" for n in range(STAFF)]
            official = tuple(self._random.sample(ids[:OFFICIALS], OFFICIALS))
            listed.append(AgencyStaff(agency, official=official, reserve=tuple(ids[OFFICIALS:])))
        return Roster(effective, tuple(listed))

    def decided(self, decisions: Decisions) -> Decisions:
        """The decisions with these people in them."""
        people = [self._person(agency, n) for agency in self._agencies for n in range(STAFF)]
        return replace(
            decisions,
            people=(*decisions.people, *people),
            rosters=tuple(self._rosters),
            absences=tuple(self._absences),
            assignments=tuple(self._assignments.values()),
            substitutions=tuple(self._substitutions.values()),
        )

    def change(self, today: date, rota: Rota) -> None:
        """Somebody falls ill, late or early, or comes back; an agency sends somebody else.

        Now and then there is a new list of all, from a shift ahead on.
        """
        self._absences = [one for one in self._absences if one.period.last > today - 99 * DAY]
        ahead = list(rota.shifts(Period(today, today + 60 * DAY)))
        shift = self._random.choice(ahead)
        person = f"{shift.agency.id}-{self._random.randrange(STAFF)}"
        match self._random.randrange(12):
            case 0 if shift.starts_on > max(today, self._rosters[-1].effective):
                self._rosters = [*self._rosters[-2:], self._roster(shift.starts_on)]
            case 0 | 1 | 2 | 3 | 4:
                first = today + self._random.randrange(-3, 45) * DAY
                last = first + self._random.randrange(9) * DAY
                self._absences.append(Absence(person, f"{first}..{last}", "Nghỉ ốm"))
            case 5 | 6 if self._absences:
                self._absences.remove(self._random.choice(self._absences))
            case 7 | 8:
                self._assignments[shift.id] = Assignment(shift.id, person)
            case _:
                days = (shift.ends_on - shift.starts_on).days
                effective = shift.starts_on + self._random.randrange(1, days) * DAY
                self._substitutions[shift.id] = Substitution(shift.id, effective, person)

    def forget(self, *shifts: str) -> None:
        """Whom an agency has sent to a shift that is another's now."""
        for shift in shifts:
            self._assignments.pop(shift, None)
            self._substitutions.pop(shift, None)

    def hear(
        self,
        received: Received,
        today: date,
        rota: Rota,
        lost: set[str],
        facts: Callable[[], list[Fact]],
    ) -> None:
        """A message has arrived on that day, by the clock of the run that sent it.

        By the `facts` it is known what was to go: what did not arrive between two may have. The
        messages that are `lost` came back, and told nobody.
        """
        body = received.message.get_body(("plain",))
        assert body is not None
        text = body.get_content().replace("\r\n", "\n")
        (address,) = received.recipients
        where = f"{received.id}, {self._where}"
        assert not address.endswith(".example"), where
        assert "Nghỉ ốm" not in str(received.message), where
        if ".days." not in received.id:
            self._reminders(text, address, received.id, today, rota, facts)
            return
        said = dict(_sections(text, rota))
        assert said, where
        days = frozenset[date]().union(*(one.before | one.after for one in said.values()))
        assert any(day >= today for day in days), f"of the past, {where}"
        earlier = [one for one in self._messages[address] if one[0] not in lost]
        if received.id not in (id for id, _ in earlier) and earlier and earlier[-1][1] == said:
            planned = [fact for fact in facts() if (fact.kind, fact.says) == ("planned", "days")]
            ids = [*dict.fromkeys(f.message_id for f in planned if f.recipient == address)]
            between = ids[ids.index(earlier[-1][0]) + 1 : ids.index(received.id)]
            assert between, f"twice the same, {where}"
        self._messages[address].append((received.id, said))
        for shift, one in said.items():
            self._told[address, shift].append((received.id, one))

    def _reminders(
        self,
        text: str,
        address: str,
        id: str,
        today: date,
        rota: Rota,
        facts: Callable[[], list[Fact]],
    ) -> None:
        """A reminder is of its day, and comes once, under whatever Message-ID it came first.

        Who was reminded of a handover hears also later that it is with somebody else.
        """
        where = f"{id}, {self._where}"
        rule, begins, handovers = rota.decisions.reminders, _BEGINS.findall(text), list(_told(text))
        assert begins or handovers, where
        for month, year in begins:
            name = f"shift {year}-{month}"
            first = date(int(year), int(month), 1)
            assert _before(rota, first, rule.before_shift) == today, f"{name} late, {where}"
            self._reminded[address, name].add(id)
            assert len(self._reminded[address, name]) == 1, f"{name} twice, {where}"
        for handover in handovers:
            earlier = self._handovers[address]
            if (id, handover) in earlier:
                continue
            assert handover not in [one for _, one in earlier[-1:]], f"{handover} twice, {where}"
            due = _before(rota, handover.on, rule.before_handover)
            assert due <= today <= handover.on, f"{handover} late, {where}"
            others = (f for f in facts() if f.recipient == address and f.message_id != id)
            recent = (f for f in others if due <= f.at.date() and f.kind == "planned")
            is_changed = any(fact.says == "before_handover" for fact in recent)
            assert due == today or is_changed, f"{handover} late, {where}"
            earlier.append((id, handover))

    def judge(
        self,
        today: date,
        rota: Rota,
        is_out: Callable[[Shift], bool],
        lost: set[tuple[str, str]],
        facts: Callable[[], list[Fact]],
    ) -> None:
        """After a run that went well: each knows last what holds, and was reminded.

        `is_out` says of a shift whether people are to be told of it, `lost` which messages did not
        get to which address.
        """
        for shift in rota.shifts(Period(today, today + 60 * DAY)):
            if is_out(shift):
                self._judge_days(today, rota, shift, lost)
            if shift.starts_on <= today + 10 * DAY:
                self._judge_handovers(today, rota, shift, facts)
            if _before(rota, shift.starts_on, rota.decisions.reminders.before_shift) == today:
                serving = rota.stint_on(shift.first_working_day or shift.starts_on).person
                name = f"shift {shift.id}"
                if serving and _is_real(serving):
                    assert self._reminded[str(serving.email), name], f"{name}, {self._where}"

    def _judge_handovers(
        self, today: date, rota: Rota, shift: Shift, facts: Callable[[], list[Fact]]
    ) -> None:
        """Who was reminded of a handover that is ahead has heard last with whom it is."""
        rule = rota.decisions.reminders
        for handover in rota.handovers(shift):
            sides = (handover.outgoing.person, handover.incoming.person)
            is_near = _before(rota, handover.on, rule.before_handover) <= today <= handover.on
            for person in filter(None, sides if is_near else ()):
                about = ("sent", "before_handover", person.id, handover.incoming.days.first)
                sent = [f for f in facts() if (f.kind, f.says, f.person, f.since) == about]
                if not sent or sent[-1].recipient != person.email or not _is_real(person):
                    continue
                heard = [
                    one
                    for id, one in self._handovers[str(person.email)]
                    if (id, one.on) == (sent[-1].message_id, handover.on)
                ]
                giver, taker = (side.name if side else "" for side in sides)
                is_right = any(giver in one.giver and taker in one.taker for one in heard)
                assert is_right, f"{handover}, {today}, {self._where}"

    def _judge_days(
        self, today: date, rota: Rota, shift: Shift, lost: set[tuple[str, str]]
    ) -> None:
        holds: dict[str, set[date]] = defaultdict(set)
        handed = _handovers(rota, shift)
        for stint in rota.stints(shift):
            if stint.person and _is_real(stint.person):
                worked = filter(rota.calendar.is_working, stint.days.each_day())
                holds[str(stint.person.email)] |= {day for day in worked if day >= today}
        told = {address for address, of in self._told if of == shift.id}
        for address in {*holds, *told}:
            arrived = self._told[address, shift.id]
            if arrived and (arrived[-1][0], address) in lost:
                continue  # the Centre is told; nobody can tell them by mail
            knows = {day for day in arrived[-1][1].after if day >= today} if arrived else set()
            where = f"{address}, shift {shift.id}, {today}, {self._where}"
            assert knows == holds[address], where
            if arrived:
                told_of = {one for one in arrived[-1][1].handovers if one[1] >= today}
                theirs = {one for one in handed[address] if one[1] >= today}
                assert told_of == theirs, f"{told_of}, not {theirs}, {where}"


def _told(text: str) -> Iterator[Reminded]:
    """The handovers of which the text reminds."""
    for day, month, year, giver, taker in _HANDOVER.findall(text):
        yield Reminded(date(int(year), int(month), int(day)), giver, taker)


def _is_real(person: Person) -> bool:
    return person.email is not None and person.email.endswith(".lan")


def _handovers(rota: Rota, shift: Shift) -> dict[str, set[tuple[str, date]]]:
    """By addresses, the handovers of the shift; of two at the end of one day, neither is one."""
    found: dict[str, set[tuple[str, date]]] = defaultdict(set)
    takeover = rota.takeover(shift)
    for handover in (*([takeover] if takeover else []), *rota.handovers(shift)):
        sides = ("Bàn giao", handover.outgoing), ("Nhận bàn giao", handover.incoming)
        for name, stint in sides:
            if stint.person and shift.starts_on <= stint.days.first <= shift.ends_on:
                found[str(stint.person.email)].add((name, handover.on))
    for theirs in found.values():
        days = [on for _, on in theirs]
        theirs -= {one for one in theirs if days.count(one[1]) > 1}
    return found


def _before(rota: Rota, day: date, n: int) -> date:
    """The n-th working day before the day."""
    while n:
        day -= DAY
        n -= rota.calendar.is_working(day)
    return day


def _sections(text: str, rota: Rota) -> Iterator[tuple[str, Said]]:
    """What the text says of each shift."""
    for paragraph in text.split("\n\n"):
        if match := _SHIFT.match(paragraph):
            month, year = match.groups()
            lines = paragraph.splitlines()
            before, after = frozenset[date](), frozenset[date]()
            handovers = set[tuple[str, date]]()
            for line in lines:
                if line.startswith("- Trước đây:"):
                    before = _days(line, rota)
                if line.startswith(("- Nay:", "- Trực ", "- Vẫn trực ")):
                    after = _days(line, rota)
                if handed := _HANDED.match(line):
                    name, *day = handed.groups()
                    handovers.add((name, date(*map(int, reversed(day)))))
            yield f"{year}-{month}", Said(before, after, frozenset(handovers))


def _days(line: str, rota: Rota) -> frozenset[date]:
    """The working days that the line names."""
    days: set[date] = set()
    for span in line.split(";"):
        ends = [date(int(year), int(month), int(day)) for day, month, year in _DATE.findall(span)]
        if ends:
            days.update(Period(ends[0], ends[-1]).each_day())
    return frozenset(filter(rota.calendar.is_working, days))
