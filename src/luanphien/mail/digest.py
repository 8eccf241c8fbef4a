"""The errand of the digest: what the Centre is told once a week, or once a month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from luanphien.core.deliveries import Delivery, last
from luanphien.core.digest import Digest, Issue, due
from luanphien.core.digest import digest as digest_of
from luanphien.core.errors import NoRotaError
from luanphien.core.facts import kept_since
from luanphien.core.placeholders import usable
from luanphien.mail import bulletin_reports as reports
from luanphien.mail import digest_text
from luanphien.mail.delivery import Step, deliver
from luanphien.mail.desk import Desk
from luanphien.mail.message import Letter, compose, text_of
from luanphien.mail.message_ids import from_domain_of, message_id
from luanphien.mail.reports import Report
from luanphien.mail.smtp import Mailer, Outcome
from luanphien.register import Register


def digest(desk: Desk) -> Iterator[Report]:
    """Send the digest that is due, unless it has gone; in a rehearsal show it."""
    try:
        if current := due_now(desk):
            yield from _Digest(desk, current).reports()
    except Exception as error:
        yield reports.digest_failed(error)


def due_now(desk: Desk) -> Issue | None:
    """The digest that is to have gone by today, if the configuration asks for one."""
    decisions, calendar = desk.configuration.decisions, desk.configuration.rota.calendar
    return due(decisions.digest, desk.today, calendar) if decisions.digest else None


def about(issue: Issue) -> str:
    """What the register calls the digest."""
    return f"digest.{issue.name}"


def written(desk: Desk) -> Digest | None:
    """What there is to tell today; None before the rota begins."""
    facts, rota = desk.facts(), desk.configuration.rota
    try:
        return digest_of(rota, facts, kept_since(facts, desk.register.beginning), desk.today)
    except NoRotaError:
        return None


class _Digest(NamedTuple):
    """The digest of a week or month at the desk."""

    desk: Desk
    issue: Issue

    def reports(self) -> Iterator[Report]:
        email, name = self.desk.configuration.centre.email, digest_text.title(self.issue)
        known = self.desk.register.deliveries(about(self.issue))
        if any(delivery.kind == "sent" for delivery in known):
            return
        if not (to := usable(email)):
            yield reports.digest_unreachable(name, email)
            return
        newest = last(known, to)
        is_refused = newest is not None and newest.kind == "refused"
        mailer = self.desk.mailer
        if mailer and not is_refused and (told := written(self.desk)):
            work = self._rehearse if self.desk.rehearsed else self._send
            planned = from_domain_of(mailer.sender, newest and newest.message_id)
            yield from work(mailer, to, planned, self._letter(to, told))

    def _letter(self, to: str, told: Digest) -> Letter:
        centre, calendar = self.desk.configuration.centre, self.desk.configuration.rota.calendar
        text = digest_text.text(told, centre, calendar)
        return Letter(digest_text.subject(self.issue), [(centre.name, to)], [], text)

    def _rehearse(
        self, mailer: Mailer, to: str, planned: str | None, letter: Letter
    ) -> Iterator[Report]:
        assert self.desk.rehearsed
        name = digest_text.title(self.issue)
        content = self.desk.register.content(planned) if planned else None
        if obstacle := self.desk.rehearsed.obstacle():
            yield reports.digest_not_taken(name, to, Outcome("deferred", obstacle))
        else:
            yield reports.digest_will_go(name, to, text_of(content) if content else letter.text)

    def _send(
        self, mailer: Mailer, to: str, planned: str | None, letter: Letter
    ) -> Iterator[Report]:
        """Send it; one that was `planned` before, under that Message-ID, goes again as it was."""
        desk, name, sender = self.desk, about(self.issue), mailer.sender
        id = planned or message_id(desk.register.message_key, name, sender, to)
        centre = desk.configuration.centre
        outcomes = deliver(
            _Ledger(desk.register),
            mailer,
            _Outgoing(name, id),
            [to],
            lambda: compose(letter, (centre.name, sender), id, desk.now()),
            desk.now,
        )
        if outcomes[to].status != "sent":
            yield reports.digest_not_taken(digest_text.title(self.issue), to, outcomes[to])


class _Outgoing(NamedTuple):
    """The digest on its way."""

    about: str
    message_id: str

    def facts(
        self, at: datetime, kind: Step, address: str, note: str | None = None
    ) -> list[Delivery]:
        """What has happened at that moment to the message to the address."""
        return [Delivery(at, kind, self.about, address, self.message_id, note)]


class _Ledger(NamedTuple):
    """The register, as far as it is of digests."""

    register: Register

    def record(self, facts: Iterable[Delivery]) -> None:
        """Record them, all or nothing."""
        self.register.record_deliveries(facts)

    def plan(self, facts: Iterable[Delivery], message_id: str, content: bytes) -> None:
        """Record the intent and the message, all or nothing."""
        planned = list(facts)
        self.register.record_deliveries(planned, (message_id, planned[0].at, content))

    def content(self, message_id: str) -> bytes | None:
        """The message that was planned under that id."""
        return self.register.content(message_id)
