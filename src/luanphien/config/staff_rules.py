"""The rules between people, rosters and single shifts, which their shapes can't express.

`people_problems` needs the file alone; `shift_problems` the rotations, to know which shifts
there are; `roster_problems` the whole rota. Each is asked when the one before found nothing
that it depends on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from luanphien.config.days import days_problem
from luanphien.config.problems import Findings, Path, Problem, Vocabulary, repeats
from luanphien.config.shapes import AgenciesFile, RosterShape
from luanphien.config.source import Document
from luanphien.core.model import Agency, Period, Rotation
from luanphien.core.rota import Rota
from luanphien.core.rotation import first_day, shift_month, starts_a_shift, turns


def people_problems(document: Document, file: AgenciesFile) -> list[Problem]:
    """What is wrong between people, rosters, absences, swaps and overrides."""
    rules = (_people, _named, _rosters, _absences, _changes, _appointed)
    return [document.problem(path, text) for rule in rules for path, text in rule(file)]


def shift_problems(
    document: Document, file: AgenciesFile, rotations: Sequence[Rotation]
) -> list[Problem]:
    """Shifts that are none, and substitutions that lie outside theirs."""
    found = [*_shifts(file, rotations), *_substitutions(file, rotations)]
    return [document.problem(path, text) for path, text in found]


def roster_problems(document: Document, file: AgenciesFile, rota: Rota) -> list[Problem]:
    """Assignments of persons who are not in the agency's roster for that shift."""
    return [document.problem(path, text) for path, text in _assignments(file, rota)]


def is_listed(person: str, agency: Agency, day: date, rota: Rota) -> bool:
    """Whether the person is in the agency's roster in force on the day."""
    return any(person == one.id for one in rota.staffing.staff(agency, day).everyone)


def _people(file: AgenciesFile) -> Findings:
    people = file.people or []
    for n in repeats(person.id if person else None for person in people):
        yield ("people", n, "id"), f"mã «{people[n].id}» đã dùng cho một người ở trên"


def _named(file: AgenciesFile) -> Findings:
    """Persons and agencies that are named but not there."""
    people = [person.id for person in file.people or () if person and person.id]
    agencies = [agency.id for agency in file.agencies or () if agency and agency.id]
    if len(people) == len(file.people or ()):
        known = Vocabulary(people)
        for path, person in _person_fields(file):
            if person and person not in known:
                yield path, f"không có người mã «{person}» trong people{known.examples(person)}"
    if len(agencies) == len(file.agencies or ()):
        known = Vocabulary(agencies)
        for path, agency in _agency_fields(file):
            if agency and agency not in known:
                yield path, f"không có cơ quan mã «{agency}»{known.examples(agency)}"


def _person_fields(file: AgenciesFile) -> Iterator[tuple[Path, str | None]]:
    for n, agency in enumerate(file.agencies or ()):
        if agency:
            yield ("agencies", n, "contact"), agency.contact
    for n, roster in enumerate(file.rosters or ()):
        yield from _members(n, roster)
    for section in ("assignments", "absences", "substitutions"):
        for n, entry in enumerate(getattr(file, section) or ()):
            if entry:
                yield (section, n, "person"), entry.person


def _members(n: int, roster: RosterShape | None) -> Iterator[tuple[Path, str | None]]:
    for place, staff in enumerate((roster and roster.staff) or ()):
        for role in ("official", "reserve"):
            for k, person in enumerate((staff and getattr(staff, role)) or ()):
                yield ("rosters", n, "staff", place, role, k), person


def _agency_fields(file: AgenciesFile) -> Iterator[tuple[Path, str | None]]:
    for n, roster in enumerate(file.rosters or ()):
        for place, staff in enumerate((roster and roster.staff) or ()):
            if staff:
                yield ("rosters", n, "staff", place, "agency"), staff.agency
    for n, override in enumerate(file.overrides or ()):
        if override:
            yield ("overrides", n, "agency"), override.agency


