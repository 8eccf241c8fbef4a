"""The register as table, CSV, JSON and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from typing import Any

from luanphien import output as tabular
from luanphien.core.decisions import Centre
from luanphien.core.facts import Fact
from luanphien.documents import book
from luanphien.documents.book import HEADERS
from luanphien.documents.template import Templates
from luanphien.streams import console, write_data
from luanphien.wording import dates, handovers

FORMATS = (".docx", ".csv", ".json")

_KINDS = {
    "planned": "sẽ gửi",
    "sent": "đã gửi",
    "deferred": "tạm từ chối",
    "refused": "bị từ chối",
    "acknowledged": "đã xác nhận",
    "reminded": "đã nhắc",
    "missed": "bỏ lỡ",
    "handed_over": "đã bàn giao",
    "replaced": "đề nghị thay người",
}
_CHANNELS = {"email": "thư điện tử", "paper": "văn bản giấy", "zalo": "Zalo", "phone": "điện thoại"}
_COUNTS = {
    "received": "tiếp nhận {} hồ sơ",
    "in_progress": "đang giải quyết {}",
    "to_return": "chờ trả {}",
    "fees": "phí, lệ phí {} đồng",
}


def _row(fact: Fact, zone: tzinfo) -> list[str]:
    at = fact.at.astimezone(zone)
    return [
        # Of what was written down on a later day the time is not known.
        dates.full(at) if fact.entered_at else f"{dates.full(at)} {at:%H:%M}",
        fact.shift,
        _KINDS[fact.kind],
        _CHANNELS[fact.channel] if fact.channel else "",
        _concerned(fact),
        fact.by or "",
        "; ".join(filter(None, (*_counts(fact), fact.note))),
    ]


def _concerned(fact: Fact) -> str:
    """Who was told; between whom the duties passed; whom the agency is to replace."""
    if fact.kind == "handed_over":
        return handovers.signers(fact)
    if fact.kind == "replaced" and fact.since:
        return f"{fact.recipient}: thay {fact.outgoing} từ {dates.full(fact.since)}"
    return fact.recipient or ""


def _counts(fact: Fact) -> Iterator[str]:
    for name, number in fact.counts._asdict().items() if fact.counts else ():
        if number is not None:
            yield _COUNTS[name].format(f"{number:,}".replace(",", "."))


def print_table(facts: Sequence[Fact], zone: tzinfo, shift: str | None = None) -> None:
    """Print a line a fact, oldest first; `shift` is the one that they all belong to."""
    out = console()
    if not facts:
        of_shift = f" của phiên {shift}" if shift else ""
        out.print(f"Sổ chưa ghi việc nào{of_shift}.")
        return
    table = tabular.plain_table()
    for header in HEADERS:
        table.add_column(header, overflow="fold", no_wrap=header in HEADERS[:3])
    for fact in facts:
        table.add_row(*_row(fact, zone))
    tabular.print_table(out, table)


def print_csv(facts: Sequence[Fact], zone: tzinfo) -> None:
    """Print a line a fact."""
    write_data(_csv(facts, zone))


def _csv(facts: Sequence[Fact], zone: tzinfo) -> str:
    return tabular.csv_text(HEADERS, (_row(fact, zone) for fact in facts))


def print_markdown(facts: Sequence[Fact], zone: tzinfo) -> None:
    """Print a line a fact."""
    tabular.print_markdown(HEADERS, (_row(fact, zone) for fact in facts))


def print_json(facts: Sequence[Fact]) -> None:
    """Print what docs/json.md describes."""
    write_data(_json(facts))


def _json(facts: Sequence[Fact]) -> str:
    return tabular.json_text({"facts": list(map(_data, facts))})


def _data(fact: Fact) -> dict[str, Any]:
    return {**fact._asdict(), "counts": fact.counts and fact.counts._asdict()}


def file_content(
    templates: Templates,
    facts: Sequence[Fact],
    centre: Centre,
    zone: tzinfo,
    today: date,
    ending: str,
) -> bytes:
    """The register as a file with that ending, one of FORMATS."""
    match ending:
        case ".csv":
            return _csv(facts, zone).encode()
        case ".json":
            return _json(facts).encode()
        case _:
            rows = [_row(fact, zone) for fact in facts]
            return book.content(templates, rows, centre, today)
