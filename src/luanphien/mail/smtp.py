"""Mail servers by SMTP (RFC 5321)."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Literal, NamedTuple, Protocol, TypeVar

from luanphien.core.decisions import MailRule
from luanphien.core.text import printable
from luanphien.mail.dsn import Asking, AskingByTls, envelope_of
from luanphien.mail.patience import within

Status = Literal["sent", "deferred", "refused"]

T = TypeVar("T")

_TOO_SLOW = "máy chủ thư quá chậm, hết giờ gửi"

Step = Literal["connection", "security", "login"]
"""The steps to a server that takes messages: it is reached, it is verified, it lets us in."""

PERMANENT = 500
"""From this SMTP reply code on a refusal is final (RFC 5321 section 4.2.1)."""

_OF_ADDRESS = (550, 551, 552, 553)
"""The replies about a mailbox (RFC 5321 section 4.2.2); others are about us, or the message."""
_STATUS = re.compile(r"5\.([0-9])\.[0-9]")
_NOT_OF_ADDRESS = "3567"
"""What follows 5 where the fault is a system's, the protocol's, the content's, or lies in who may
send (RFC 3463 section 2): `5.7.1 Relay access denied`."""


class Outcome(NamedTuple):
    """What the server said about one recipient."""

    status: Status
    note: str | None = None


class Mailer(Protocol):
    """Whoever takes messages: `Smtp`, or a test's own."""

    @property
    def sender(self) -> str:
        """The address that messages come from."""

    def send(self, content: bytes, recipients: Sequence[str]) -> dict[str, Outcome]:
        """Hand the message over; an outcome for every recipient, never an exception for one."""

    def obstacle(self) -> str | None:
        """Why nothing could be handed over now; nothing is. None if the server is ready for it."""


class Smtp:
    """A server by SMTP, with STARTTLS or TLS and verified certificates.

    With `notified` it is asked what becomes of each message, which only a mailbox will tell.
    """

    def __init__(
        self, rule: MailRule, sender: str, password: str | None, *, notified: bool = False
    ) -> None:
        self._rule = rule
        self._notified = notified
        self.sender = sender
        self._password = password

    def send(self, content: bytes, recipients: Sequence[str]) -> dict[str, Outcome]:
        """Hand the message over. Whatever stops it as a whole defers every recipient.

        A server that hangs up at one of them (421, RFC 5321 section 3.8) has taken nothing for the
        others, and is asked to without that one.
        """
        refused: dict[str, tuple[int, bytes | str]]
        try:
            with self._connected() as server:
                if isinstance(server, Asking):
                    server.envelope = envelope_of(content)
                refused = dict(server.sendmail(self.sender, list(recipients), content))
        except smtplib.SMTPRecipientsRefused as error:
            refused = dict(error.recipients)
            if left := [address for address in recipients if address not in refused]:
                outcomes = self.send(content, left)
                outcomes |= {address: _outcome(*reply) for address, reply in refused.items()}
                return {address: outcomes[address] for address in recipients}
        except smtplib.SMTPDataError as error:
            if len(recipients) > 1:  # it says of none of them that it is wrong
                return dict.fromkeys(recipients, Outcome("deferred", _words(*error.args)))
            refused = dict.fromkeys(recipients, (error.smtp_code, error.smtp_error))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            # smtplib raises ValueError at a reply or a host name that it can't decode.
            return dict.fromkeys(recipients, Outcome("deferred", _reason(error)))
        return {
            address: _outcome(*refused[address]) if address in refused else Outcome("sent")
            for address in recipients
        }

    def obstacle(self) -> str | None:
        """Why the server could not be reached, or does not let us in; None if it does."""
        return self.probe()[1] or None

    def probe(self) -> tuple[list[Step], str]:
        """How far one gets towards sending, and what stops it; nothing is sent."""
        steps: list[Step] = []
        try:
            with self._connected(steps.append):
                return steps, ""
        except (smtplib.SMTPException, OSError, ValueError) as error:
            if isinstance(error, ssl.SSLError) and not steps:
                steps = ["connection"]
            return steps, _reason(error)

    @contextmanager
    def _connected(
        self, reached: Callable[[Step], None] = lambda _: None
    ) -> Iterator[smtplib.SMTP]:
        """The server, ready to take messages; its farewell can't fail what it has accepted."""
        rule = self._rule
        context = None if rule.security == "none" else ssl.create_default_context()
        server: smtplib.SMTP
        if rule.security == "tls":
            by_tls = AskingByTls if self._notified else smtplib.SMTP_SSL
            server = by_tls(rule.host, rule.port, timeout=rule.timeout, context=context)
        else:
            plain = Asking if self._notified else smtplib.SMTP
            server = plain(rule.host, rule.port, timeout=rule.timeout)
        try:
            reached("connection")
            if rule.security == "starttls":
                server.starttls(context=context)
            reached("security")
            if rule.username:
                server.login(rule.username, self._password or "")
            reached("login")
            yield server
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()


class Timely:
    """A mailer that answers within so many seconds, all its messages together.

    A server that sends a byte now and then keeps within the timeout of each answer for ever. What
    has not gone in time is deferred; if it goes after all, its Message-ID tells it from the next.
    """

    def __init__(self, mailer: Mailer, seconds: float) -> None:
        self._mailer = mailer
        self._ends = monotonic() + seconds

    @property
    def sender(self) -> str:
        """The address that messages come from."""
        return self._mailer.sender

    def send(self, content: bytes, recipients: Sequence[str]) -> dict[str, Outcome]:
        """Hand the message over as long as there is time."""
        late = dict.fromkeys(recipients, Outcome("deferred", _TOO_SLOW))
        return self._in_time(lambda: self._mailer.send(content, recipients), late)

    def obstacle(self) -> str | None:
        """Why nothing could be handed over now, also for want of time."""
        late: str | None = _TOO_SLOW
        return self._in_time(self._mailer.obstacle, late)

    def _in_time(self, work: Callable[[], T], late: T) -> T:
        """What the work gives, or what is said when it takes too long."""
        return within(self._ends - monotonic(), work, late)


def _outcome(code: int, message: bytes | str) -> Outcome:
    words = _words(code, message)
    return Outcome("refused" if _is_final(code, words) else "deferred", words)


def _is_final(code: int, words: str) -> bool:
    """Whether the address is wrong; what is wrong with a server or with us can be mended."""
    if code < PERMANENT:
        return False
    status = _STATUS.search(words)
    return status[1] not in _NOT_OF_ADDRESS if status else code in _OF_ADDRESS


def _words(code: int, message: bytes | str) -> str:
    text = message.decode("utf-8", "replace") if isinstance(message, bytes) else message
    return printable(f"{code} {' '.join(text.split())}")


def _reason(error: smtplib.SMTPException | OSError | ValueError) -> str:
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
        case ValueError():
            return "máy chủ thư trả lời không đúng giao thức"
        case _:
            return "không nối được máy chủ thư"
