"""How the notice of a shift stands with the agency whose turn it is (Điều 6 khoản 6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from luanphien.core.facts import Fact, acknowledgement, of_shift
from luanphien.core.model import Shift
from luanphien.core.notice import Notice
from luanphien.core.recipients import served_by


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
    sent = next(reversed(served_by(notice, own)), None)
    current = sent if sent and sent.digest == notice.digest else None
    return Announced(notice.shift, current, acknowledgement(own, notice.digest))
