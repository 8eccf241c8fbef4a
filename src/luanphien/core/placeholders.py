"""Facts that are still to be filled in: names, numbers and addresses that are only samples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luanphien.core.model import Agency, Centre, Person

_LETTER = re.compile(r"\b\w$")
# RFC 2606 and 6761 keep these for examples; nobody can be reached there.
_RESERVED = re.compile(r"(@|\.)(example|test|invalid|localhost|example\.(com|net|org))$", re.I)


def placeholders(one: Person | Agency | Centre) -> Iterator[str]:
    """The values that are samples: `Nguyễn Văn A`, `0000 000 000`, `a@so-mau.example`."""
    if isinstance(one, Person) and _LETTER.search(one.name):
        yield one.name
    digits = {character for character in one.phone or "" if character.isdigit()}
    if one.phone and digits == {"0"}:
        yield one.phone
    if one.email and _RESERVED.search(one.email):
        yield one.email
    if isinstance(one, Centre) and one.website and _RESERVED.search(_host(one.website)):
        yield one.website


def _host(website: str) -> str:
    return website.partition("://")[2].partition("/")[0].partition(":")[0]
