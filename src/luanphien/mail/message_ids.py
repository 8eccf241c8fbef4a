"""The Message-IDs of what goes out (RFC 5322 section 3.6.4).

Whatever says the same to the same address has the same one, for ever. It ends in a seal that only
the register's key makes: who names a Message-ID of ours has seen the message, and a forger, who can
work out all else that is in it, has not.
"""

from __future__ import annotations

import hmac

_SEAL = 16
"""Hexadecimal digits: 64 bits, to be guessed by mail."""


def message_id(key: bytes, name: str, sender: str, address: str = "") -> str:
    """The one of what has that name, which tells what it says, and comes from `sender`.

    What goes to one `address` alone has another one for another address.
    """
    seal = hmac.digest(key, f"{name}\0{address}".encode(), "sha256").hex()[:_SEAL]
    return f"<luanphien.{name}-{seal}@{sender.rpartition('@')[2]}>"
