"""The errand of the group: what its members hear of, once (Điều 6 khoản 9).

A chat can't recognise a repeat. What was on its way when a run was killed, or was not answered, is
not posted again but said, so that somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

from luanphien.core.deliveries import Delivery, DeliveryKind, last
from luanphien.core.errors import OperationError
from luanphien.core.facts import Fact
from luanphien.core.notice import Notice
from luanphien.core.notice import notice as notice_of
from luanphien.core.sending import due_shifts, what_else_was_said
from luanphien.core.served import served, served_by
from luanphien.core.statements import said
from luanphien.mail import bulletin_reports as reports
from luanphien.mail import digest, digest_text, letters, wording
from luanphien.mail.chat import Outcome, Place, places
from luanphien.mail.desk import Desk
from luanphien.mail.reports import Report
from luanphien.wording import dates

_NOTICE = "post.notice."
_TAKEN: tuple[DeliveryKind, ...] = ("planned", "sent", "unknown")
"""By what was recorded of a post last, that it is in a place, or may be."""
_BY_HAND = Outcome("sent", "đã đăng bằng tay")


class Post(NamedTuple):
    """Something to be posted: what the register calls it, what people do, its text, and where.

    `by_hand` is that somebody has posted it there, which is only to be recorded.
    """

    about: str
    name: str
    write: Callable[[], str]
    places: list[Place]
    by_hand: bool = False


def posts(desk: Desk) -> Iterator[Report]:
    """Post what the group has not heard of yet; in a rehearsal show it."""
    chat = desk.configuration.decisions.chat
    if chat is None:
        return
    try:
        group = _Group(desk, desk.configuration.place(chat))
        due = list(chain.from_iterable(source(group) for source in SOURCES))
        yield from group.reports(due)
    except Exception as error:
        yield reports.group_failed(error)


class _Group:
    """The places of the group, at the desk."""

    def __init__(self, desk: Desk, file: Path) -> None:
        self.desk = desk
        self._file = file

    @cached_property
    def places(self) -> list[Place]:
        """Those in the file, which nobody misses as long as there is nothing to be posted."""
        return places(self._file, self.desk.environment)

    def reports(self, due: Sequence[Post]) -> Iterator[Report]:
        """What came of what is due; a place that can't be posted to stops no other."""
        waiting: list[tuple[Post, list[Place]]] = []
        for post in due:
            known = self.desk.register.deliveries(post.about)
            newest = {place: last(known, place.id) for place in post.places}
            ready = [
                place for place, one in newest.items() if one is None or one.kind == "deferred"
            ]
            for place, one in newest.items():
                if one and one.kind == "planned":
                    yield self._failed(post, place, Outcome("unknown", "lần chạy trước bị ngắt"))
            if post.by_hand:
                self._take_down(post, ready)
            else:
                waiting.append((post, ready))
        faults = {place: place.fault() for _, ready in waiting for place in ready}
        for fault in filter(None, faults.values()):
            yield reports.group_failed(OperationError(fault))
        for post, ready in waiting:
            usable = [place for place in ready if not faults[place]]
            if usable:
                yield from (self._rehearse if self.desk.rehearsed else self._post)(post, usable)

    def _take_down(self, post: Post, ready: Sequence[Place]) -> None:
        """Record what was posted by hand, so that the group hears of what changes since."""
        if self.desk.rehearsed is None:
            for place in ready:
                self._record(post, place, _BY_HAND)

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


def _notices(group: _Group) -> Iterator[Post]:
    """The notices as they are now, once the agencies have them; then who serves, when it changes.

    Of a shift that runs nothing else is told.
    """
    desk, tried = group.desk, _tried(group.desk)
    rota, today = desk.configuration.rota, desk.today
    for shift in due_shifts(rota, today, desk.register.beginning or today):
        if shift.starts_on > today or (shift.id in tried and shift.ends_on >= today):
            notice, facts = notice_of(rota, shift), desk.facts(shift.id)
            if shift.starts_on <= today or served(notice, facts):
                yield from _of_shift(group, notice, facts, tried.get(shift.id, {}))


