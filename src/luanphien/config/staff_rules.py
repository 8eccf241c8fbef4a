"""The rules between people, rosters and single shifts, which their shapes can't express.

`people_findings` needs the shapes alone; `shift_findings` orders that are right, to know which
shifts there are; `roster_findings` the whole rota. Each is asked when the one before found nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from luanphien.config.days_rules import days_problem
from luanphien.config.problems import Findings, Path, Vocabulary, repeats
from luanphien.core.decisions import Agency, Decisions, Roster, Rotation, Substitution
from luanphien.core.period import Period
from luanphien.core.rota import Rota
from luanphien.core.rotation import first_day, shift_month, starts_a_shift, turns


def people_findings(decisions: Decisions) -> Findings:
    """What is wrong between people, rosters, absences, swaps and overrides."""
    for rule in (_people, _named, _rosters, _absences, _changes, _appointed):
        yield from rule(decisions)


def shift_findings(decisions: Decisions) -> Findings:
    """Shifts that are none, and substitutions that lie outside theirs."""
    yield from _shifts(decisions)
    yield from _substitutions(decisions)


def roster_findings(rota: Rota) -> Findings:
    """Assignments of persons who are not in the agency's roster for that shift."""
    for n, assignment in enumerate(rota.decisions.assignments):
        first = first_day(assignment.shift)
        agency = rota.agency_on(first)
        if not is_listed(assignment.person, agency, first, rota):
            yield (
                ("assignments", n, "person"),
                f"«{assignment.person}» không có trong danh sách nhân sự của {agency.name} "
                f"đang có hiệu lực ngày {first}",
            )


def is_listed(person: str, agency: Agency, day: date, rota: Rota) -> bool:
    """Whether the person is in the agency's roster in force on the day."""
    return any(person == listed.id for listed in rota.staffing.staff(agency, day).everyone)


def _people(decisions: Decisions) -> Findings:
    people = decisions.people
    for n in repeats(person.id for person in people):
        yield ("people", n, "id"), f"mã «{people[n].id}» đã dùng cho một người ở trên"


def _named(decisions: Decisions) -> Findings:
    """Persons and agencies that are named but not there."""
    people = Vocabulary(person.id for person in decisions.people)
    for path, person in _person_fields(decisions):
        if person and person not in people:
            yield path, f"không có người mã «{person}» trong people{people.examples(person)}"
    agencies = Vocabulary(agency.id for agency in decisions.agencies)
    for path, agency in _agency_fields(decisions):
        if agency not in agencies:
            yield path, f"không có cơ quan mã «{agency}»{agencies.examples(agency)}"


def _person_fields(decisions: Decisions) -> Iterator[tuple[Path, str | None]]:
    for n, agency in enumerate(decisions.agencies):
        yield ("agencies", n, "contact"), agency.contact
    for n, roster in enumerate(decisions.rosters):
        yield from _members(n, roster)
    for section in ("assignments", "absences", "substitutions"):
        for n, entry in enumerate(getattr(decisions, section)):
            yield (section, n, "person"), entry.person


def _members(n: int, roster: Roster) -> Iterator[tuple[Path, str]]:
    for place, staff in enumerate(roster.staff):
        for role in ("official", "reserve"):
            for k, person in enumerate(getattr(staff, role)):
                yield ("rosters", n, "staff", place, role, k), person


def _agency_fields(decisions: Decisions) -> Iterator[tuple[Path, str]]:
    for n, roster in enumerate(decisions.rosters):
        for place, staff in enumerate(roster.staff):
            yield ("rosters", n, "staff", place, "agency"), staff.agency
    for n, override in enumerate(decisions.overrides):
        yield ("overrides", n, "agency"), override.agency


def _rosters(decisions: Decisions) -> Findings:
    before: date | None = None
    for n, roster in enumerate(decisions.rosters):
        yield from _members_once(n, roster)
        if roster.expires and roster.expires < roster.effective:
            yield ("rosters", n, "expires"), f"trước ngày hiệu lực {roster.effective}"
        if before and roster.effective <= before:
            path = ("rosters", n, "effective")
            yield path, f"phải sau ngày hiệu lực của danh sách trước ({before})"
        before = roster.effective


