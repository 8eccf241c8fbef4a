"""A message as it goes over the wire (RFC 5322)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from email import message_from_bytes
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import NamedTuple

_EOL = "\r\n"
_FOLLOWING = ("In-Reply-To", "References")
"""The fields by which readers put a message with the earlier one (RFC 5322 section 3.6.4)."""


class Attachment(NamedTuple):
    """A file that goes with a message; `kind` is its media type, with parameters if it has any."""

    name: str
    kind: str
    content: bytes


class Letter(NamedTuple):
    """What a message says, before it is put on the wire; addresses are (name, address).

    `follows` is the Message-ID of the one that it reminds of.
    """

    subject: str
    to: Sequence[tuple[str, str]]
    copy: Sequence[tuple[str, str]]
    text: str
    html: str | None = None
    attachments: Sequence[Attachment] = ()
    follows: str | None = None


def compose(letter: Letter, sender: tuple[str, str], message_id: str, at: datetime) -> bytes:
    """The message as it goes over the wire (RFC 5322; names per RFC 2047).

    The head is written here, since EmailMessage decodes encoded words that stand in a name and
    folds lists of names wrongly.
    """
    head = [
        f"Subject: {_words(letter.subject, 'Subject')}",
        f"From: {_mailboxes([sender], 'From')}",
        f"To: {_mailboxes(letter.to, 'To')}",
        *([f"Cc: {_mailboxes(letter.copy, 'Cc')}"] if letter.copy else []),
        f"Date: {format_datetime(at)}",
        f"Message-ID: {message_id}",
        *(f"{field}: {letter.follows}" for field in _FOLLOWING if letter.follows),
        "Auto-Submitted: auto-generated",  # RFC 3834 section 5
    ]
    return "".join(f"{line}{_EOL}" for line in head).encode("ascii") + _body(letter)


def text_of(content: bytes) -> str:
    """The plain text of a message that `compose` has made."""
    body = message_from_bytes(content, policy=SMTP_POLICY).get_body(("plain",))
    text: str = body.get_content() if body else ""
    return text.replace(_EOL, "\n")


def _body(letter: Letter) -> bytes:
    """The parts of the message, each with its own head; seven bits, which every server takes."""
    message = EmailMessage(policy=SMTP_POLICY.clone(cte_type="7bit"))
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    for name, kind, content in letter.attachments:
        type, *parameters = kind.split("; ")
        maintype, _, subtype = type.partition("/")
        params = dict(parameter.split("=", 1) for parameter in parameters)
        message.add_attachment(
            content, maintype=maintype, subtype=subtype, filename=name, params=params
        )
    return message.as_bytes()


def _mailboxes(mailboxes: Iterable[tuple[str, str]], field: str) -> str:
    """The addresses with their names, each on lines of its own."""
    return f",{_EOL} ".join(
        f"{_words(name, field)}{_EOL} <{address}>" for name, address in mailboxes
    )


def _words(text: str, field: str) -> str:
    """The text as encoded words, ASCII too: nothing that looks like one is ever decoded."""
    return Header(" ".join(text.split()), "utf-8", header_name=field).encode(linesep=_EOL)
