"""Ten years of the calendar feed against what icalendar needs for the same events alone.

Icalendar is given the finished values of every property; luanphien also computes the rota, words
the events, compares them with the register and records them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, TypeAlias

from icalendar import Alarm, Calendar, Event

from luanphien.calendar.export import feed
from luanphien.config import load
from luanphien.core.period import Period

EXAMPLE = Path(__file__).parents[1] / "config/example"
YEARS = Period(date(2024, 1, 1), date(2033, 12, 31))
ROUNDS = 15

Values: TypeAlias = list[tuple[str, Any]]


def ours(register_file: Path) -> bytes:
    """The feed of the example configuration, from the rota to its bytes."""
    return feed(load(EXAMPLE), register_file, YEARS, datetime.now(UTC)).content()


def values(component: Any) -> Values:
    """The properties of a component as icalendar is given them."""
    lists = {"CATEGORIES"}
    return [
        (name, list(value.cats) if name in lists else component.decoded(name))
        for name, value in component.items()
    ]


def theirs(events: list[tuple[Values, list[Values]]]) -> bytes:
    """The same events by icalendar alone."""
    made = Calendar()
    for properties, alarms in events:
        event = _filled(Event(), properties)
        for alarm in alarms:
            event.add_component(_filled(Alarm(), alarm))
        made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _filled(component: Any, properties: Values) -> Any:
    for name, value in properties:
        component.add(name, value.decode() if isinstance(value, bytes) else value)
    return component


def main() -> None:
    """Print the medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known.sqlite"
        events = [
            (values(event), [values(alarm) for alarm in event.walk("VALARM")])
            for event in Calendar.from_ical(ours(known)).walk("VEVENT")
        ]
        new = (Path(folder) / f"{n}.sqlite" for n in range(ROUNDS + 1))
        runs: dict[str, Callable[[], bytes]] = {
            "icalendar alone": lambda: theirs(events),
            "luanphien, nothing changed": lambda: ours(known),
            "luanphien, all events new": lambda: ours(next(new)),
        }
        seconds: dict[str, list[float]] = {name: [] for name in runs}
        for turn in range(ROUNDS + 1):
            for name, run in runs.items():
                start = perf_counter()
                run()
                if turn:  # the first fills the caches
                    seconds[name].append(perf_counter() - start)
    alone = median(seconds["icalendar alone"])
    print(f"{len(events)} events of ten years")
    for name, measured in seconds.items():
        middle = median(measured)
        print(f"{name:28} {middle * 1000:7.1f} ms  {middle / alone:5.2f} × icalendar")
