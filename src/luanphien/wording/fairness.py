"""What somebody has stood in, where it is said beside the name."""

from __future__ import annotations

from luanphien.core.fairness import Load, StandIn


def stood_in(load: Load) -> str:
    """`5 ngày, 1 lần`."""
    return f"{load.days_stood_in} ngày, {load.times} lần"


def offered(one: StandIn) -> str:
    """`Vũ Thị M, vu-thi-m: đã trực thay 5 ngày, 1 lần`."""
    away = "; vắng ngày này" if one.away else ""
    return f"{one.person.name}, {one.person.id}: đã trực thay {stood_in(one.load)}{away}"
