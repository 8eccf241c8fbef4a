"""How evenly the days of a period are carried, by agency and by person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from luanphien import output
from luanphien.core.decisions import Centre
from luanphien.core.fairness import Fairness, Load, mean
from luanphien.documents import fairness as words
from luanphien.documents.report import span
from luanphien.documents.report_rows import decimal
from luanphien.spreadsheets.sheet import Sheet
from luanphien.tables import data
from luanphien.tables.listing import Listing
from luanphien.wording import dates

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from luanphien.formats import Cell

_FIGURES = ("Phiên", "Ngày\nlàm", "Cạnh\nlễ Tết", "Làm\nbù", "Lần\nthay", "Ngày\nthay", "±", "")
_AGENCIES = ("Cơ quan, đơn vị", *_FIGURES)
_PEOPLE = ("Họ và tên", "Cơ quan", *_FIGURES)
_SHEET = (
    *("Số phiên", "Ngày làm việc", "Cạnh lễ, Tết", "Làm bù"),
    *("Số lần trực thay", "Số ngày trực thay", "So với bình quân"),
)
_NAMES = (
    *("shifts", "working_days", "near_holidays", "make_up_days"),
    *("times_stood_in", "days_stood_in"),
)
"""The figures of a load in JSON."""


class Evenness(Listing, frozen=True):
    """The loads, a line an agency, then a line a person."""

    centre: Centre
    fairness: Fairness

    headers = ("Mã cơ quan", "Cơ quan, đơn vị", "Họ và tên", *_SHEET)

    def print(self, out: Console) -> None:
        """Print them with a bar for the working days, then what the columns say."""
        fairness = self.fairness
        out.print(f"Phân bổ ngày trực {span(fairness.period)}", style="bold")
        out.print(f"{self.centre.name}\nTính đến {dates.numbered(fairness.today)}.\n")
        agencies = [(row[0], *row[2:]) for row in words.rows(fairness.agencies)]
        output.print_table(out, _table(_AGENCIES, agencies))
        out.print()
        if fairness.people:
            output.print_table(out, _table(_PEOPLE, list(words.rows(fairness.people, brief=True))))
            out.print()
        lines = [*words.findings(fairness), *words.notes(fairness), "±: so với bình quân."]
        output.print_hanging(out, lines)

    def rows(self) -> Iterator[Sequence[Cell]]:
        """A line each; an agency's has no person."""
        for loads in (self.fairness.agencies, self.fairness.people):
            for load in loads:
                name = load.person.name if load.person else None
                yield load.agency.id, load.agency.name, name, *_cells(load, loads)

    def sheets(self) -> Iterator[Sheet]:
        """A sheet of the agencies and one of the people, each figure with a bar."""
        fairness = self.fairness
        title = f"Phân bổ ngày trực {span(fairness.period)}"
        agencies = [
            (load.agency.name, *_cells(load, fairness.agencies)) for load in fairness.agencies
        ]
        figures = range(1, 1 + len(_SHEET))
        yield Sheet("Cơ quan", title, ("Cơ quan, đơn vị", *_SHEET), agencies, bars=figures)
        people = [
            (load.person.name, load.agency.name, *_cells(load, fairness.people))
            for load in fairness.people
            if load.person
        ]
        if people:
            heads = ("Họ và tên", "Cơ quan, đơn vị", *_SHEET)
            yield Sheet("Người trực", title, heads, people, bars=range(2, len(heads)))
        means = [
            f"Bình quân {what}: {', '.join(_said(loads))}."
            for what, loads in (("mỗi cơ quan", fairness.agencies), ("mỗi người", fairness.people))
            if loads
        ]
        lines = [*means, *words.findings(fairness), *words.notes(fairness)]
        yield Sheet("Ghi chú", title, ("Ghi chú",), [(line,) for line in lines])

    def data(self) -> dict[str, Any]:
        """The loads, their means, and who has stood in least."""
        fairness = self.fairness
        return {
            "centre": self.centre.name,
            "period": data.period(fairness.period),
            "today": fairness.today,
            "provisional": fairness.provisional,
            "vacant_days": fairness.vacant_days,
            "agencies": [_load_data(load, fairness.agencies) for load in fairness.agencies],
            "people": [_load_data(load, fairness.people) for load in fairness.people],
            "means": {
                "agencies": _mean_data(fairness.agencies),
                "people": _mean_data(fairness.people),
            },
            "least": [
                {
                    "agency": data.agency(loads[0].agency),
                    "people": [_person(load) for load in loads],
                }
                for loads in fairness.least
            ],
        }


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = output.plain_table()
    first = len(headers) - len(_FIGURES)
    for n, header in enumerate(headers):
        table.add_column(header, justify="right" if first <= n < len(headers) - 1 else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _cells(load: Load, loads: Sequence[Load]) -> list[Cell]:
    return [*load.figures, round(words.difference(load, loads), 1) + 0.0]  # no -0


def _said(loads: Sequence[Load]) -> Iterator[str]:
    shifts, days, near, *_ = map(decimal, mean(loads))
    yield f"{shifts} phiên"
    yield f"{days} ngày làm việc"
    yield f"{near} ngày cạnh lễ, Tết"


def _load_data(load: Load, loads: Sequence[Load]) -> dict[str, Any]:
    return {
        "agency": data.agency(load.agency),
        "person": _person(load),
        **dict(zip(_NAMES, load.figures, strict=True)),
        "difference": round(words.difference(load, loads), 2),
    }


def _mean_data(loads: Sequence[Load]) -> dict[str, float]:
    return {name: round(figure, 2) for name, figure in zip(_NAMES, mean(loads), strict=True)}


def _person(load: Load) -> dict[str, str] | None:
    return {"id": load.person.id, "name": load.person.name} if load.person else None
