"""What a command lists, shown in every format by one function."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from luanphien.output import console, write_data

if TYPE_CHECKING:
    from rich.console import Console

    from luanphien.formats import Cell
    from luanphien.spreadsheets.sheet import Sheet

FOR_PEOPLE = ("table", "panel")
"""The formats for a terminal; the others are for programs."""

FILES = (".xlsx", ".csv", ".json")
"""The endings of the files in which a listing is written."""


class Listing(Struct, frozen=True):
    """What there is to list. A subclass holds it, and says of it what its command offers.

    Nothing is worked out for a format that is not asked for.
    """

    headers: ClassVar[Sequence[str]]
    """The heads of the rows."""
    private: ClassVar[Collection[str]] = FILES
    """The endings of its files that are their owner's alone: what others may see is public."""

    def print(self, out: Console) -> None:
        """Print it for people to read."""
        raise NotImplementedError

    def rows(self) -> Iterable[Sequence[Cell]]:
        """A line each of CSV and of Markdown."""
        raise NotImplementedError

    def data(self) -> Any:
        """What docs/json.md describes."""
        raise NotImplementedError

    def sheets(self) -> Iterable[Sheet]:
        """What a workbook holds."""
        raise NotImplementedError

    def vcard(self) -> str:
        """People and agencies as vCards."""
        raise NotImplementedError


def show(listing: Listing, format: str) -> None:
    """Print the listing in the format: table or panel, json, csv, markdown or vcard."""
    if format in FOR_PEOPLE:
        listing.print(console())
    else:
        write_data(_text(listing, format))


def file_content(listing: Listing, ending: str) -> bytes:
    """The listing as a file with that ending, one of FILES."""
    if ending == ".xlsx":
        from luanphien.spreadsheets import book

        return book.content(listing.sheets())
    return _text(listing, ending.removeprefix(".")).encode()


def _text(listing: Listing, format: str) -> str:
    from luanphien import formats

    match format:
        case "json":
            return formats.json_text(listing.data())
        case "csv":
            return formats.csv_text(listing.headers, listing.rows())
        case "markdown":
            return formats.markdown_text(listing.headers, listing.rows())
        case "vcard":
            return listing.vcard()
        case _:
            raise ValueError(f"no format: {format}")