def _rosters(file: AgenciesFile) -> Findings:
    before: date | None = None
    for n, roster in enumerate(file.rosters or ()):
        if not roster:
            continue
        yield from _members_once(n, roster)
        if roster.effective and roster.expires and roster.expires < roster.effective:
            yield ("rosters", n, "expires"), f"trước ngày hiệu lực {roster.effective}"
        if roster.effective and before and roster.effective <= before:
            path = ("rosters", n, "effective")
            yield path, f"phải sau ngày hiệu lực của danh sách trước ({before})"
        before = roster.effective or before


def _members_once(n: int, roster: RosterShape) -> Findings:
    listed = roster.staff or []
    for k in repeats(staff.agency if staff else None for staff in listed):
        path: Path = ("rosters", n, "staff", k, "agency")
        yield path, f"«{listed[k].agency}» đã có trong danh sách này; mỗi cơ quan một mục"
    members = list(_members(n, roster))
    for k in repeats(person for _, person in members):
        path, person = members[k]
        yield path, f"«{person}» đã có trong danh sách này; mỗi người một cơ quan, một lần"


def _absences(file: AgenciesFile) -> Findings:
    for n, absence in enumerate(file.absences or ()):
        if absence and absence.days and (wrong := days_problem(absence.days)):
            yield ("absences", n, "days"), wrong


def _changes(file: AgenciesFile) -> Findings:
    """Shifts that change their agency twice, or for no other one."""
    changed: list[tuple[Path, str | None]] = [
        (("swaps", n, "shifts", k), shift)
        for n, swap in enumerate(file.swaps or ())
        for k, shift in enumerate((swap and swap.shifts) or ())
    ]
    changed += [
        (("overrides", n, "shift"), override.shift if override else None)
        for n, override in enumerate(file.overrides or ())
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


def _appointed(file: AgenciesFile) -> Findings:
    """Agencies on call that would take a shift, and shifts with two officers."""
    on_call = {agency.id for agency in file.agencies or () if agency and agency.on_call}
    for n, override in enumerate(file.overrides or ()):
        if override and override.agency in on_call:
            path = ("overrides", n, "agency")
            yield path, f"«{override.agency}» chỉ đến khi cần (on_call: true)"
    assignments = file.assignments or []
    for n in repeats(assignment.shift if assignment else None for assignment in assignments):
        yield ("assignments", n, "shift"), f"phiên {assignments[n].shift} đã có người ở mục trên"


def _shifts(file: AgenciesFile, rotations: Sequence[Rotation]) -> Findings:
    named: list[tuple[Path, str]] = [
        (("swaps", n, "shifts", k), shift)
        for n, swap in enumerate(file.swaps)
        for k, shift in enumerate(swap.shifts)
    ]
    named += [
        ((section, n, "shift"), entry.shift)
        for section in ("overrides", "assignments", "substitutions")
        for n, entry in enumerate(getattr(file, section))
    ]
    for path, shift in named:
        if not _is_shift(shift, rotations):
            yield path, f"không có phiên nào bắt đầu vào tháng {shift}"


def _is_shift(shift: str, rotations: Sequence[Rotation]) -> bool:
    return starts_a_shift(rotations, shift_month(shift))


def _substitutions(file: AgenciesFile, rotations: Sequence[Rotation]) -> Findings:
    days: set[tuple[str, date]] = set()
    for n, one in enumerate(file.substitutions):
        if not _is_shift(one.shift, rotations):
            continue
        path = ("substitutions", n, "effective")
        if not _is_within(one.effective, one.shift, rotations):
            yield path, f"{one.effective} không thuộc phiên {one.shift}"
        elif (one.shift, one.effective) in days:
            yield path, f"phiên {one.shift} đã thay người từ ngày này ở mục trên"
        days.add((one.shift, one.effective))


def _is_within(day: date, shift: str, rotations: Sequence[Rotation]) -> bool:
    starts = [start for *_, start, _ in turns(rotations, Period(day, day))]
    return starts == [shift_month(shift)]


def _assignments(file: AgenciesFile, rota: Rota) -> Findings:
    for n, assignment in enumerate(file.assignments):
        first = first_day(assignment.shift)
        agency = rota.agency_on(first)
        if not is_listed(assignment.person, agency, first, rota):
            yield (
                ("assignments", n, "person"),
                f"«{assignment.person}» không có trong danh sách nhân sự của {agency.name} "
                f"đang có hiệu lực ngày {first}",
            )
