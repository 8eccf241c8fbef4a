"""The changes that a command makes: which entry each of them writes, and when it may not.

What is wrong in itself raises LuanphienError; what does not fit the rest of the configuration is
found by its rules when the draft is read. EditError says that the file must be edited by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from luanphien.config.absence_rows import Away
from luanphien.config.draft import SECTIONS, Draft
from luanphien.config.problems import dotted
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
from luanphien.core.errors import LuanphienError
from luanphien.core.model import Shift
from luanphien.core.period import Period, in_a_row
from luanphien.core.text import unmarked

LONGEST_ID = 40
MOST_ABSENCES = 500
"""Added at once: all the leave of a year of forty people."""
_PATH = re.compile(r"([a-z_]+)\[(\d{1,6})\]", re.ASCII)


def absence(draft: Draft, person: Person, days: Period, reason: str | None) -> None:
    """The person is away; LuanphienError if that is known of one of the days."""
    for known in draft.before.decisions.absences:
        if known.person == person.id and known.period.overlaps(days):
            raise LuanphienError(f"{person.name} đã được ghi vắng {known.days}; hai mục chồng nhau")
    draft.add(Absence(person.id, _days(days), reason))


def absences(draft: Draft, away: Iterable[Away]) -> list[Absence]:
    """People are away, on the days on which that is not known yet; what is added.

    LuanphienError if that is more than anybody has looked through.
    """
    known: dict[str, set[date]] = {}
    for absence in draft.before.decisions.absences:
        known.setdefault(absence.person, set()).update(absence.period.each_day())
    added = []
    for _, person, days, reason in away:
        taken = known.setdefault(person.id, set())
        added += [
            Absence(person.id, _days(period), reason)
            for period in in_a_row(day for day in days.each_day() if day not in taken)
        ]
        taken.update(days.each_day())
    if len(added) > MOST_ABSENCES:
        many = f"{len(added)} đợt vắng chưa ghi, quá {MOST_ABSENCES} trong một lần"
        raise LuanphienError(f"{many}; hãy chia tệp ra")
    for absence in added:
        draft.add(absence)
    return added


def substitution(draft: Draft, shift: Shift, decision: Substitution) -> None:
    """Another officer on days of the shift (Điều 6 khoản 10)."""
    for day in filter(None, (decision.effective, decision.expires)):
        if not shift.starts_on <= day <= shift.ends_on:
            raise LuanphienError(f"ngày {day} không thuộc phiên {shift.id}")
    if decision.expires and decision.expires < decision.effective:
        raise LuanphienError(f"ngày cuối {decision.expires} trước ngày đầu {decision.effective}")
    draft.add(decision)


def assignment(draft: Draft, shift: Shift, person: Person, basis: str | None) -> None:
    """The shift's officer, in place of one who was named before."""
    for n, known in enumerate(draft.before.decisions.assignments):
        if known == Assignment(shift.id, person.id, basis):
            return
        if known.shift == shift.id:
            draft.remove(("assignments", n))
    draft.add(Assignment(shift.id, person.id, basis))


def swap(draft: Draft, first: Shift, second: Shift, basis: str | None) -> None:
    """Two shifts exchange their agencies."""
    if first.id == second.id:
        raise LuanphienError(f"phiên {first.id} đổi với chính nó; cần hai phiên khác nhau")
    draft.add(Swap((first.id, second.id), basis))


def override(draft: Draft, shift: Shift, agency: Agency, basis: str | None) -> None:
    """Another agency takes the shift."""
    draft.add(Override(shift.id, agency.id, basis))


def amended_person(draft: Draft, person: Person, details: Person) -> None:
    """Other details of somebody; None leaves one as it is."""
    number = list(draft.before.people).index(person.id)
    for field in ("name", "title", "phone", "email", "salutation"):
        value = getattr(details, field)
        if value and value != getattr(person, field):
            draft.put(("people", number, field), value)


def free_id(name: str, taken: Mapping[str, object]) -> str:
    """The name without marks, `pham-thi-k`, with a number if somebody has that id."""
    id = "-".join(unmarked(name)).lstrip("0123456789-")[: LONGEST_ID - 4].rstrip("-") or "nguoi"
    return next(
        candidate for n in count(1) if (candidate := f"{id}-{n}" if n > 1 else id) not in taken
    )


def rotation(
    draft: Draft,
    effective: date,
    agencies: Sequence[Agency],
    starts_with: Agency | None,
    basis: str | None,
) -> None:
    """A new order, by a decision; shifts last as long as in the order before."""
    months = draft.before.decisions.rotations[-1].months
    order = tuple(agency.id for agency in agencies)
    draft.add(Rotation(effective, order, starts_with.id if starts_with else None, months, basis))


def days_off(draft: Draft, days: Period, make_up: date | None, name: str, source: str) -> list[int]:
    """Days off, and the day that is worked for them; the years that are not announced.

    With such a year it waits for `announced`, and changes no date till then. LuanphienError if
    some of the days are proposed together with others.
    """
    return _decide(draft, DaysOff(name, source, "announced", _days(days), make_up))


def make_up_day(draft: Draft, day: date, name: str, source: str) -> list[int]:
    """A Saturday or Sunday that is worked; else as `days_off`."""
    return _decide(draft, DaysOff(name, source, "announced", make_up=day))


