"""What a run says of the mail to who serves."""

from __future__ import annotations

from collections.abc import Sequence

from luanphien.core.told import Telling
from luanphien.mail.people_letters import Item
from luanphien.mail.reports import NAMES, UNSENT, Report, said
from luanphien.mail.smtp import Outcome
from luanphien.wording import dates
from luanphien.wording.told import OBSTACLES
from luanphien.wording.words import capital


def will_go(items: Sequence[Item], address: str) -> Report:
    """A run would send the person all this."""
    return Report(f"{about(items)}: sẽ gửi tới {address}.", "fine")


def not_taken(items: Sequence[Item], address: str, outcome: Outcome) -> Report:
    """The mail server did not take it for that address."""
    text = f"{address} {UNSENT[outcome.status]}: {outcome.note}"
    return Report(f"{about(items)}: {text}.", "failed")


def out_of_reach(telling: Telling) -> Report:
    """The person can't be told by e-mail."""
    assert telling.obstacle
    todo = "hãy báo cách khác rồi ghi bằng luanphien register told"
    return Report(f"{about([telling])}: {OBSTACLES[telling.obstacle]}; {todo}.", "fine")


def failed(items: Sequence[Item], error: Exception) -> Report:
    """It failed, in whatever way."""
    return Report(f"{about(items)}: {said(error)}", "failed")


def about(items: Sequence[Item]) -> str:
    """`Báo lịch trực, phiên trực tháng 03/2024 (Trần Thị H)`."""
    names = dict.fromkeys(NAMES[item.statement.says] for item in items)
    shifts = sorted((item.shift.starts_on, item.shift.ends_on) for item in items)
    months = ", ".join(dict.fromkeys(dates.months(*days) for days in shifts))
    what = capital(" ".join(name.lower() for name in names))
    return f"{what} phiên trực tháng {months} ({items[0].person.name})"
