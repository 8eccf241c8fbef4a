"""Who is away, as a table: a person and days a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from luanphien.config.day_cells import ambiguous, why_no_day, written_day
from luanphien.config.days_rules import days_problem
from luanphien.config.lines import UNMERGE, Cell, Column, Line, Sheet, Unreadable, tables
from luanphien.config.validate import fault
from luanphien.core.decisions import Person
from luanphien.core.period import Period
from luanphien.core.text import same_name, unmarked
from luanphien.core.values import Text
from luanphien.wording import dates

COLUMNS: Mapping[str, Column] = {
    "name": Column("Họ và tên", ("ho va ten", "ho ten", "nguoi vang", "name"), required=True),
    "first": Column("Từ ngày", ("tu ngay", "ngay bat dau", "from"), required=True),
    "last": Column("Đến ngày", ("den ngay", "den het ngay", "ngay ket thuc", "to")),
    "reason": Column("Lý do", ("ly do", "reason")),
    "id": Column("Mã", ("ma", "id")),
}
LONGEST = 366
"""More days away in a row than this are a mistyped year."""


_CALLED = re.compile(r"^(?:ông|bà|đ/c|đồng chí)\.? ", re.IGNORECASE)
"""How people are called in a list; Ông may also be the name of a family."""


class Away(NamedTuple):
    """Somebody who is away, and where the file says so."""

    place: str
    person: Person
    days: Period
    reason: str | None = None


def absence_rows(sheets: Sequence[Sheet], people: Sequence[Person]) -> tuple[list[Away], list[str]]:
    """Who is away by the rows of a file, and what is wrong with their cells, in their order.

    Raises LuanphienError if no sheet has the columns that are needed.
    """
    away: list[Away] = []
    wrong: list[str] = []
    for table in tables(sheets, COLUMNS):
        rows = [_Row(line, table.columns) for line in table.lines]
        doubts = ambiguous(row.cell(field) for row in rows for field in ("first", "last"))
        for row in rows:
            if not any(row.cell(field) for field in COLUMNS):
                continue
            person, days = row.person(people), row.days(doubts)
            reason = row.words("reason")
            if person and days and not row.wrong:
                away.append(Away(row.line.cell(table.columns["name"]), person, days, reason))
            wrong += row.wrong
    return away, wrong


def days_fault(days: Period) -> str | None:
    """Why nobody is away on these days; None if somebody may be."""
    first, last = days
    if wrong := days_problem(f"{first}..{last}"):
        return wrong
    if (last - first).days >= LONGEST:
        return f"vắng từ {first} đến {last} dài hơn {LONGEST} ngày; xem lại năm"
    return None


def named(name: str, people: Iterable[Person]) -> tuple[Person | None, str]:
    """Who has that name, or why that can't be told."""
    plain = _CALLED.sub("", name)
    alike = [person for person in people if same_name(person.name, name)]
    alike = alike or [person for person in people if same_name(person.name, plain)]
    if len(alike) == 1:
        return alike[0], ""
    if alike:
        ids = ", ".join(person.id for person in alike)
        return None, f"có {len(alike)} người tên {name}; ghi mã vào cột Mã: {ids}"
    words = unmarked(plain)
    meant = [person.name for person in people if unmarked(person.name) == words]
    hint = f"; hãy ghi đủ dấu: {', '.join(meant)}" if meant else ""
    return None, f"không có người tên «{name}» trong agencies.yaml{hint}"


class _Row:
    """A row, and what is found to be wrong with it."""

    def __init__(self, line: Line, columns: Mapping[str, int]) -> None:
        self.line, self._columns = line, columns
        self.wrong: list[str] = []

    def cell(self, field: str) -> Cell:
        column = self._columns.get(field, len(self.line.cells))
        return self.line.cells[column] if column < len(self.line.cells) else ""

    def words(self, field: str) -> str | None:
        """The cell's text; None if it is empty."""
        match self.cell(field):
            case "":
                return None
            case Unreadable(why=why):
                self._refuse(field, why)
                return None
            case date() as day:
                return dates.full(day)
            case text:
                if said := fault(text, Text):
                    self._refuse(field, f"{COLUMNS[field].heading.lower()} {said}")
                return text

    def person(self, people: Sequence[Person]) -> Person | None:
        """Who is away, by the id or else by the name."""
        id, name = self.words("id"), self.words("name")
        if id:
            person = next((person for person in people if person.id == id), None)
            if person is None:
                self._refuse("id", f"không có người mã «{id}» trong agencies.yaml")
            return person
        if name is None:
            if not isinstance(self.cell("name"), Unreadable):
                self._refuse("name", f"thiếu họ và tên; {UNMERGE}")
            return None
        person, why = named(name, people)
        if why:
            self._refuse("name", why)
        return person

    def days(self, doubts: Mapping[Cell, str]) -> Period | None:
        """From when to when; one day where no last one is named."""
        first = self._day("first", doubts)
        last = self._day("last", doubts) if self.cell("last") else first
        if first is None or last is None:
            return None
        days = Period(first, last)
        if wrong := days_fault(days):
            self._refuse("last" if self.cell("last") else "first", wrong)
        return days

    def _day(self, field: str, doubts: Mapping[Cell, str]) -> date | None:
        cell = self.cell(field)
        if doubt := doubts.get(cell):
            self._refuse(field, doubt)
            return None
        match cell:
            case date():
                return cell
            case Unreadable(why=why):
                self._refuse(field, why)
            case "":
                self._refuse(field, f"thiếu {COLUMNS[field].heading.lower()}")
            case text:
                day = written_day(text)
                if day is None:
                    self._refuse(
                        field, f"«{text}» {why_no_day(text)}; cần ngày/tháng/năm: 9/3/2026"
                    )
                return day
        return None

    def _refuse(self, field: str, why: str) -> None:
        self.wrong.append(f"{self.line.cell(self._columns.get(field))}: {why}")
