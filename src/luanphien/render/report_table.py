"""The periodic review on the terminal: a table a subject, bars for the working days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from luanphien.core.model import Centre
from luanphien.core.report import Report
from luanphien.render import handovers, report, tabular
from luanphien.render import report_rows as rows
from luanphien.render.streams import console

if TYPE_CHECKING:
    from rich.table import Table

NONE = range(0)

_AGENCIES = ("Cơ quan, đơn vị", "Phiên", "Ngày", "Theo sổ", "±", "")
_PEOPLE = ("Họ và tên", "Cơ quan", "Phiên", "Ngày", "Theo sổ")
_NOTICES = ("Phiên", "Cơ quan", "Hạn", "Gửi", "Trước\nhạn", "Xác nhận", "Tình trạng")
_HANDOVERS = ("Ngày", "Hai bên", "Theo sổ", "Tình trạng")
_REPLACEMENTS = ("Người được thay", "Cơ quan", "Từ ngày", "Lý do", "Người thay")


def print_report(centre: Centre, made: Report) -> None:
    """Print the review."""
    out = console()
    out.print(f"Báo cáo luân phiên {report.span(made)}", style="bold")
    out.print(f"{centre.name}\n{report.basis_of_figures(made)}\n")
    for title, table, closing in _parts(made):
        out.print(title, style="bold")
        if table:
            tabular.print_table(out, table)
        out.print(f"{closing}\n")
    if made.provisional:
        out.print("Lịch nghỉ chưa công bố hết: một số ngày là dự kiến.")


def _parts(made: Report) -> Iterator[tuple[str, Table | None, str]]:
    """The title of each part, its table, and what closes it."""
    yield (
        "Ngày làm việc của các cơ quan, đơn vị",
        _table(_AGENCIES, [rows.agency_row(made, one) for one in made.agencies], range(1, 5)),
        f"±: so với mức chia đều; bình quân {rows.decimal(made.mean)} ngày làm việc.",
    )
    yield (
        "Công chức, viên chức",
        _table(_PEOPLE, list(map(rows.person_row, made.people)), range(2, 5)),
        "Theo sổ: ngày làm việc của phiên có biên bản bàn giao.",
    )
    yield (
        "Thông báo (Điều 6 khoản 6)",
        _table(_NOTICES, list(map(rows.notice_row, made.notices)), range(4, 5)),
        f"{report.notices_told(made)}. Trước hạn: số ngày làm việc.",
    )
    yield (
        "Bàn giao (Điều 6 khoản 8)",
        _table(_HANDOVERS, list(map(rows.handover_row, made.handovers))),
        "\n".join([f"{report.handovers_told(made)}.", *map(handovers.stray, made.strays)]),
    )
    yield (
        "Thay người (Điều 6 khoản 10)",
        _table(_REPLACEMENTS, list(map(rows.replacement_row, made.replacements))),
        f"{len(made.replacements)} lần đề nghị." if made.replacements else "Không có.",
    )


def _table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], numbers: range = NONE
) -> Table | None:
    """The rows under their heads, the columns of numbers to the right; None without rows."""
    if not rows:
        return None
    table = tabular.plain_table()
    for n, header in enumerate(headers):
        table.add_column(header, justify="right" if n in numbers else "left")
    for row in rows:
        table.add_row(*row)
    return table
