"""What a valid configuration still lacks: the warnings of `luanphien check`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby

from dateutil.relativedelta import relativedelta

from luanphien.config.almanac import forgotten
from luanphien.config.load import Configuration
from luanphien.config.problems import Finding, Findings, Path, Problem
from luanphien.config.staff_rules import is_listed
from luanphien.core.handovers import idle
from luanphien.core.model import Shift, Stint
from luanphien.core.notice import notice
from luanphien.core.period import DAY, Period
from luanphien.core.placeholders import placeholders
from luanphien.core.recipients import recipients
from luanphien.core.rotation import first_day
from luanphien.core.yearly import is_due, lacking, year_of
from luanphien.wording import dates, handovers

AHEAD = relativedelta(months=12)
"""How far ahead things must be settled."""


class Weight(StrEnum):
    """What a warning is about, the weightiest first."""

    notice = "Cản thông báo sắp tới"
    vacant = "Ngày không ai trực"
    missing = "Còn thiếu"


def warnings(configuration: Configuration, today: date) -> dict[Weight, list[Problem]]:
    """What is missing or unsettled from today until a year ahead, weighed, as the files have it."""
    rota = configuration.rota
    first = max(today, rota.begins_on)
    ahead = list(rota.known_shifts(Period(first, first + AHEAD)))
    in_agencies: dict[Weight, Sequence[Finding]] = {
        Weight.notice: [*_without_mail(configuration), *_untold(configuration, ahead, today)],
        Weight.vacant: [
            *_without_officer(configuration, ahead, today),
            *_ending_rosters(configuration, today),
        ],
        Weight.missing: [
            *_unreachable(configuration, ahead),
            *_letterhead(configuration),
            *_samples(configuration),
            *_outsiders(configuration),
            *_next_list(configuration, today),
            *_unapproved(configuration, today),
            *_idle(configuration, ahead, today),
        ],
    }
    problems = {
        weight: [configuration.agencies_document.problem(*finding) for finding in findings]
        for weight, findings in in_agencies.items()
    }
    in_holidays = (
        *_unannounced_years(configuration, today),
        *_forgotten_days(configuration, today),
        *_proposed_days(configuration),
    )
    problems[Weight.missing] += [
        configuration.holidays_document.problem(*finding) for finding in in_holidays
    ]
    return {
        weight: sorted(found, key=lambda problem: problem[:3]) for weight, found in problems.items()
    }


def _without_mail(configuration: Configuration) -> Findings:
    if configuration.mail is None:
        yield (), "chưa có máy chủ thư (mail); luanphien notify --send không gửi được"


def _untold(configuration: Configuration, ahead: Sequence[Shift], today: date) -> Findings:
    """The agency whose notice is next, if it can't be reached by e-mail."""
    shift = next((shift for shift in ahead if shift.starts_on > today), None)
    if shift is None:
        return
    told = recipients(notice(configuration.rota, shift))
    if told.to is None:
        n = list(configuration.agencies).index(shift.agency.id)
        why = f"{_quoted(told.left_out)} là mẫu" if told.left_out else "chưa ghi email"
        yield ("agencies", n), f"không gửi được thông báo phiên {shift.id}: {why}"


def _unreachable(configuration: Configuration, ahead: Sequence[Shift]) -> Findings:
    contacts = ("address", "phone", "email")
    centre, turning = configuration.centre, {shift.agency.id for shift in ahead}
    if missing := [field for field in contacts if not getattr(centre, field)]:
        yield ("centre",), f"chưa ghi {', '.join(missing)} của Trung tâm"
    if not centre.id:
        yield ("centre",), "chưa ghi id của Trung tâm; lịch điện tử có thể lẫn với Trung tâm khác"
    for n, agency in enumerate(configuration.agencies.values()):
        missing = [field for field in contacts if not getattr(agency, field)]
        if agency.id in turning and not agency.contact:
            missing.append("contact (khoản 9 Điều 6)")
        if missing:
            yield ("agencies", n), f"chưa ghi {', '.join(missing)}"
    for n, person in enumerate(configuration.people.values()):
        if not person.phone:
            yield ("people", n), "chưa ghi phone (khoản 2 Điều 11)"


def blanks(configuration: Configuration) -> list[Problem]:
    """What the documents leave blank since the configuration does not say it."""
    return [configuration.agencies_document.problem(*finding) for finding in _blank(configuration)]


def _blank(configuration: Configuration) -> Findings:
    fields = ("superior", "symbol", "place", "regulation")
    if missing := [field for field in fields if not getattr(configuration.letterhead, field)]:
        yield ("documents",), f"chưa ghi {', '.join(missing)}; văn bản sẽ để trống chỗ đó"


