"""Each year's plan as PDF, where LibreOffice is installed: what takes seconds to make.

What a PDF was made from stands in its last line, so that one is made again only when that has
changed. Such a comment is allowed after the end-of-file marker (ISO 32000-1, 7.2.3 and annex H).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import json

from luanphien import addresses
from luanphien.config import Configuration
from luanphien.core.errors import OperationError
from luanphien.core.period import Period
from luanphien.core.publicity import public_view
from luanphien.core.rota import Rota
from luanphien.documents import letterhead, schedule
from luanphien.documents.pdf import from_office, program
from luanphien.documents.template import Templates


class Papers(NamedTuple):
    """The PDF of each year that has one, and why the others have none if that is a failure."""

    of_years: Mapping[int, bytes]
    failure: str | None = None


def papers(configuration: Configuration, period: Period, day: date, folder: Path) -> Papers:
    """The plans of the period's years: from the folder where they are there, others as of the day.

    They hold what the public may know. Raises NoRotaError and NoCalendarError as Rota.shifts does.
    """
    templates = Templates(configuration.own_templates).without_word(schedule.NAME)
    plans = dict(_plans(configuration, period.whole_years))
    marks = {year: _mark(fields, templates) for year, fields in plans.items()}
    kept = {year: content for year in plans if (content := _kept(folder, year, marks[year]))}
    if len(kept) == len(plans) or not program():
        return Papers(kept)
    try:
        made = from_office(
            {
                f"{year}.docx": letterhead.file_content(
                    templates, schedule.NAME, fields, ".docx", day
                )
                for year, fields in plans.items()
                if year not in kept
            }
        )
    except OperationError as error:
        return Papers(kept, str(error))
    new = {int(name.removesuffix(".pdf")): content for name, content in made.items()}
    return Papers(kept | {year: content + marks[year] for year, content in new.items()})


def _plans(configuration: Configuration, years: Period) -> Iterator[tuple[int, dict[str, Any]]]:
    """The fields of each year's plan, in which neither number nor signature stands."""
    view = Rota(public_view(configuration.decisions), configuration.rota.calendar)
    every = list(view.shifts(years))
    for year in range(every[0].starts_on.year, years.last.year + 1):
        shifts = list(view.shifts(Period(date(year, 1, 1), date(year, 12, 31))))
        days = Period(shifts[0].starts_on, shifts[-1].ends_on)
        centre, head = configuration.centre, configuration.letterhead
        fields = schedule.context(view, shifts, days, "", centre, head, letterhead.Heading())
        yield year, letterhead.plain(fields)


def _mark(fields: dict[str, Any], templates: Templates) -> bytes:
    """The last line of the PDF that is made of these by this version."""
    wording = templates.find(f"{schedule.NAME}.body.txt").read_bytes()
    made_from = json.encode([version("luanphien"), fields]) + wording
    return f"\n%luanphien {sha256(made_from).hexdigest()}\n".encode()


def _kept(folder: Path, year: int, mark: bytes) -> bytes | None:
    """The PDF that is there, if it is the one that would be made."""
    with suppress(OSError):
        content = (folder / addresses.year_paper(year)).read_bytes()
        return content if content.endswith(mark) else None
    return None
