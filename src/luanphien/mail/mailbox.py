"""The Centre's mailbox, only ever read: IMAP (RFC 3501), or a Maildir on this machine.

Nothing in it is deleted, moved or marked: the folder is opened with EXAMINE and fetched with PEEK.
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import NamedTuple, Protocol

from luanphien.core.decisions import MailboxRule
from luanphien.core.errors import OperationError, reason
from luanphien.mail.password import password
from luanphien.register.mailbox import MessageKey

LARGEST = 50 * 2**20
"""Bytes; a larger message is not read."""
HEAD = 2**18
"""Bytes that are read of a message: what servers and people say of ours stands at its beginning."""

READING_SECONDS = 120.0
"""How long a run may go on reading."""

_SIZE, _DATE = re.compile(rb"RFC822\.SIZE (\d+)"), re.compile(rb'INTERNALDATE "[^"]*"')


class MailboxError(OperationError):
    """The mailbox can't be reached, or does not let us read."""


class Mail(NamedTuple):
    """A message, when it came in (aware), its size and its beginning, in bytes."""

    key: MessageKey
    at: datetime
    size: int
    content: bytes


class Mailbox(Protocol):
    """Where answers come in: `Imap`, `Maildir`, or a test's own."""

    def messages(self, read: Collection[MessageKey], since: date) -> Iterator[Mail]:
        """The messages since that day that have not been read, the oldest first.

        Raises MailboxError if the mailbox can't be reached.
        """


