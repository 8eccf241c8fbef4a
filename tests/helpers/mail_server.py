"""A real SMTP server in the test's own process, which can be told to misbehave."""

from __future__ import annotations

import email
import email.policy
import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

# What the server has to say of its clients is none of the command's standard error.
logging.getLogger("mail.log").addHandler(logging.NullHandler())


_PUT_OFF = "451 4.7.1 try later"
_REFUSALS = {
    "550": "550 5.1.1 no such user",
    "553": "553 no such name",
    "554": "554 5.7.1 relay access denied",
}


class Received(NamedTuple):
    """One message as it arrived, with the recipients of its envelope."""

    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def name(self) -> str:
        """What the Message-ID says of the message: all of it but for the seal and the server."""
        return self.id.removeprefix("<luanphien.").rpartition("-")[0]


class Server:
    """What the server saw, and what it is to do wrong next.

    `fault` is None, "rcpt 451" (put off the first recipient), "rcpt 550 ADDRESS" (refuse that
    one; 553 refuses it in other words, 554 because of who sends, 451 puts it off, 421 hangs up at
    it, and one may follow the other), "data 451", "data 550", "data 421" (hang up when the message
    is there), "drop before" or "drop after" (cut the connection before the message, or after taking
    it and without a reply).
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.received: list[Received] = []
        self.fault: str | None = None

    async def handle_RCPT(  # noqa: N802
        self, server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        match (self.fault or "").split():
            case ["rcpt", "451"] if not envelope.rcpt_tos:
                self.fault = None
                return _PUT_OFF
            case ["rcpt", *replies]:
                match dict(zip(replies[1::2], replies[::2], strict=False)).get(address):
                    case "421":
                        return await _hung_up(server)
                    case "451":
                        return _PUT_OFF
                    case str(code):
                        return _REFUSALS[code]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.fault == "drop before":
            server.transport.abort()
            return "421 gone"
        if self.fault == "data 421":
            return await _hung_up(server)
        if self.fault == "data 451":
            return "451 4.3.0 try later"
        if self.fault == "data 550":
            return _REFUSALS["550"]
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(Received(tuple(envelope.rcpt_tos), message))
        if self.fault == "drop after":
            server.transport.abort()
        return "250 OK"


async def _hung_up(server: Any) -> str:
    """What a server says that closes the connection (RFC 5321 section 3.8)."""
    await server.push("421 4.3.2 closing")
    server.transport.close()
    return "421 closed"


def _authenticate(_server: Any, _session: Any, _envelope: Any, _kind: str, data: Any) -> AuthResult:
    right = (data.login, data.password) == (LOGIN.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


LOGIN, PASSWORD = "trung-tam", "mat-khau"


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server on a free port of this machine; with `tls` it wants STARTTLS and a login."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(port)
    secure: dict[str, Any] = {}
    if tls:
        secure = {"tls_context": tls, "require_starttls": True, "auth_required": True}
        secure["authenticator"] = _authenticate
    controller = Controller(server, hostname="127.0.0.1", port=port, ready_timeout=10, **secure)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
