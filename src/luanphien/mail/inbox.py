"""Reading the mailbox: what it says of what was sent is recorded once, what needs a person told.

Nothing is believed because a message says so: `luanphien.core.answers` has the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from luanphien.clock import VIETNAM, moment
from luanphien.config import Configuration
from luanphien.core.answers import Answer, Notification, Received, Stray, heard, of_each_statement
from luanphien.core.decisions import MailboxRule
from luanphien.core.errors import LuanphienError, OperationError
from luanphien.core.facts import SAYING, Fact, acknowledgement
from luanphien.core.notice import Notice, notice
from luanphien.core.period import DAY
from luanphien.core.rotation import first_day
from luanphien.core.sending import is_overdue
from luanphien.core.served import served
from luanphien.core.statements import Readers
from luanphien.mail import inbox_reports
from luanphien.mail.delivery import PROGRAM
from luanphien.mail.incoming import Incoming, Invitation, understood
from luanphien.mail.invitations import brought_by
from luanphien.mail.mailbox import LARGEST, Mail, Mailbox, MailboxError, mailbox_of
from luanphien.mail.message_ids import is_sealed, is_sealed_with, of_invitation
from luanphien.mail.reports import NAMES, Report
from luanphien.register import Register
from luanphien.wording import dates

PATIENCE = timedelta(days=2)
"""How long, day by day, a mailbox may be out of reach before a run says so."""
LOST = timedelta(days=31)
"""How long what answers a message of ours that the register does not know is looked at again."""


def read_inbox(
    configuration: Configuration,
    register_file: Path,
    today: date,
    environment: Mapping[str, str],
    *,
    rehearsal: bool = False,
) -> Iterator[Report]:
    """Read the mailbox and record what it says; with `rehearsal` only say what that would be.

    The password comes from the environment, as `password` says. Raises OperationError at once if
    the configuration names no mailbox, and on reading if the register fails.
    """
    rule = configuration.mailbox
    if rule is None:
        raise OperationError("Chưa có hộp thư (mailbox) trong agencies.yaml.")
    return _reports(configuration, rule, register_file, today, environment, rehearsal)


def _reports(
    configuration: Configuration,
    rule: MailboxRule,
    register_file: Path,
    today: date,
    environment: Mapping[str, str],
    rehearsal: bool,
) -> Iterator[Report]:
    mailbox = mailbox_of(rule, configuration.folder, environment)
    with Register(register_file, create=not rehearsal) as register:
        inbox = Inbox(configuration, register, mailbox, today, partial(moment, today), rehearsal)
        yield from inbox.reports()


class Understood(NamedTuple):
    """What a message comes to: what is to be recorded, and what is to be said."""

    facts: list[Fact]
    reports: list[Report]


class Inbox:
    """The mailbox beside the register. In a rehearsal nothing is recorded.

    `patience` is for how long a mailbox that is out of reach goes unsaid; `learned` are the facts
    that were read.
    """

    def __init__(
        self,
        configuration: Configuration,
        register: Register,
        mailbox: Mailbox,
        today: date,
        now: Callable[[], datetime],
        rehearsal: bool = False,
        patience: timedelta = timedelta(),
    ) -> None:
        self._configuration = configuration
        self._register = register
        self._mailbox = mailbox
        self._today = today
        self._now = now
        self._rehearsal = rehearsal
        self._patience = patience
        self._readers = Readers(configuration.rota)
        self._shifts_of = cache(register.shifts_of)
        self.learned: list[Fact] = []

    def reports(self) -> Iterator[Report]:
        """Read what came in since the first message was sent, and say what came of each."""
        first = self._register.first_message
        if first is None:
            return
        try:
            read = self._register.messages_read()
            for mail in self._mailbox.messages(read, first.date() - DAY):
                yield from self._read(mail)
        except MailboxError as error:
            yield from self._unreachable(error)
        else:
            if not self._rehearsal:
                self._register.reached(self._now(), reached=True)

    def _facts(self, *shifts: str) -> list[Fact]:
        """What has happened to these shifts; in a rehearsal with what has been read."""
        recorded = (fact for shift in shifts for fact in self._register.facts(shift))
        unrecorded = self.learned if self._rehearsal else []
        return [*recorded, *(fact for fact in unrecorded if fact.shift in shifts)]

    def _unreachable(self, error: MailboxError) -> Iterator[Report]:
        now = self._now()
        if not self._rehearsal:
            self._register.reached(now, reached=False)
        since = self._register.unreachable_since or now
        if self._today - since.astimezone(VIETNAM).date() >= self._patience:
            yield inbox_reports.unreachable(since, str(error))

    def _read(self, mail: Mail) -> Iterator[Report]:
        now = self._now()
        if mail.size > LARGEST:
            facts, reports = Understood([], [inbox_reports.skipped(mail)])
        else:
            try:
                incoming = understood(mail.content)
                facts, reports = self._understood(incoming, mail, now)
                if not (facts or reports or now - mail.at > LOST) and self._is_early(incoming):
                    return
            except OperationError:
                raise
            except Exception:  # whatever anybody sends stops nothing that comes after it
                facts, reports = Understood([], [inbox_reports.skipped(mail)])
        if self._rehearsal or self._register.read_message(mail.key, now, facts):
            self.learned += facts
            # One that said several things has as many facts; what came of it is told once.
            of_messages = {(fact.kind, fact.message_id, fact.recipient): fact for fact in facts}
            for fact in of_messages.values():
                yield self._told(fact)
            yield from reports

    def _understood(self, incoming: Incoming, mail: Mail, now: datetime) -> Understood:
        facts: list[Fact] = []
        reports: list[Report] = []
        received = Received(mail.at.astimezone(VIETNAM), now)
        for answer in incoming.answers:
            ours = self._about_ours(answer, incoming.invitation)
            shifts = (shift for id in ours.messages for shift in self._shifts_of(id))
            known = [*self._facts(*dict.fromkeys(shifts)), *facts]
            match heard(ours, received, known, self._readers, self._own_addresses):
                case Fact() as fact:
                    by_server = fact.kind != "acknowledged"
                    recorded = fact._replace(by=PROGRAM) if by_server else fact
                    facts += of_each_statement(recorded, known)
                case Stray() as stray:
                    reports.append(inbox_reports.stray(self._subject(stray.about), stray))
        return Understood(facts, reports)

    def _about_ours(self, answer: Answer, invitation: Invitation | None) -> Answer:
        """The answer with those of the messages that it names that are ours."""
        ours = tuple(id for id in answer.messages if self._shifts_of(id))
        if isinstance(answer, Notification):
            return answer._replace(messages=ours)
        if ours or invitation is None:
            return answer._replace(messages=ours, proven=any(map(is_sealed, ours[:1])))
        brought, key = list(self._inviting(invitation)), self._register.message_key
        sealed = [id for id in brought if of_invitation(key, id) == invitation.seal]
        return answer._replace(messages=tuple(sealed or brought)[:1], proven=bool(sealed))

    def _is_early(self, incoming: Incoming) -> bool:
        """Whether it answers a message of ours that the register does not know, or not yet.

        The register comes from a backup: what went out after that goes once more, with the same
        Message-ID, when the mailbox has been read. Nobody forges the seal.
        """
        for answer in incoming.answers:
            by = answer.addresses if isinstance(answer, Notification) else (answer.sender,)
            for id in answer.messages:
                is_ours = is_sealed_with(self._register.message_key, id, by)
                if is_ours and self._register.content(id) is None:
                    return True
        return False

    def _inviting(self, invitation: Invitation) -> Iterator[str]:
        """The messages that brought the event in that edition, to whom it was and as a notice."""
        editions = self._register.published().get(invitation.uid, ())
        months = {f"{day:%Y-%m}" for edition in editions for day in edition.event.key}
        event = (invitation.uid, invitation.sequence)
        told = [fact for fact in reversed(self._facts(*months)) if fact.kind in SAYING]
        address = invitation.attendee.casefold()
        theirs = [fact for fact in told if (fact.recipient or "").casefold() == address]
        notices = [fact for fact in told if fact.says is None]
        ids = (fact.message_id for fact in (*theirs, *notices))
        for id in dict.fromkeys(filter(None, ids)):
            if event in brought_by(self._register.content(id) or b""):
                yield id

    @property
    def _own_addresses(self) -> list[str]:
        rule, centre = self._configuration.mail, self._configuration.centre
        return [address for address in (rule and rule.sender, centre.email) if address]

    def _told(self, fact: Fact) -> Report:
        about = self._subject(fact)
        if fact.kind != "undelivered":
            return inbox_reports.heard(about, fact)
        notice = self._notice(fact.shift)
        if fact.says or notice is None or notice.digest != fact.digest:
            return inbox_reports.undelivered(about, fact)
        facts = self._facts(fact.shift)
        despite = acknowledgement(facts, notice.digest) or served(notice, facts)
        overdue = is_overdue(notice, facts, self._today)
        return inbox_reports.undelivered(about, fact, despite=despite, overdue=overdue)

    def _subject(self, fact: Fact) -> str:
        """Of which statement it is, as the reports of a run name it."""
        notice, agency = self._notice(fact.shift), self._readers.agency_of(fact) or fact.agency
        months = fact.shift
        if notice:
            months = dates.months(notice.shift.starts_on, notice.shift.ends_on)
        known = self._configuration.agencies.get(agency or "")
        person = self._configuration.people.get(fact.person or "")
        name = next((one.name for one in (person, known) if one), fact.recipient)
        return f"{NAMES[fact.says]} phiên trực tháng {months} ({name})"

    def _notice(self, shift: str) -> Notice | None:
        """What the notice of the shift says now; None where there is no such shift any more."""
        rota = self._configuration.rota
        try:
            planned = rota.shift_on(first_day(shift))
            return notice(rota, planned) if planned.id == shift else None
        except LuanphienError:
            return None
