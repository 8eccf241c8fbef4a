"""Cron runs in simulated time against a real SMTP server, with everything going wrong.

    python -m tests.helpers.simulation [YEARS [SEED [RUNS_A_DAY]]]

Each day the job may run once, twice or not at all, at a clock that is now and then set back;
it may be killed at any step of the protocol, the disk may be full, the server may be down,
refuse or cut the connection before or after it took the message, and the configuration may
change; people fall ill, are replaced and come back. Notices are signed now and then, and some
centres ask for it. Mail comes back at once, days later or after the deadline; agencies answer, so
do machines and forgers; the mailbox may be out of reach. At the end: every notice that could be in
time was in time, no statement arrived under two Message-IDs, every agency was told last what holds
for it, a signed file went only with what it says, the register claims nothing that the server did
not see, what came back or was refused counts nowhere as sent, every week had its digest, and nobody
acknowledged who did not. After each run that went well: everybody who serves was told last which
days ahead are theirs, nobody twice the same and nobody of the past, and was reminded on the day,
once; an agency that was silent was asked again.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import dropwhile, pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from msgspec.structs import replace

from luanphien.config import Configuration, load
from luanphien.core.by_hand import happened, of_signature
from luanphien.core.decisions import AcknowledgementRule, Every, MailRule, Person, Swap
from luanphien.core.deliveries import Delivery
from luanphien.core.errors import OperationError
from luanphien.core.facts import SAYING, Fact, acknowledgement, not_returned, undelivered_to
from luanphien.core.model import Shift, SpecialDay
from luanphien.core.notice import Notice, notice
from luanphien.core.period import Period
from luanphien.core.recipients import told_at
from luanphien.core.rota import Rota
from luanphien.core.statements import now_to, of_again, of_handover
from luanphien.core.statements import said as said_of
from luanphien.core.workdays import WorkCalendar
from luanphien.mail.desk import Desk
from luanphien.mail.run import Run
from luanphien.mail.smtp import Outcome, Smtp
from luanphien.register import Register
from luanphien.register.mailbox import MessageKey
from luanphien.register.rows import read_fact
from tests.helpers.command_line import CONFIG
from tests.helpers.correspondents import Post
from tests.helpers.mail_server import Server, running
from tests.helpers.officers import Officers

FIRST = date(2024, 1, 2)
JUDGED = 3650
"""After so many days all is judged so far: what went wrong is found early."""
PERSONAL = ("days", "before_shift", "before_handover")
FAULTS = (
    "rcpt 451",
    "rcpt 421 van-thu@{}.lan",
    "rcpt 421 dau-moi@{}.lan",
    "data 451",
    "data 421",
    "drop before",
    "drop after",
    "rcpt 550 van-thu@{}.lan",
)


class KilledError(BaseException):
    """The process died here."""


class Chaos:
    """What goes wrong in one run; `clean` runs go well from end to end."""

    def __init__(self, random: Random, *, clean: bool) -> None:
        self._random = random
        self.clean = clean

    def strikes(self, chance: float) -> bool:
        """Whether this goes wrong."""
        return not self.clean and self._random.random() < chance

    def around(self, work: Callable[[], Any]) -> Any:
        """The work, killed before or after it now and then."""
        if self.strikes(0.15):
            raise KilledError
        done = work()
        if self.strikes(0.15):
            raise KilledError
        return done


class QuickRegister(Register):
    """A register of which the `known` facts, which stay, are not read again: years have many."""

    def __init__(self, file: Path, known: list[Fact]) -> None:
        super().__init__(file)
        self._known = known

    def facts(self, shift: str | None = None) -> list[Fact]:
        """The facts of the shift, or of all shifts."""
        if shift:
            return super().facts(shift)
        query = f"SELECT {', '.join(Fact._fields)} FROM facts ORDER BY id LIMIT -1 OFFSET ?"
        rows = self._db.execute(query, (len(self._known),)).fetchall()
        self._known += map(read_fact, rows)
        return [*self._known]


class ShakyRegister(QuickRegister):
    """A register on a disk that is full now and then, in a process that is killed."""

    def __init__(self, file: Path, known: list[Fact], chaos: Chaos) -> None:
        super().__init__(file, known)
        self.chaos = chaos

    def __enter__(self) -> ShakyRegister:
        return self

    def record(self, facts: Iterable[Fact]) -> None:
        """Record, or not."""
        kept = list(facts)
        if self.chaos.strikes(0.1):
            raise OperationError("đĩa đầy")
        self.chaos.around(lambda: super(ShakyRegister, self).record(kept))

    def plan(self, facts: Iterable[Fact], message_id: str, content: bytes) -> None:
        """Plan, or not."""
        kept = list(facts)
        if self.chaos.strikes(0.1):
            raise OperationError("đĩa đầy")
        self.chaos.around(lambda: super(ShakyRegister, self).plan(kept, message_id, content))

    def record_deliveries(
        self, new: Iterable[Delivery], message: tuple[str, datetime, bytes] | None = None
    ) -> None:
        """Record what becomes of a digest, or not."""
        kept = list(new)
        if self.chaos.strikes(0.1):
            raise OperationError("đĩa đầy")
        work = super().record_deliveries
        self.chaos.around(lambda: work(kept, message))

    def read_message(self, key: MessageKey, at: datetime, facts: Iterable[Fact]) -> bool:
        """Record what was read, or not."""
        kept = list(facts)
        if self.chaos.strikes(0.1):
            raise OperationError("đĩa đầy")
        is_news: bool = self.chaos.around(
            lambda: super(ShakyRegister, self).read_message(key, at, kept)
        )
        return is_news


class ShakySmtp(Smtp):
    """The real client, killed around its work."""

    chaos: Chaos

    def send(self, content: bytes, recipients: Any) -> dict[str, Outcome]:
        """Send, or not."""
        outcomes: dict[str, Outcome] = self.chaos.around(
            lambda: super(ShakySmtp, self).send(content, recipients)
        )
        return outcomes


class Result(NamedTuple):
    """What a simulation came to."""

    runs: int
    shifts: int
    messages: int
    killed: int


def simulate(years: int, seed: int, runs: int = 1) -> Result:
    """Run the job over the years; AssertionError names the shift and the seed that went wrong."""
    with TemporaryDirectory() as folder, running() as server:
        return _World(Random(seed), seed, Path(folder), server).live(years, runs)


class _World:
    def __init__(self, random: Random, seed: int, folder: Path, server: Server) -> None:
        self.random, self.seed, self.server = random, seed, server
        self.file = folder / "register.sqlite"
        self.base = load(CONFIG)._replace(folder=folder)
        self.swaps: list[Swap] = []
        self.digest: Every = random.choice(("weekly", "monthly"))
        self.signed = random.choice(("optional", "required"))
        self.ladder = random.choice((None, AcknowledgementRule(), AcknowledgementRule(remind=2)))
        self.officers = Officers(random, list(self.base.agencies.values()), f"seed {seed}")
        self.configuration = self.configured()
        self.good: set[date] = set()
        self.changed: dict[str, date] = {}
        self.arrived: dict[str, list[tuple[date, int]]] = defaultdict(list)
        self.told: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.served: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.asked: dict[str, set[str]] = defaultdict(set)
        self.post = Post(Random(seed))
        self.known: list[Fact] = []
        self.killed = self.runs = self.documents = 0

    def configured(self) -> Configuration:
        decisions = self.base.decisions
        decisions = replace(
            decisions,
            centre=replace(decisions.centre, email="trung-tam@centre.lan"),
            agencies=tuple(
                replace(agency, email=f"van-thu@{agency.id}.lan", contact=f"dm-{agency.id}")
                for agency in decisions.agencies
            ),
            people=tuple(
                Person(f"dm-{agency.id}", "Nguyễn Văn A", email=f"dau-moi@{agency.id}.lan")
                for agency in decisions.agencies
            ),
            swaps=tuple(self.swaps),
            notice=replace(decisions.notice, signed=self.signed),
            acknowledgement=self.ladder,
            digest=self.digest,
        )
        decisions = self.officers.decided(decisions)
        return self.base._replace(rota=Rota(decisions, WorkCalendar({}, _days_off)))

    def live(self, years: int, runs: int) -> Result:
        days = years * 365
        down_until = FIRST
        for n in range(days):
            today = FIRST + timedelta(days=n)
            if self.random.random() < 0.01:
                down_until = today + timedelta(days=self.random.choice((1, 3, 10, 45)))
            self.happen(today)
            if today >= down_until:
                for _ in range(runs + self.random.choice((0, 0, 0, 1))):
                    self.run_and_judge(today)
            if n % JUDGED == JUDGED - 1:
                self.judge(today)
        last = FIRST + timedelta(days=days - 1)
        self.judge(last)
        shifts = sum(1 for _ in self.configuration.rota.shifts(Period(FIRST, last)))
        return Result(self.runs, shifts, len(self.server.received), self.killed)

    def happen(self, today: date) -> None:
        """What people decide and do on the day."""
        if self.random.random() < 0.01:
            self.change(today)
        if self.random.random() < 0.05:
            self.officers.change(today, self.configuration.rota)
            self.configuration = self.configured()
        if self.random.random() < 0.1:
            self.hand_over(today)
        if self.random.random() < 0.05:
            self.sign(today)

    def run_and_judge(self, today: date) -> None:
        """A run, whose clock may be set back, and what is true after one that goes well."""
        back = self.random.choice((0,) * 50 + (1, 3))
        clean = self.random.random() < 0.4
        self.run(today - timedelta(days=back), clean=clean)
        # A run whose clock is behind may come after the deadline that it sees.
        if clean and not back:
            self.good.add(today)
            self.judge_told(today)
            self.judge_silence(today)
            self.judge_officers(today)

    def change(self, today: date) -> None:
        """Exchange two shifts that are still to come and have not been exchanged yet."""
        taken = {shift for swap in self.swaps for shift in swap.shifts}
        ahead = Period(today + timedelta(days=1), today + timedelta(days=120))
        free = [
            shift.id
            for shift in self.configuration.rota.shifts(ahead)
            if shift.starts_on > today and shift.id not in taken
        ]
        if len(free) >= 2:
            one, other = self.random.sample(free, 2)
            self.swaps.append(Swap((one, other)))
            self.changed |= {one: today, other: today}
            self.officers.forget(one, other)
            self.configuration = self.configured()

    def hand_over(self, today: date) -> None:
        """Record something else of a shift, which must not disturb its notice."""
        ahead = Period(today, today + timedelta(days=40))
        shift = self.random.choice(list(self.configuration.rota.shifts(ahead)))
        noon = datetime.combine(today, time(5), UTC)
        fact = Fact(noon, "handed_over", shift.id, since=today, outgoing="A", incoming="B")
        with Register(self.file) as register:
            register.record([fact])

    def sign(self, today: date) -> None:
        """The director signs the notice of a shift that is still to come."""
        rota = self.configuration.rota
        ahead = Period(today + timedelta(days=1), today + timedelta(days=40))
        shift = self.random.choice([s for s in rota.shifts(ahead) if s.starts_on > today])
        said, self.documents = notice(rota, shift), self.documents + 1
        content = f"%PDF {shift.id} {said.digest} {self.documents}".encode()
        occasion = happened(today, datetime.combine(today, time(4), UTC), "A")
        digest = sha256(content).hexdigest()
        fact = of_signature(occasion, said, str(self.documents), today, "tb.pdf", digest)
        with QuickRegister(self.file, self.known) as register:
            register.sign(fact, content, lambda facts: None)

    def run(self, today: date, *, clean: bool) -> None:
        chaos = Chaos(self.random, clean=clean)
        agency = self.random.choice(list(self.configuration.agencies))
        fault = self.random.choice(FAULTS).format(agency)
        self.server.fault = fault if chaos.strikes(0.3) else None
        port = 1 if chaos.strikes(0.1) else self.server.port
        mailer = ShakySmtp(MailRule("127.0.0.1", port, "none"), "trung-tam@centre.lan", None)
        mailer.chaos = chaos
        before = len(self.server.received)
        noon = datetime.combine(today, time(5), UTC)
        self.runs += 1
        self.post.pass_to(today)
        self.post.reachable = not chaos.strikes(0.2)
        with ShakyRegister(self.file, self.known, chaos) as register:
            try:
                desk = Desk(self.configuration, register, mailer, today, lambda: noon)
                list(Run(desk, mailbox=self.post).reports())
            except KilledError:
                self.killed += 1
            except OperationError:
                pass
        self._take(range(before, len(self.server.received)), today)

    def _take(self, numbers: Iterable[int], today: date) -> None:
        """These messages have arrived, by a run of that day."""
        for n in numbers:
            says, shift, *_ = self.server.received[n].name.split(".")
            if says == "digest":
                continue
            if says in PERSONAL:
                rota = self.configuration.rota
                lost = {id for id, _ in self.post.lost}
                self.officers.hear(self.server.received[n], today, rota, lost, self.facts)
            if says != "reminder":
                self.post.answer(self.server.received[n], today)
            if says == "notice":
                self.arrived[shift].append((today, n))
            if says == "again":
                self.asked[shift].add(self.server.received[n].name.rpartition(".")[2])
            if says not in ("draft", *PERSONAL):
                for recipient in self.server.received[n].recipients:
                    self.told[shift, recipient].append(n)

    def facts(self) -> list[Fact]:
        """All that the register knows."""
        with QuickRegister(self.file, self.known) as register:
            return register.facts()

    def judge_told(self, today: date) -> None:
        """Where the agency is told by now, the next notice has gone; a server may have lost it."""
        rota = self.configuration.rota
        ahead = rota.shift_on(rota.shift_on(today).ends_on + timedelta(days=1))
        if self._is_out(ahead, today):
            said = notice(rota, ahead)
            with Register(self.file, create=False) as register:
                facts = register.facts(ahead.id)
            at = told_at(said, facts)
            told = {
                fact.recipient
                for fact in facts
                if (fact.kind, fact.says, fact.digest) == ("sent", None, said.digest)
            }
            assert at in (*told, None), f"shift {ahead.id}, {today}, seed {self.seed}"
            if at:
                self.served[ahead.id, said.digest].add(at)

    def _is_out(self, shift: Shift, today: date) -> bool:
        """Whether the notice of the shift is to have gone by that day."""
        waits = self.signed == "required" and not self.arrived[shift.id]
        first = shift.notice_deadline if waits else shift.notice_send_on
        return shift.starts_on > FIRST and first <= today

    def judge_silence(self, today: date) -> None:
        """Who has had a working day, and has not acknowledged by the day, has been asked again."""
        rota, ladder = self.configuration.rota, self.ladder
        ahead = rota.shift_on(rota.shift_on(today).ends_on + timedelta(days=1))
        left = rota.calendar.count(today, ahead.notice_deadline) - 1
        if ladder is None or left > ladder.remind:
            return
        said = notice(rota, ahead)
        with Register(self.file, create=False) as register:
            facts = register.facts(ahead.id)
        at = told_at(said, facts)
        sent = [
            fact.at.date()
            for fact in facts
            if (fact.kind, fact.says, fact.digest, fact.recipient)
            == ("sent", None, said.digest, at)
        ]
        if not sent or acknowledgement(facts, said.digest):
            return
        since = (sent[-1] + timedelta(days=n + 1) for n in range((today - sent[-1]).days))
        if any(map(rota.calendar.is_working, since)):
            asked = of_again(said).digest[:16] in self.asked[ahead.id]
            assert asked, f"shift {ahead.id}, {today}, seed {self.seed}"

    def judge_officers(self, today: date) -> None:
        def is_out(shift: Shift) -> bool:
            return self._is_out(shift, today)

        self.officers.judge(today, self.configuration.rota, is_out, self.post.lost, self.facts)

    def judge(self, last: date) -> None:
        rota = self.configuration.rota
        with Register(self.file) as register:
            facts = register.facts()
            assert facts[: len(self.known)] == self.known
            assert register.check() == []
        for shift in rota.shifts(Period(FIRST + timedelta(days=40), last)):
            if shift.starts_on > last:
                continue
            where = f"shift {shift.id}, seed {self.seed}"
            changed = self.changed.get(shift.id, FIRST)
            window = [
                shift.notice_send_on + timedelta(days=n)
                for n in range((shift.notice_deadline - shift.notice_send_on).days + 1)
            ]
            ran = [day for day in window if day in self.good]
            # One that waits for its signature goes on the last day at the latest.
            if self.signed == "required":
                ran = [day for day in ran if day == shift.notice_deadline]
            if ran:
                assert self.arrived[shift.id], where
                assert min(day for day, _ in self.arrived[shift.id]) <= shift.notice_deadline, where
            eve = shift.starts_on - timedelta(days=1)
            # One that waits for its signature need not have gone before the last day.
            waits = self.signed == "required" and not self.arrived[shift.id]
            first = shift.notice_deadline if waits else shift.notice_send_on
            if any(changed < day <= eve and day >= first for day in self.good):
                assert self.arrived[shift.id], where
                _, newest = self.arrived[shift.id][-1]
                digest = notice(rota, shift).digest
                assert self.server.received[newest].name.endswith(digest[:16]), where
                if self._has_notice(shift, [fact for fact in facts if fact.shift == shift.id]):
                    self._judge_others(notice(rota, shift), changed, where)
            self._judge_missed(shift, facts, where)
        self._judge_digests(last)
        self.post.judge(facts, self.good, f"seed {self.seed}")
        self._judge_ids()
        self._judge_files()
        seen = {(one.id, to) for one in self.server.received for to in one.recipients}
        for fact in facts:
            if fact.kind == "sent" and fact.channel == "email":
                assert (fact.message_id, fact.recipient) in seen, f"{fact}, seed {self.seed}"

    def _judge_digests(self, last: date) -> None:
        """A week, or month, with a good run from its first working day on has had its digest."""
        arrived = {received.name for received in self.server.received}
        days = (FIRST + timedelta(days=n) for n in range((last - FIRST).days + 1))
        of_week: dict[str, list[date]] = defaultdict(list)
        for day in days:
            name = f"{day:%G-W%V}" if self.digest == "weekly" else f"{day:%Y-%m}"
            of_week[name].append(day)
        for name, own in of_week.items():
            worked = list(dropwhile(lambda day: not self.is_worked(day), own))
            owed = any(day in self.good for day in worked)
            has_arrived = f"digest.{name}" in arrived
            assert has_arrived or not owed, f"no digest {name}, seed {self.seed}"
            assert worked or not has_arrived, f"a digest for {name}, seed {self.seed}"

    def is_worked(self, day: date) -> bool:
        return self.configuration.rota.calendar.is_working(day)

    def _judge_missed(self, shift: Shift, facts: list[Fact], where: str) -> None:
        """A notice is missed that came back from everybody and nobody acknowledged, no other."""
        own = [fact for fact in facts if fact.shift == shift.id]
        after = (shift.starts_on + timedelta(days=n) for n in range(40, 360))
        if not self._has_notice(shift, own) and any(day in self.good for day in after):
            assert any(fact.kind == "missed" for fact in own), f"missed in silence, {where}"
        for n, fact in enumerate(own):
            if fact.kind == "missed" and fact.says is None and fact.digest:
                newest = [f.digest for f in said_of(own[:n]) if f.kind in SAYING][-1:]
                has_it = self.served[shift.id, fact.digest] - undelivered_to(own, fact.digest)
                assert not (has_it and newest == [fact.digest]), f"served, not missed, {where}"

    def _has_notice(self, shift: Shift, facts: list[Fact]) -> bool:
        """Whether a notice of the shift has not come back, or has been acknowledged."""
        arrived = any(fact.kind == "sent" and fact.says is None for fact in not_returned(facts))
        return (
            arrived
            or acknowledgement(facts, notice(self.configuration.rota, shift).digest) is not None
        )

    def _judge_others(self, said: Notice, changed: date, where: str) -> None:
        """Whoever was told of the shift was told last what holds now, once two runs went well."""
        eve = said.shift.starts_on - timedelta(days=1)
        runs = sum(max(changed, said.shift.notice_deadline) < day <= eve for day in self.good)
        if runs < 2:
            return
        handover = of_handover(said)
        for agency in self.configuration.agencies.values():
            told = self.told.get((said.shift.id, str(agency.email)), [])
            names = [self.server.received[n].name for n in told]
            newest = [name for name in names if not name.startswith(("signed.", "again."))]
            is_outgoing = handover is not None and handover.agency == agency.id
            if is_outgoing and not self._refused(said.shift, str(agency.email)):
                assert newest, f"{agency.id} has no copy, {where}"
            if newest:
                digest = now_to(said, agency).digest[:16]
                assert newest[-1].endswith(digest), f"{agency.id}, {where}"

    def _refused(self, shift: Shift, address: str) -> bool:
        """Whether the server has refused something about the shift for the address for good."""
        with Register(self.file) as register:
            facts = register.facts(shift.id)
        return any(fact.kind == "refused" and fact.recipient == address for fact in facts)

    def _judge_files(self) -> None:
        """A signed file goes with the notice that it is of, and with no other."""
        for received in self.server.received:
            if received.name.startswith("digest."):
                continue
            says, shift, _, digest = received.name.split(".")
            for part in received.message.iter_attachments():
                if part.get_filename() == "tb.pdf":
                    content = part.get_content().decode()
                    assert shift in content, f"{received.id}, seed {self.seed}"
                    if says == "notice":
                        assert digest in content, f"{received.id}, seed {self.seed}"

    def _judge_ids(self) -> None:
        """No statement arrives under two Message-IDs, no Message-ID carries two statements."""
        contents = defaultdict(set)
        for received in self.server.received:
            if not received.name.startswith("reminder."):
                contents[received.id].add(bytes(received.message))
        for id, different in contents.items():
            assert len(different) == 1, f"{id}, seed {self.seed}"
        names = {received.name for received in self.server.received}
        assert len(names) == len({received.id for received in self.server.received}), self.seed
        versions = defaultdict(set)
        for name in names:
            if name.startswith(("digest.", "reminder.")):
                continue
            says, shift, version, digest = name.split(".")
            if says == "notice":
                versions[shift, version].add(digest)
        for (shift, version), digests in versions.items():
            assert len(digests) == 1, f"shift {shift}, version {version}, seed {self.seed}"
        for shift in {shift for shift, _ in versions}:
            numbers = sorted(int(version) for one, version in versions if one == shift)
            said = [versions[shift, str(version)] for version in numbers]
            for one, other in pairwise(said):
                assert one != other, f"shift {shift} said twice, seed {self.seed}"


def _days_off(year: int) -> list[SpecialDay]:
    """New Year, a week of Tết and two days in spring, the same every year."""
    days = [(1, 1), *((2, day) for day in range(8, 15)), (4, 30), (5, 1), (9, 2)]
    return [SpecialDay(date(year, month, day), False, "nghỉ", "") for month, day in days]


if __name__ == "__main__":
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else Random().randrange(10**6)
    print(f"seed {seed}", flush=True)  # noqa: T201
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    print(simulate(years, seed, runs))  # noqa: T201
