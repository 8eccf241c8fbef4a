"""How the dates of a shift came about, as text: the rule, the days, the article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from luanphien import output
from luanphien.core.decisions import Centre
from luanphien.core.duties import deadline_distance
from luanphien.core.model import Shift
from luanphien.core.period import DAY, Period
from luanphien.core.reasons import Step, counted_back
from luanphien.core.rota import Rota
from luanphien.core.rotation import first_day
from luanphien.core.workdays import SATURDAY
from luanphien.wording import dates, people, special_days
from luanphien.wording.words import capital

if TYPE_CHECKING:
    from rich.console import Console


def print_period(centre: Centre, rota: Rota, period: Period) -> None:
    """Print the reasoning behind the shifts of the period; of a single day first what it is."""
    shifts, out = list(rota.shifts(period)), output.console(output.UNWRAPPED)
    if period.first == period.last:
        out.print(f"{_day(rota, period.first)}\n")
    for n, shift in enumerate(shifts):
        if n:
            out.print()
        _print_shift(out, centre, rota, shift)


def _day(rota: Rota, day: date) -> str:
    """Whether the day is a working day, and why."""
    what = "ngày làm việc" if rota.calendar.is_working(day) else "ngày nghỉ"
    return f"{capital(dates.spelled(day))} là {what} ({_day_reason(day, rota)})."


def _print_shift(out: Console, centre: Centre, rota: Rota, shift: Shift) -> None:
    """Print how every date of the shift came about."""
    month = dates.months(shift.starts_on, shift.ends_on)
    out.print(f"Phiên trực tháng {month}: {shift.agency.name}", style="bold")
    sections = (
        ("Cơ quan trực (khoản 4, khoản 5 Điều 6)", _turn(rota, shift)),
        ("Ngày làm việc", _working_days(rota, shift)),
        ("Thông báo (khoản 6 Điều 6)", _notice(rota, shift)),
        ("Bàn giao (khoản 8 Điều 6)", _handover(centre, rota, shift)),
        ("Người trực (khoản 4, khoản 10 Điều 6)", _people(rota, shift)),
        ("Dự kiến", _provisional(rota, shift)),
    )
    for title, lines in sections:
        if told := [f"  {line}" for line in lines]:
            out.print(f"\n{title}", style="bold")
            output.print_hanging(out, told)


def _turn(rota: Rota, shift: Shift) -> Iterator[str]:
    rotation = shift.rotation
    yield f"Thứ tự từ {dates.full(rotation.effective)}{_by(rotation.basis)}:"
    for turn, agency in enumerate(rotation.order, 1):
        yield f"{'▶' if turn == shift.turn else ' '} {turn}. {rota.agencies[agency].name}"
    yield from _changes(rota, shift)
    length = "01 tháng" if rotation.months == 1 else f"{rotation.months:02} tháng"
    yield (
        f"Chu kỳ {shift.cycle}, phiên {shift.turn}: {length}, từ {dates.spelled(shift.starts_on)} "
        f"đến hết {dates.spelled(shift.ends_on)}."
    )


def _changes(rota: Rota, shift: Shift) -> Iterator[str]:
    """Why another agency serves than the order's: a swap with another shift, or an override."""
    for swap in rota.decisions.swaps:
        if shift.id in swap.shifts:
            (other,) = (first_day(id) for id in swap.shifts if id != shift.id)
            with_shift = f"đổi với phiên trực tháng {dates.months(other, other)}"
            yield f"Đổi phiên: {shift.agency.name}, {with_shift}{_by(swap.basis)}."
    for override in rota.decisions.overrides:
        if override.shift == shift.id:
            yield f"Trực thay: {shift.agency.name}{_by(override.basis)}."


def _by(basis: str | None) -> str:
    return f", theo {basis}" if basis else ""


