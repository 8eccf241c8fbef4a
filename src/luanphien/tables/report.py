"""The periodic review: a table a subject on the terminal, a line a stint in CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from luanphien import output
from luanphien.core.counter import Counter, whole
from luanphien.core.decisions import Agency, Centre
from luanphien.core.facts import Counts, Fact
from luanphien.core.report import Report, Told
from luanphien.documents import report as words
from luanphien.documents import report_rows
from luanphien.tables.listing import Listing
from luanphien.wording import counts, handovers, people, states

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from luanphien.formats import Cell
    from luanphien.spreadsheets.sheet import Sheet

_AGENCIES = ("Cơ quan, đơn vị", "Phiên", "Theo lịch", "Theo sổ", "±", "")
_PEOPLE = ("Họ và tên", "Cơ quan", "Phiên", "Theo lịch", "Theo sổ")
_NOTICES = ("Phiên", "Cơ quan", "Hạn", "Gửi", "Trước\nhạn", "Xác nhận", "Tình trạng")
_HANDOVERS = ("Ngày", "Hai bên", "Theo sổ", "Tình trạng")
_COUNTED = ("Tiếp\nnhận", "Đang giải\nquyết", "Chờ\ntrả", "Phí đã\nthu", "Phí bàn\ngiao")
_COUNTS = ("Ngày", "Hai bên", *_COUNTED)
_TALLIES = ("Cơ quan", *_COUNTED, "Tính đến")
_MARGIN = " Trước hạn: số ngày làm việc."
_REPLACEMENTS = ("Người được thay", "Cơ quan", "Từ ngày", "Lý do", "Người thay")
_DIFFICULTIES = ("Từ ngày", "Cơ quan", "Nội dung", "Tình trạng")


class Review(Listing, frozen=True):
    """The report, each of its parts as a table; a line a stint."""

    centre: Centre
    report: Report

    headers = (
        "Phiên",
        "Mã cơ quan",
        "Cơ quan, đơn vị",
        "Từ ngày",
        "Đến ngày",
        "Số ngày làm việc",
        "Người trực theo lịch",
        "Người trực theo sổ",
        "Hạn thông báo",
        "Ngày thông báo",
        "Trước hạn (ngày làm việc)",
        "Ngày xác nhận",
        "Thông báo",
        "Ngày bàn giao theo lịch",
        "Ngày bàn giao theo sổ",
        "Bàn giao",
        "Hồ sơ đã tiếp nhận",
        "Hồ sơ đang giải quyết",
        "Kết quả chờ trả",
        "Phí, lệ phí đã thu (đồng)",
        "Phí, lệ phí bàn giao (đồng)",
        "Số liệu theo cơ quan",
    )

    def print(self, out: Console) -> None:
        """Print the parts, with bars for the working days."""
        out.print(f"Báo cáo luân phiên {words.span(self.report.period)}", style="bold")
        out.print(f"{self.centre.name}\n{words.basis_of_figures(self.report)}\n")
        for title, table, closing in _parts(self.report):
            out.print(title, style="bold")
            if table:
                output.print_table(out, table)
            out.print(f"{closing}\n" if closing else "")
        if self.report.provisional:
            out.print("Lịch nghỉ chưa công bố hết: một số ngày là dự kiến.")

    def rows(self) -> Iterator[Sequence[Cell]]:
        """A line a stint; the notice of its shift stands on the first one of each shift."""
        notices = {told.shift.id: told for told in self.report.notices}
        agencies = {one.agency.id: one.agency for one in self.report.counter.agencies if one.agency}
        by_end = {handed.handover.outgoing.days.last: handed for handed in self.report.handovers}
        for service in self.report.services:
            told = notices.pop(service.shift.id, None)
            handed = by_end.get(service.stint.days.last)
            yield (
                service.shift.id,
                service.shift.agency.id,
                service.shift.agency.name,
                *service.days,
                service.working_days,
                people.name(service.stint.person),
                service.recorded,
                *(_told_cells(told) if told else [None] * 5),
                handed and handed.handover.on,
                handed and handed.fact and handed.fact.at.date(),
                handed and handovers.stands(handed),
                *_counts_cells(handed and handed.fact, agencies),
            )

    def sheets(self) -> Iterator[Sheet]:
        """A sheet a subject."""
        from luanphien.tables import report_sheets

        return report_sheets.sheets(self.report)

    def data(self) -> dict[str, Any]:
        """All that the report holds."""
        from luanphien.tables import report_data

        return {"centre": self.centre.name, **report_data.data(self.report)}


def _parts(report: Report) -> Iterator[tuple[str, Table | None, str]]:
    """The title of each part, its table, and what closes it."""
    agencies = [report_rows.agency_row(report, share) for share in report.agencies]
    yield (
        "Ngày làm việc của các cơ quan, đơn vị",
        _table(_AGENCIES, agencies, numbers=range(1, 5)),
        f"±: so với mức chia đều; bình quân {report_rows.decimal(report.mean)} ngày làm việc.",
    )
    vacant = words.vacant(report)
    yield (
        "Công chức, viên chức",
        _table(_PEOPLE, _brief(report_rows.person_row, report.named), numbers=range(2, 5)),
        "\n".join(["Theo sổ: ngày làm việc của phiên có biên bản bàn giao.", *vacant]),
    )
    yield (
        "Thông báo (khoản 6 Điều 6)",
        _table(_NOTICES, _brief(report_rows.notice_row, report.notices), numbers=range(4, 5)),
        f"{words.notices_told(report)}.{_MARGIN if _sent(report) else ''}",
    )
    yield (
        "Bàn giao (khoản 8 Điều 6)",
        _table(_HANDOVERS, _brief(report_rows.handover_row, report.handovers)),
        "\n".join([f"{words.handovers_told(report)}.", *map(handovers.stray, report.strays)]),
    )
    yield from _counts(report.counter)
    yield (
        "Thay người (khoản 10 Điều 6)",
        _table(_REPLACEMENTS, _brief(report_rows.replacement_row, report.replacements)),
        f"{len(report.replacements)} lần đề nghị." if report.replacements else "Không có.",
    )
    if report.difficulties:
        yield (
            "Khó khăn, vướng mắc (khoản 4 Điều 11)",
            _table(_DIFFICULTIES, _brief(report_rows.difficulty_row, report.difficulties)),
            words.difficulties_told(report),
        )


def _counts(counter: Counter) -> Iterator[tuple[str, Table | None, str]]:
    """What the minutes count, and by agency where they do; nothing where none counts anything."""
    if not counter.minutes:
        return
    total = report_rows.tally_row(counter.whole)
    rows = [*map(report_rows.counts_row, counter.minutes), ("", *total[:-1])]
    told = "\n".join([*counts.totals(counter), *counts.gaps(counter)])
    title = "Số liệu tại quầy theo biên bản (khoản 3 Điều 11)"
    yield title, _table(_COUNTS, rows, numbers=range(2, 7)), "" if counter.agencies else told
    if counter.agencies:
        rows_of_agencies = _brief(report_rows.tally_row, counter.agencies)
        table = _table(_TALLIES, rows_of_agencies, numbers=range(1, 6))
        yield "Số liệu tại quầy của các cơ quan, đơn vị", table, told


def _sent(report: Report) -> bool:
    """Whether any notice has been sent, so that days to spare are told."""
    return any(told.margin is not None for told in report.notices)


def _brief(row: Callable[..., Sequence[str]], entries: Iterable[Any]) -> list[Sequence[str]]:
    return [row(entry, brief=True) for entry in entries]


def _table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], numbers: range = range(0)
) -> Table | None:
    """The rows under their heads, the columns of numbers to the right; None without rows.

    A column that says nothing in any row is left out.
    """
    if not rows:
        return None
    columns = [n for n in range(len(headers)) if any(row[n] != report_rows.NONE for row in rows)]
    table = output.plain_table()
    for n in columns:
        table.add_column(headers[n], justify="right" if n in numbers else "left")
    for row in rows:
        table.add_row(*(row[n] for n in columns))
    return table


def _counts_cells(fact: Fact | None, agencies: Mapping[str, Agency]) -> list[Cell]:
    """What the minutes count, and by agency in one cell."""
    if fact is None:
        return [None] * (len(Counts._fields) + 1)
    return [*whole(fact), counts.of_agencies(fact.counts_by_agency, agencies)]


def _told_cells(told: Told) -> list[Cell]:
    return [
        told.shift.notice_deadline,
        told.sent_on,
        told.margin,
        told.acknowledged_on,
        states.of_notice(told),
    ]
