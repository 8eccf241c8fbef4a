"""Asking mail servers what becomes of a message: the DSN extension of SMTP (RFC 3461)."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from email.parser import BytesHeaderParser
from typing import Any

LONGEST_ENVELOPE_ID = 100
"""Characters (RFC 3461 section 4.4)."""


class Asking(smtplib.SMTP):
    """A client that asks for notifications of failure, delay and delivery, where they are offered.

    `envelope` is the Message-ID of what is sent; it comes back with them, and the head alone.
    """

    envelope = ""

    def mail(self, sender: str, options: Sequence[str] = ()) -> Any:
        """MAIL FROM, with RET and ENVID."""
        if self.has_extn("dsn"):
            options = [*options, "RET=HDRS", *_envelope(self.envelope)]
        return super().mail(sender, options)

    def rcpt(self, recip: str, options: Sequence[str] = ()) -> Any:
        """RCPT TO, with NOTIFY and ORCPT."""
        if self.has_extn("dsn"):
            original = f"ORCPT=rfc822;{xtext(recip)}"
            options = [*options, "NOTIFY=SUCCESS,FAILURE,DELAY", original]
        return super().rcpt(recip, options)


class AskingByTls(Asking, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""


def envelope_of(content: bytes) -> str:
    """What a message is known by: its Message-ID, without the angle brackets."""
    return str(BytesHeaderParser().parsebytes(content).get("Message-ID", "")).strip("<> ")


def xtext(text: str) -> str:
    """The text with everything that is not plain as +XX (RFC 3461 section 4)."""
    return re.sub(r"[^!-*,-<>-~]", lambda character: f"+{ord(character[0]):02X}", text)


def _envelope(id: str) -> list[str]:
    encoded = xtext(id)
    return [f"ENVID={encoded}"] if 0 < len(encoded) <= LONGEST_ENVELOPE_ID else []
