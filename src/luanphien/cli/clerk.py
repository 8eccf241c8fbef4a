"""Who makes a change: what the command was given, and else what is answered on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

import typer
from dateutil.relativedelta import relativedelta

from luanphien import clock
from luanphien.cli import asking, lookup
from luanphien.cli.change_options import Shared
from luanphien.cli.options import parse_text
from luanphien.config import Configuration
from luanphien.core.period import Period

if TYPE_CHECKING:
    from luanphien.core.decisions import Agency, Person
    from luanphien.core.model import Shift
    from luanphien.core.versions import Contents, Version

T = TypeVar("T")

CHOICES_AHEAD = relativedelta(months=14)
"""How far ahead lie the shifts from which a question lets choose."""
SOMEBODY_ELSE = "người khác"


class Clerk:
    """Who makes a change: what the command was given, and else what is answered on a terminal.

    `draft` is the change so far, `facts` and `versions` are what the register holds. `must_move`
    says that a change which moves nothing is a mistake, `undoes` which version is taken back;
    `todo` says what comes next, once the configuration is so.
    """

    def __init__(self, configuration: Configuration, shared: Shared) -> None:
        from luanphien.config.draft import Draft
        from luanphien.register import Register

        self.draft = Draft(configuration)
        self.today = shared.today or clock.today()
        self.must_move = False
        self.undoes: int | None = None
        self.todo: Callable[[Configuration], Iterable[str]] = lambda _: ()
        self.said: list[str] = []
        self.register_file = lookup.register_file(shared.state)
        self._asks = not shared.yes and asking.can_ask()
        self._has_asked = False
        with Register(self.register_file, create=False) as register:
            self.facts = register.facts()
            self.versions = register.versions()

    @property
    def configuration(self) -> Configuration:
        """What is in force so far."""
        return self.draft.before

    def contents(self, version: Version) -> Contents:
        """The files of a version in the register."""
        from luanphien.register import Register

        with Register(self.register_file, create=False) as register:
            return register.contents(version)

    def person(
        self,
        given: str | None,
        option: str,
        question: str,
        nearest: Callable[[], Mapping[str, Person]] = dict,
    ) -> Person:
        """Somebody, named by id or by name; wrong use if nobody is, or several may be meant.

        The `nearest` are offered first, by what is to be shown of each, in their order.
        """
        if given is None:
            person = self._asked(option, question, lambda: self._chosen(question, nearest()))
        else:
            person = lookup.person(self.configuration, given)
        self._note(option, person.id)
        return person

    def _chosen(self, question: str, nearest: Mapping[str, Person]) -> Person:
        if nearest and (person := asking.choose(question, {**nearest, SOMEBODY_ELSE: None})):
            return person
        known = self.configuration.people.values()
        choices = {", ".join(filter(None, (p.name, p.title, p.id))): p for p in known}
        return asking.choose(question, choices)

    def agency(self, given: str | None, option: str, question: str) -> Agency:
        """An agency that takes turns, named by id or by name."""
        if given is None:
            known = self.configuration.agencies.values()
            choices = {f"{a.name} ({a.id})": a for a in known if not a.on_call}
            agency = self._asked(option, question, lambda: asking.choose(question, choices))
        else:
            agency = lookup.named_agency(self.configuration, given)
        self._note(option, agency.id)
        return agency

    def shift(self, given: str | None, option: str, question: str) -> Shift:
        """A shift, named by its month; today's and those ahead are there to choose from."""
        rota = self.configuration.rota
        if given is None:
            first = max(self.today, rota.begins_on)
            ahead = rota.known_shifts(Period(first, first + CHOICES_AHEAD))
            choices = {f"{shift.id} {shift.agency.name}": shift for shift in ahead}
            shift = self._asked(option, question, lambda: asking.choose(question, choices))
        else:
            shift = lookup.shift(rota, given)
        self._note(option, shift.id)
        return shift

    def value(self, given: T | None, option: str, question: str, parse: Callable[[str], T]) -> T:
        """A day, days, or words."""
        if given is None:
            given = self._asked(option, question, lambda: asking.text(question, parse))
        self._note(option, _written(given))
        return given

    def words(self, given: str | None, option: str, question: str) -> str | None:
        """Words that may be left out; they are asked for only where something had to be."""
        if given is None and self._has_asked:
            given = asking.text(f"{question} (Enter: để trống)", _words_or_none)
        if given is not None:
            self._note(option, given)
        return given

    def choice(self, given: str | None, option: str, question: str, known: dict[str, str]) -> str:
        """One of the keys; their values say what they are."""
        if given is None:
            choices = {f"{key}: {text}": key for key, text in known.items()}
            given = self._asked(option, question, lambda: asking.choose(question, choices))
        self._note(option, given)
        return given

    def flag(self, option: str, *, given: bool) -> None:
        """An option without a value."""
        if given:
            self.said.append(option)

    def _asked(self, option: str, question: str, ask: Callable[[], T]) -> T:
        if not self._asks:
            raise typer.BadParameter(f"thiếu {option} ({question.lower()})")
        self._has_asked = True
        return ask()

    def _note(self, option: str, value: str) -> None:
        self.said += [option, value] if option.startswith("-") else [value]


def _written(value: object) -> str:
    if isinstance(value, Period):
        first, last = value
        return str(first) if first == last else f"{first}..{last}"
    return str(value)


def _words_or_none(typed: str) -> str | None:
    return parse_text(typed) if typed.strip() else None
