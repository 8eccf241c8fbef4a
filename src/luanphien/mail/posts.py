"""The errand of the group: what its members hear of, once (Điều 6 khoản 9).

A chat can't recognise a repeat. What was on its way when a run was killed, or was not answered, is
not posted again but said, so that somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from luanphien.core.deliveries import Delivery, last
from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact
from luanphien.core.notice import Notice
from luanphien.core.notice import notice as notice_of
from luanphien.core.sending import due_shifts, what_else_was_said
from luanphien.core.served import served
from luanphien.core.statements import said
from luanphien.mail import bulletin_reports as reports
from luanphien.mail import digest, digest_text, letters, wording
from luanphien.mail.chat import Outcome, Place, places
from luanphien.mail.desk import Desk
from luanphien.mail.reports import Report
from luanphien.wording import dates

_NOTICE = "post.notice."


class Post(NamedTuple):
    """Something to be posted: what the register calls it, what people do, and its text."""

    about: str
    name: str
    write: Callable[[], str]


def posts(desk: Desk) -> Iterator[Report]:
    """Post what the group has not heard of yet; in a rehearsal show it."""
    chat = desk.configuration.decisions.chat
    if chat is None:
        return
    try:
        due = list(chain.from_iterable(source(desk) for source in SOURCES))
        if due:
            file = desk.configuration.place(chat)
            yield from _Group(desk, places(file, desk.environment)).reports(due)
    except Exception as error:
        yield reports.group_failed(error)


def _notices(desk: Desk) -> Iterator[Post]:
    """The notices as they are now, once the agencies have them; then who serves, when it changes.

    What somebody has posted by hand is there already.
    """
    rota, today, posted = desk.configuration.rota, desk.today, _posted(desk)
    for shift in due_shifts(rota, today, desk.register.beginning or today):
        earlier = posted.get(shift.id, [])
        if shift.starts_on > today or (earlier and shift.ends_on >= today):
            notice, facts = notice_of(rota, shift), desk.facts(shift.id)
            has_it = served(notice, facts)
            if has_it and has_it.channel != "zalo":
                yield _of_shift(desk, notice, earlier)


def _posted(desk: Desk) -> dict[str, list[str]]:
    """What the posts about each shift are called, each once, oldest first."""
    posted: dict[str, list[str]] = {}
    for about in dict.fromkeys(delivery.about for delivery in desk.register.deliveries()):
        if about.startswith(_NOTICE):
            posted.setdefault(about.removeprefix(_NOTICE).split(".")[0], []).append(about)
    return posted


def _of_shift(desk: Desk, notice: Notice, earlier: Sequence[str]) -> Post:
    """The notice; or who serves now, where the group knows all else that it says."""
    shift, digest = notice.shift, notice.digest[:16]
    says = f"{digest}.{notice.wording[:16]}"
    if earlier and earlier[-1].endswith(says):  # it is on its way, or there
        earlier = earlier[:-1]
    superseded = what_else_was_said(said(desk.facts(shift.id)), notice.digest)
    if earlier and f".{digest}." in earlier[-1]:
        name, write = "thay đổi người trực", partial(_staff, desk, notice)
    else:
        name = "đính chính phiên trực" if superseded else "thông báo phiên trực"
        write = partial(_whole, desk, notice, superseded)
    about = f"{_NOTICE}{shift.id}.{len(earlier) + 1}.{says}"
    return Post(about, f"{name} tháng {dates.months(shift.starts_on, shift.ends_on)}", write)


def _whole(desk: Desk, notice: Notice, superseded: Sequence[Fact]) -> str:
    """What `notify --format zalo` prints, and of a correction that it is one."""
    text = letters.short(desk.configuration, desk.register, notice, desk.today)
    return f"{wording.correction(superseded)}\n{text}" if superseded else text


def _staff(desk: Desk, notice: Notice) -> str:
    return letters.staff(desk.configuration, desk.register, notice, desk.today)


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
