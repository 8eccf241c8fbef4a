"""The register: what has happened, oldest first."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from heapq import merge
from typing import TYPE_CHECKING, Any

from luanphien import output
from luanphien.clock import VIETNAM
from luanphien.core.decisions import Agency
from luanphien.core.entries import Entry, Incident
from luanphien.core.facts import Document, Fact
from luanphien.documents.book import HEADERS, SUBJECT
from luanphien.spreadsheets.sheet import Sheet
from luanphien.tables import data
from luanphien.tables import entries as book
from luanphien.tables.listing import Listing
from luanphien.wording import counts, dates, documents, handovers, states
from luanphien.wording import entries as words

if TYPE_CHECKING:
    from rich.console import Console

    from luanphien.formats import Cell

_KINDS = {
    "planned": "sẽ gửi",
    "sent": "đã gửi",
    "deferred": "tạm từ chối",
    "refused": "bị từ chối",
    "acknowledged": "đã xác nhận",
    "reminded": "đã nhắc",
    "missed": "bỏ lỡ",
    "handed_over": "đã bàn giao",
    "replaced": "đề nghị thay người",
    "signed": "đã ký",
    "delivered": "đã đến",
    "delayed": "đến chậm",
    "undelivered": "không đến",
}
_SAYS = {
    "handover": "để bàn giao",
    "release": "không còn phiên",
    "draft": "dự thảo",
    "signed": "bản ký",
    "again": "nhắc xác nhận",
    "days": "lịch trực",
    "before_shift": "nhắc trước phiên",
    "before_handover": "nhắc bàn giao",
}
_IN_FULL = _KINDS | {
    "planned": "chuẩn bị gửi thông báo phiên trực",
    "sent": "gửi thông báo phiên trực",
    "deferred": "máy chủ thư tạm từ chối thông báo",
    "refused": "máy chủ thư từ chối thông báo",
    "acknowledged": "xác nhận đã nhận thông báo",
    "reminded": "nhắc: thông báo chưa được xác nhận",
    "missed": "quá hạn mà chưa gửi thông báo",
    "handed_over": "bàn giao công việc",
    "delivered": "thông báo đã đến nơi nhận",
    "delayed": "thông báo đến chậm, máy chủ thư còn thử",
    "undelivered": "thông báo không đến nơi nhận",
}

_HEADS = ("Lúc", "Phiên", "Việc", "Nơi nhận, các bên", "Người ghi", "Ghi chú")
"""The columns on a terminal."""

Record = Fact | Entry

STACKED, WIDE = 80, 120
"""From how many columns on the last three stand one under the other, and side by side."""


class Records(Listing, frozen=True):
    """Facts and entries of the register, a line each; `shift` is the one that all belong to.

    `agencies` are those that are known now, by their ids.
    """

    facts: Sequence[Fact]
    entries: Sequence[Entry] = ()
    shift: str | None = None
    agencies: Mapping[str, Agency] = {}

    headers = HEADERS

    def print(self, out: Console) -> None:
        """Print them as a table."""
        rows = list(self.rows())
        if not rows:
            of_shift = f" của phiên {self.shift}" if self.shift else ""
            out.print(f"Sổ chưa ghi việc nào{of_shift}.")
            return
        stacked = STACKED <= out.width < WIDE
        heads, cells = (_HEADS[:4], _stacked) if stacked else (_HEADS, _side_by_side)
        table = output.plain_table()
        for head in heads:
            table.add_column(head, overflow="fold", no_wrap=head in _HEADS[:3])
        for row in rows:
            table.add_row(*cells(row))
        output.print_table(out, table)

    def rows(self) -> Iterator[list[str]]:
        """A line each, in the order of recording."""
        corrected = self._corrected()
        records: Iterator[Record] = merge(self.facts, self._shown(), key=_recorded_at)
        for record in records:
            yield self._row(record, corrected)

    def of_book(self) -> Iterator[list[str]]:
        """A line each by date, the shift and what it was in full: as it is printed and bound."""
        corrected = self._corrected()
        for record in self.by_date():
            at, shift, _, *others = self._row(record, corrected)
            year, _, month = shift.partition("-")
            yield [at, f"tháng {month}/{year}" if shift else "", _in_full(record), *others]

    def by_date(self) -> list[Record]:
        """All in the order in which it happened."""
        return sorted([*self.facts, *self._shown()], key=_happened)

    def sheets(self) -> Iterator[Sheet]:
        """A line a record by date, the first column the moment itself."""
        corrected = self._corrected()
        rows = ([_moment(record), *self._row(record, corrected)[1:]] for record in self.by_date())
        yield Sheet("Sổ theo dõi", SUBJECT, self.headers, rows)

    def data(self) -> dict[str, Any]:
        """All that is recorded of them."""
        shown = {entry.number for entry in self._shown()}
        return {
            "facts": [
                {
                    **fact._asdict(),
                    "counts": data.counts(fact.counts),
                    "counts_by_agency": data.counts_by_agency(fact),
                    "document": fact.document and _document(fact.document),
                    "days": fact.days and list(map(data.period, fact.days)),
                    "worked": fact.worked and list(map(data.period, fact.worked)),
                    "handovers": fact.handovers and [one._asdict() for one in fact.handovers],
                }
                for fact in self.facts
            ],
            "entries": [entry for entry in book.data(self.entries) if entry["number"] in shown],
        }

    def _shown(self) -> list[Entry]:
        """The entries; of one shift only its incidents, whatever else was entered."""
        if self.shift is None:
            return list(self.entries)
        return [
            entry
            for entry in self.entries
            if isinstance(entry.content, Incident) and entry.content.shift == self.shift
        ]

    def _row(self, record: Record, corrected: Container[int]) -> list[str]:
        if isinstance(record, Entry):
            return book.row(record, record.number in corrected)
        fact = record
        at = fact.at.astimezone(VIETNAM)
        return [
            # Of what was written down on a later day the time is not known.
            dates.full(at) if fact.entered_at else f"{dates.full(at)} {at:%H:%M}",
            fact.shift,
            _kind(fact),
            states.CHANNEL[fact.channel] if fact.channel else "",
            _concerned(fact),
            fact.by or "",
            "; ".join(filter(None, (*self._counted(fact), _days(fact), fact.note))),
        ]

    def _counted(self, fact: Fact) -> Iterator[str]:
        if fact.counts:
            yield from counts.said(fact.counts)
        yield counts.of_agencies(fact.counts_by_agency, self.agencies)

    def _corrected(self) -> set[int]:
        return {entry.corrects for entry in self.entries if entry.corrects}


def _in_full(record: Record) -> str:
    if isinstance(record, Entry):
        return words.in_full(record.content)
    return _kind(record) if record.person else _IN_FULL[record.kind]


def _kind(fact: Fact) -> str:
    """What it was, in a word or two; who can't be told by e-mail has missed nothing yet."""
    if fact.person and fact.kind == "missed":
        return "không báo được (lịch trực)"
    return _KINDS[fact.kind] + (f" ({_SAYS[fact.says]})" if fact.says else "")