def _decide(draft: Draft, decided: DaysOff) -> list[int]:
    """Write it, over the proposal of the same days."""
    known, days = draft.before.holidays, set(_of(decided))
    unsettled = sorted({day.year for day in days} - set(known.announced_years))
    if unsettled:
        decided = replace(decided, status="proposed")
    for n, entry in enumerate(known.days):
        if entry.status != "proposed" or days.isdisjoint(_of(entry)):
            continue
        path = dotted(("days", n))
        if days != set(_of(entry)):
            raise LuanphienError(
                f"{path} ({entry.name}) đang đề xuất ngày trong số đó cùng ngày khác; bỏ đề xuất "
                f"trước (luanphien change remove {path}), hoặc ghi đúng những ngày ấy"
            )
        draft.concern(decided)
        for field in ("name", "source", "status"):
            if getattr(decided, field) != getattr(entry, field):
                draft.put(("days", n, field), getattr(decided, field))
        return unsettled
    draft.add(decided)
    return unsettled


def announced(draft: Draft, year: int) -> None:
    """The year's days off are settled, those among them that were only proposed."""
    known = draft.before.holidays
    for n, entry in enumerate(known.days):
        if entry.status == "proposed" and any(day.year == year for day in _of(entry)):
            draft.put(("days", n, "status"), "announced")
    if year not in known.announced_years:
        draft.append(("announced_years",), year)


def _of(entry: DaysOff) -> Iterator[date]:
    if entry.off:
        yield from Absence("", entry.off).period
    if entry.make_up:
        yield entry.make_up


def removable(draft: Draft) -> dict[str, Struct]:
    """The decisions that may be taken out, by their paths: `absences[2]`."""
    decisions = {
        section: getattr(
            draft.before.holidays if section == "days" else draft.before.decisions, section
        )
        for section in SECTIONS.values()
    }
    return {
        dotted((section, n)): decision
        for section, listed in decisions.items()
        for n, decision in enumerate(listed)
    }


def removal(draft: Draft, path: str) -> None:
    """One decision less; LuanphienError if none has that path."""
    match, known = _PATH.fullmatch(path), removable(draft)
    if not match or path not in known:
        raise LuanphienError(f"không có mục «{path}»; ví dụ absences[0], đếm từ 0")
    draft.concern(known[path])
    draft.remove((match[1], int(match[2])))


def roster(draft: Draft, decided: Roster, people: Sequence[Person]) -> None:
    """A yearly list of staff, and those of its people who are new.

    It completes the list of the same day: agencies that have answered since get theirs. What has
    been approved is only changed by a decision; LuanphienError without one.
    """
    for person in people:
        draft.add(person)
    for n, known in enumerate(draft.before.decisions.rosters):
        if known.effective == decided.effective:
            _complete(draft, n, known, decided)
            return
        if known.effective > decided.effective:
            raise LuanphienError(
                f"đã có danh sách từ {known.effective}, lệnh không thêm được danh sách từ một ngày "
                "trước đó; hãy ghi vào rosters bằng tay, theo thứ tự ngày, hoặc cử người từng "
                "phiên bằng luanphien change assign"
            )
    draft.add(decided)


def _complete(draft: Draft, n: int, known: Roster, decided: Roster) -> None:
    places = {staff.agency: place for place, staff in enumerate(known.staff)}
    changed = [staff for staff in decided.staff if staff not in known.staff]
    if changed and known.basis and not decided.basis:
        late = [staff.agency for staff in changed if staff.agency not in places]
        labels = ", ".join(draft.before.agencies[agency].label for agency in late)
        raise LuanphienError(_decided_without(known, labels) if late else _decided(known))
    draft.concern(decided)
    for field in ("expires", "basis"):
        if (value := getattr(decided, field)) and value != getattr(known, field):
            draft.put(("rosters", n, field), value)
    for staff in changed:
        draft.append(("rosters", n, "staff"), staff)
    for place in sorted((places[s.agency] for s in changed if s.agency in places), reverse=True):
        draft.remove(("rosters", n, "staff", place))


def _decided(known: Roster) -> str:
    return (
        f"danh sách từ {known.effective} đã được phê duyệt ({known.basis}); có quyết định sửa "
        "thì ghi --basis, danh sách khác thì ghi --effective ngày khác"
    )


def _decided_without(known: Roster, late: str) -> str:
    """What is to be done about agencies that have answered after the decision."""
    return (
        f"danh sách từ {known.effective} đã được phê duyệt ({known.basis}) khi chưa đọc tệp của "
        f"{late}. Quyết định ấy đã có người của cơ quan gửi muộn thì ghi thêm "
        f'--basis "{known.basis}"; có quyết định bổ sung thì ghi cả hai, --basis '
        f'"{known.basis}; QUYẾT_ĐỊNH_BỔ_SUNG"; chưa có thì cử người từng phiên bằng '
        "luanphien change assign"
    )


def approved(draft: Draft, decided: Roster, basis: str) -> None:
    """The list is approved by that decision (Điều 3 khoản 5).

    LuanphienError if it was by another one.
    """
    rosters = draft.before.decisions.rosters
    if decided.basis and decided.basis != basis:
        raise LuanphienError(f"danh sách từ {decided.effective} đã có căn cứ: {decided.basis}")
    if not decided.basis:
        draft.put(("rosters", rosters.index(decided), "basis"), basis)


def _days(days: Period) -> str:
    return str(days.first) if days.first == days.last else f"{days.first}..{days.last}"
