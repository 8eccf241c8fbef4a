"""A decision on one line, as a list of them shows it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from luanphien.core.decisions import (
    Absence,
    Agency,
    Assignment,
    DaysOff,
    Override,
    Person,
    Roster,
    Rotation,
    Substitution,
    Swap,
)


def line(decision: Struct, people: Mapping[str, Person], agencies: Mapping[str, Agency]) -> str:
    """`Phạm Thị K vắng 2024-03-11..2024-03-15 (Nghỉ phép)`."""
    match decision:
        case Absence(person=person, days=days, reason=reason):
            text = f"{people[person].name} vắng {days}"
            return f"{text} ({reason})" if reason else text
        case Assignment(shift=shift, person=person):
            return f"phiên {shift}: chỉ định {people[person].name}"
        case DaysOff(off=off, make_up=make_up, name=name):
            parts = [f"nghỉ {off}" if off else "", f"làm bù {make_up}" if make_up else ""]
            return f"{name}: {', '.join(filter(None, parts))}"
        case Override(shift=shift, agency=agency):
            return f"phiên {shift}: {agencies[agency].name} trực thay"
        case Person(id=id, name=name):
            return f"{name} ({id})"
        case Roster(effective=effective, basis=basis):
            return f"danh sách nhân sự từ {effective}" + (f", {basis}" if basis else "")
        case Rotation(effective=effective, order=order):
            return f"thứ tự từ {effective}: {', '.join(order)}"
        case Substitution(shift=shift, effective=effective, person=person, expires=expires):
            until = f" đến {expires}" if expires else ""
            return f"phiên {shift}: {people[person].name} thay từ {effective}{until}"
        case Swap(shifts=shifts):
            return f"đổi phiên {shifts[0]} với {shifts[1]}"
    raise TypeError(decision)
