"""Who is at the counter today, as a panel to read in two seconds and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from luanphien.core.handovers import Handed
from luanphien.core.model import Centre, Person
from luanphien.core.outlook import Outlook
from luanphien.render import dates, handovers, people, tabular
from luanphien.render.streams import console
from luanphien.render.words import capital

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text


FRAMED = 40
"""From this many columns on the day stands in a frame, its facts in two columns."""


def print_panel(centre: Centre, seen: Outlook, unsettled: Sequence[Handed]) -> None:
    """Print the day in a frame, where it has room: the officer first."""
    from rich.console import Group
    from rich.panel import Panel
    from rich.text import Text

    out, day = console(), capital(dates.spelled(seen.day))
    framed = out.width >= FRAMED
    note = "\n* dự kiến: lịch nghỉ chưa công bố, ngày có thể thay đổi." if seen.provisional else ""
    facts = (_columns if framed else _lines)(centre, seen, unsettled)
    parts = Group(Text("\n").join(_headline(seen)), "", facts, *filter(None, [note]))
    if framed:
        out.print(Panel(parts, title=Text(f" {day} "), title_align="left", padding=(1, 2)))
    else:
        out.print(day, parts, sep="\n\n")


def _headline(seen: Outlook) -> Iterator[Text]:
    from rich.text import Text

    if text := closed(seen):
        yield Text(text, "bold")
    person = seen.stint.person
    officer = Text(people.name(person).upper(), "bold")
    if person and person.phone:
        officer.append(f"   ☎ {person.phone}")
    yield officer
    yield Text(seen.shift.agency.name)


def closed(seen: Outlook) -> str:
    """Why the counter is closed on the day and when it opens again; empty on a working day."""
    if seen.serving_on == seen.day:
        return ""
    why = seen.day_off.name if seen.day_off else "cuối tuần"
    return f"NGHỈ ({why}). Làm việc lại {dates.spelled(seen.serving_on)}:"


def _columns(centre: Centre, seen: Outlook, unsettled: Sequence[Handed]) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, text, style in _facts(centre, seen, unsettled):
        table.add_row(label, text, style=style)
    return table


def _lines(centre: Centre, seen: Outlook, unsettled: Sequence[Handed]) -> Text:
    from rich.text import Text

    facts = _facts(centre, seen, unsettled)
    return Text("\n").join(Text(f"{label}: {text}", style) for label, text, style in facts)


def _facts(
    centre: Centre, seen: Outlook, unsettled: Sequence[Handed]
) -> Iterator[tuple[str, str, str]]:
    """A label, a text and its style each; minutes that are missing stand out."""
    for label, text in rows(centre, seen):
        yield label, text, ""
    if unsettled:
        more = f"; và {len(unsettled) - 1} lần nữa" if len(unsettled) > 1 else ""
        yield "Biên bản", handovers.line(unsettled[-1]) + more, "bold"


def rows(centre: Centre, seen: Outlook) -> Iterator[tuple[str, str]]:
    """What else there is to know about the day: a label and a text each."""
    stint, handover, notice = seen.stint, seen.next_handover, seen.next_notice
    yield "Đến hết", dates.spelled(seen.until)
    yield "Phiên còn", f"{seen.working_days_left} ngày làm việc"
    if stint.instead_of:
        yield "Lý do", people.why(stint)
    if seen.reserve:
        yield "Dự phòng", "; ".join(map(_reachable, people.told_apart(seen.reserve)))
    if upcoming := seen.upcoming:
        agency = f", {upcoming.agency.name}" if upcoming.agency != seen.shift.agency else ""
        since = dates.spelled(upcoming.serves_on)
        yield "Tiếp theo", f"{_reachable(upcoming.stint.person)}{agency}, từ {since}"
    yield (
        "Thông báo",
        f"hạn {dates.spelled(notice.notice_deadline)}{_in_days(seen.day, notice.notice_deadline)}, "
        f"cho {notice.agency.name}",
    )
    if handover:
        yield (
            "Bàn giao",
            f"{centre.office_hours.closes:%H:%M} {dates.spelled(handover.on)}"
            f"{_in_days(seen.day, handover.on)}: {handovers.parties(handover)}",
        )


def _reachable(person: Person | None) -> str:
    phone = f" ({person.phone})" if person and person.phone else ""
    return people.name(person) + phone


def _in_days(today: date, day: date) -> str:
    days = (day - today).days
    return {0: " (hôm nay)", 1: " (ngày mai)"}.get(days, f" (còn {days} ngày)")


def print_json(centre: Centre, seen: Outlook, unsettled: Sequence[Handed]) -> None:
    """Print what docs/json.md describes."""
    handover, upcoming = seen.next_handover, seen.upcoming
    tabular.print_json(
        {
            "centre": centre.name,
            "today": seen.day,
            "working_day": seen.serving_on == seen.day,
            "day_off": seen.day_off.name if seen.day_off else None,
            "serving_on": seen.serving_on,
            "shift": seen.shift.id,
            "agency": people.agency_data(seen.shift.agency),
            "stint": people.stint_data(seen.stint),
            "reserve": [people.person_data(person) for person in seen.reserve],
            "working_days_left": seen.working_days_left,
            "until": seen.until,
            "next_stint": upcoming and people.stint_data(upcoming.stint),
            "next_shift": {
                "id": seen.next_shift.id,
                "agency": people.agency_data(seen.next_shift.agency),
                "starts_on": seen.next_shift.starts_on,
            },
            "next_notice": {
                "shift": seen.next_notice.id,
                "agency": people.agency_data(seen.next_notice.agency),
                "notice_send_on": seen.next_notice.notice_send_on,
                "notice_deadline": seen.next_notice.notice_deadline,
            },
            "next_handover": handover
            and {
                "handover_on": handover.on,
                "at": centre.office_hours.closes,
                "outgoing": people.person_data(handover.outgoing.person),
                "incoming": people.person_data(handover.incoming.person),
                "incoming_agency": people.agency_data(handover.incoming_agency),
            },
            "unsettled_handovers": list(map(handovers.data, unsettled)),
            "provisional": seen.provisional,
        }
    )
