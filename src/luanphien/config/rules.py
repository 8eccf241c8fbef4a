"""The rules between the fields of a file, which its shape can't express.

A field that did not fit its shape is None here and is passed over: it has its finding.
"""

from __future__ import annotations

from datetime import date

from luanphien.config.build import notice_rule
from luanphien.config.days import LONGEST, announced_days, days_problem, entries, parse_days
from luanphien.config.problems import Findings, Path, Problem, Vocabulary, repeats
from luanphien.config.shapes import AgenciesFile, HolidaysFile, RotationShape
from luanphien.config.source import Document
from luanphien.core.duties import deadline_distance
from luanphien.core.rotation import is_boundary
from luanphien.core.workdays import SATURDAY

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def agency_problems(document: Document, file: AgenciesFile) -> list[Problem]:
    """What is wrong between the fields of agencies.yaml."""
    found = [*_centre(file), *_mail(file), *_notice(file), *_agencies(file), *_rotations(file)]
    return [document.problem(path, text) for path, text in found]


def holiday_problems(document: Document, file: HolidaysFile) -> list[Problem]:
    """What is wrong between the fields of holidays_vn.yaml."""
    found = [*_entries(file), *_clashes(file), *_years(file)] or [*_unused_years(file)]
    return [document.problem(path, text) for path, text in found]


def _centre(file: AgenciesFile) -> Findings:
    hours = file.centre and file.centre.office_hours
    if hours and hours.opens and hours.closes and hours.opens >= hours.closes:
        path = ("centre", "office_hours", "closes")
        yield path, f"hết giờ lúc {hours.closes} phải sau giờ bắt đầu {hours.opens}"


def _mail(file: AgenciesFile) -> Findings:
    mail = file.mail
    if mail and mail.security == "none" and mail.host and mail.host not in LOOPBACK:
        path = ("mail", "security")
        yield path, f"none chỉ dùng với máy chủ ở chính máy này ({', '.join(LOOPBACK)})"


def _notice(file: AgenciesFile) -> Findings:
    notice = file.notice
    if notice and notice.working_days and notice.counting and notice.send_ahead:
        distance = deadline_distance(notice_rule(notice))
        if notice.send_ahead < distance:
            yield (
                ("notice", "send_ahead"),
                f"gửi trước {notice.send_ahead} ngày làm việc là sau hạn; cần ít nhất {distance}",
            )


def _agencies(file: AgenciesFile) -> Findings:
    agencies = file.agencies or []
    for n in repeats(agency.id if agency else None for agency in agencies):
        yield ("agencies", n, "id"), f"mã «{agencies[n].id}» đã dùng cho một cơ quan ở trên"


def _rotations(file: AgenciesFile) -> Findings:
    agencies = [agency for agency in file.agencies or () if agency and agency.id]
    rotations = [(n, rotation) for n, rotation in enumerate(file.rotations or ()) if rotation]
    on_call: dict[str, bool] = {}
    for agency in agencies:
        on_call.setdefault(agency.id, agency.on_call)
    whole = [(n, rotation) for n, rotation in rotations if rotation.order and all(rotation.order)]
    if len(agencies) == len(file.agencies or ()):
        ids = Vocabulary(on_call)
        for n, rotation in whole:
            yield from _order(n, rotation, on_call, ids)
    yield from _effective(rotations)
    if rotations and len(whole) == len(rotations):
        named = {agency for _, rotation in rotations for agency in rotation.order}
        for agency in agencies:
            if agency.on_call is False and agency.id not in named:
                path = ("rotations", rotations[-1][0], "order")
                yield path, f"thiếu «{agency.id}»; cần mỗi cơ quan không có on_call: true một lần"


