"""What people are told of the days that are theirs: that they are named, moved or released.

Each is told of a shift when its notice goes, and again whenever the working days ahead, or the days
of handovers, are not those that they were told. The past is told to nobody. What they were told
last is in the register: planned before the first byte leaves, it may have arrived, so that what
comes next corrects it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from luanphien.core.beliefs import Belief, beliefs, may_have_reached
from luanphien.core.decisions import Person
from luanphien.core.errors import NoRotaError
from luanphien.core.facts import SAYING, Fact, HandoverDay, of_shift
from luanphien.core.handovers import of_each_person
from luanphien.core.model import Handover, Shift, Stint
from luanphien.core.notice import notice
from luanphien.core.period import Period, days_in, in_a_row, spans
from luanphien.core.placeholders import is_reserved
from luanphien.core.rota import Rota
from luanphien.core.sending import LOOK_AHEAD, answered, version, waits_for_signature
from luanphien.core.statements import Statement, of_days

Obstacle = Literal["no address", "sample", "refused", "returned"]
"""Why a person can't be told by e-mail: the address is missing, is only a sample, or a mail server
has refused it for good, at once or later."""


class Telling(NamedTuple):
    """A person is to be told which days of the shift are theirs.

    `before` are the days ahead that they knew to be theirs, each period from its first to its last
    working day, `after` those that are: one of them may be empty. `since` is the first working day
    on which these differ, or else the first day on which handovers do; of those that are theirs all
    the same, `opened` were days off when they were told, and `closed` are now. `handovers` are
    theirs that are ahead, and any that was moved into the past; `off` are those that they knew to
    be ahead and that are not on that day. `version` counts what they have been told of the shift,
    from 1; `said` is what of it may have reached them. `again` is the Message-ID of a message that
    says this and has no answer: it goes again as it is, unless something else that it says is
    outdated. `is_noted` is that their being out of reach is recorded.
    """

    shift: Shift
    person: Person
    statement: Statement
    before: tuple[Period, ...]
    after: tuple[Period, ...]
    since: date
    opened: tuple[date, ...]
    closed: tuple[date, ...]
    handovers: Mapping[HandoverDay, Handover]
    off: tuple[HandoverDay, ...]
    version: int
    said: tuple[Fact, ...]
    obstacle: Obstacle | None = None
    again: str | None = None
    is_noted: bool = False


def tellings(
    rota: Rota, today: date, since: date, facts: Callable[[str], Sequence[Fact]]
) -> list[Telling]:
    """What people are to be told today, shift by shift; nothing on most days.

    `since` is the day of the first run, `facts` gives those of one shift, oldest first, as
    `sending.tasks` has them: of a shift that began before, nobody is told.
    """
    known = [
        knowledge
        for shift in _followed(rota, today, since, facts)
        for knowledge in _of_each(rota, shift, facts(shift.id), today)
    ]
    outdated = {id for knowledge in known for id in knowledge.outdated()}
    owed = filter(None, (knowledge.telling() for knowledge in known))
    return [
        telling._replace(again=None) if telling.again in outdated else telling for telling in owed
    ]


def out_of_reach(rota: Rota, today: date, since: date, facts: Sequence[Fact]) -> list[Telling]:
    """Whom the Centre must tell itself, since no mail gets to them; nobody where none is sent."""
    if rota.decisions.mail is None:
        return []

    known = partial(of_shift, facts)
    return [one for one in tellings(rota, today, since, known) if one.obstacle]


def days_served(stints: Iterable[Stint]) -> dict[str, tuple[Period, ...]]:
    """The days of each person by their ids, days in a row as one period."""
    served: dict[str, list[date]] = {}
    for stint in stints:
        if stint.person:
            served.setdefault(stint.person.id, []).extend(stint.days.each_day())
    return {id: tuple(in_a_row(days)) for id, days in served.items()}


def _followed(
    rota: Rota, today: date, since: date, facts: Callable[[str], Sequence[Fact]]
) -> Iterator[Shift]:
    """The shifts that run or are ahead, if the notice of each is due, or said, or somebody told."""
    try:
        shifts = rota.known_shifts(Period(today, today + LOOK_AHEAD))
        for shift in shifts:
            if shift.starts_on > min(since, today) and _is_told_of(rota, shift, today, facts):
                yield shift
    except NoRotaError:
        return


def _is_told_of(
    rota: Rota, shift: Shift, today: date, facts: Callable[[str], Sequence[Fact]]
) -> bool:
    """Whether the shift is spoken of: a notice that waits for its signature is not out yet."""
    known = facts(shift.id)
    if any(fact.kind in SAYING and fact.says in (None, "days") for fact in known):
        return True
    if shift.notice_send_on > today:
        return False
    return not waits_for_signature(notice(rota, shift), rota.decisions.notice, today, known)


def _of_each(rota: Rota, shift: Shift, facts: Sequence[Fact], today: date) -> Iterator[_Knowledge]:
    """What each knows of the shift who serves in it, or was told so."""
    served, handed = days_served(rota.stints(shift)), of_each_person(rota, shift)
    told: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.says == "days" and fact.person:
            told.setdefault(fact.person, []).append(fact)
    for id in dict.fromkeys([*served, *told]):
        days, handovers = served.get(id, ()), handed.get(id, {})
        statement = of_days(shift, id, days, rota.calendar, handovers)
        earlier = of_days(shift, id, days, rota.calendar)
        said = [
            fact._replace(digest=statement.digest) if _says_the_same(fact, earlier) else fact
            for fact in told.get(id, [])
        ]
        yield _Knowledge(rota, shift, today, id, days, handovers, statement, said)


def _says_the_same(fact: Fact, earlier: Statement) -> bool:
    """Whether an earlier version, which recorded no handovers, says this."""
    return fact.handovers is None and fact.digest == earlier.digest


class _Knowledge(NamedTuple):
    """What the person with that id knows on the day by these facts, and what they should know.

    `days` and `handovers` of the shift are theirs, as the `statement` says.
    """

    rota: Rota
    shift: Shift
    today: date
    id: str
    days: tuple[Period, ...]
    handovers: Mapping[HandoverDay, Handover]
    statement: Statement
    facts: Sequence[Fact]

    def telling(self) -> Telling | None:
        """What they are to be told; None if they know it."""
        said, now, facts, digest = self._said, self._theirs, self.facts, self.statement.digest
        before = next((belief for belief in beliefs(said) if not self._is_so(belief)), None)
        if before is None:
            return None
        known = before.working_days(self.rota.calendar, self.today)
        moved, kept = sorted(now ^ known), days_in(self.days) & days_in(before.days)
        off, news = self._handovers_otherwise(before)
        changed = moved or sorted(one.on for one in (*off, *news) if one.on >= self.today)
        telling = Telling(
            self.shift,
            _person(self.rota.staffing.people, self.id, said),
            self.statement,
            spans(before.days, known),
            spans(self.days, now),
            changed[0],
            tuple(day for day in moved if day in kept & now),
            tuple(day for day in moved if day in kept & known),
            {
                day: handover
                for day, handover in self.handovers.items()
                if day.on >= self.today or (off and day in news)
            },
            tuple(sorted(off)),
            version(facts, digest),
            tuple(said),
        )
        if said and self._holds(said[-1]) and said[-1].recipient == telling.person.email:
            return telling._replace(again=said[-1].message_id)
        obstacle = _obstacle(telling.person, facts, digest)
        noted = any(fact.kind == "missed" and fact.digest == digest for fact in facts)
        return telling._replace(obstacle=obstacle, is_noted=noted)

    def _handovers_otherwise(self, before: Belief) -> tuple[Set[HandoverDay], Set[HandoverDay]]:
        """Those ahead of which they know and that are not so, and those of which they don't."""
        if before.handovers is None:
            return frozenset(), frozenset()
        ahead = before.handovers_ahead(self.today) or frozenset()
        return ahead - self.handovers.keys(), self.handovers.keys() - {*before.handovers}

    def outdated(self) -> set[str | None]:
        """The messages that say what is not so, or what has been said by another one since."""
        said = self._said
        lasting = {said[-1].message_id} if said and self._holds(said[-1]) else set()
        return {fact.message_id for fact in said} - lasting

    @property
    def _said(self) -> list[Fact]:
        return may_have_reached(self.facts)

    @property
    def _theirs(self) -> frozenset[date]:
        """The working days from today on that are theirs."""
        return Belief(self.days).working_days(self.rota.calendar, self.today)

    def _holds(self, fact: Fact) -> bool:
        """Whether it says what is so."""
        return self._is_so(Belief.of(fact))

    def _is_so(self, belief: Belief) -> bool:
        """Whether who takes this to be so is right about what is ahead."""
        if belief.working_days(self.rota.calendar, self.today) != self._theirs:
            return False
        return belief.handovers_ahead(self.today) in (
            None,
            frozenset(day for day in self.handovers if day.on >= self.today),
        )


def _person(people: Mapping[str, Person], id: str, said: Sequence[Fact]) -> Person:
    """Who has that id; one who is in no list any more is called as they were when they were told.

    By our mail that is only the address; what the Centre says it has mailed has the name.
    """
    if id in people:
        return people[id]
    newest = said[-1]
    address = None if newest.by_hand else newest.recipient
    return Person(id, newest.recipient or id, email=address)


def _obstacle(person: Person, facts: Sequence[Fact], digest: str) -> Obstacle | None:
    if person.email is None:
        return "no address"
    if is_reserved(person.email):
        return "sample"
    if person.email not in answered(facts, digest):
        return None
    returned = any(
        fact.kind == "undelivered" and fact.recipient == person.email and fact.digest == digest
        for fact in facts
    )
    return "returned" if returned else "refused"
