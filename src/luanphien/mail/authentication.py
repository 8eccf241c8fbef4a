"""What mail servers say of where a message comes from (RFC 8601; DMARC is RFC 7489)."""

from __future__ import annotations

import re
from email.message import Message

from luanphien.core.answers import Verdict
from luanphien.mail.notifications import LONGEST_FIELD

_FAILED = re.compile(r"\bdmarc\s*=\s*fail\b", re.I)
_PASSED = re.compile(r"\s*(dmarc|spf|dkim)\s*=\s*pass\b", re.I)
_DOMAIN = re.compile(r"\b(?:smtp\.mailfrom|header\.[di])\s*=\s*(?:[^\s;@]*@)?([\w.-]+)", re.I)
"""What SPF and DKIM have looked at (RFC 8601 section 2.7)."""


def verdict(message: Message, sender: str) -> Verdict:
    """Whether the message is the sender's.

    Any server that it passed may warn of it. Only the last one, which stands first, speaks for it:
    what stands below may have come with the message.
    """
    fields = message.get_all("Authentication-Results", [])
    results = [str(value)[:LONGEST_FIELD] for value in fields]
    if any(_FAILED.search(value) for value in results):
        return "forged"
    if not results:
        return "unchecked"
    methods = results[0].split(";")  # Exchange Online does not name itself first
    return "genuine" if any(_vouches(method, sender) for method in methods) else "unknown"


def _vouches(method: str, sender: str) -> bool:
    """Whether the method finds that it is from the sender's domain, or from one above that."""
    passed, domain = _PASSED.match(method), sender.rpartition("@")[2].casefold()
    if passed and passed[1].casefold() != "dmarc":
        checked = (found.casefold() for found in _DOMAIN.findall(method))
        return any(domain == one or domain.endswith(f".{one}") for one in checked)
    return passed is not None