def _order(n: int, rotation: RotationShape, on_call: dict[str, bool], ids: Vocabulary) -> Findings:
    seen: set[str] = set()
    for place, agency in enumerate(rotation.order or ()):
        path: Path = ("rotations", n, "order", place)
        if agency in seen:
            yield path, f"«{agency}» đã có trong thứ tự này; mỗi cơ quan chỉ một lần"
        elif agency and agency not in ids:
            yield path, f"không có cơ quan mã «{agency}»{ids.examples(agency)}"
        elif on_call.get(agency):
            yield path, f"«{agency}» chỉ đến khi cần (on_call: true), không trực luân phiên"
        seen.add(agency)
    if rotation.order and rotation.starts_with and rotation.starts_with not in rotation.order:
        path = ("rotations", n, "starts_with")
        examples = Vocabulary(rotation.order).examples(rotation.starts_with)
        yield path, f"«{rotation.starts_with}» không có trong order{examples}"


def _effective(rotations: list[tuple[int, RotationShape]]) -> Findings:
    before: RotationShape | None = None
    for n, rotation in rotations:
        if not rotation.effective:
            continue
        path = ("rotations", n, "effective")
        if rotation.effective.day != 1:
            yield path, f"{rotation.effective} không phải ngày đầu tháng; cần ngày 01 của một tháng"
        elif before is None:
            before = rotation
        elif rotation.effective <= before.effective:
            yield path, f"phải sau ngày hiệu lực của mục trước ({before.effective})"
        elif before.months and not is_boundary(before.effective, before.months, rotation.effective):
            yield (
                path,
                f"{rotation.effective} cắt ngang một phiên {before.months} tháng tính từ "
                f"{before.effective}; cần ngày đầu của một phiên",
            )
        else:
            before = rotation


def _entries(file: HolidaysFile) -> Findings:
    for n, entry in entries(file):
        if entry.off is None and entry.make_up is None and entry.name:
            yield ("days", n), "không có ngày nào; cần off, make_up hoặc cả hai"
        if entry.off is not None:
            if wrong := days_problem(entry.off):
                yield ("days", n, "off"), wrong
            else:
                first, last = parse_days(entry.off)
                if (last - first).days >= LONGEST:
                    yield ("days", n, "off"), f"dài hơn {LONGEST} ngày; xem lại năm, tháng"
        if entry.make_up and entry.make_up.weekday() < SATURDAY:
            yield (
                ("days", n, "make_up"),
                f"{entry.make_up} là ngày trong tuần; ngày làm bù phải là thứ Bảy hoặc Chủ nhật",
            )


def _clashes(file: HolidaysFile) -> Findings:
    """Days that are named twice, or are both off and make-up."""
    off: set[date] = set()
    make_up: set[date] = set()
    for n, field, day in announced_days(file):
        path = ("days", n, field)
        if day in (off if field == "off" else make_up):
            yield path, f"ngày {day} đã có ở mục trên"
        elif day in (make_up if field == "off" else off):
            yield path, f"ngày {day} vừa là ngày nghỉ vừa là ngày làm bù"
        (off if field == "off" else make_up).add(day)


def _years(file: HolidaysFile) -> Findings:
    if file.announced_years is None or None in file.announced_years:
        return
    years = set(file.announced_years)
    reported = set()
    for n, field, day in announced_days(file):
        if day.year not in years and (n, field, day.year) not in reported:
            reported.add((n, field, day.year))
            yield (
                ("days", n, field),
                f"năm {day.year} không có trong announced_years; thêm năm đó khi lịch nghỉ cả năm "
                "đã công bố, hoặc ghi status: proposed",
            )
    for n in repeats(file.announced_years):
        yield ("announced_years", n), f"năm {file.announced_years[n]} đã có"


def _unused_years(file: HolidaysFile) -> Findings:
    """Years without a day off; not asked while an entry is faulty, which may be the one."""
    listed = list(file.days or ())
    if all(entry and entry.status and (entry.off or entry.make_up) for entry in listed):
        used = {day.year for _, _, day in announced_days(file)}
        for n, year in enumerate(file.announced_years or ()):
            if year and year not in used:
                yield ("announced_years", n), f"năm {year} không có ngày nghỉ nào trong days"
