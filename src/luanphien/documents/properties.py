"""What a Word file says of itself: whose it is, what it is about, when it was written."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from luanphien.formats import xml_text

LONGEST = 255
"""How long a property may be."""


def describe(document: Any, centre: str, subject: str, day: date) -> None:
    """Write the properties of python-docx's document (ECMA-376 part 2, clause 11)."""
    properties, written = document.core_properties, datetime.combine(day, time())
    properties.author = properties.last_modified_by = _fitting(centre)
    properties.title = properties.subject = _fitting(subject)
    properties.created = properties.modified = written
    properties.language, properties.comments = "vi-VN", ""


def _fitting(text: str) -> str:
    return xml_text(text)[:LONGEST]
