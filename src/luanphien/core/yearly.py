"""The list of staff of a year, which is approved every year (Điều 3 khoản 5, Điều 6 khoản 4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from luanphien.core.decisions import Agency, AgencyStaff, Roster
from luanphien.core.errors import LuanphienError
from luanphien.core.model import Shift, Staff
from luanphien.core.period import Period
from luanphien.core.rota import Rota

DECIDED_FROM_MONTH = 11
"""From November on, what takes effect is the list of the year that follows; then it is due."""


def list_of(rosters: Iterable[Roster], year: int) -> Roster | None:
    """The last roster that was decided for the year; None if there is none.

    One of an earlier year that has no end goes on, but was not decided for this one.
    """
    first, early = date(year, 1, 1), date(year - 1, DECIDED_FROM_MONTH, 1)
    decided = [
        roster
        for roster in rosters
        if roster.effective.year <= year
        and (roster.effective >= early or roster.expires)
        and (roster.expires is None or roster.expires >= first)
    ]
    return decided[-1] if decided else None


def year_of(roster: Roster) -> int:
    """The first year for which it was decided."""
    begins, ends = roster.effective, roster.expires
    is_early = begins.month >= DECIDED_FROM_MONTH and not (ends and ends.year == begins.year)
    return begins.year + is_early


def shifts_of(rota: Rota, year: int) -> dict[Agency, list[Shift]]:
    """The shifts that begin in the year, by agency; nothing before the first rotation."""
    period = Period(max(date(year, 1, 1), rota.begins_on), date(year, 12, 31))
    turns: dict[Agency, list[Shift]] = {}
    if period.first <= period.last:
        for shift in rota.known_shifts(period):
            if shift.starts_on >= period.first:
                turns.setdefault(shift.agency, []).append(shift)
    return turns


def lacking(rota: Rota, year: int) -> list[Agency]:
    """Whose official staff the list of the year does not name, though they have turns in it."""
    roster = list_of(rota.decisions.rosters, year)
    named = {staff.agency for staff in roster.staff if staff.official} if roster else set()
    return [agency for agency in shifts_of(rota, year) if agency.id not in named]


def listed(rota: Rota, year: int) -> dict[Agency, Staff]:
    """Everybody on the list of the year, by agency; nothing where there is no list.

    First stand the agencies with turns in the year, in the order of these, whether or not somebody
    is named of them; then the others of whom somebody is.
    """
    roster = list_of(rota.decisions.rosters, year)
    if roster is None:
        return {}
    named = {entry.agency for entry in roster.staff if entry.official or entry.reserve}
    others = (agency for agency in rota.agencies.values() if agency.id in named)
    agencies = dict.fromkeys([*shifts_of(rota, year), *others])
    return {agency: rota.staffing.staff(agency, roster.effective) for agency in agencies}


def others(rota: Rota, decided: Roster) -> tuple[AgencyStaff, ...]:
    """The staff, when the list begins, of the agencies that it does not name.

    Who is next stands first, for in each list turns are counted anew (Điều 6 khoản 4). Nobody where
    no list is in force then, or this one completes it.
    """
    before = rota.staffing.roster_on(decided.effective)
    if before is None or before.effective == decided.effective:
        return ()
    named = {entry.agency for entry in decided.staff}
    return tuple(
        AgencyStaff(entry.agency, _from_next(rota, entry, decided.effective), entry.reserve)
        for entry in before.staff
        if entry.agency not in named
    )


def _from_next(rota: Rota, entry: AgencyStaff, day: date) -> tuple[str, ...]:
    official = entry.official
    had = rota.turns_had(rota.agencies[entry.agency], day)
    return tuple(official[(had + n) % len(official)] for n in range(len(official)))


def completed(rota: Rota, decided: Roster) -> Roster:
    """The list with the others, who stay as the list that is in force when it begins has them.

    It rests on the decision of that one too, and ends with it unless it says when. Raises
    LuanphienError if there is none, or somebody would be of two agencies.
    """
    before = rota.staffing.roster_on(decided.effective)
    if before is None:
        raise LuanphienError(f"ngày {decided.effective} không có danh sách nào đang có hiệu lực")
    staying = others(rota, decided)
    moved = {person for entry in decided.staff for person in entry.everyone}
    for entry in staying:
        for person in filter(moved.__contains__, entry.everyone):
            name, label = rota.staffing.people[person].name, rota.agencies[entry.agency].label
            raise LuanphienError(
                f"{name} còn trong danh sách của {label}; hãy đọc cả tệp mới của cơ quan đó"
            )
    return Roster(
        decided.effective,
        (*decided.staff, *staying),
        decided.expires or before.expires,
        _both(before.basis, decided.basis),
    )


def _both(*bases: str | None) -> str | None:
    """Each decision once."""
    named = (one for basis in bases if basis for one in basis.split("; "))
    return "; ".join(dict.fromkeys(named)) or None


def is_due(today: date) -> bool:
    """Whether the list of next year should be there."""
    return today.month >= DECIDED_FROM_MONTH
