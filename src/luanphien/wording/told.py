"""Who can't be told by e-mail which days are theirs, and why."""

from __future__ import annotations

from collections.abc import Mapping

from luanphien.core.told import Obstacle, Telling
from luanphien.wording import dates

OBSTACLES: Mapping[Obstacle, str] = {
    "no address": "chưa có email trong agencies.yaml",
    "sample": "email là mẫu",
    "refused": "máy chủ thư từ chối địa chỉ",
    "returned": "thư bị trả lại",
}


def warning(telling: Telling) -> str:
    """`chưa báo được lịch trực phiên 03/2024 cho Trần Thị H: email là mẫu`."""
    assert telling.obstacle
    whom = f"lịch trực phiên {months(telling)} cho {telling.person.name}"
    return f"chưa báo được {whom}: {OBSTACLES[telling.obstacle]}"


def months(telling: Telling) -> str:
    """The months of the shift."""
    return dates.months(telling.shift.starts_on, telling.shift.ends_on)