def _members_once(n: int, roster: Roster) -> Findings:
    for k in repeats(staff.agency for staff in roster.staff):
        path: Path = ("rosters", n, "staff", k, "agency")
        agency = roster.staff[k].agency
        yield path, f"«{agency}» đã có trong danh sách này; mỗi cơ quan một mục"
    members = list(_members(n, roster))
    for k in repeats(person for _, person in members):
        path, person = members[k]
        yield path, f"«{person}» đã có trong danh sách này; mỗi người một cơ quan, một lần"


def _absences(decisions: Decisions) -> Findings:
    for n, absence in enumerate(decisions.absences):
        if wrong := days_problem(absence.days):
            yield ("absences", n, "days"), wrong


def _changes(decisions: Decisions) -> Findings:
    """Shifts that change their agency twice, or for no other one."""
    changed: list[tuple[Path, str]] = [
        (("swaps", n, "shifts", k), shift)
        for n, swap in enumerate(decisions.swaps)
        for k, shift in enumerate(swap.shifts)
    ]
    changed += [
        (("overrides", n, "shift"), override.shift)
        for n, override in enumerate(decisions.overrides)
    ]
    for k in repeats(shift for _, shift in changed):
        path, shift = changed[k]
        with_itself = path[0] == "swaps" and changed[k - 1] == ((*path[:-1], 0), shift)
        yield (
            path,
            f"phiên {shift} đổi với chính nó; cần hai phiên khác nhau"
            if with_itself
            else f"phiên {shift} đã đổi ở mục trên; mỗi phiên chỉ đổi một lần",
        )


def _appointed(decisions: Decisions) -> Findings:
    """Agencies on call that would take a shift, and shifts with two officers."""
    on_call = {agency.id for agency in decisions.agencies if agency.on_call}
    for n, override in enumerate(decisions.overrides):
        if override.agency in on_call:
            path = ("overrides", n, "agency")
            yield path, f"«{override.agency}» chỉ đến khi cần (on_call: true)"
    assignments = decisions.assignments
    for n in repeats(assignment.shift for assignment in assignments):
        yield ("assignments", n, "shift"), f"phiên {assignments[n].shift} đã có người ở mục trên"


def _shifts(decisions: Decisions) -> Findings:
    named: list[tuple[Path, str]] = [
        (("swaps", n, "shifts", k), shift)
        for n, swap in enumerate(decisions.swaps)
        for k, shift in enumerate(swap.shifts)
    ]
    named += [
        ((section, n, "shift"), entry.shift)
        for section in ("overrides", "assignments", "substitutions")
        for n, entry in enumerate(getattr(decisions, section))
    ]
    for path, shift in named:
        if not _is_shift(shift, decisions.rotations):
            yield path, f"không có phiên nào bắt đầu vào tháng {shift}"


def _is_shift(shift: str, rotations: tuple[Rotation, ...]) -> bool:
    return starts_a_shift(rotations, shift_month(shift))


def _substitutions(decisions: Decisions) -> Findings:
    days: set[tuple[str, date]] = set()
    for n, substitution in enumerate(decisions.substitutions):
        if not _is_shift(substitution.shift, decisions.rotations):
            continue
        path = ("substitutions", n, "effective")
        if not _is_within(substitution.effective, substitution.shift, decisions.rotations):
            yield path, f"{substitution.effective} không thuộc phiên {substitution.shift}"
        elif (substitution.shift, substitution.effective) in days:
            yield path, f"phiên {substitution.shift} đã thay người từ ngày này ở mục trên"
        if substitution.expires:
            yield from _end(n, substitution, substitution.expires, decisions.rotations)
        days.add((substitution.shift, substitution.effective))


def _end(
    n: int, substitution: Substitution, expires: date, rotations: tuple[Rotation, ...]
) -> Findings:
    path = ("substitutions", n, "expires")
    if expires < substitution.effective:
        yield path, f"trước ngày đầu tiên {substitution.effective}"
    elif not _is_within(expires, substitution.shift, rotations):
        yield path, f"{expires} không thuộc phiên {substitution.shift}"


def _is_within(day: date, shift: str, rotations: tuple[Rotation, ...]) -> bool:
    starts = [start for *_, start, _ in turns(rotations, Period(day, day))]
    return starts == [shift_month(shift)]
