"""The mailbox beside the register, and what servers are asked to put into it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread

import pytest

from luanphien.core.decisions import MailboxRule, MailRule
from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact
from luanphien.mail.dsn import LONGEST_ENVELOPE_ID, xtext
from luanphien.mail.mailbox import HEAD, Mail, MailboxError, Maildir, Timely, mailbox_of
from luanphien.mail.smtp import Outcome, Smtp
from luanphien.register import Register
from luanphien.register.mailbox import MessageKey
from tests.helpers.answers import Postbox

NOON = datetime(2024, 1, 25, 5, tzinfo=UTC)
KEY = MessageKey("imap://a@b/INBOX;UIDVALIDITY=1", "7")
SENT = Fact(NOON, "sent", "2024-02", "d1", "email", "stc@so-mau.example", "<1@so-mau.example>")
ACKNOWLEDGED = SENT._replace(kind="acknowledged")
DAY = timedelta(days=1)


# What the register keeps.


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "register.sqlite") as register:
        yield register


def test_a_message_is_read_once(register: Register) -> None:
    register.plan([SENT._replace(kind="planned")], "<1@so-mau.example>", b"x")
    assert register.first_message == NOON
    assert register.read_message(KEY, NOON, [ACKNOWLEDGED])
    assert not register.read_message(KEY, NOON + DAY, [ACKNOWLEDGED])
    other = KEY._replace(mailbox="imap://a@b/INBOX;UIDVALIDITY=2")
    assert register.read_message(other, NOON, [])
    assert register.messages_read() == {KEY, other}
    assert [fact.kind for fact in register.facts()] == ["planned", "acknowledged"]
    assert register.check() == []


def test_a_message_whose_facts_can_t_be_recorded_is_not_read(register: Register) -> None:
    assert register.first_message is None
    with pytest.raises(OperationError):  # of a message that is not ours
        register.read_message(KEY, NOON, [ACKNOWLEDGED])
    assert register.messages_read() == set()


def test_since_when_the_mailbox_is_out_of_reach(register: Register) -> None:
    assert register.unreachable_since is None
    register.reached(NOON, reached=True)
    register.reached(NOON + DAY, reached=False)
    register.reached(NOON + 2 * DAY, reached=False)
    assert register.unreachable_since == NOON + DAY
    register.reached(NOON + 3 * DAY, reached=True)
    assert register.unreachable_since is None
    register.reached(NOON + 4 * DAY, reached=False)
    assert register.unreachable_since == NOON + 4 * DAY
    register.read_message(KEY, NOON, [])
    with closing(sqlite3.connect(register.file, isolation_level=None)) as db:
        assert db.execute("SELECT count(*) FROM mailbox_reached").fetchone() == (3,)
        for statement in ("DELETE FROM mailbox_reached", "UPDATE mail_read SET at = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(statement)


# A Maildir.


def test_a_maildir_gives_what_is_new_from_a_day_on(tmp_path: Path) -> None:
    box = Postbox(tmp_path / "thu")
    box.deliver(b"old", NOON - DAY)
    second = box.deliver(b"a" * (HEAD + 1), NOON + timedelta(hours=1))
    first = box.deliver(b"first", NOON)
    (box.folder / "new" / "a folder").mkdir()
    (box.folder / "tmp" / "half").write_bytes(b"half")
    rule = MailboxRule(maildir="thu")
    mailbox = mailbox_of(rule, tmp_path, {})
    mails = list(mailbox.messages(set(), NOON.date()))
    assert [(mail.key.message, mail.at, mail.size) for mail in mails] == [
        (first.name, NOON, 5),
        (second.name, NOON + timedelta(hours=1), HEAD + 1),
    ]
    assert [mail.content for mail in mails] == [b"first", b"a" * HEAD]
    read = {mails[0].key}
    assert [mail.key for mail in mailbox.messages(read, NOON.date())] == [mails[1].key]


def test_a_maildir_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(MailboxError, match="không có tệp hoặc thư mục này"):
        list(Maildir(tmp_path).messages(set(), NOON.date()))


# A server that takes its time.


class Slow:
    """A mailbox that gives so many messages and then says nothing more."""

    def __init__(self, messages: int, error: Exception | None = None) -> None:
        self._messages, self._error, self.end = messages, error, Event()

    def messages(self, read: Collection[MessageKey], since: date) -> Iterator[Mail]:
        for n in range(self._messages):
            yield Mail(KEY._replace(message=str(n)), NOON, 1, b"x")
        if self._error:
            raise self._error
        self.end.wait(20)


@pytest.mark.parametrize("count", [1, 3])
def test_what_comes_in_time_is_read(count: int) -> None:
    slow = Slow(count)
    assert len(list(Timely(slow, 0.2).messages(set(), NOON.date()))) == count
    slow.end.set()


def test_a_server_that_gives_nothing_in_time_is_out_of_reach() -> None:
    slow = Slow(0)
    with pytest.raises(MailboxError, match="quá chậm"):
        list(Timely(slow, 0.2).messages(set(), NOON.date()))
    slow.end.set()
    broken = Timely(Slow(1, MailboxError("đã ngắt")), 20).messages(set(), NOON.date())
    assert next(broken)
    with pytest.raises(MailboxError, match="đã ngắt"):
        next(broken)


# What a server is asked for (RFC 3461).


@contextmanager
def talking(*extensions: str) -> Iterator[tuple[int, list[str]]]:
    """A server that takes everything: its port, and what it was told."""
    heard: list[str] = []

    class Talk(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 a\r\n")
            for line in self.rfile:
                command = line.decode().strip()
                heard.append(command)
                if command.startswith("ehlo"):
                    lines = ["250-a", *(f"250-{name}" for name in extensions), "250 HELP"]
                    self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())
                elif command == "data":
                    self.wfile.write(b"354 go\r\n")
                    while self.rfile.readline() != b".\r\n":
                        pass
                    self.wfile.write(b"250 ok\r\n")
                else:
                    self.wfile.write(b"221 bye\r\n" if command == "quit" else b"250 ok\r\n")

    with ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server.server_address[1], heard
        server.shutdown()
        thread.join()


def told(*extensions: str, notified: bool = True, id: str = "<a.1@centre.lan>") -> list[str]:
    """How a message to a+b@stc.lan is announced."""
    with talking(*extensions) as (port, heard):
        smtp = Smtp(MailRule("127.0.0.1", port, "none"), "tt@centre.lan", None, notified=notified)
        content = f"Message-ID: {id}\r\n\r\nx".encode()
        assert smtp.send(content, ["a+b@stc.lan"]) == {"a+b@stc.lan": Outcome("sent")}
    return [line for line in heard if line.startswith(("mail", "rcpt"))]


def test_a_server_that_offers_notifications_is_asked_for_them() -> None:
    assert told("DSN") == [
        "mail FROM:<tt@centre.lan> RET=HDRS ENVID=a.1@centre.lan",
        "rcpt TO:<a+b@stc.lan> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;a+2Bb@stc.lan",
    ]
    plain = ["mail FROM:<tt@centre.lan>", "rcpt TO:<a+b@stc.lan>"]
    assert told("8BITMIME") == [*plain]
    assert told("DSN", notified=False) == plain


def test_an_envelope_id_is_not_longer_than_servers_take() -> None:
    longest = "a" * (LONGEST_ENVELOPE_ID - 2)
    assert told("DSN", id=f"<{longest}@b>")[0].endswith(f"RET=HDRS ENVID={longest}@b")
    assert told("DSN", id=f"<{longest}a@b>")[0].endswith("RET=HDRS")


def test_xtext() -> None:
    assert xtext("a+b=c@d.lan") == "a+2Bb+3Dc@d.lan"  # RFC 3461 section 4
    assert xtext("a b~!") == "a+20b~!"
