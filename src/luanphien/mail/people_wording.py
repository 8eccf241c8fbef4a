"""The e-mails to who serves: the days that are theirs, and what is about to come.

Whatever begins, ends or changes does so on a day with work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from luanphien.core.decisions import Agency, Centre, Person
from luanphien.core.facts import Side
from luanphien.core.model import Handover, Shift, Stint
from luanphien.core.period import Period
from luanphien.core.reminders import Reminder
from luanphien.core.told import Telling
from luanphien.core.workdays import WorkCalendar
from luanphien.wording import dates, people, special_days
from luanphien.wording.words import capital


def told(
    centre: Centre,
    calendar: WorkCalendar,
    tellings: Sequence[Telling],
    own_feed: str | None,
    *,
    with_events: bool,
) -> tuple[str, str]:
    """Subject and text for a person whose days and handovers these are.

    `with_events` says that calendar files go with it. `own_feed` is where the person's own feed is,
    which nobody else is told. Nobody's reasons are in it: neither why somebody is away nor what a
    decision says of it.
    """
    person = tellings[0].person
    is_named = not any(telling.before for telling in tellings)
    months = ", ".join(_months(telling.shift) for telling in tellings)
    what = "những ngày" if is_named else "thay đổi về những ngày"
    paragraphs = [
        f"Kính gửi {_reader(person)},",
        f"{centre.name} báo {what} {_reader(person)} trực tại Trung tâm.",
        *("\n".join(_shift(centre, calendar, telling)) for telling in tellings),
    ]
    if with_events:
        paragraphs.append("Kèm theo là các tệp lịch (.ics) để đưa vào lịch điện tử.")
    if own_feed:
        paragraphs.append(
            "Có thể thêm vào ứng dụng lịch địa chỉ này, lịch sẽ tự cập nhật; đây là lịch riêng, "
            f"xin đừng chuyển địa chỉ cho ai: {own_feed}"
        )
    if any(telling.said for telling in tellings):
        paragraphs.append("Thư này thay cho các thư trước về những phiên nêu trên.")
    title = "Lịch trực tại Trung tâm" if is_named else "Thay đổi lịch trực tại Trung tâm"
    return f"{title}: tháng {months}", _letter(centre, paragraphs)


def reminded(
    centre: Centre, reminders: Sequence[Reminder], days: Sequence[Sequence[Period]]
) -> tuple[str, str]:
    """Subject and text for a person who is reminded of all this, with their days of each shift."""
    person = reminders[0].person
    paragraphs = [f"Kính gửi {people.called(person)},"]
    subjects: dict[str, None] = {}
    for reminder, own in zip(reminders, days, strict=True):
        if reminder.handover:
            subjects[f"bàn giao {dates.spelled(reminder.handover.on)}"] = None
            paragraphs.append(_coming(centre, reminder.handover))
        else:
            subjects[f"phiên trực tháng {_months(reminder.shift)}"] = None
            paragraphs.append(_beginning(reminder, own))
    if any(reminder.version > 1 for reminder in reminders):
        paragraphs.append("Thư này thay cho thư nhắc trước về việc nêu trên, nay đã đổi.")
    return f"Nhắc: {', '.join(subjects)}", _letter(centre, paragraphs)


def _reader(person: Person) -> str:
    """`ông Nguyễn Văn A`; `ông/bà` for who is in no list any more, with an address for a name."""
    return "ông/bà" if person.name == person.email else people.called(person)


def _shift(centre: Centre, calendar: WorkCalendar, telling: Telling) -> Iterator[str]:
    """What the person is told of a shift, a line each; whose it is, if they serve in it."""
    shift = telling.shift
    whose = f", {shift.agency.name}" if telling.after else ""
    yield f"Phiên tháng {_months(shift)}{whose}:"
    if not telling.before:
        yield f"- Trực {_days(telling.after)}."
    elif telling.before == telling.after:
        yield f"- Vẫn trực {_days(telling.after)}."
    else:
        yield f"- Trước đây: {_days(telling.before)}."
        yield f"- Nay: {_days(telling.after)}."
    if telling.before:
        yield from (f"- Nay là ngày làm việc: {dates.spelled(day)}." for day in telling.opened)
        yield from (f"- Nay là ngày nghỉ: {dates.spelled(day)}." for day in telling.closed)
        if telling.before != telling.after or telling.opened or telling.closed:
            yield f"- Thay đổi từ {dates.spelled(telling.since)}."
    if odd := [line for days in telling.after for line in special_days.told(calendar, *days)]:
        yield f"- Trong những ngày đó: {'; '.join(odd)}."
    yield from _handovers(centre, telling)


_SIDES: Mapping[Side, str] = {"incoming": "nhận bàn giao", "outgoing": "bàn giao"}


def _handovers(centre: Centre, telling: Telling) -> Iterator[str]:
    """Those that are not on the day that was told, unless nothing is left; then those that are."""
    if telling.after or telling.handovers:
        for day in telling.off:
            yield f"- Không còn {_SIDES[day.side]} vào {dates.spelled(day.on)}."
    for day, handover in telling.handovers.items():
        if day.side == "incoming":
            other = f"từ {_party(handover.outgoing, handover.outgoing_agency)}"
        else:
            other = f"cho {_party(handover.incoming, handover.incoming_agency)}"
        when = f"{dates.closing(centre.office_hours)} {dates.spelled(day.on)}"
        yield f"- {capital(_SIDES[day.side])}: {when}, {other}."


def _beginning(reminder: Reminder, days: Sequence[Period]) -> str:
    shift, stint = reminder.shift, reminder.officer
    assert stint
    first = shift.first_working_day
    assert first
    text = (
        f"Phiên trực tháng {_months(shift)} của {shift.agency.name} bắt đầu {dates.spelled(first)}."
    )
    if reminder.person == stint.person:
        return f"{text} Người trực là {people.called(reminder.person)}, {_days(days)}."
    serves = f"; trực {_days(days)}" if days else ""
    reserve = f"{people.called(reminder.person)} là nhân sự dự phòng{serves}"
    return f"{text} Người trực là {_party(stint, shift.agency)}; {reserve}."


def _coming(centre: Centre, handover: Handover) -> str:
    when = f"{dates.closing(centre.office_hours)} {dates.spelled(handover.on)}"
    return (
        f"Bàn giao công việc (khoản 8 Điều 6 Quy chế): {when}, tại Trung tâm.\n"
        f"- Bên giao: {_party(handover.outgoing, handover.outgoing_agency)}.\n"
        f"- Bên nhận: {_party(handover.incoming, handover.incoming_agency)}.\n"
        "Kèm theo là biên bản đã điền sẵn (tệp Word) để hai bên điền số liệu và ký."
    )


def _party(stint: Stint, agency: Agency) -> str:
    """`bà Phạm Thị D (Sở Tài chính, điện thoại …)`, or the agency where nobody is named."""
    person: Person | None = stint.person
    if person is None:
        return f"{agency.name} (chưa cử người)"
    phone = f", điện thoại {person.phone}" if person.phone else ""
    return f"{people.called(person)} ({agency.name}{phone})"


def _letter(centre: Centre, paragraphs: Sequence[str]) -> str:
    phone = f", điện thoại {centre.phone}" if centre.phone else ""
    ending = f"Có gì chưa rõ, xin liên hệ {centre.name}{phone}."
    return "\n\n".join([*paragraphs, ending]) + "\n"


def _days(periods: Sequence[Period]) -> str:
    """`từ thứ Sáu 01/03/2024 đến hết thứ Sáu 29/03/2024; thứ Hai 18/03/2024`."""
    if not periods:
        return "không trực ngày nào"
    return "; ".join(map(_span, periods))


def _span(days: Period) -> str:
    first, last = map(dates.spelled, days)
    return first if first == last else f"từ {first} đến hết {last}"


def _months(shift: Shift) -> str:
    return dates.months(shift.starts_on, shift.ends_on)
