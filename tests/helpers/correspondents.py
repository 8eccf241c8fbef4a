"""Who gets the Centre's mail in a simulation, and what comes back: bounces, replies, forgeries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from luanphien.core.facts import Fact
from luanphien.mail.mailbox import Mail, MailboxError
from luanphien.register.mailbox import MessageKey
from tests.helpers.answers import (
    FORMS,
    accepted,
    answered_by_program,
    away,
    forged,
    notification,
    reply,
)
from tests.helpers.mail_server import Received

_INVITING = ("notice.", "again.")
_AFTER = (".signed.", ".again.", ".draft.")
KEPT = timedelta(days=60)
"""How long a message lies in the mailbox, read or not."""


class Truth(NamedTuple):
    """What really happened to a message, by which the register is judged."""

    kind: str
    id: str
    address: str
    shift: str
    came_on: date


class Post:
    """The Centre's mailbox in simulated time; it can be out of reach."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._due: list[tuple[date, bytes]] = []
        self._there: list[Mail] = []
        self._seen: set[tuple[str, str]] = set()
        self.truths: list[Truth] = []
        self._to_come: list[Truth] = []
        self.lost: set[tuple[str, str]] = set()
        """The messages and addresses of which a mail server has said by now that they failed."""
        self.reachable = True
        self._count = 0

    def answer(self, received: Received, today: date) -> None:
        """Let something come of a message to each of its recipients, once, now or later."""
        shift = received.id.split(".")[2]
        for address in received.recipients:
            if (received.id, address) in self._seen:
                continue
            self._seen.add((received.id, address))
            later = today + timedelta(days=self._random.choice((0, 0, 1, 2, 5, 12)))
            kind, content = self._outcome(received, address)
            if content:
                self._due.append((later, content))
                truth = Truth(kind, received.id, address, shift, later)
                self.truths.append(truth)
                self._to_come.append(truth)
            if self._random.random() < 0.1:
                self._due.append((today, self._noise(received, address)))

    def _outcome(self, received: Received, address: str) -> tuple[str, bytes]:
        id = received.id
        match self._random.random():
            case chance if chance < 0.2:
                form = self._random.choice(list(FORMS))
                return "undelivered", notification(form, id, address)
            case chance if chance < 0.3:
                return "delivered", notification("postfix", id, address, "delivered")
            case chance if chance < 0.35:
                return "delayed", notification("exchange", id, address, "delayed")
            case chance if chance < 0.6:
                invites = received.name.startswith(_INVITING) and _is_named(received, address)
                invites = invites and chance < 0.45
                if invites:
                    return "acknowledged", answered_by_program(received.message, address)
                return "acknowledged", reply(id, address)
        return "", b""

    def _noise(self, received: Received, address: str) -> bytes:
        """What is no answer of that agency, whatever it looks like."""
        id = received.id
        _, _, month, *_ = id.split(".")
        looked = "mx; spf=none; dmarc=none"
        uid = f"shift-{month}@tuyen-quang.luanphien"
        return self._random.choice(
            (
                away(id, address),
                reply(id, "la@khac.lan", name=address),
                reply(id, address, Authentication_Results="mx; dmarc=fail"),
                reply(forged(id), address, subject=id),
                notification("postfix", forged(id), address),
                accepted(uid, 0, address, Authentication_Results=looked),
                notification("gmail", "<khac@centre.lan>", address),
                b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\xff\xfe" * 200,
            )
        )

    def pass_to(self, today: date) -> None:
        """What is due comes in, what is old goes."""
        due = [content for day, content in self._due if day <= today]
        self._due = [(day, content) for day, content in self._due if day > today]
        come = [truth for truth in self._to_come if truth.came_on <= today]
        self._to_come = [truth for truth in self._to_come if truth.came_on > today]
        self.lost |= {(one.id, one.address) for one in come if one.kind == "undelivered"}
        at = datetime.combine(today, time(1), UTC)
        for content in due:
            self._count += 1
            key = MessageKey("simulated", str(self._count))
            self._there.append(Mail(key, at, len(content), content))
        self._there = [mail for mail in self._there if mail.at > at - KEPT]

    def messages(self, read: Collection[MessageKey], since: date) -> Iterator[Mail]:
        """The messages that have not been read, as a mailbox gives them."""
        for mail in list(self._there):
            if not self.reachable:
                raise MailboxError("không nối được máy chủ hộp thư")
            if mail.key not in read and mail.at.date() >= since:
                yield mail

    def judge(self, facts: Sequence[Fact], good: Collection[date], where: str) -> None:
        """All that came is recorded once, and nothing else; who has answered is not reminded."""
        heard = ("undelivered", "delivered", "delayed", "acknowledged")
        recorded = Counter(
            (fact.kind, fact.message_id, fact.recipient, fact.shift, fact.digest)
            for fact in facts
            if fact.kind in heard and fact.message_id
        )
        assert not recorded or max(recorded.values()) == 1, where
        of_messages = {key[:3] for key in recorded}
        true = {truth[:3] for truth in self.truths}
        answered = {
            (truth.shift, truth.address)
            for truth in self.truths
            if truth.kind == "acknowledged" and not _is_personal(truth)
        }
        for fact in facts:
            if fact.kind == "acknowledged":
                assert (fact.shift, fact.recipient) in answered, f"{fact}, {where}"
            elif fact.kind in heard:
                assert (fact.kind, fact.message_id, fact.recipient) in true, f"{fact}, {where}"
        for truth in self.truths:
            # What answers a signed document, or a reminder, is recorded of the notice.
            known = truth[:3] in of_messages or any(says in truth.id for says in _AFTER)
            # The run of its own day may be the one that it answers.
            window = (truth.came_on + timedelta(days=n) for n in range(1, KEPT.days - 1))
            if any(day in good for day in window):
                is_nothing = _is_own(truth) or _is_personal(truth)
                assert known or is_nothing, f"{truth}, {where}"
        acknowledged: set[str] = set()
        said: dict[str, str | None] = {}
        for fact in facts:
            if fact.kind == "acknowledged" and fact.digest:
                acknowledged.add(fact.digest)
            elif fact.kind == "planned" and fact.says is None:
                said[fact.shift] = fact.digest
            elif fact.kind == "planned" and fact.says == "again":
                assert said[fact.shift] not in acknowledged, f"{fact}, {where}"
            assert fact.kind != "reminded" or fact.digest not in acknowledged, f"{fact}, {where}"


def _is_named(received: Received, address: str) -> bool:
    """Whether the message names the recipient: one who is new since gets it as it was."""
    named = (received.message.get(name) for name in ("To", "Cc"))
    return any(address == one.addr_spec for field in named if field for one in field.addresses)


def _is_personal(truth: Truth) -> bool:
    """Whether it is the answer to a person's own mail, which acknowledges nothing either."""
    says = truth.id.split(".")[1]
    return truth.kind == "acknowledged" and says in ("days", "before_shift", "before_handover")


def _is_own(truth: Truth) -> bool:
    """Whether it is the Centre's own reply, which acknowledges nothing."""
    return truth.kind == "acknowledged" and truth.address.endswith("@centre.lan")
