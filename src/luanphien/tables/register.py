"""The register: what has happened, oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from luanphien import output
from luanphien.clock import VIETNAM
from luanphien.core.facts import Document, Fact
from luanphien.documents.book import HEADERS, SUBJECT
from luanphien.spreadsheets.sheet import Sheet
from luanphien.tables import data
from luanphien.tables.listing import Listing
from luanphien.wording import dates, documents, handovers, states
from luanphien.wording.words import grouped

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
_COUNTS = {
    "received": "tiếp nhận {} hồ sơ",
    "in_progress": "đang giải quyết {}",
    "to_return": "chờ trả {}",
    "fees": "phí, lệ phí {} đồng",
}


_HEADS = ("Lúc", "Phiên", "Việc", "Nơi nhận, các bên", "Người ghi", "Ghi chú")
"""The columns on a terminal."""

STACKED, WIDE = 80, 120
"""From how many columns on the last three stand one under the other, and side by side."""


class Facts(Listing, frozen=True):
    """Facts of the register, a line each; `shift` is the one that they all belong to."""

    facts: Sequence[Fact]
    shift: str | None = None

    headers = HEADERS

    def print(self, out: Console) -> None:
        """Print the facts as a table."""
        if not self.facts:
            of_shift = f" của phiên {self.shift}" if self.shift else ""
            out.print(f"Sổ chưa ghi việc nào{of_shift}.")
            return
        stacked = STACKED <= out.width < WIDE
        heads, cells = (_HEADS[:4], _stacked) if stacked else (_HEADS, _side_by_side)
        table = output.plain_table()
        for head in heads:
            table.add_column(head, overflow="fold", no_wrap=head in _HEADS[:3])
        for row in self.rows():
            table.add_row(*cells(row))
        output.print_table(out, table)

    def rows(self) -> Iterator[list[str]]:
        """A line a fact."""
        return map(_row, self.facts)

    def of_book(self) -> Iterator[list[str]]:
        """A line a fact by date, the shift and what it was in full: as it is printed and bound."""
        for fact in self.by_date():
            at, _, _, *others = _row(fact)
            year, _, month = fact.shift.partition("-")
            yield [at, f"tháng {month}/{year}", _IN_FULL[fact.kind], *others]

    def by_date(self) -> list[Fact]:
        """The facts in the order in which they happened."""
        return sorted(self.facts, key=lambda fact: fact.at)

    def sheets(self) -> Iterator[Sheet]:
        """A line a fact by date, the first column the moment itself."""
        rows = ([_moment(fact), *_row(fact)[1:]] for fact in self.by_date())
        yield Sheet("Sổ theo dõi", SUBJECT, self.headers, rows)

    def data(self) -> dict[str, Any]:
        """The facts with all that is recorded of them."""
        return {
            "facts": [
                {
                    **fact._asdict(),
                    "counts": data.counts(fact.counts),
                    "document": fact.document and _document(fact.document),
                }
                for fact in self.facts
            ]
        }


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


def _row(fact: Fact) -> list[str]:
    at = fact.at.astimezone(VIETNAM)
    return [
        # Of what was written down on a later day the time is not known.
        dates.full(at) if fact.entered_at else f"{dates.full(at)} {at:%H:%M}",
        fact.shift,
        _KINDS[fact.kind] + (f" ({_SAYS[fact.says]})" if fact.says else ""),
        states.CHANNEL[fact.channel] if fact.channel else "",
        _concerned(fact),
        fact.by or "",
        "; ".join(filter(None, (*_counts(fact), fact.note))),
    ]


def _moment(fact: Fact) -> Cell:
    """When it was; of what was written down on a later day only the day."""
    at = fact.at.astimezone(VIETNAM)
    return at.date() if fact.entered_at else at


def _concerned(fact: Fact) -> str:
    """Who was told; between whom the duties passed; whom the agency is to replace."""
    if fact.kind == "handed_over":
        return handovers.signers(fact)
    if fact.kind == "replaced" and fact.since:
        return f"{fact.recipient}: thay {fact.outgoing} từ {dates.full(fact.since)}"
    if fact.document:
        return f"{documents.numbered(fact)} ({fact.document.name})"
    return fact.recipient or ""


def _counts(fact: Fact) -> Iterator[str]:
    for name, number in fact.counts._asdict().items() if fact.counts else ():
        if number is not None:
            yield _COUNTS[name].format(grouped(number))
