"""A feed of one's own for each person whom the public knows by name, at an address that is secret.

It tells no more than the page does; what is secret is only where it is, so that the site is no list
of everybody's days. Who is told the address (by mail, or by the clerk) can subscribe to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from luanphien import addresses
from luanphien.calendar.feed import Feed, title
from luanphien.config import Configuration
from luanphien.core.agenda import USUAL, Agenda, Event, Published, Selection
from luanphien.core.decisions import Person
from luanphien.core.publicity import is_named, shown_editions
from luanphien.core.rota import Rota
from luanphien.register.feed_keys import FeedKeys


def person_feed(configuration: Configuration, keys: FeedKeys, person: Person) -> str | None:
    """The file of the person's own feed on the site; None if it has none."""
    key = keys.of(person.id)
    if key is None or not is_named(configuration.decisions, person):
        return None
    return addresses.person_feed(person, key)


def person_feed_url(configuration: Configuration, keys: FeedKeys, person: Person) -> str | None:
    """Where the site has it; None if it has none, or if it is not known where the site stands."""
    name = person_feed(configuration, keys, person)
    return name and addresses.url(configuration.centre.website, name)


def personal_feeds(
    view: Rota, agenda: Agenda, published: Published, told: list[Event], keys: FeedKeys
) -> Iterator[tuple[str, Feed]]:
    """The name of its file and the feed of each person: days of service and handovers, if any.

    `told` are the agenda's events as the view has them; who has no name in it has no feed.
    """
    for person in view.decisions.people:
        if person.public and (key := keys.of(person.id)):
            editions = agenda.seen(published, Selection(USUAL).of_people([person.id]))
            name = addresses.person_feed(person, key)
            source = addresses.url(view.decisions.centre.website, name)
            yield name, Feed(title(person), shown_editions(editions, told), source)
