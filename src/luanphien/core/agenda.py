"""The rota as calendar events, and their editions: what was published of each, in which order.

An event keeps its UID for ever. Each time it changes it gets a new edition with the next number
(RFC 5545 section 3.8.7.4); an event that is gone gets a last one that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple

from luanphien.core.period import Period

Kind = Literal["shifts", "notices", "handovers", "holidays", "stints"]

USUAL: frozenset[Kind] = frozenset(("shifts", "notices", "handovers"))
"""What a feed holds when nothing else is asked for."""


class Event(NamedTuple):
    """One event; it changes when any of its fields does.

    `key` is where it belongs though its own days move: the days of its shift, the two between
    which a handover takes effect, the days off themselves. `hours` is None when it lasts whole
    days. `agencies` and `people` are the ids of those whom it concerns, both empty when that is
    everybody. `contacts` are the lines that tell how to reach people, `alarms` count from midnight
    of its first day, `tentative` says that its days may still move.

    The register keeps what was published: a new field goes to the end and has a default.
    """

    uid: str
    kind: Kind
    key: Period
    days: Period
    summary: str
    lines: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    hours: tuple[time, time] | None = None
    agencies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    color: str | None = None
    location: str | None = None
    url: str | None = None
    alarms: tuple[timedelta, ...] = ()
    tentative: bool = False

    @property
    def bare(self) -> Event:
        """Its kind, agencies and days, without anything that was said."""
        return Event(
            self.uid,
            self.kind,
            self.key,
            self.days,
            ": ".join(self.categories),
            (),
            hours=self.hours,
            agencies=self.agencies,
            categories=self.categories,
        )


class Edition(NamedTuple):
    """One state of an event as it was published; number 0 is the first.

    `at` is since when it is so (aware). `cancelled` says that the event is gone; `event` is then
    what it was.
    """

    event: Event
    number: int
    at: datetime
    cancelled: bool = False


class Selection(NamedTuple):
    """What a feed is about: these kinds, and only one agency or these people if they are named."""

    kinds: frozenset[Kind]
    agency: str | None = None
    people: frozenset[str] | None = None

    def holds(self, event: Event) -> bool:
        """Whether the feed shows the event."""
        if event.kind not in self.kinds:
            return False
        if not event.agencies and not event.people:
            return True
        of_agency = self.agency is None or self.agency in event.agencies
        return of_agency and (self.people is None or not self.people.isdisjoint(event.people))

    def of_people(self, people: Iterable[str]) -> Selection:
        """The same about these people: the days that each serves, in place of whole shifts."""
        kinds: frozenset[Kind] = frozenset(
            "stints" if kind == "shifts" else kind for kind in self.kinds
        )
        return self._replace(kinds=kinds, people=frozenset(people))


Published = Mapping[str, Sequence[Edition]]
"""The editions of each event by its UID, the oldest first."""


class Agenda(NamedTuple):
    """All events of these kinds that belong to one of the days; their UIDs end with `domain`."""

    events: Sequence[Event]
    kinds: frozenset[Kind]
    days: Period
    domain: str

    def due(self, published: Published, now: datetime, first: datetime) -> Iterator[Edition]:
        """The editions of what is new or changed, as `revisions` does, and of what is gone."""
        yield from revisions(self.events, published, now, first)
        present = {event.uid for event in self.events}
        for latest in self._covered(published):
            if latest.event.uid not in present and not latest.cancelled:
                yield _next(latest, latest.event, now)._replace(cancelled=True)

    def seen(self, published: Published, selection: Selection) -> list[Edition]:
        """What a subscriber of the selection must see once everything is published, by days.

        That is every event whose latest edition the selection holds, and as cancelled whatever
        it held before: an event that is gone, or that concerns others now.
        """
        uids = {latest.event.uid for latest in self._covered(published)}
        shown = (_seen(published[uid], selection) for uid in uids)
        return sorted(
            filter(None, shown), key=lambda edition: (edition.event.days, edition.event.uid)
        )

    def _covered(self, published: Published) -> Iterator[Edition]:
        """The latest editions of all that ever was of these kinds and days, of this centre."""
        for uid, editions in published.items():
            event = editions[-1].event
            ours = event.kind in self.kinds and uid.endswith(self.domain)
            if ours and event.key.overlaps(self.days):
                yield editions[-1]


def revisions(
    events: Iterable[Event], published: Published, now: datetime, first: datetime
) -> Iterator[Edition]:
    """The editions of the events that are new or changed.

    A first edition is of the moment `first`, so that the same rota is always published alike; a
    later one is of `now`.
    """
    for event in events:
        if not (editions := published.get(event.uid)):
            yield Edition(event, 0, first)
        elif (latest := editions[-1]).cancelled or latest.event != event:
            yield _next(latest, event, now)


def _next(latest: Edition, event: Event, now: datetime) -> Edition:
    """The edition after that; never of an earlier moment, wherever the clock stands."""
    return Edition(event, latest.number + 1, max(now, latest.at))


def _seen(editions: Sequence[Edition], selection: Selection) -> Edition | None:
    latest = editions[-1]
    if selection.holds(latest.event):
        return latest
    held = [edition.event for edition in editions if selection.holds(edition.event)]
    return latest._replace(event=held[-1], cancelled=True) if held else None
