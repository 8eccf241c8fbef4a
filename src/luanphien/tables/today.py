"""Who is at the counter today, as a panel to read in two seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from luanphien.core.announced import Announced
from luanphien.core.decisions import Centre, Person
from luanphien.core.handovers import Handed
from luanphien.core.obligations import Obligation, Obligations
from luanphien.core.outlook import Outlook
from luanphien.core.preparation import NOTHING, Preparation
from luanphien.core.runs import Running
from luanphien.core.workdays import WorkCalendar
from luanphien.output import print_hanging
from luanphien.tables.listing import Listing
from luanphien.wording import dates, handovers, obligations, people, preparation, runs, states
from luanphien.wording.words import capital

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text


FRAMED = 40
"""From this many columns on the day stands in a frame, its facts in two columns."""
NOTICE = "Thông báo"
"""What the line of the next notice is called."""


class Day(Listing, frozen=True):
    """A day at the counter, the handovers that are still to be settled, and what runs by itself."""

    centre: Centre
    calendar: WorkCalendar
    outlook: Outlook
    unsettled: Sequence[Handed] = ()
    works: Sequence[Running] = ()
    lacking: Preparation = NOTHING
    obligations: Obligations | None = None
    """What is owed; None where the register can't tell, nor how the next notice stands."""
    announced: Announced | None = None

    def print(self, out: Console) -> None:
        """Print the day in a frame, where it has room: the officer first; then what is owed."""
        from rich.console import Group
        from rich.panel import Panel
        from rich.text import Text

        outlook, day = self.outlook, capital(dates.spelled(self.outlook.day))
        framed = out.width >= FRAMED
        note = "\n* dự kiến: lịch nghỉ chưa công bố, ngày có thể thay đổi."
        parts = Group(
            Text("\n").join(_headline(outlook)),
            "",
            self._columns() if framed else self._lines(),
            *([note] if outlook.provisional else []),
        )
        if framed:
            out.print(Panel(parts, title=Text(f" {day} "), title_align="left", padding=(1, 2)))
        else:
            out.print(day, parts, sep="\n\n")
        if self.obligations:
            out.print()
            _print_obligations(out, self.obligations, self.calendar)

    def _columns(self) -> Table:
        from rich.table import Table

        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for label, text, style in self._facts():
            table.add_row(label, text, style=style)
        return table

    def _lines(self) -> Text:
        from rich.text import Text

        lines = (Text(f"{label}: {text}", style) for label, text, style in self._facts())
        return Text("\n").join(lines)

    def _facts(self) -> Iterator[tuple[str, str, str]]:
        """A label, a text and its style each; minutes that are missing stand out."""
        for row in rows(self.centre, self.calendar, self.outlook, self.announced):
            yield row.label, row.text, ""
        if self.unsettled:
            others = len(self.unsettled) - 1
            more = f"; và {others} lần nữa" if others else ""
            yield "Biên bản", handovers.line(self.unsettled[-1]) + more, "bold"
        for line in preparation.lines(self.lacking, brief=True):
            yield "Chuẩn bị", capital(line), ""
        if late := [work for work in self.works if work.late]:
            yield "Tự chạy", "; ".join(map(runs.warning, late)), "bold"
        elif self.works:
            yield "Tự chạy", runs.last(self.works), ""

    def data(self) -> dict[str, Any]:
        """The day and what comes next."""
        from luanphien.tables import data

        outlook, owed, handover = self.outlook, self.obligations, self.outlook.next_handover
        sent = self.announced and self.announced.sent
        answer = self.announced and self.announced.acknowledged
        return {
            "centre": self.centre.name,
            "today": outlook.day,
            "working_day": outlook.serving_on == outlook.day,
            "day_off": outlook.day_off.name if outlook.day_off else None,
            "serving_on": outlook.serving_on,
            "shift": outlook.shift.id,
            "agency": data.agency(outlook.shift.agency),
            "stint": data.stint(outlook.stint),
            "reserve": list(map(data.person, outlook.reserve)),
            "working_days_left": outlook.working_days_left,
            "until": outlook.until,
            "next_stint": outlook.upcoming and data.stint(outlook.upcoming.stint),
            "next_shift": {
                "id": outlook.next_shift.id,
                "agency": data.agency(outlook.next_shift.agency),
                "starts_on": outlook.next_shift.starts_on,
            },
            "next_notice": {
                "shift": outlook.next_notice.id,
                "agency": data.agency(outlook.next_notice.agency),
                "notice_send_on": outlook.next_notice.notice_send_on,
                "notice_deadline": outlook.next_notice.notice_deadline,
                "sent_on": sent and sent.at.date(),
                "sent_via": sent and sent.channel,
                "acknowledged_on": answer and answer.at.date(),
            },
            "next_handover": handover
            and {
                "handover_on": handover.on,
                "at": self.centre.office_hours.closing,
                "outgoing": data.person(handover.outgoing.person),
                "incoming": data.person(handover.incoming.person),
                "incoming_agency": data.agency(handover.incoming_agency),
            },
            "unsettled_handovers": list(map(data.handover, self.unsettled)),
            "runs": list(map(data.running, self.works)),
            "preparation": data.preparation(self.lacking),
            "provisional": outlook.provisional,
            "obligations": owed and [_data(one, outlook.day) for one in owed.owed],
        }


