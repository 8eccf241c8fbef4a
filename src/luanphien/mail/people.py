"""The errand of who serves: they are told the days that are theirs, and reminded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from luanphien.core.reminders import reminders
from luanphien.core.told import Telling, tellings
from luanphien.mail import people_letters as letters
from luanphien.mail import people_reports as reports
from luanphien.mail.delivery import PROGRAM, Dispatch, deliver
from luanphien.mail.desk import Desk
from luanphien.mail.message_ids import from_domain_of
from luanphien.mail.people_letters import Item
from luanphien.mail.reports import Report
from luanphien.mail.smtp import Mailer, Outcome


def people(desk: Desk) -> Iterator[Report]:
    """Tell people their days, then remind them; nothing where no mail can be sent."""
    mailer = desk.mailer
    if mailer is None:
        return
    rota, since = desk.configuration.rota, desk.register.beginning or desk.today
    told = tellings(rota, desk.today, since, desk.facts)
    for telling in told:
        if telling.obstacle and not telling.is_noted:
            yield from _noted(desk, telling)
    can_go = [telling for telling in told if not telling.obstacle]
    due = reminders(rota, desk.today, desk.facts)
    sender = mailer.sender
    for items in (*_a_mail_each(can_go, sender), *_a_mail_each(due, sender)):
        try:
            yield from _sent(desk, mailer, items)
        except Exception as error:
            yield reports.failed(items, error)


def _a_mail_each(items: Iterable[Item], sender: str) -> list[list[Item]]:
    """What goes to each person in one message; what is on its way goes again as it was."""
    messages: dict[tuple[str, str | None], list[Item]] = {}
    for item in items:
        item = item._replace(again=from_domain_of(sender, item.again))
        messages.setdefault((item.person.id, item.again), []).append(item)
    return list(messages.values())


def _sent(desk: Desk, mailer: Mailer, items: Sequence[Item]) -> Iterator[Report]:
    """Send a person what the items say, or say that this would be done."""
    address = items[0].person.email
    assert address
    files = desk.configuration, desk.register
    if rehearsed := desk.rehearsed:
        letters.letter(*files, items, desk.today)  # a broken template stops the real run
        if obstacle := rehearsed.obstacle():
            yield reports.not_taken(items, address, Outcome("deferred", obstacle))
        else:
            yield reports.will_go(items, address)
        return
    id = items[0].again or letters.new_id(desk.register, items, mailer.sender)
    dispatch = Dispatch(tuple(item.statement for item in items), id)
    outcomes = deliver(
        desk.register,
        mailer,
        dispatch,
        [address],
        lambda: letters.message(*files, items, id, mailer.sender, desk.now()),
        desk.now,
    )
    if outcomes[address].status != "sent":
        yield reports.not_taken(items, address, outcomes[address])


def _noted(desk: Desk, telling: Telling) -> Iterator[Report]:
    """Say once that the person can't be told by e-mail; refused or returned, it has been said."""
    if telling.obstacle in ("refused", "returned"):
        return
    if not desk.rehearsed:
        missed = telling.statement.fact(desk.now(), "missed", "email", telling.person.name)
        desk.register.record([missed._replace(by=PROGRAM)])
    yield reports.out_of_reach(telling)