def _letterhead(configuration: Configuration) -> Findings:
    yield from _blank(configuration)
    hours = configuration.centre.office_hours
    if not hours.basis:
        said = dates.closing(hours)
        text = f"chưa ghi basis của giờ làm việc; văn bản ghi «{said}» thay cho {hours.closes}"
        yield ("centre", "office_hours"), text


def _samples(configuration: Configuration) -> Findings:
    if samples := list(placeholders(configuration.centre)):
        yield ("centre",), _replace(samples)
    for section in ("agencies", "people"):
        for n, entry in enumerate(getattr(configuration, section).values()):
            if samples := list(placeholders(entry)):
                yield (section, n), _replace(samples)


def _replace(samples: Iterable[str]) -> str:
    return f"{_quoted(samples)} là mẫu; hãy thay bằng thông tin thật"


def _quoted(samples: Iterable[str]) -> str:
    return ", ".join(f"«{sample}»" for sample in samples)


def _without_officer(configuration: Configuration, ahead: Sequence[Shift], today: date) -> Findings:
    """Shifts of the year ahead that nobody serves, wholly or for some days."""
    if not configuration.decisions.rosters:
        yield (
            (),
            "chưa có danh sách nhân sự (rosters, khoản 5 Điều 3); không phiên nào có người trực",
        )
        return
    vacant = [
        (shift, stint)
        for shift in ahead
        for stint in configuration.rota.stints(shift)
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


def _next_list(configuration: Configuration, today: date) -> Findings:
    """Whose staff of next year is not approved, from the month on in which it should be."""
    year = today.year + 1
    if is_due(today) and (agencies := lacking(configuration.rota, year)):
        names = ", ".join(agency.label for agency in agencies)
        path = ("rosters",) if configuration.decisions.rosters else ()
        yield (
            path,
            f"chưa có danh sách nhân sự năm {year} (khoản 5 Điều 3) của {names}; soạn đề nghị bằng "
            f"luanphien roster request --year {year}",
        )


def _unapproved(configuration: Configuration, today: date) -> Findings:
    """The rosters in force or still ahead that rest on no decision (Điều 3 khoản 5)."""
    rosters = configuration.decisions.rosters
    in_force = configuration.rota.staffing.roster_on(today)
    for n, roster in enumerate(rosters):
        if not roster.basis and (roster == in_force or roster.effective > today):
            year = year_of(roster)
            yield (
                ("rosters", n),
                f"danh sách từ {roster.effective} chưa ghi quyết định phê duyệt (khoản 5 Điều 3): "
                f"luanphien roster submit --year {year} để trình, roster approve khi đã ký",
            )


def _idle(configuration: Configuration, ahead: Sequence[Shift], today: date) -> Findings:
    """Who would take over and hand over on one day, for days off alone."""
    for shift in ahead:
        for handover in idle(configuration.rota, shift):
            if handover.on >= today:
                text = f"phiên {shift.id}: {handovers.idle(handover)} (khoản 8 Điều 6)"
                yield _cause(configuration, handover.outgoing), text


def _cause(configuration: Configuration, stint: Stint) -> Path:
    """The absence that begins or ends beside the stint; the file where another decision does."""
    around = Period(stint.days.first - DAY, stint.days.last + DAY)
    people = {person.id for person in (stint.person, stint.instead_of) if person}
    for n, absence in enumerate(configuration.decisions.absences):
        if absence.person in people and absence.period.overlaps(around):
            return ("absences", n)
    return ()


def _unannounced_years(configuration: Configuration, today: date) -> Findings:
    announced = configuration.rota.calendar.announced_years
    needed = range(today.year, (today + AHEAD).year + 1)
    if missing := ", ".join(str(year) for year in needed if year not in announced):
        text = f"lịch nghỉ năm {missing} chưa công bố; ngày tính từ đó là dự kiến"
        yield ("announced_years",), text


def _forgotten_days(configuration: Configuration, today: date) -> Findings:
    """Days ahead that are off by the forecast, but not in the announced days off."""
    for n, year in enumerate(configuration.holidays.announced_years):
        if year < today.year:
            continue
        ahead = [s for s in forgotten(configuration.rota.calendar, year) if s.day >= today]
        if ahead:
            said = dates.holidays(ahead)
            yield (
                ("announced_years", n),
                f"dự báo là ngày nghỉ mà days không ghi, nên phải đi làm: {said}",
            )


def _proposed_days(configuration: Configuration) -> Findings:
    for n, entry in enumerate(configuration.holidays.days):
        if entry.status == "proposed":
            yield (
                ("days", n),
                "mới đề xuất, chưa làm đổi ngày nào; "
                "khi có kết quả hãy ghi announced hoặc xóa mục này",
            )
