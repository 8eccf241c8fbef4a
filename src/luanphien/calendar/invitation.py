"""An event that is mailed to those whom it concerns: iTIP (RFC 5546), carried by iMIP (RFC 6047).

A feed is looked at; what is mailed is answered. It names who asks and who is asked, and a method:
to come, or that it is off. An object holds one event (RFC 5546 sections 3.2.2 and 3.2.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from icalendar import Calendar, vCalAddress, vText

from luanphien.calendar.components import PRODID, component, timezone
from luanphien.core.agenda import Edition
from luanphien.wording.words import one_line

SEAL = "X-LUANPHIEN-SEAL"
"""What proves of who answers that they were asked.

Programs answer in messages of their own, and each returns another part of what it was asked:
Thunderbird, Evolution, SOGo and Roundcube the properties, Zimbra and Horde the organizer as it was.
"""

Method = Literal["REQUEST", "CANCEL"]

Mailbox = tuple[str, str]
"""A name and an address."""


class Invitation(NamedTuple):
    """The event in its newest edition, from the organizer to those attendees.

    "CANCEL" says that the event is gone; or, where the edition is not cancelled, that these
    attendees have no part in it any more.
    """

    method: Method
    edition: Edition
    organizer: Mailbox
    attendees: Sequence[Mailbox]
    seal: str

    @property
    def kind(self) -> str:
        """Its media type, which names the method too (RFC 6047 section 2.4)."""
        return f"text/calendar; method={self.method}; charset=UTF-8"

    def content(self, made_at: datetime) -> bytes:
        """The object as a file, made at that moment."""
        calendar = Calendar()
        calendar.add("prodid", PRODID)
        calendar.add("version", "2.0")
        calendar.add("method", self.method)
        if self.edition.event.hours:
            calendar.add_component(timezone())
        event = component(self.edition, made_at)
        if self.method == "CANCEL":
            event.subcomponents.clear()  # no alarms
            if not self.edition.cancelled:
                del event["status"]  # the event takes place without them
        organizer = _address(self.organizer)
        organizer.params[SEAL] = vText(self.seal)
        event.add("organizer", organizer)
        event.add(SEAL, vText(self.seal))
        for attendee in self.attendees:
            address = _address(attendee)
            if self.method == "REQUEST":
                address.params["PARTSTAT"] = vText("NEEDS-ACTION")
                address.params["RSVP"] = vText("TRUE")
            event.add("attendee", address)
        calendar.add_component(event)
        content: bytes = calendar.to_ical()
        return content


def _address(mailbox: Mailbox) -> vCalAddress:
    """The address with its name, which can hold no quotation mark (RFC 5545 section 3.2)."""
    name, address = mailbox
    written = vCalAddress(f"mailto:{address}")
    written.params["CN"] = vText(one_line(name).replace('"', "'"))
    return written
