"""`luanphien change absence`: somebody is away."""

from __future__ import annotations

from luanphien.cli.change_options import DaysOption, PersonOption, ReasonOption
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_period


def absence(
    clerk: Clerk, person: PersonOption = None, days: DaysOption = None, reason: ReasonOption = None
) -> None:
    """Ghi một người vắng mặt.

    Dự phòng trực thay những ngày đó.
    """
    from luanphien.config import changes

    changes.absence(
        clerk.draft,
        clerk.person(person, "--person", "Ai vắng"),
        clerk.value(days, "--days", "Những ngày nào (ví dụ 9/3/2026..13/3/2026)", parse_period),
        clerk.words(reason, "--reason", "Lý do"),
    )
