"""How the notice of a shift stands with the agency whose turn it is (Điều 6 khoản 6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from luanphien.core.facts import Fact, acknowledgement, of_shift
from luanphien.core.model import Shift
from luanphien.core.notice import Notice
from luanphien.core.served import served


class Announced(NamedTuple):
    """The newest fact by which the agency has the notice, and that of its acknowledgement.

    `sent` is None as long as the agency has not got what holds now.
    """

    shift: Shift
    sent: Fact | None
    acknowledged: Fact | None


def announced(notice: Notice, facts: Iterable[Fact]) -> Announced:
    """How the notice stands by all that is recorded, oldest first."""
    own = of_shift(facts, notice.shift.id)
    return Announced(notice.shift, served(notice, own), acknowledgement(own, notice.digest))
