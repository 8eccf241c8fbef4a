"""The figures of the counter, as minutes of handovers count them (Điều 11 khoản 3).

What came in is added up over the minutes; what passes from one officer to the other stands as the
latest minutes have it. A sum that some minutes say nothing of is the least that it may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from luanphien.core.decisions import Agency
from luanphien.core.facts import Counts, Fact
from luanphien.core.handovers import Handed
from luanphien.core.rota import Rota

FLOWS = frozenset(("received", "collected"))
"""What came in since the handover before."""
STOCKS = frozenset(("in_progress", "to_return", "fees"))
"""What is there at a handover."""


class Tally(NamedTuple):
    """What is counted of an agency, or of the counter as a whole where `agency` is None.

    Of `counts` what came in is summed, and what is there is that of the minutes of the day `as_of`,
    None if no minutes tell. `short` names the figures that lack something: they are at least that.
    """

    agency: Agency | None
    counts: Counts
    as_of: date | None
    short: frozenset[str]


class Counter(NamedTuple):
    """The minutes that hold figures, by the handover's day, and what these add up to.

    `missing` are the handovers whose day has come and of which no figures are recorded; there are
    no `agencies` where no minutes tell of any.
    """

    minutes: tuple[Fact, ...]
    missing: tuple[Handed, ...]
    whole: Tally
    agencies: tuple[Tally, ...]


class _Line(NamedTuple):
    """What one handover's minutes count, and which figures they don't tell, or not in full."""

    on: date
    counts: Counts
    short: frozenset[str]


def counter(rota: Rota, handovers: Sequence[Handed]) -> Counter:
    """The figures of these handovers, which are in order."""
    come = [one for one in handovers if one.state != "due"]
    minutes = [one.fact for one in come if one.fact and _tells(one.fact)]
    told = {id for fact in minutes for id, _ in fact.counts_by_agency}
    taking_turns = [agency.id for one in come for agency in rota.agencies_on(one.handover.on)]
    known = dict.fromkeys([*taking_turns, *sorted(told)]) if told else {}
    return Counter(
        tuple(minutes),
        tuple(one for one in come if not (one.fact and _tells(one.fact))),
        _tally(None, [_of_all(rota, one) for one in come]),
        tuple(
            _tally(rota.agencies.get(id) or Agency(id, id), list(_of_one(rota, come, id)))
            for id in known
        ),
    )


def whole(fact: Fact) -> Counts:
    """What the minutes count in all; what they tell of agencies only is added up."""
    counts, parts = fact.counts or Counts(), [part for _, part in fact.counts_by_agency]
    sums = [_sum(getattr(part, name) for part in parts) for name in Counts._fields]
    return Counts(*(added if own is None else own for own, added in zip(counts, sums, strict=True)))


def _tells(fact: Fact) -> bool:
    return bool(fact.counts or fact.counts_by_agency)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _of_all(rota: Rota, handed: Handed) -> _Line:
    """All the counter's figures; what is added up of agencies lacks what one of them leaves out."""
    fact, on = handed.fact, handed.handover.on
    if fact is None:
        return _Line(on, Counts(), frozenset(Counts._fields))
    parts = dict(fact.counts_by_agency)
    expected = [parts.get(agency.id, Counts()) for agency in rota.agencies_on(on)]
    summed = _untold(fact.counts or Counts())
    return _Line(fact.at.date(), whole(fact), summed & frozenset().union(*map(_untold, expected)))


def _of_one(rota: Rota, handovers: Sequence[Handed], agency: str) -> Iterator[_Line]:
    """An agency's figures: of the handovers while it takes turns, and of minutes that name it."""
    for handed in handovers:
        fact, on = handed.fact, handed.handover.on
        parts = dict(fact.counts_by_agency) if fact else {}
        if agency in parts or agency in [one.id for one in rota.agencies_on(on)]:
            counts = parts.get(agency, Counts())
            yield _Line(fact.at.date() if fact else on, counts, _untold(counts))


def _untold(counts: Counts) -> frozenset[str]:
    return frozenset(name for name, value in counts._asdict().items() if value is None)


def _tally(agency: Agency | None, lines: Sequence[_Line]) -> Tally:
    latest = next((line for line in reversed(lines) if _has_stocks(line.counts)), None)
    sums = {name: _sum(getattr(line.counts, name) for line in lines) for name in FLOWS}
    counts = (latest.counts if latest else Counts())._replace(**sums)
    short = {name for line in lines for name in line.short if name in FLOWS or line is latest}
    return Tally(agency, counts, latest and latest.on, frozenset(short - _untold(counts)))


def _has_stocks(counts: Counts) -> bool:
    return not _untold(counts) >= STOCKS
