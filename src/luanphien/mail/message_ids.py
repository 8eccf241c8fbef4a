"""The Message-IDs of what goes out (RFC 5322 section 3.6.4), and what proves that one had it.

Whatever says the same to the same address has the same Message-ID, for ever. It ends in a seal that
only the register's key makes: who names a Message-ID of ours has had the message, and a forger, who
can work out all else that is in it, has not. An invitation has a seal of its own, which proves no
more than that one was invited: calendars are shown to others.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable

_SEAL = 16
"""Hexadecimal digits: 64 bits, to be guessed by mail."""
_SEALED = re.compile(rf"<luanphien\.(.+)-([0-9a-f]{{{_SEAL}}})@[^@]+>")


def message_id(key: bytes, name: str, sender: str, address: str = "") -> str:
    """The one of what has that name, which tells what it says, and comes from `sender`.

    What goes to one `address` alone has another one for another address.
    """
    return f"<luanphien.{name}-{_seal(key, name, address)}@{_domain(sender)}>"


def from_domain_of(sender: str, planned: str | None) -> str | None:
    """The Message-ID of what was planned, if `sender` may send it again: its domain is the same."""
    return planned if planned and _domain(planned) == _domain(sender) else None


def is_sealed(message_id: str) -> bool:
    """Whether it is a Message-ID with a seal; the first ones had none."""
    return _SEALED.fullmatch(message_id) is not None


def is_sealed_with(key: bytes, message_id: str, addresses: Iterable[str]) -> bool:
    """Whether the key has made its seal, for everybody or for one of these addresses alone."""
    sealed = _SEALED.fullmatch(message_id)
    return sealed is not None and sealed[2] in {
        _seal(key, sealed[1], address) for address in ("", *addresses)
    }


def of_invitation(key: bytes, message_id: str) -> str:
    """The seal of the invitations in that message."""
    return _seal(key, "invitation", message_id)


def _seal(key: bytes, *parts: str) -> str:
    return hmac.digest(key, "\0".join(parts).encode(), "sha256").hex()[:_SEAL]


def _domain(address: str) -> str:
    """The domain of an address, or of a Message-ID."""
    return address.rpartition("@")[2].rstrip(">")