def _recorded_at(record: Record) -> datetime:
    if isinstance(record, Entry):
        return record.entered_at
    return record.entered_at or record.at


def happened_on(record: Record) -> date:
    """The day on which it happened, in Việt Nam."""
    return record.on if isinstance(record, Entry) else record.at.astimezone(VIETNAM).date()


def _happened(record: Record) -> datetime:
    """The moment by which the book is ordered; of a day of which no hour is known its first."""
    if isinstance(record, Fact):
        return record.at
    if record.on == record.entered_at.astimezone(VIETNAM).date():
        return record.entered_at
    return datetime.combine(record.on, time(), VIETNAM)


def _stacked(row: Sequence[str]) -> tuple[str, ...]:
    """A line in four cells: the moment, the shift, what was done and how, and the rest of it."""
    at, shift, kind, channel, concerned, by, note = row
    labelled = [
        f"{head}: {text}" for head, text in zip(_HEADS[4:], (by, note), strict=True) if text
    ]
    done = "\n".join(filter(None, (kind, channel)))
    return at.replace(" ", "\n"), shift, done, "\n".join(filter(None, (concerned, *labelled)))


def _side_by_side(row: Sequence[str]) -> tuple[str, ...]:
    """A line in a cell a head."""
    at, shift, kind, channel, *others = row
    return (at, shift, ", ".join(filter(None, (kind, channel))), *others)


def _document(document: Document) -> dict[str, Any]:
    return {"number": document.number, "dated": document.dated, "name": document.name}


def _moment(record: Record) -> Cell:
    """When it was; of what was written down on a later day only the day."""
    at = _happened(record).astimezone(VIETNAM)
    later = record.entered_at and record.entered_at.astimezone(VIETNAM).date() != at.date()
    return at.date() if later else at


def _concerned(fact: Fact) -> str:
    """Who was told; between whom the duties passed; whom the agency is to replace."""
    if fact.kind == "handed_over":
        return handovers.signers(fact)
    if fact.kind == "replaced" and fact.since:
        return f"{fact.recipient}: thay {fact.outgoing} từ {dates.full(fact.since)}"
    if fact.document:
        return f"{documents.numbered(fact)} ({fact.document.name})"
    return fact.recipient or ""


def _days(fact: Fact) -> str:
    """The days that a person was told are theirs."""
    if fact.days is None:
        return ""
    return f"trực {', '.join(map(dates.short_span, fact.days))}" if fact.days else "thôi trực"
