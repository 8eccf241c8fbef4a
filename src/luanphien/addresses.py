"""The addresses of the site: the names of its files, and the places on its pages.

People link and subscribe to them, so that an address, once published, stays.
"""

from __future__ import annotations

import hmac
from base64 import b32encode

from luanphien.core.decisions import Agency, Person
from luanphien.core.model import Shift

FIRST_PAGE = "index.html"
DIRECTORY = "danh-ba"
"""The id of the directory on the first page."""
DIRECTORY_PLACE = f"{FIRST_PAGE}#{DIRECTORY}"
FEED = "luanphien.ics"
"""The calendar feed of all agencies."""
DATA = "luanphien.json"


def year_page(year: int) -> str:
    """The page of a year."""
    return f"nam-{year}.html"


def year_workbook(year: int) -> str:
    """The shifts of a year as a workbook."""
    return f"nam-{year}.xlsx"


def year_paper(year: int) -> str:
    """The shifts of a year as a page to print."""
    return f"nam-{year}.pdf"


def agency_page(agency: Agency) -> str:
    """The page of an agency that takes turns."""
    return f"co-quan-{agency.id}.html"


def agency_feed(agency: Agency) -> str:
    """The agency's own calendar feed."""
    return f"co-quan-{agency.id}.ics"


def person_feed(person: Person, key: bytes) -> str:
    """The person's own calendar feed; who does not know the secret key can't guess it.

    HMAC-SHA-256 (RFC 2104) of the id, of which 160 bits stand in the name, as base32 (RFC 4648).
    """
    digest = hmac.digest(key, person.id.encode(), "sha256")
    return f"nguoi-{b32encode(digest[:20]).decode().lower()}.ics"


def shift_anchor(shift: Shift) -> str:
    """The id of the shift's row in the table of each page that has it."""
    return f"phien-{shift.id}"


def shift_place(shift: Shift) -> str:
    """The shift's row on the page of the year in which it starts."""
    return f"{year_page(shift.starts_on.year)}#{shift_anchor(shift)}"


def url(website: str | None, address: str) -> str | None:
    """The address as a URL; None where it is not known at which website the site stands."""
    return website and f"{website}/{address}"