def _working_days(rota: Rota, shift: Shift) -> Iterator[str]:
    days = Period(shift.starts_on, shift.ends_on)
    weekdays = sum(day.weekday() < SATURDAY for day in days.each_day())
    specials = rota.calendar.exceptions(*days)
    made_up = sum(special.working for special in specials)
    yield (
        f"{shift.working_days} ngày: {weekdays} ngày thứ Hai đến thứ Sáu, trừ "
        f"{len(specials) - made_up} ngày nghỉ, cộng {made_up} ngày làm bù."
    )
    for special in specials:
        yield f"{dates.with_weekday(special.day)}  {_day_reason(special.day, rota)}"
    for name, day in (("đầu", shift.first_working_day), ("cuối", shift.last_working_day)):
        yield f"Ngày làm việc {name}: {dates.spelled(day) if day else 'không có'}."


def _notice(rota: Rota, shift: Shift) -> Iterator[str]:
    rule = rota.decisions.notice
    deadline = deadline_distance(rule)
    way = "ngày làm việc trọn vẹn ở giữa" if rule.counting == "clear-days" else "ngày làm việc"
    yield (
        f"Tối thiểu trước {rule.working_days:02} {way}; gửi trước {rule.send_ahead:02} ngày làm "
        "việc."
    )
    yield (
        f"Đếm ngược từ {dates.spelled(shift.starts_on)}, ngày đó không tính "
        "(Điều 147 Bộ luật Dân sự 2015):"
    )
    marks = {rule.send_ahead: "ngày gửi thông báo"}
    marks[deadline] = "hạn thông báo" + (" và ngày gửi" if deadline in marks else "")
    for step in counted_back(rota.calendar, shift.starts_on, rule.send_ahead):
        yield _step(step, rota, marks)


def _step(step: Step, rota: Rota, marks: dict[int, str]) -> str:
    day = dates.with_weekday(step.day)
    if step.number is None:
        return f"{day}  –  {_day_reason(step.day, rota)}"
    mark = f"  ◀ {marks[step.number]}" if step.number in marks else ""
    made_up = f"  {_day_reason(step.day, rota)}" if step.special else ""
    return f"{day}  {step.number}{made_up}{mark}"


def _handover(centre: Centre, rota: Rota, shift: Shift) -> Iterator[str]:
    at = filter(None, (dates.spelled(shift.handover_on), centre.office_hours.decided_closing))
    yield f"Cuối ngày làm việc cuối cùng: {', '.join(at)}."
    day = shift.ends_on
    while day > shift.handover_on:
        yield f"{dates.with_weekday(day)}  –  {_day_reason(day, rota)}"
        day -= DAY


def _people(rota: Rota, shift: Shift) -> Iterator[str]:
    roster = rota.staffing.roster_on(shift.starts_on)
    if roster is None:
        yield f"Không có danh sách nhân sự nào có hiệu lực ngày {dates.full(shift.starts_on)}."
    else:
        yield f"Danh sách nhân sự từ {dates.full(roster.effective)}{_by(roster.basis)}."
    for stint in rota.stints(shift):
        days = f"{dates.with_weekday(stint.days.first)}–{dates.with_weekday(stint.days.last)}"
        worked = f"{rota.calendar.count(*stint.days)} ngày làm việc"
        yield f"{days}  {people.name(stint.person)}, {worked}: {people.why(stint)}"
    for handover in rota.handovers(shift):
        yield (
            f"Bàn giao {dates.spelled(handover.on)}: {people.name(handover.outgoing.person)} → "
            f"{people.name(handover.incoming.person)} ({handover.incoming_agency.name})"
        )


def _provisional(rota: Rota, shift: Shift) -> Iterator[str]:
    if rota.provisional(shift):
        first, last = shift.notice_send_on.year, shift.ends_on.year
        years = set(range(first, last + 1)) - rota.calendar.announced_years
        yield (
            f"Lịch nghỉ năm {', '.join(map(str, sorted(years)))} chưa có trong holidays_vn.yaml; "
            "ngày được tính theo dự báo và có thể thay đổi."
        )


def _day_reason(day: date, rota: Rota) -> str:
    special = rota.calendar.special(day)
    if special:
        return f"{special_days.kind(special)}: {special.name}; {special.source}"
    return "nghỉ cuối tuần" if day.weekday() >= SATURDAY else "ngày trong tuần"
