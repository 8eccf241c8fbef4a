"""A table that is to be a sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from luanphien.formats import Cell


class Sheet(NamedTuple):
    """A table on a sheet of its own; the title stands above its printed pages.

    Each column of `bars`, by its number from 0, shows its numbers as bars as well.
    """

    name: str
    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    bars: Iterable[int] = ()
