"""One listing in every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from luanphien.formats import Cell
from luanphien.tables.listing import Listing, file_content, show


class Days(Listing, frozen=True):
    """A name and a day a line."""

    days: dict[str, date]

    headers = ("Tên", "Ngày")

    def print(self, out: Console) -> None:
        out.print(f"{len(self.days)} ngày")

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        yield from self.days.items()
        yield ("=1+1", None)

    def data(self) -> Any:
        return self.days


DAYS = Days({"A|B": date(2024, 2, 1)})


def test_people_read_dates_as_in_vietnam_and_programs_as_iso_8601(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    texts = {}
    for format in ("table", "json", "csv", "markdown"):
        show(DAYS, format)
        texts[format] = capfdbinary.readouterr().out.decode()
    assert texts == {
        "table": "1 ngày\n",
        "json": '{\n  "A|B": "2024-02-01"\n}\n',
        "csv": "\ufeffTên,Ngày\r\nA|B,2024-02-01\r\n'=1+1,\r\n",
        "markdown": "| Tên | Ngày |\n| --- | --- |\n| A\\|B | 01/02/2024 |\n| =1+1 |  |\n",
    }
    assert file_content(DAYS, ".csv").decode() == texts["csv"]
    assert file_content(DAYS, ".json").decode() == texts["json"]
