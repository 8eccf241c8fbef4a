"""The periodic review as a workbook, a sheet a subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from luanphien.core.counter import whole
from luanphien.core.facts import Counts
from luanphien.core.report import Report
from luanphien.documents import report as words
from luanphien.documents import report_rows
from luanphien.spreadsheets.sheet import Sheet
from luanphien.wording import counts, dates, handovers, people, states

if TYPE_CHECKING:
    from luanphien.formats import Cell

_COUNTED = (
    "Hồ sơ đã tiếp nhận",
    "Hồ sơ đang giải quyết",
    "Kết quả chờ trả",
    "Phí, lệ phí đã thu (đồng)",
    "Phí, lệ phí bàn giao (đồng)",
)
_HEADS = {
    "Cơ quan": ("Cơ quan, đơn vị", "Số phiên", "Theo lịch", "Theo sổ", "So với mức chia đều"),
    "Người trực": ("Họ và tên", "Cơ quan, đơn vị", "Số phiên", "Theo lịch", "Theo sổ"),
    "Thông báo": (
        *("Phiên", "Cơ quan, đơn vị", "Hạn", "Gửi", "Trước hạn", "Xác nhận", "Tình trạng"),
    ),
    "Bàn giao": ("Theo lịch", "Hai bên", "Theo sổ", "Tình trạng"),
    "Số liệu": ("Ngày", "Hai bên", *_COUNTED),
    "Số liệu cơ quan": ("Cơ quan, đơn vị", *_COUNTED, "Số còn lại tính đến", "Ít nhất"),
    "Thay người": ("Người được thay", "Cơ quan, đơn vị", "Từ ngày", "Lý do", "Người thay"),
}


def sheets(report: Report) -> Iterator[Sheet]:
    """The parts of the report that have anything to say."""
    parts = (_agencies, _people, _notices, _handovers, _counts, _tallies, _replacements)
    for (name, heads), part in zip(_HEADS.items(), parts, strict=True):
        if rows := list(part(report)):
            yield Sheet(
                name, f"{name}: báo cáo luân phiên {words.span(report.period)}", heads, rows
            )
    yield Sheet(
        "Ghi chú", f"Báo cáo luân phiên {words.span(report.period)}", ("Ghi chú",), _notes(report)
    )


def _agencies(report: Report) -> Iterator[Sequence[Cell]]:
    for share in report.agencies:
        difference = round(report.difference(share), 1)
        yield (
            share.agency.name,
            share.shifts,
            share.working_days,
            share.recorded_days,
            difference + 0.0,  # no -0
        )


def _people(report: Report) -> Iterator[Sequence[Cell]]:
    for share in report.named:
        yield (
            share.name,
            share.agency.name,
            share.shifts,
            share.working_days,
            share.recorded_days,
        )


def _notices(report: Report) -> Iterator[Sequence[Cell]]:
    for told in report.notices:
        shift = told.shift
        yield (
            dates.months(shift.starts_on, shift.ends_on),
            shift.agency.name,
            shift.notice_deadline,
            told.sent_on,
            told.margin,
            told.acknowledged_on,
            states.of_notice(told),
        )


def _handovers(report: Report) -> Iterator[Sequence[Cell]]:
    for handed in report.handovers:
        row = report_rows.handover_row(handed)
        on = handed.fact and handed.fact.at.date()
        yield handed.handover.on, row.parties, on, row.state


def _counts(report: Report) -> Iterator[Sequence[Cell]]:
    for fact in report.counter.minutes:
        yield fact.at.date(), handovers.signers(fact), *whole(fact)


def _tallies(report: Report) -> Iterator[Sequence[Cell]]:
    """What the minutes add up to; the figures that may be more are named in the last column."""
    counter = report.counter
    for tally in (*counter.agencies, counter.whole) if counter.minutes else ():
        name = tally.agency.name if tally.agency else "Cộng cả quầy"
        least = [counts.NAMES[field] for field in Counts._fields if field in tally.short]
        yield name, *tally.counts, tally.as_of, ", ".join(least)


def _replacements(report: Report) -> Iterator[Sequence[Cell]]:
    for asked, agency, substitute in report.replacements:
        yield asked.outgoing, agency.name, asked.since, asked.note, people.name(substitute)


def _notes(report: Report) -> Iterable[Sequence[Cell]]:
    yield (words.basis_of_figures(report),)
    mean = report_rows.decimal(report.mean)
    yield (f"Bình quân mỗi cơ quan, đơn vị: {mean} ngày làm việc.",)
    yield ("Theo lịch, Theo sổ, Trước hạn: số ngày làm việc.",)
    yield (f"{words.notices_told(report)}.",)
    yield from ((line,) for line in words.vacant(report))
    yield from ((handovers.stray(fact),) for fact in report.strays)
    yield from ((line,) for line in counts.gaps(report.counter) if report.counter.minutes)
    if report.provisional:
        yield ("Lịch nghỉ chưa công bố hết: một số ngày là dự kiến.",)
