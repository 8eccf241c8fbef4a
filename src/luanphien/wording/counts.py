"""The figures of the counter, as minutes of handovers count them (khoản 3 Điều 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from luanphien.core.counter import Counter, Tally
from luanphien.core.decisions import Agency
from luanphien.core.facts import Counts
from luanphien.wording import dates, handovers
from luanphien.wording.words import grouped

NAMES = {
    "received": "hồ sơ đã tiếp nhận",
    "in_progress": "hồ sơ đang giải quyết",
    "to_return": "kết quả chờ trả",
    "collected": "phí, lệ phí đã thu",
    "fees": "phí, lệ phí bàn giao",
}
NONE = "–"
_SAID = {
    "received": "tiếp nhận {} hồ sơ",
    "in_progress": "đang giải quyết {}",
    "to_return": "chờ trả {}",
    "collected": "phí, lệ phí đã thu {} đồng",
    "fees": "phí, lệ phí bàn giao {} đồng",
}


def said(counts: Counts) -> Iterator[str]:
    """`tiếp nhận 1.250 hồ sơ`, `chờ trả 4`, …: what is told."""
    for name, number in counts._asdict().items():
        if number is not None:
            yield _SAID[name].format(grouped(number))


def of_agencies(counted: Sequence[tuple[str, Counts]], agencies: Mapping[str, Agency]) -> str:
    """`Sở TTTT 120/4/3`: received, in progress, to return, and fees collected if told.

    One that is not among the agencies by their ids is called by its own.
    """
    labels = {id: agency.label for id, agency in agencies.items()}
    return ", ".join(f"{labels.get(id, id)} {_in_a_row(counts)}" for id, counts in counted)


def _in_a_row(counts: Counts) -> str:
    fees = [counts.collected] if counts.collected is not None else []
    return "/".join(map(cell, (counts.received, counts.in_progress, counts.to_return, *fees)))


def cell(number: int | None) -> str:
    """`1.250`, or a dash where it is not told."""
    return NONE if number is None else grouped(number)


def cells(tally: Tally) -> Iterator[str]:
    """The figures in the order of Counts; what is at least that is marked so."""
    for name, number in tally.counts._asdict().items():
        yield f"≥ {cell(number)}" if name in tally.short else cell(number)


def totals(counter: Counter) -> Iterator[str]:
    """What the minutes add up to, and as of when what is there is there; a sentence each."""
    whole = counter.whole
    counts = whole.counts._asdict()
    summed = {"received": "Cộng hồ sơ đã tiếp nhận", "collected": "Cộng phí, lệ phí đã thu (đồng)"}
    for name, title in summed.items():
        if counts[name] is not None:
            least = "ít nhất " if name in whole.short else ""
            yield f"{title}: {least}{grouped(counts[name])}."
    there = list(said(whole.counts._replace(received=None, collected=None)))
    if whole.as_of and there:
        yield f"Theo biên bản ngày {dates.full(whole.as_of)}: {', '.join(there)}."


def gaps(counter: Counter) -> Iterator[str]:
    """Which minutes tell no figures, and what `≥` says; a sentence each."""
    if counter.missing:
        listed = "; ".join(
            f"{dates.full(one.handover.on)} "
            + (handovers.signers(one.fact) if one.fact else handovers.parties(one.handover))
            for one in counter.missing
        )
        yield f"Chưa có số liệu của {len(counter.missing)} lần bàn giao: {listed}."
    if any(tally.short for tally in (counter.whole, *counter.agencies)):
        yield "≥: ít nhất chừng ấy, vì có biên bản không ghi con số này."
