"""Who gets by e-mail what is said of a shift: an agency, and in copy its people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from luanphien.core.decisions import Agency, Centre, Person
from luanphien.core.facts import Fact, out_of_reach
from luanphien.core.notice import Notice
from luanphien.core.placeholders import is_reserved
from luanphien.core.rota import Rota

Reader: TypeAlias = Agency | Person | Centre


class Addressee(NamedTuple):
    """An address, and the name of who reads it."""

    name: str
    address: str


class Recipients(NamedTuple):
    """Who gets a notice.

    `to` is where the agency is told: at its own address, or at the first one of its people's
    where it has none that is real; None if nobody can be reached. `copy` are the others,
    `left_out` the addresses that are only samples.
    """

    to: Addressee | None
    copy: tuple[Addressee, ...]
    left_out: tuple[str, ...]

    @property
    def addresses(self) -> list[str]:
        """Every address once, the agency's first."""
        return [addressee.address for addressee in (self.to, *self.copy) if addressee]

    def without(self, addresses: Collection[str]) -> Recipients:
        """Those who have none of these addresses; the next of them stands for the agency."""
        left = [one for one in (self.to, *self.copy) if one and one.address not in addresses]
        to = left.pop(0) if left and self.to else None
        return Recipients(to, tuple(left), self.left_out)


def recipients(
    notice: Notice, superseded: Iterable[Fact] = (), name: Callable[[str], str] = str
) -> Recipients:
    """Who gets the notice.

    In copy go the agency's contact (Điều 6 khoản 9), its officers and its reserve, and whoever
    was told by the `superseded` facts what is no longer so; `name` says whose an address is.
    """
    agency, officers = notice.agency, (stint.person for stint in notice.stints)
    return _parted([agency, notice.contact, *officers, *notice.staff.reserve], superseded, name)


def recipients_again(notice: Notice, has_it: str, *, contact: bool) -> Recipients:
    """Who gets the notice again: who got it for the agency, at the address `has_it`.

    With `contact` the agency's contact gets it too.
    """
    whom = recipients(notice)
    known = {one.address: one for one in (whom.to, *whom.copy) if one}
    its_own = notice.contact.email if contact and notice.contact else None
    copy = [known[its_own]] if its_own in known and its_own != has_it else []
    return Recipients(known[has_it], tuple(copy), ())


def recipients_of(
    rota: Rota,
    notice: Notice,
    agency: Agency,
    told: Iterable[Fact] = (),
    name: Callable[[str], str] = str,
) -> Recipients:
    """Who of another agency is told what of the shift holds for it.

    In copy go its contact, the officer who hands over, and whoever was told before.
    """
    takeover = notice.takeover
    hands_over = takeover and takeover.outgoing_agency == agency
    officer = takeover.outgoing.person if takeover and hands_over else None
    return _parted([agency, rota.contact(agency), officer], told, name)


def recipients_at(centre: Centre) -> Recipients:
    """The Centre itself."""
    return _parted([centre], (), str)


def _parted(
    readers: Iterable[Reader | None], told: Iterable[Fact], name: Callable[[str], str]
) -> Recipients:
    """Those who have an address and those who were told before, real addresses and samples."""
    own = _by_address(readers)
    before = (fact.address for fact in told)
    others = {
        address: Addressee(name(address), address)
        for address in before
        if address and address not in own
    }
    left_out = tuple(filter(is_reserved, (*own, *others)))
    real = [addressee for addressee in own.values() if addressee.address not in left_out]
    copy = real[1:] + [
        addressee for addressee in others.values() if addressee.address not in left_out
    ]
    return Recipients(real[0] if real else None, tuple(copy), left_out)


def told_at(notice: Notice, facts: Sequence[Fact] = ()) -> str | None:
    """The address at which the agency is told; None if it can't be reached by e-mail.

    Where the notice was refused, or has come back, by the shift's facts, it is the next one: that
    of the contact, an officer, the reserve.
    """
    out = out_of_reach(facts, notice.digest)
    addresses = recipients(notice).addresses
    return next((address for address in addresses if address not in out), None)


def _by_address(readers: Iterable[Reader | None]) -> dict[str, Addressee]:
    """Those who have an address, each address once."""
    addressees: dict[str, Addressee] = {}
    for reader in readers:
        if reader and reader.email:
            addressees.setdefault(reader.email, Addressee(reader.name, reader.email))
    return addressees
