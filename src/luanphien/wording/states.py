"""How what is owed stands, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from luanphien.core.duties import State
from luanphien.core.report import Told

NOTICE: Mapping[State, str] = {
    "on_time": "đúng hạn",
    "late": "quá hạn",
    "missing": "chưa thông báo",
    "due": "chưa đến hạn",
    "unrecorded": "trước khi có sổ",
}
HANDOVER: Mapping[State, str] = {
    "on_time": "đúng ngày",
    "early": "sớm",
    "late": "muộn",
    "missing": "chưa ghi vào sổ",
    "due": "chưa đến ngày",
    "unrecorded": "trước khi có sổ",
}


def of_notice(told: Told) -> str:
    """How the notice stands, and whether it says what no longer holds."""
    return NOTICE[told.state] + (", nội dung đã đổi" if told.changed else "")


def tally(states: Iterable[State], words: Mapping[State, str]) -> str:
    """`11 đúng hạn, 1 quá hạn`: how many stand how; what there is none of is left out."""
    counted = Counter(states)
    return ", ".join(f"{counted[state]} {words[state]}" for state in words if counted[state])
