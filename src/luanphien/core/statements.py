"""What the Centre says of a shift, and to whom: the notice, and what goes with it.

The agency whose turn it is gets the notice; the one that hands over before it, a copy «để bàn
giao»; one that was told of the shift and has no part in it any more, that this is so. The Centre
itself gets the draft to sign. Whatever says the same to the same agency has the same digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from luanphien.core.decisions import Agency
from luanphien.core.facts import (
    SAYING,
    TO_AGENCY,
    TO_OTHERS,
    Channel,
    Fact,
    FactKind,
    HandoverDay,
    Says,
)
from luanphien.core.model import Handover, Shift
from luanphien.core.notice import Notice
from luanphien.core.period import Period, in_a_row, spans
from luanphien.core.rota import Rota
from luanphien.core.workdays import WorkCalendar


class Statement(NamedTuple):
    """What is said of a shift: by `digest`, to the `agency` with that id; None is the Centre.

    `says` is None for the notice itself. What is said to a `person` names the `days` that are
    theirs, `worked` and `handovers`, or by `since` a handover, as `Fact` does.
    """

    shift: str
    digest: str
    says: Says | None = None
    agency: str | None = None
    person: str | None = None
    days: tuple[Period, ...] | None = None
    since: date | None = None
    worked: tuple[Period, ...] | None = None
    handovers: tuple[HandoverDay, ...] | None = None

    def fact(self, at: datetime, kind: FactKind, channel: Channel, recipient: str) -> Fact:
        """That this happened then to what is said, on its way to the recipient."""
        return Fact(
            at,
            kind,
            self.shift,
            self.digest,
            channel,
            recipient,
            says=self.says,
            agency=self.agency,
            person=self.person,
            days=self.days,
            since=self.since,
            worked=self.worked,
            handovers=self.handovers,
        )


def of_notice(notice: Notice) -> Statement:
    """The notice, to the agency whose turn it is (Điều 6 khoản 6)."""
    return Statement(notice.shift.id, notice.digest, None, notice.agency.id)


def of_draft(notice: Notice, outdated: Fact | None) -> Statement:
    """The notice as it is to be signed, to the Centre; again once a signed one is `outdated`."""
    again = (outdated.attached or "",) if outdated else ()
    return Statement(notice.shift.id, _digest("draft", notice.digest, *again), "draft")


def of_signed(notice: Notice, document: Fact) -> Statement:
    """The signed document, to the agency that has had the notice without it."""
    digest = _digest("signed", notice.digest, document.attached or "")
    return Statement(notice.shift.id, digest, "signed", notice.agency.id)


def of_again(notice: Notice) -> Statement:
    """The notice once more, to the agency that has not acknowledged it."""
    return Statement(notice.shift.id, _digest("again", notice.digest), "again", notice.agency.id)


def of_handover(notice: Notice) -> Statement | None:
    """The copy to the agency that hands over (Điều 6 khoản 8); None if no other agency does."""
    takeover = notice.takeover_from_other
    if takeover is None:
        return None
    outgoing, incoming = takeover.outgoing_agency, notice.agency
    parties = (outgoing.id, outgoing.name, incoming.id, incoming.name)
    digest = _digest("handover", notice.shift.id, *parties, takeover.on.isoformat())
    return Statement(notice.shift.id, digest, "handover", outgoing.id)


def of_release(notice: Notice, agency: Agency) -> Statement:
    """That the agency, which was told of the shift, has no part in it any more."""
    digest = _digest("release", notice.shift.id, agency.id, agency.name)
    return Statement(notice.shift.id, digest, "release", agency.id)


def of_days(
    shift: Shift,
    person: str,
    days: Iterable[Period],
    calendar: WorkCalendar,
    handovers: Iterable[HandoverDay] | None = None,
) -> Statement:
    """To the person with that id, which days of the shift are theirs, and which of them worked.

    It says the same whatever days without work stand before and after these. Without `handovers`
    it is what earlier versions said.
    """
    handed = None if handovers is None else tuple(handovers)
    theirs = tuple(days)
    worked = calendar.worked_in(theirs)
    named = spans(theirs, worked)
    told = [day.isoformat() for period in named for day in period]
    told += [exception.mark for period in named for exception in calendar.exceptions(*period)]
    told += [f"{one.side} {one.on}" for one in handed or ()]
    digest = _digest("days", shift.id, person, *told)
    runs = tuple(in_a_row(worked))
    return Statement(
        shift.id, digest, "days", person=person, days=theirs, worked=runs, handovers=handed
    )


def of_beginning(shift: Shift, person: str) -> Statement:
    """To the person, that the shift is about to begin."""
    digest = _digest("before_shift", shift.id, person)
    return Statement(shift.id, digest, "before_shift", person=person)


def of_coming(shift: Shift, handover: Handover, person: str) -> Statement:
    """To the person, that this handover of the shift, with that other party, is coming."""
    since = handover.incoming.days.first
    days = (handover.on.isoformat(), since.isoformat())
    parties = (handover.outgoing.person, handover.incoming.person)
    others = [party.id for party in parties if party and party.id != person]
    digest = _digest("before_handover", shift.id, person, *days, *others)
    return Statement(shift.id, digest, "before_handover", person=person, since=since)


def now_to(notice: Notice, agency: Agency) -> Statement:
    """What holds for the agency now."""
    if agency == notice.agency:
        return of_notice(notice)
    handover = of_handover(notice)
    if handover and handover.agency == agency.id:
        return handover
    return of_release(notice, agency)


def facts_about(statement: Statement, facts: Iterable[Fact], readers: Readers) -> list[Fact]:
    """What has happened to such statements of the shift, oldest first.

    Of the notice it is whatever was said as the shift's notice; of what goes to one of the other
    agencies, whatever was said to that agency.
    """
    if statement.says in TO_OTHERS:
        return [fact for fact in facts if readers.agency_of(fact) == statement.agency]
    if statement.says is None:
        return said(facts)
    return [fact for fact in facts if fact.says == statement.says]


def said(facts: Iterable[Fact]) -> list[Fact]:
    """What was said as the notice of the shift, what came of it, and what took it back.

    An agency that was told otherwise after its notice does not have the notice any more.
    """
    about_notice: list[Fact] = []
    told: str | None = None
    for fact in facts:
        if not fact.digest or fact.kind == "signed":
            continue
        if fact.says is None:
            about_notice.append(fact)
            told = fact.agency if fact.kind in SAYING else told
        elif fact.says in TO_OTHERS and told and fact.agency == told:
            about_notice.append(fact)
    return about_notice


class Signed(NamedTuple):
    """The newest record of the notice as it was signed: one that holds, or one that does not."""

    document: Fact | None = None
    outdated: Fact | None = None


def signed(facts: Sequence[Fact], notice: Notice) -> Signed:
    """The notice as it was signed, and whether it says what holds now."""
    newest = next((fact for fact in reversed(facts) if fact.kind == "signed"), None)
    if newest and newest.document and newest.document.wording == notice.wording:
        return Signed(document=newest)
    return Signed(outdated=newest)


def holder(facts: Sequence[Fact], document: Fact) -> Fact | None:
    """The record of another document with the same number of the same year; None if it is free.

    A later record corrects an earlier one of the same notice. What was corrected gives its number
    back, unless it has been mailed under it.
    """
    mailed = {fact.attached for fact in facts if fact.kind in ("planned", "sent")}
    newest = {_notice_of(fact): fact for fact in facts if fact.kind == "signed"}
    return next(
        (
            fact
            for fact in facts
            if fact.kind == "signed"
            and _key(fact) == _key(document)
            and _notice_of(fact) != _notice_of(document)
            and (fact is newest[_notice_of(fact)] or fact.attached in mailed)
        ),
        None,
    )


def _notice_of(fact: Fact) -> tuple[str, str | None]:
    return fact.shift, fact.digest


def _key(fact: Fact) -> tuple[int, str] | None:
    return fact.document.key if fact.document else None


class Readers:
    """Whose addresses and names these are: of which agency, and how they are written to."""

    def __init__(self, rota: Rota) -> None:
        self._agencies: dict[str, str] = {}
        self._speakers: set[tuple[str, str]] = set()
        self._names: dict[str, str] = {}
        people = rota.staffing.people
        for agency in rota.agencies.values():
            self._agencies[agency.name] = agency.id
            self._add(agency.email, agency.name, agency.id)
        for agency in rota.agencies.values():
            if agency.contact:
                contact = people[agency.contact]
                self._add(contact.email, contact.name, agency.id)
        for roster in rota.decisions.rosters:
            for staff in roster.staff:
                for id in staff.everyone:
                    self._add(people[id].email, people[id].name, staff.agency)
        for person in people.values():
            if person.email:
                self._names.setdefault(person.email.casefold(), person.name)

    def _add(self, address: str | None, name: str, agency: str) -> None:
        if address:
            self._agencies.setdefault(address, agency)
            self._names.setdefault(address.casefold(), name)
            self._speakers.add((address.casefold(), agency))

    def speaks_for(self, address: str, agency: str) -> bool:
        """Whether it is an address of the agency with that id, or of one of its people."""
        return (address.casefold(), agency) in self._speakers

    def agency_of(self, fact: Fact) -> str | None:
        """The id of the agency that was told; None if that is not known.

        Earlier versions recorded an address or a name only.
        """
        if fact.says not in TO_AGENCY or fact.kind == "signed":
            return None
        return fact.agency or self._agencies.get(fact.recipient or "")

    def name(self, address: str) -> str:
        """The name of who has the address; the address where nobody is known."""
        return self._names.get(address.casefold(), address)


def _digest(*told: str) -> str:
    return sha256("\0".join(told).encode()).hexdigest()
