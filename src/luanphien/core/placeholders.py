"""Facts that are still to be filled in: names, numbers and addresses that are only samples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luanphien.core.decisions import Agency, Centre, Person

# «Nguyễn Văn A» is a sample; «Nguyễn Như Ý», «Vũ Ô» and «Lê Thị Y» are people.
_SAMPLE_NAME = re.compile(r" [A-XZĐ]$")
_RESERVED = re.compile(r"(@|\.|^)(example|test|invalid|localhost|example\.(com|net|org))$", re.I)


def is_reserved(address: str) -> bool:
    """Whether the address or host is one that nobody can ever have (RFC 2606, RFC 6761)."""
    return bool(_RESERVED.search(address))


def usable(address: str | None) -> str | None:
    """The address, if it is there and can be somebody's."""
    return None if address is None or is_reserved(address) else address


def placeholders(party: Person | Agency | Centre) -> Iterator[str]:
    """The values that look like samples: `Nguyễn Văn A`, `0000 000 000`, `a@so-mau.example`.

    A name may look like one and be somebody's, so that this is a remark and no more.
    """
    if isinstance(party, Person) and _SAMPLE_NAME.search(party.name):
        yield party.name
    digits = {character for character in party.phone or "" if character.isdigit()}
    if party.phone and digits == {"0"}:
        yield party.phone
    if party.email and is_reserved(party.email):
        yield party.email
    if isinstance(party, Centre) and party.website and is_reserved(_host(party.website)):
        yield party.website


def _host(website: str) -> str:
    return website.partition("://")[2].partition("/")[0].partition(":")[0]
