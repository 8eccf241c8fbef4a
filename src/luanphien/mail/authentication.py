"""What mail servers say of where a message comes from (RFC 8601; DMARC is RFC 7489)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple

from luanphien.core.answers import Verdict

LONGEST_FIELD, MOST_FIELDS = 4_000, 5
"""What is read of a message that is made to keep its reader busy."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_FAILED = re.compile(r"\bdmarc(?:/\d+)?\s*=\s*fail\b", re.I)
_AROUND = re.compile(r"\s*=\s*")
_METHOD = re.compile(r"(dmarc|spf|dkim)(?:/\d+)?=(\w+)", re.I)
_DOMAINS = {
    "dmarc": ("header.from",),
    "spf": ("smtp.mailfrom",),
    "dkim": ("header.d", "header.i"),
}
"""The properties that name what a method has looked at (RFC 8601 section 2.7)."""


class _Result(NamedTuple):
    """What came of a method, and of which domains."""

    method: str
    result: str
    domains: tuple[str, ...]


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
    return "genuine" if any(_vouches(one, sender) for one in _results(said[0])) else "unknown"


def _results(field: str) -> Iterator[_Result]:
    """What the server says of each method; nothing if that can't be told apart.

    What is quoted, and the comments, may be the words of whoever sends the message.
    """
    said = _COMMENT.sub("", _COMMENT.sub("", _QUOTED.sub("", field)))
    if not any(mark in said for mark in '"()'):
        for part in _AROUND.sub("=", said).split(";"):
            first, *properties = part.split() or [""]
            if found := _METHOD.fullmatch(first):
                method, result = found[1].lower(), found[2].lower()
                named = dict(one.lower().split("=", 1) for one in properties if "=" in one)
                domains = (named.get(name) for name in _DOMAINS[method])
                at = (domain.rpartition("@")[2] for domain in domains if domain)
                yield _Result(method, result, tuple(at))


def _vouches(result: _Result, sender: str) -> bool:
    """Whether it is found to come from the sender's domain, or from one above that."""
    domain = sender.rpartition("@")[2].lower()
    return result.result == "pass" and any(
        domain == one or domain.endswith(f".{one}") for one in result.domains if one
    )