_Tried: TypeAlias = Mapping[str, DeliveryKind]
"""What became of the posts about a shift in one place, by their names, the last one last."""


def _tried(desk: Desk) -> Mapping[str, Mapping[str, _Tried]]:
    """What was posted, or was to be, by the shift and the place."""
    tried: dict[str, dict[str, dict[str, DeliveryKind]]] = {}
    for one in desk.register.deliveries():
        if one.about.startswith(_NOTICE):
            of_shift = tried.setdefault(one.about.removeprefix(_NOTICE).split(".")[0], {})
            in_place = of_shift.setdefault(one.recipient, {})
            in_place.pop(one.about, None)
            in_place[one.about] = one.kind
    return tried


def _of_shift(
    group: _Group, notice: Notice, facts: Sequence[Fact], tried: Mapping[str, _Tried]
) -> Iterable[Post]:
    """What is to be known of the shift in each place, where the same is to be posted together."""
    due: dict[tuple[str, str, bool], Post] = {}
    for place in group.places:
        post = _in_place(group.desk, notice, facts, tried.get(place.id, {}))
        due.setdefault((post.about, post.name, post.by_hand), post).places.append(place)
    return due.values()


def _in_place(desk: Desk, notice: Notice, facts: Sequence[Fact], tried: _Tried) -> Post:
    """The notice; or who serves now, where the place has all else that it says.

    Once the shift runs, that is what the place was to be told before, as it was.
    """
    shift, digest = notice.shift, notice.digest
    if tried and shift.starts_on <= desk.today:
        digest = _of_notice([*tried][-1], facts) or digest
    taken = [about for about, kind in tried.items() if kind in _TAKEN]
    newest = taken[-1] if taken else ""
    says = f"{digest[:16]}.{notice.wording_as(digest)[:16]}"
    is_there = newest.endswith(says)
    earlier = taken[:-1] if is_there else taken
    about = newest if is_there else f"{_NOTICE}{shift.id}.{len(taken) + 1}.{says}"
    superseded = what_else_was_said(said(facts), digest) if earlier else ()
    by_hand = ("zalo", digest) in ((fact.channel, fact.digest) for fact in served_by(notice, facts))
    if earlier and f".{digest[:16]}." in earlier[-1]:
        name, write, by_hand = "thay đổi người trực", partial(_staff, desk, notice), False
    else:
        name = "đính chính phiên trực" if superseded else "thông báo phiên trực"
        write = partial(_whole, desk, notice, superseded)
    months = dates.months(shift.starts_on, shift.ends_on)
    return Post(about, f"{name} tháng {months}", write, [], by_hand)


def _of_notice(about: str, facts: Sequence[Fact]) -> str | None:
    """The digest of the notice that the post of that name is of."""
    start = about.split(".")[-2]
    digests = (fact.digest for fact in facts if fact.says is None and fact.digest)
    return next((digest for digest in digests if digest.startswith(start)), None)


def _whole(desk: Desk, notice: Notice, superseded: Sequence[Fact]) -> str:
    """What `notify --format zalo` prints, and of a correction that it is one."""
    text = letters.short(desk.configuration, desk.register, notice, desk.today)
    return f"{wording.correction(superseded)}\n{text}" if superseded else text


def _staff(desk: Desk, notice: Notice) -> str:
    return letters.staff(desk.configuration, desk.register, notice, desk.today)


def _digest(group: _Group) -> Iterator[Post]:
    issue = digest.due_now(group.desk)
    told = issue and digest.written(group.desk)
    if issue and told:
        configuration = group.desk.configuration
        centre, calendar = configuration.centre, configuration.rota.calendar
        yield Post(
            f"post.{digest.about(issue)}",
            f"tổng hợp {digest_text.title(issue)}",
            lambda: digest_text.short(issue, told, centre, calendar),
            group.places,
        )


SOURCES: tuple[Callable[[_Group], Iterator[Post]], ...] = (_notices, _digest)
"""What the group hears of, in this order."""