class Maildir:
    """A folder of the form that maildir(5) describes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def messages(self, read: Collection[MessageKey], since: date) -> Iterator[Mail]:
        """The messages that are there, by the unique part of their names."""
        try:
            files = [file for name in ("cur", "new") for file in (self._folder / name).iterdir()]
        except OSError as error:
            raise MailboxError(
                f"{self._folder}: không đọc được hộp thư ({reason(error)})"
            ) from error
        unread = []
        for file in files:
            key = MessageKey("maildir", file.name.partition(":")[0])
            with suppress(OSError):  # a mail program has just moved it; it is read the next time
                if key not in read and file.is_file():
                    unread.append((file.stat().st_mtime, key, file))
        for moment, key, file in sorted(unread):
            at = datetime.fromtimestamp(moment, UTC)
            if at.date() >= since:
                with suppress(OSError), file.open("rb") as content:
                    yield Mail(key, at, file.stat().st_size, content.read(HEAD))


class Imap:
    """A folder on a server by IMAP, with TLS and verified certificates."""

    def __init__(self, rule: MailboxRule, secret: str) -> None:
        self._rule = rule
        self._secret = secret

    def messages(self, read: Collection[MessageKey], since: date) -> Iterator[Mail]:
        """The messages since that day, by UIDVALIDITY and UID."""
        try:
            with self._examined() as server:
                yield from _fetched(server, self._name(server), read, since)
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            raise MailboxError(_why(error)) from error

    def _name(self, server: imaplib.IMAP4) -> str:
        """The mailbox as a URL (RFC 5092): another UIDVALIDITY is another mailbox."""
        rule, (validity, *_) = self._rule, server.response("UIDVALIDITY")[1]
        number = validity.decode() if isinstance(validity, bytes) else ""
        return f"imap://{rule.username}@{rule.host}/{rule.folder};UIDVALIDITY={number}"

    @contextmanager
    def _examined(self) -> Iterator[imaplib.IMAP4]:
        rule = self._rule
        assert rule.host
        context = None if rule.security == "none" else ssl.create_default_context()
        server: imaplib.IMAP4
        if rule.security == "tls":
            server = imaplib.IMAP4_SSL(
                rule.host, rule.port, ssl_context=context, timeout=rule.timeout
            )
        else:
            server = imaplib.IMAP4(rule.host, rule.port, timeout=rule.timeout)
        try:
            if rule.security == "starttls":
                server.starttls(context)
            server.login(rule.username or "", self._secret)
            status, answer = server.select(f'"{_utf7(rule.folder)}"', readonly=True)
            if status != "OK":
                raise imaplib.IMAP4.error(answer)
            yield server
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()


def _fetched(
    server: imaplib.IMAP4, name: str, read: Collection[MessageKey], since: date
) -> Iterator[Mail]:
    day = imaplib.Time2Internaldate(time.mktime(since.timetuple()))[1:12].strip()
    _, lines = server.uid("SEARCH", "SINCE", day)
    numbers = sorted({int(uid) for line in lines if line for uid in line.split()})
    for number in numbers:
        key = MessageKey(name, str(number))
        if key not in read and (mail := _mail(server, key)):
            yield mail


def _mail(server: imaplib.IMAP4, key: MessageKey) -> Mail | None:
    """The message; None if it is gone meanwhile."""
    what = f"(RFC822.SIZE INTERNALDATE BODY.PEEK[]<0.{HEAD}>)"
    _, answer = server.uid("FETCH", key.message, what)
    literals = [part for part in answer if isinstance(part, tuple)]
    if not literals:
        return None
    words = b" ".join(part[0] if isinstance(part, tuple) else part for part in answer if part)
    size, at = _SIZE.search(words), _DATE.search(words)
    arrived = imaplib.Internaldate2tuple(at[0]) if at else None
    moment = time.mktime(arrived) if arrived else time.time()
    content = literals[0][1]
    return Mail(
        key, datetime.fromtimestamp(moment, UTC), int(size[1]) if size else len(content), content
    )


def _utf7(name: str) -> str:
    """The name of a folder as servers know it (RFC 3501 section 5.1.3), ready to be quoted."""

    def encoded(text: re.Match[str]) -> str:
        base64 = b64encode(text[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
        return f"&{base64}-"

    plain = name.replace("&", "&-")
    quoted = plain.replace("\\", "\\\\").replace('"', '\\"')
    return re.sub(r"[^\x20-\x7e]+", encoded, quoted)


def _why(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return "chứng thư của máy chủ hộp thư không hợp lệ"
        case TimeoutError():
            return "máy chủ hộp thư không trả lời"
        case socket.gaierror():
            return "không tìm thấy máy chủ hộp thư"
        case imaplib.IMAP4.abort():
            return "máy chủ hộp thư ngắt kết nối"
        case imaplib.IMAP4.error():
            return "máy chủ hộp thư không cho đọc (tên, mật khẩu hoặc thư mục)"
        case ValueError():
            return "máy chủ hộp thư trả lời không đúng giao thức"
        case _:
            return "không nối được máy chủ hộp thư"


class Timely:
    """A mailbox that is read for so many seconds; what is left is read the next time.

    A server that sends a byte now and then would keep the notices waiting for ever.
    """

    def __init__(self, mailbox: Mailbox, seconds: float) -> None:
        self._mailbox = mailbox
        self._seconds = seconds

    def messages(self, read: Collection[MessageKey], since: date) -> Iterator[Mail]:
        """The messages that come in time; MailboxError if none does."""
        queue: SimpleQueue[Mail | BaseException | None] = SimpleQueue()

        def work() -> None:
            try:
                for mail in self._mailbox.messages(read, since):
                    queue.put(mail)
                queue.put(None)
            except BaseException as error:
                queue.put(error)

        ends, came = monotonic() + self._seconds, 0
        Thread(target=work, daemon=True).start()  # so that the process does not wait for it
        while True:
            try:
                mail = queue.get(timeout=max(ends - monotonic(), 0))
            except Empty:
                if came:
                    return
                raise MailboxError("máy chủ hộp thư quá chậm") from None
            match mail:
                case None:
                    return
                case BaseException():
                    raise mail
                case Mail():
                    came += 1
                    yield mail


def mailbox_of(rule: MailboxRule, folder: Path, environment: Mapping[str, str]) -> Mailbox:
    """The mailbox of that rule in the configuration's folder.

    The password is in LUANPHIEN_MAILBOX_PASSWORD, else in its file; OperationError as `password`
    raises it.
    """
    if rule.maildir:
        return Maildir(folder / rule.maildir)
    return Timely(Imap(rule, password(rule, folder, environment) or ""), READING_SECONDS)
