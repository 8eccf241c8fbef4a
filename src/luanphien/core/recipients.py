"""Who gets the notice of a shift by e-mail: the agency, and in copy its people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from luanphien.core.decisions import Agency, Person
from luanphien.core.facts import Fact
from luanphien.core.notice import Notice
from luanphien.core.placeholders import is_reserved


class Mailbox(NamedTuple):
    """An address, and the name of who reads it."""

    name: str
    address: str


class Recipients(NamedTuple):
    """Who gets a notice.

    `to` is where the agency is told: at its own address, or at the first one of its people's
    where it has none that is real; None if nobody can be reached. `copy` are the others,
    `left_out` the addresses that are only samples.
    """

    to: Mailbox | None
    copy: tuple[Mailbox, ...]
    left_out: tuple[str, ...]

    @property
    def addresses(self) -> list[str]:
        """Every address once, the agency's first."""
        return [mailbox.address for mailbox in (self.to, *self.copy) if mailbox]


def recipients(notice: Notice, superseded: Iterable[Fact] = ()) -> Recipients:
    """Who gets the notice.

    In copy go the agency's contact (Điều 6 khoản 9), its officers and its reserve, and whoever
    was told by the `superseded` facts what is no longer so.
    """
    own = _by_address(_own(notice))
    told = (fact.recipient for fact in superseded if fact.channel == "email" and fact.recipient)
    others = {address: Mailbox(address, address) for address in told if address not in own}
    left_out = tuple(filter(is_reserved, (*own, *others)))
    real = [mailbox for mailbox in own.values() if mailbox.address not in left_out]
    copy = real[1:] + [mailbox for mailbox in others.values() if mailbox.address not in left_out]
    return Recipients(real[0] if real else None, tuple(copy), left_out)


def told_at(notice: Notice) -> str | None:
    """The address at which the agency is told; None if it can't be reached by e-mail."""
    to = recipients(notice).to
    return to.address if to else None


def _own(notice: Notice) -> list[Agency | Person | None]:
    """The agency and its people, in the order in which they stand in for it."""
    agency, officers = notice.agency, (stint.person for stint in notice.stints)
    return [agency, notice.contact, *officers, *notice.staff.reserve]


def _by_address(readers: Iterable[Agency | Person | None]) -> dict[str, Mailbox]:
    """Those who have an address, each address once."""
    mailboxes: dict[str, Mailbox] = {}
    for reader in readers:
        if reader and reader.email:
            mailboxes.setdefault(reader.email, Mailbox(reader.name, reader.email))
    return mailboxes
