"""Sending e-mail by SMTP, once and never lost.

The intent is recorded before the first byte goes to the server, the result after its reply.
After a crash in between the same bytes go again under the same Message-ID, so that a message
is never lost and a repeat can be recognised.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import stat
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from luanphien.core.errors import OperationError, reason
from luanphien.core.facts import Fact
from luanphien.core.model import MailRule

Status = Literal["sent", "deferred", "refused"]

PERMANENT = 500
"""From this SMTP reply code on a refusal is final (RFC 5321 section 4.2.1)."""


class Outcome(NamedTuple):
    """What the server said about one recipient."""

    status: Status
    note: str | None = None


class Attachment(NamedTuple):
    """A file that goes with a message."""

    name: str
    kind: str
    content: bytes


class Letter(NamedTuple):
    """What a message says, before it is put on the wire; addresses are (name, address)."""

    subject: str
    to: Sequence[tuple[str, str]]
    copy: Sequence[tuple[str, str]]
    text: str
    html: str | None = None
    attachments: Sequence[Attachment] = ()

    @property
    def recipients(self) -> list[str]:
        """Every address once, in order."""
        return list(dict.fromkeys(address for _, address in (*self.to, *self.copy)))


class Mailer(Protocol):
    """Whoever takes messages: `Smtp`, or a test's own."""

    @property
    def sender(self) -> str:
        """The address that messages come from."""

    def send(self, content: bytes, recipients: Sequence[str]) -> dict[str, Outcome]:
        """Hand the message over; an outcome for every recipient, never an exception for one."""


def compose(letter: Letter, sender: tuple[str, str], message_id: str, at: datetime) -> bytes:
    """The message as it goes over the wire (RFC 5322; names per RFC 2047)."""
    message = EmailMessage(policy=SMTP_POLICY)
    message["Subject"] = letter.subject
    message["From"] = _address(*sender)
    message["To"] = [_address(*one) for one in letter.to]
    if letter.copy:
        message["Cc"] = [_address(*one) for one in letter.copy]
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 section 5
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    for name, kind, content in letter.attachments:
        maintype, _, subtype = kind.partition("/")
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()


def _address(name: str, address: str) -> Address:
    return Address(" ".join(name.split()), addr_spec=address)


class Smtp:
    """A server by SMTP, with STARTTLS or TLS and verified certificates."""

    def __init__(self, rule: MailRule, sender: str, password: str | None) -> None:
        self._rule = rule
        self.sender = sender
        self._password = password

    def send(self, content: bytes, recipients: Sequence[str]) -> dict[str, Outcome]:
        """Hand the message over. Whatever stops it as a whole defers every recipient."""
        refused: dict[str, tuple[int, bytes | str]]
        try:
            with self._connection() as server:
                refused = dict(server.sendmail(self.sender, list(recipients), content))
        except smtplib.SMTPRecipientsRefused as error:
            refused = dict(error.recipients)
        except smtplib.SMTPDataError as error:
            refused = dict.fromkeys(recipients, (error.smtp_code, error.smtp_error))
        except (smtplib.SMTPException, OSError) as error:
            return dict.fromkeys(recipients, Outcome("deferred", _reason(error)))
        return {
            one: _outcome(*refused[one]) if one in refused else Outcome("sent")
            for one in recipients
        }

    def _connection(self) -> smtplib.SMTP:
        rule = self._rule
        context = None if rule.security == "none" else ssl.create_default_context()
        server: smtplib.SMTP
        if rule.security == "tls":
            server = smtplib.SMTP_SSL(rule.host, rule.port, timeout=rule.timeout, context=context)
        else:
            server = smtplib.SMTP(rule.host, rule.port, timeout=rule.timeout)
        try:
            if rule.security == "starttls":
                server.starttls(context=context)
            if rule.username:
                server.login(rule.username, self._password or "")
        except BaseException:
            server.close()
            raise
        return _Closing(server)  # type: ignore[return-value]


class _Closing:
    """A connection whose farewell can't fail: what was accepted stays accepted."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def __enter__(self) -> smtplib.SMTP:
        return self._server

    def __exit__(self, *_: object) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self._server.quit()
        self._server.close()


def _outcome(code: int, message: bytes | str) -> Outcome:
    said = message.decode("utf-8", "replace") if isinstance(message, bytes) else message
    status: Status = "refused" if code >= PERMANENT else "deferred"
    return Outcome(status, f"{code} {' '.join(said.split())}")


def _reason(error: smtplib.SMTPException | OSError) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"máy chủ thư không nhận tên hoặc mật khẩu ({error.smtp_code})"
        case smtplib.SMTPResponseException():
            return f"máy chủ thư trả lời {error.smtp_code}"
        case smtplib.SMTPServerDisconnected():
            return "máy chủ thư ngắt kết nối"
        case smtplib.SMTPNotSupportedError():
            return "máy chủ thư không hỗ trợ STARTTLS hoặc đăng nhập"
        case ssl.SSLCertVerificationError():
            return "chứng thư của máy chủ thư không hợp lệ"
        case TimeoutError():
            return "máy chủ thư không trả lời"
        case socket.gaierror():
            return "không tìm thấy máy chủ thư"
        case _:
            return "không nối được máy chủ thư"


def password(rule: MailRule, environment: str | None) -> str | None:
    """The password: from the environment, else from its file, which only its owner may read.

    Raises OperationError if a user name is set and there is no password to go with it, or
    smtplib could not send them, which knows ASCII only.
    """
    if not rule.username:
        return None
    found = environment or _password_file(rule)
    if not (found.isascii() and rule.username.isascii()):
        raise OperationError("Tên đăng nhập và mật khẩu thư chỉ được có chữ không dấu.")
    return found


def _password_file(rule: MailRule) -> str:
    if not rule.password_file:
        raise OperationError(
            "Chưa có mật khẩu thư: đặt LUANPHIEN_SMTP_PASSWORD hoặc mail.password_file."
        )
    file = Path(rule.password_file)
    try:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise OperationError(f"{file}: người khác đọc được mật khẩu; hãy chmod 600 tệp này")
        return file.read_text("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise OperationError(f"{file}: mật khẩu không phải UTF-8") from None
    except OSError as error:
        raise OperationError(f"{file}: không đọc được mật khẩu ({reason(error)})") from error


class Ledger(Protocol):
    """Where intents and results are recorded: the register."""

    def record(self, facts: Iterable[Fact]) -> None:
        """Record the facts, all or nothing."""

    def plan(self, facts: Iterable[Fact], message_id: str, content: bytes) -> None:
        """Record the intent and the message, all or nothing."""

    def content(self, message_id: str) -> bytes | None:
        """The message that was planned under that id."""


def deliver(
    ledger: Ledger,
    mailer: Mailer,
    about: Fact,
    recipients: Sequence[str],
    make: Callable[[], bytes],
    now: Callable[[], datetime],
) -> dict[str, Outcome]:
    """Send the message that `about` names to the recipients, and record what came of it.

    `about` is the fact to be recorded but for kind, moment, recipient and note. `make` makes
    the message; one that was planned before goes again as it was.
    """
    assert about.message_id
    content = ledger.content(about.message_id)
    planned = [about._replace(at=now(), kind="planned", recipient=one) for one in recipients]
    if content is None:
        content = make()
        ledger.plan(planned, about.message_id, content)
    else:
        ledger.record(planned)
    outcomes = mailer.send(content, recipients)
    ledger.record(
        about._replace(at=now(), kind=outcome.status, recipient=one, note=outcome.note)
        for one, outcome in outcomes.items()
    )
    return outcomes