def _print_obligations(out: Console, owed: Obligations, calendar: WorkCalendar) -> None:
    """Print what is owed, day by day, each with its command on a line of its own to copy."""
    out.print(obligations.title(owed), style="bold")
    for day, late, of_day in obligations.by_day(owed, calendar):
        out.print(f"\n{capital(day)}", style="bold" if late else "")
        for obligation in of_day:
            print_hanging(out, [f"  {capital(obligations.text(obligation, owed.day))}"])
            print_hanging(out, [f"    {obligations.command(obligation, owed.day)}"])


def _data(obligation: Obligation, day: date) -> dict[str, Any]:
    from luanphien.tables import data

    shift, days = obligation.shift, obligation.days
    return {
        "duty": obligation.duty,
        "by": obligation.by,
        "shift": shift and shift.id,
        "agency": shift and data.agency(shift.agency),
        "by_mail": obligation.by_mail,
        "days": days and data.period(days),
        "handover": obligation.handed and data.handover(obligation.handed),
        "person": obligation.telling and data.person(obligation.telling.person),
        "command": obligations.command(obligation, day),
    }


def _headline(outlook: Outlook) -> Iterator[Text]:
    """Why the counter is closed, if it is; the officer, and whose shift it is."""
    from rich.text import Text

    if text := closed(outlook):
        yield Text(text, "bold")
    person = outlook.stint.person
    officer = Text(people.name(person).upper(), "bold")
    if person and person.phone:
        officer.append(f"   ☎ {person.phone}")
    yield officer
    yield Text(outlook.shift.agency.name)


def closed(outlook: Outlook) -> str:
    """Why the counter is closed on the day and when it opens again; empty on a working day."""
    if outlook.serving_on == outlook.day:
        return ""
    why = outlook.day_off.name if outlook.day_off else "cuối tuần"
    return f"NGHỈ ({why}). Làm việc lại {dates.spelled(outlook.serving_on)}:"


class Row(NamedTuple):
    """Something to know about a day; `phones` are the telephone numbers that the text holds."""

    label: str
    text: str
    phones: Sequence[str] = ()


def rows(
    centre: Centre, calendar: WorkCalendar, outlook: Outlook, announced: Announced | None = None
) -> Iterator[Row]:
    """What else there is to know about the day; `announced` is how the next notice stands."""

    def when(day: date) -> str:
        return f"{dates.spelled(day)} ({dates.left(calendar, outlook.day, day)})"

    stint, handover, notice = outlook.stint, outlook.next_handover, outlook.next_notice
    yield Row("Đến hết", dates.spelled(outlook.until))
    yield Row("Phiên còn", f"{outlook.working_days_left} ngày làm việc")
    if stint.instead_of:
        yield Row("Lý do", people.why(stint))
    if outlook.reserve:
        reserve = people.told_apart(outlook.reserve)
        yield Row("Dự phòng", "; ".join(map(_reachable, reserve)), _phones(*reserve))
    if upcoming := outlook.upcoming:
        agency = f", {upcoming.agency.name}" if upcoming.agency != outlook.shift.agency else ""
        since = dates.spelled(upcoming.serves_on)
        text = f"{_reachable(upcoming.stint.person)}{agency}, từ {since}"
        yield Row("Tiếp theo", text, _phones(upcoming.stint.person))
    if said := announced and states.of_announced(announced):
        yield Row(NOTICE, f"cho {notice.agency.name} {said}")
    else:
        yield Row(NOTICE, f"hạn {when(notice.notice_deadline)}, cho {notice.agency.name}")
    if handover:
        yield Row(
            "Bàn giao",
            f"{centre.office_hours.decided_closing} {when(handover.on)}".lstrip()
            + f": {handovers.parties(handover)}",
        )


def _reachable(person: Person | None) -> str:
    phone = f" ({person.phone})" if person and person.phone else ""
    return people.name(person) + phone


def _phones(*persons: Person | None) -> list[str]:
    return [person.phone for person in persons if person and person.phone]
