"""What mail servers say of where a message comes from (RFC 8601; DMARC is RFC 7489)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from luanphien.core.answers import Verdict

LONGEST_FIELD, MOST_FIELDS = 4_000, 5
"""What is read of a message that is made to keep its reader busy."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_FAILED = re.compile(r"\bdmarc(?:/\d+)?\s*=\s*fail\b", re.I)
_AROUND = re.compile(r"\s*=\s*")
_PASSED = re.compile(r"(dmarc|spf|dkim)(?:/\d+)?=pass")
_DOMAINS = {
    "dmarc": ("header.from",),
    "spf": ("smtp.mailfrom",),
    "dkim": ("header.d", "header.i"),
}
"""The properties that name what a method has looked at (RFC 8601 section 2.7)."""


def verdict(message: Message, sender: str) -> Verdict:
    """Whether the message is the sender's.

    Any server that it passed may warn of it. Only the last one, which stands first, speaks for it:
    what stands below may have come with the message.
    """
    fields = message.get_all("Authentication-Results", [])[:MOST_FIELDS]
    said = [str(value)[:LONGEST_FIELD] for value in fields]
    if not said:
        return "unchecked"
    if any(_FAILED.search(text) for field in said for text in (field, _COMMENT.sub("", field))):
        return "forged"
    domain = sender.rpartition("@")[2].lower()
    is_found = any(f".{domain}".endswith(f".{one}") for one in _found(said[0]))
    return "genuine" if is_found else "unknown"


def _found(field: str) -> Iterator[str]:
    """The domains from which the server finds the message to come; none where it is odd.

    What is quoted, and the comments, may be the words of whoever sends the message.
    """
    said = _COMMENT.sub("", _COMMENT.sub("", _QUOTED.sub("", field)))
    if any(mark in said for mark in '"()'):
        return
    for part in _AROUND.sub("=", said).lower().split(";"):
        first, *properties = part.split() or [""]
        if passed := _PASSED.fullmatch(first):
            named = dict(one.split("=", 1) for one in properties if "=" in one)
            domains = (named.get(name, "").rpartition("@")[2] for name in _DOMAINS[passed[1]])
            yield from filter(None, domains)
