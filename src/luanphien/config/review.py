"""What a valid configuration still lacks: the warnings of `luanphien check`."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from dateutil.relativedelta import relativedelta

from luanphien.config.load import Configuration
from luanphien.config.problems import Findings, Path, Problem
from luanphien.config.staff_rules import is_listed
from luanphien.core.model import Shift, Stint
from luanphien.core.period import Period
from luanphien.core.placeholders import placeholders
from luanphien.core.rotation import first_day

AHEAD = relativedelta(months=12)
"""How far ahead things must be settled."""


def warnings(configuration: Configuration, today: date) -> list[Problem]:
    """What is missing or unsettled from today until a year ahead, in the files' order."""
    in_agencies = (
        *_unreachable(configuration),
        *_letterhead(configuration),
        *_samples(configuration),
        *_without_officer(configuration, today),
        *_ending_rosters(configuration, today),
        *_outsiders(configuration),
    )
    in_holidays = (*_unannounced_years(configuration, today), *_proposed_days(configuration))
    problems = [configuration.agencies_document.problem(*finding) for finding in in_agencies]
    problems += [configuration.holidays_document.problem(*finding) for finding in in_holidays]
    return sorted(problems, key=lambda problem: problem[:3])


def _unreachable(configuration: Configuration) -> Findings:
    contacts = ("address", "phone", "email")
    centre = configuration.centre
    if missing := [field for field in contacts if not getattr(centre, field)]:
        yield ("centre",), f"chưa ghi {', '.join(missing)} của Trung tâm"
    if not centre.id:
        yield ("centre",), "chưa ghi id của Trung tâm; lịch điện tử có thể lẫn với Trung tâm khác"
    for n, agency in enumerate(configuration.agencies.values()):
        if missing := [field for field in contacts if not getattr(agency, field)]:
            yield ("agencies", n), f"chưa ghi {', '.join(missing)} của {agency.name}"
    for n, person in enumerate(configuration.people.values()):
        if not person.phone:
            yield ("people", n), f"chưa ghi phone của {person.name} (Điều 11 khoản 2)"


def _letterhead(configuration: Configuration) -> Findings:
    fields = ("superior", "symbol", "place", "regulation")
    if missing := [field for field in fields if not getattr(configuration.letterhead, field)]:
        yield ("documents",), f"chưa ghi {', '.join(missing)}; văn bản sẽ để trống chỗ đó"
    if configuration.mail is None:
        yield (), "chưa có máy chủ thư (mail); luanphien notify --send không gửi được"


def _samples(configuration: Configuration) -> Findings:
    if samples := list(placeholders(configuration.centre)):
        yield ("centre",), _replace(samples)
    for section in ("agencies", "people"):
        for n, entry in enumerate(getattr(configuration, section).values()):
            if samples := list(placeholders(entry)):
                yield (section, n), _replace(samples)


def _replace(samples: list[str]) -> str:
    return f"{', '.join(f'«{sample}»' for sample in samples)} là mẫu; hãy thay bằng thông tin thật"


def _without_officer(configuration: Configuration, today: date) -> Findings:
    """Shifts of the year ahead that nobody serves, wholly or for some days."""
    rota = configuration.rota
    if not configuration.decisions.rosters:
        yield (
            (),
            "chưa có danh sách nhân sự (rosters, Điều 3 khoản 5); không phiên nào có người trực",
        )
        return
    first = max(today, rota.begins_on)
    vacant = [
        (shift, stint)
        for shift in rota.known_shifts(Period(first, first + AHEAD))
        for stint in rota.stints(shift)
        if stint.person is None and stint.days.last >= today
    ]
    for away, group in groupby(vacant, key=lambda pair: pair[1].instead_of):
        pairs = list(group)
        if away is None:
            ids = ", ".join(shift.id for shift, _ in pairs)
            yield ("rosters",), f"chưa cử người trực phiên {ids}"
        else:
            yield from (_all_away(configuration, *pair) for pair in pairs)


def _all_away(configuration: Configuration, shift: Shift, stint: Stint) -> tuple[Path, str]:
    staffing = configuration.rota.staffing
    assert stint.instead_of
    absence = staffing.absence(stint.instead_of, stint.days.first)
    assert absence
    n = staffing.absences.index(absence)
    return (
        ("absences", n),
        f"{stint.instead_of.name} vắng mà dự phòng cũng vắng hoặc không có: phiên {shift.id} không "
        f"ai trực từ {stint.days.first} đến {stint.days.last}",
    )


def _ending_rosters(configuration: Configuration, today: date) -> Findings:
    """The roster in force that ends within the year ahead with none to follow at once."""
    staffing = configuration.rota.staffing
    for n, roster in enumerate(staffing.rosters):
        ends = roster.expires
        if ends is None or not today <= ends <= today + AHEAD:
            continue
        if not staffing.roster_on(ends + relativedelta(days=1)):
            yield ("rosters", n, "expires"), f"danh sách hết hạn {ends}, chưa có danh sách sau"


def _outsiders(configuration: Configuration) -> Findings:
    """Substitutes who are not in the roster (Điều 3 khoản 5 wants the staff approved)."""
    rota = configuration.rota
    for n, entry in enumerate(configuration.decisions.substitutions):
        first = first_day(entry.shift)
        agency = rota.agency_on(first)
        if not is_listed(entry.person, agency, first, rota):
            text = (
                f"«{entry.person}» không có trong danh sách nhân sự của {agency.name} ngày {first}"
            )
            yield ("substitutions", n, "person"), text


def _unannounced_years(configuration: Configuration, today: date) -> Findings:
    announced = configuration.rota.calendar.announced_years
    needed = range(today.year, (today + AHEAD).year + 1)
    if missing := ", ".join(str(year) for year in needed if year not in announced):
        text = f"lịch nghỉ năm {missing} chưa công bố; ngày tính từ đó là dự kiến"
        yield ("announced_years",), text


def _proposed_days(configuration: Configuration) -> Findings:
    for n, entry in enumerate(configuration.holidays.days):
        if entry.status == "proposed":
            yield (
                ("days", n),
                f"«{entry.name}» mới đề xuất, chưa làm đổi ngày nào; "
                "khi có kết quả hãy ghi announced hoặc xóa mục này",
            )
