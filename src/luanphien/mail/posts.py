"""The errand of the group: what its members hear of, once (Điều 6 khoản 9).

A chat can't recognise a repeat. What was on its way when a run was killed, or was not answered, is
not posted again but said, so that somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from luanphien.core.deliveries import Delivery, last
from luanphien.core.errors import OperationError
from luanphien.core.facts import standing
from luanphien.core.notice import Notice
from luanphien.core.notice import notice as notice_of
from luanphien.core.recipients import told_at
from luanphien.core.sending import due_shifts, is_told, version, what_else_was_said
from luanphien.core.statements import said
from luanphien.mail import bulletin_reports as reports
from luanphien.mail import digest, digest_text, letters, wording
from luanphien.mail.chat import Outcome, Place, places
from luanphien.mail.desk import Desk
from luanphien.mail.reports import Report
from luanphien.wording import dates


class Post(NamedTuple):
    """Something to be posted: what the register calls it, what people do, and its text."""

    about: str
    name: str
    write: Callable[[], str]


def posts(desk: Desk) -> Iterator[Report]:
    """Post what the group has not heard of yet; in a rehearsal show it."""
    file = desk.configuration.decisions.chat
    if file is None:
        return
    try:
        due = list(chain.from_iterable(source(desk) for source in SOURCES))
        if due:
            yield from _Group(desk, places(Path(file), desk.environment)).reports(due)
    except Exception as error:
        yield reports.group_failed(error)


def _notices(desk: Desk) -> Iterator[Post]:
    """The notices of shifts that are still to begin, as they are now, once the agency has them.

    What somebody has posted by hand is there already.
    """
    rota, today = desk.configuration.rota, desk.today
    for shift in due_shifts(rota, today, desk.register.beginning or today):
        if shift.starts_on > today:
            notice, facts = notice_of(rota, shift), desk.facts(shift.id)
            stands = standing(facts, told_at(notice, facts))
            if is_told(notice, stands, facts) and stands.sent and stands.sent.channel != "zalo":
                number = version(said(facts), notice.digest)
                months = dates.months(shift.starts_on, shift.ends_on)
                yield Post(
                    f"post.notice.{shift.id}.{number}.{notice.digest[:16]}",
                    f"{'đính chính' if number > 1 else 'thông báo'} phiên trực tháng {months}",
                    lambda notice=notice: _of_notice(desk, notice),  # type: ignore[misc]
                )


def _of_notice(desk: Desk, notice: Notice) -> str:
    """What `notify --format zalo` prints, and of a correction that it is one."""
    superseded = what_else_was_said(said(desk.facts(notice.shift.id)), notice.digest)
    text = letters.short(desk.configuration, desk.register, notice, desk.today)
    return f"{wording.correction(superseded)}\n{text}" if superseded else text


def _digest(desk: Desk) -> Iterator[Post]:
    issue = digest.due_now(desk)
    told = issue and digest.written(desk)
    if issue and told:
        centre, calendar = desk.configuration.centre, desk.configuration.rota.calendar
        yield Post(
            f"post.{digest.about(issue)}",
            f"tổng hợp {digest_text.title(issue)}",
            lambda: digest_text.short(issue, told, centre, calendar),
        )


SOURCES: tuple[Callable[[Desk], Iterator[Post]], ...] = (_notices, _digest)
"""What the group hears of, in this order."""


class _Group(NamedTuple):
    """The places of the group, at the desk."""

    desk: Desk
    places: list[Place]

    def reports(self, due: list[Post]) -> Iterator[Report]:
        """What came of what is due; a place that can't be posted to stops no other."""
        waiting: dict[str, list[Place]] = {}
        for post in due:
            known = self.desk.register.deliveries(post.about)
            newest = {place: last(known, place.id) for place in self.places}
            waiting[post.about] = [
                place for place, one in newest.items() if one is None or one.kind == "deferred"
            ]
            for place, one in newest.items():
                if one and one.kind == "planned":
                    yield self._failed(post, place, Outcome("unknown", "lần chạy trước bị ngắt"))
        faults = {place: place.fault() for places in waiting.values() for place in places}
        for fault in filter(None, faults.values()):
            yield reports.group_failed(OperationError(fault))
        for post in due:
            usable = [place for place in waiting[post.about] if not faults[place]]
            if usable:
                yield from (self._rehearse if self.desk.rehearsed else self._post)(post, usable)

    def _rehearse(self, post: Post, usable: list[Place]) -> Iterator[Report]:
        yield reports.group_will_get(post.name, [place.name for place in usable], post.write())

    def _post(self, post: Post, usable: list[Place]) -> Iterator[Report]:
        text = post.write()
        for place in usable:
            self._record(post, place, Outcome("planned"))
            outcome = place.post(text)
            if outcome.kind == "sent":
                self._record(post, place, outcome)
            else:
                yield self._failed(post, place, outcome)

    def _failed(self, post: Post, place: Place, outcome: Outcome) -> Report:
        """Record that it has not been taken, or may not have been, and say it."""
        if self.desk.rehearsed is None:
            self._record(post, place, outcome)
        return reports.group_not_reached(post.name, place.name, outcome.kind, outcome.note)

    def _record(self, post: Post, place: Place, outcome: Outcome) -> None:
        at, (kind, note) = self.desk.now(), outcome
        self.desk.register.record_deliveries([Delivery(at, kind, post.about, place.id, note=note)])
