"""What mail servers say came of a message: delivery status notifications (RFC 3464).

Postfix, Exchange and today's Gmail write these. Exim and earlier Gmail name the addresses in a
field of the head, X-Failed-Recipients, and say the rest in words. Others have words only, which are
not understood: that a message came back is all that is known then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.header import Header
from email.message import Message
from email.parser import HeaderParser
from email.utils import parseaddr
from itertools import chain, islice

from luanphien.core.answers import Arrival, Notification
from luanphien.core.text import printable

LONGEST_REASON = 300
LONGEST_FIELD = 20_000
MOST_NAMED = 100
"""Of how many addresses and messages a notification is read; ours has a few of each."""

_STATUS = ("message/delivery-status", "message/global-delivery-status")
_HEADS = ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
_ORIGINALS = ("message/rfc822", "message/global", *_HEADS)
_DAEMONS = ("mailer-daemon", "postmaster")
_KINDS: dict[str, Arrival | None] = {
    "failed": "undelivered",
    "delayed": "delayed",
    "delivered": "delivered",
    "relayed": None,  # to a server that gives no notifications
    "expanded": None,
}
_CLASSES: dict[str, Arrival] = {"5": "undelivered", "4": "delayed", "2": "delivered"}
"""What the first digit of a status means (RFC 3463 section 2), where no action is named."""

_ID = re.compile(r"<[!-;=?-~]{1,990}>")
_ID_IN_TEXT = re.compile(r"^>?[ \t]*message-id:\s*(<[!-;=?-~]{1,990}>)", re.I | re.M)
ADDRESS = re.compile(r"[^\s<>,;:\"]{1,64}@[^\s<>,;:\"]{1,255}")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
_SMTP_REPLY = re.compile(r"\b[45][0-9]{2}[ -]\S.{0,400}")


def field(message: Message, name: str) -> str:
    """The header field with everything undecodable shown; empty where there is none.

    Of one that is made to keep its reader busy both ends are read.
    """
    value: str | Header | None = message.get(name)
    text = "" if value is None else str(value)
    if len(text) > LONGEST_FIELD:
        half = LONGEST_FIELD // 2
        return f"{text[:half]} {text[-half:]}"
    return text


def message_ids(text: str) -> tuple[str, ...]:
    """The Message-IDs in the text of a field (RFC 5322 section 3.6.4)."""
    return tuple(_ID.findall(text))


def notifications(message: Message) -> list[Notification]:
    """What the message says of our messages; nothing if it is no notification."""
    children = message.get_payload()
    by_server = is_by_server(message)
    is_report = message.get_content_type() == "multipart/report" or by_server
    parts = [part for part in children if isinstance(part, Message)] if is_report else []
    for part in parts:
        if part.get_content_type() in _STATUS:
            return list(_reported(message, part, parts))
    return list(_told_in_words(message, by_server=by_server))


def is_by_server(message: Message) -> bool:
    """Whether a mail server wrote it: nothing goes back to where it came from (RFC 5321 4.5.5)."""
    sender = parseaddr(field(message, "From"))[1].partition("@")[0].lower()
    return field(message, "Return-Path").strip() == "<>" or sender in _DAEMONS


def _reported(
    message: Message, status: Message, parts: Iterable[Message]
) -> Iterator[Notification]:
    """What stands in the part for machines (RFC 3464 section 2)."""
    blocks = list(_blocks(status))
    envelopes = (_envelope_id(field(block, "Original-Envelope-Id")) for block in blocks)
    ids = _few(_original_ids(parts), chain.from_iterable(envelopes)) or thread(message)
    for block in blocks[:MOST_NAMED]:
        addresses = tuple(_addresses(block))
        kind = _kind(block)
        if addresses and kind:
            yield Notification(ids, addresses, kind, _reason(block))


def _blocks(status: Message) -> Iterator[Message]:
    """The groups of fields, one of the message and one an address, whatever encodes the part."""
    payload = status.get_payload()
    lines = (
        "\n".join(block.as_string() for block in payload if isinstance(block, Message))
        if isinstance(payload, list)
        else str(payload)
    )
    encoding = field(status, "Content-Transfer-Encoding").strip().lower()
    if encoding in ("base64", "quoted-printable"):
        encoded = Message()
        encoded["Content-Transfer-Encoding"] = encoding
        encoded.set_payload(lines.strip())
        content = encoded.get_payload(decode=True)
        lines = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
    for block in re.split(r"\r?\n(?:[ \t]*\r?\n)+", lines.strip()):
        yield HeaderParser().parsestr(block)


def _original_ids(parts: Iterable[Message]) -> Iterator[str]:
    """The Message-ID of what is returned, whole or its head."""
    for part in parts:
        if part.get_content_type() in _ORIGINALS:
            payload = part.get_payload()
            if isinstance(payload, list):
                original = payload[0] if payload else None
            else:
                original = HeaderParser().parsestr(text_of(part).lstrip())
            if isinstance(original, Message):
                yield from message_ids(field(original, "Message-ID"))


def _envelope_id(value: str) -> tuple[str, ...]:
    """The Message-ID that we send as ENVID (RFC 3461 section 4.4)."""
    return message_ids(f"<{_decoded(value.strip()).strip('<>')}>")


def thread(message: Message) -> tuple[str, ...]:
    """The messages that it answers, the nearest first."""
    nearest = message_ids(field(message, "In-Reply-To"))
    return _few(nearest, reversed(message_ids(field(message, "References"))))


def _few(*ids: Iterable[str]) -> tuple[str, ...]:
    """The first of these, each once."""
    return tuple(islice(dict.fromkeys(chain(*ids)), MOST_NAMED))


def _addresses(block: Message) -> Iterator[str]:
    """The address as we named it, then as the last server did (RFC 3464 section 2.3.1, 2.3.2)."""
    for name in ("Original-Recipient", "Final-Recipient"):
        address = field(block, name).rpartition(";")[2].strip().strip("<>")
        if "@" in address:
            yield address
            if (decoded := _decoded(address)) != address:
                yield decoded


def _decoded(xtext: str) -> str:
    """The text that is written as xtext (RFC 3461 section 4)."""
    return _XTEXT.sub(lambda code: chr(int(code[1], 16)), xtext)


def _kind(block: Message) -> Arrival | None:
    action = re.match(r"[a-z]*", field(block, "Action").strip().lower())
    assert action
    if word := action[0]:
        return _KINDS.get(word)
    return _CLASSES.get(field(block, "Status").strip()[:1])


def _reason(block: Message) -> str | None:
    diagnostic = field(block, "Diagnostic-Code").partition(";")[2] or field(block, "Status")
    return shortened(diagnostic) or None


def _told_in_words(message: Message, *, by_server: bool) -> Iterator[Notification]:
    """What Exim and earlier Gmail say: the addresses in the head, the rest in the text."""
    addresses = ADDRESS.findall(field(message, "X-Failed-Recipients"))
    if not (addresses or by_server):
        return
    text = _text(message)
    originals = _few(_original_ids(message.walk()), _ID_IN_TEXT.findall(text)[:1])
    ids = originals or thread(message)
    for address in _few(addresses):
        reply = _SMTP_REPLY.search(text, max(text.find(address), 0))
        reason = shortened(reply[0]) if reply else None
        yield Notification(ids, (address,), "undelivered", reason)
    if originals and not addresses:
        yield Notification(originals, (), "unclear")


def _text(message: Message) -> str:
    """The first plain text in the message."""
    texts = (part for part in message.walk() if part.get_content_type() == "text/plain")
    return next(map(text_of, texts), "")


def text_of(part: Message) -> str:
    """The text that the part holds; nothing in it that can't be decoded stops that."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def shortened(text: str) -> str:
    """A server's words on one line, not too many of them."""
    return printable(" ".join(text.split()))[:LONGEST_REASON]
