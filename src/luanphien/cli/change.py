"""What all commands that change the rota do: ask, show what follows, write, record."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from getpass import getuser
from shlex import join
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar, get_type_hints

import typer
from dateutil.relativedelta import relativedelta

from luanphien import clock
from luanphien.cli import asking, lookup
from luanphien.cli.options import (
    ConfigOption,
    StateOption,
    TodayOption,
    parse_text,
)
from luanphien.config import Configuration, find, shipped
from luanphien.core.errors import LuanphienError
from luanphien.core.period import Period
from luanphien.core.values import LAST_YEAR

if TYPE_CHECKING:
    from luanphien.core.consequences import Consequences
    from luanphien.core.decisions import Agency, Person
    from luanphien.core.model import Shift
    from luanphien.core.versions import Contents, Version

T = TypeVar("T")

CHOICES_AHEAD = relativedelta(months=14)
"""How far ahead lie the shifts from which a question lets choose."""


class Shared(NamedTuple):
    """The options that every change has."""

    config: ConfigOption = None
    state: StateOption = None
    today: TodayOption = None
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="AI", parser=parse_text, help="Ai sửa; mặc định tên đăng nhập."
        ),
    ] = None
    past: Annotated[
        bool, typer.Option("--past", help="Cho đổi cả những ngày đã qua, như giấy ốm nộp muộn.")
    ] = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ nói sẽ đổi gì, không ghi.")] = (
        False
    )
    yes: Annotated[bool, typer.Option("--yes", help="Ghi luôn, không hỏi.")] = False


class Clerk:
    """Who makes a change: what the command was given, and else what is answered on a terminal.

    `draft` is the change so far, `facts` and `versions` are what the register holds. `must_move`
    says that a change which moves nothing is a mistake, `undoes` which version is taken back.
    """

    def __init__(self, configuration: Configuration, shared: Shared) -> None:
        from luanphien.config.draft import Draft
        from luanphien.register import Register

        self.draft = Draft(configuration)
        self.today = shared.today or clock.today()
        self.must_move = False
        self.undoes: int | None = None
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

    def person(self, given: str | None, option: str, question: str) -> Person:
        """Somebody, named by id or by name; wrong use if nobody is, or several may be meant."""
        if given is None:
            known = self.configuration.people.values()
            choices = {", ".join(filter(None, (p.name, p.title, p.id))): p for p in known}
            person = self._asked(option, question, lambda: asking.choose(question, choices))
        else:
            person = lookup.person(self.configuration, given)
        self._note(option, person.id)
        return person

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


def command(work: Callable[..., None]) -> Callable[..., None]:
    """The command whose own options are those of `work`, and that does all that follows.

    `work` gets a clerk, and drafts the change.
    """
    own = list(inspect.signature(work, eval_str=True).parameters.values())[1:]
    hints = get_type_hints(Shared, include_extras=True)
    shared = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hints[name]
        )
        for name, default in Shared._field_defaults.items()
    ]
    name = work.__name__.replace("_", "-")

    def change(**given: Any) -> None:
        options = Shared(**{name: given.pop(name) for name in Shared._fields})
        clerk = Clerk(_own_configuration(options), options)
        work(clerk, **given)
        past = ["--past"] if options.past else []
        _conclude(clerk, options, join(["luanphien", "change", name, *clerk.said, *past]))

    change.__name__, change.__doc__ = work.__name__, work.__doc__
    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + shared
    change.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    change.__annotations__ = {p.name: p.annotation for p in parameters}
    return change


def _own_configuration(options: Shared) -> Configuration:
    """The one that is used; wrong use if that ships with the program and is nobody's to change."""
    folder = options.config or find()
    if options.config is None and folder == shipped():
        raise typer.BadParameter(
            "chưa có cấu hình riêng; hãy chạy luanphien init THƯ_MỤC, hoặc ghi --config"
        )
    return lookup.configuration(folder)


def _conclude(clerk: Clerk, options: Shared, said: str) -> None:
    """Show what the draft moves and what follows; write and record it if that is wanted."""
    draft = clerk.draft
    if draft.is_empty:
        raise LuanphienError("không có gì để đổi: cấu hình đã như vậy")
    follows = _shown(clerk, draft.after())
    if clerk.must_move and not follows.changes:
        raise LuanphienError("không có gì để đổi: không phiên, người hay ngày nào khác đi")
    if options.dry_run:
        past = f" Lịch của ngày đã qua khác đi từ {follows.altered}." if follows.altered else ""
        typer.echo(f"Chưa ghi gì.{past}")
        return
    if follows.altered and not options.past:
        raise LuanphienError(
            f"lịch của ngày đã qua ({follows.altered}) sẽ khác đi; nếu đúng vậy, hãy thêm --past"
        )
    if not options.yes:
        if not asking.can_ask():
            raise typer.BadParameter("không có ai để hỏi; hãy thêm --yes, hoặc --dry-run")
        if not asking.confirm("Ghi thay đổi này?"):
            raise typer.Abort
    _write(clerk, options, said)


def _shown(clerk: Clerk, after: Configuration) -> Consequences:
    from luanphien.calendar.differences import touched
    from luanphien.config.hunks import hunks
    from luanphien.core.consequences import consequences
    from luanphien.output import console
    from luanphien.tables.consequences import lines
    from luanphien.tables.difference import Difference
    from luanphien.tables.history import lines as changed

    before, out = clerk.configuration, console()
    period = _period(clerk, after)
    follows = consequences(before.rota, after.rota, clerk.facts, period, clerk.today)
    Difference(follows.changes, clerk.today).print(out)
    out.print()
    for line in lines(follows, touched(before.rota, after.rota, period)):
        out.print(line)
    for file, old, new in zip(
        (before.agencies_document.file, before.holidays_document.file),
        before.contents,
        after.contents,
        strict=True,
    ):
        if old != new:
            out.print()
            for hunk in hunks(old.decode(), new.decode()):
                for line in changed(file, hunk):
                    out.print(line)
    out.print()
    return follows


def _period(clerk: Clerk, after: Configuration) -> Period:
    """From the first shift to the end of the year after today, or after what is changed."""
    begins = [clerk.configuration.rota.begins_on, after.rota.begins_on]
    year = max(clerk.today.year + 1, max(begins).year + 1, clerk.draft.latest_year)
    return Period(min(begins), date(min(year, LAST_YEAR), 12, 31))


def _write(clerk: Clerk, options: Shared, said: str) -> None:
    from luanphien.register import Register

    draft, by = clerk.draft, options.by or _login()
    at = clock.moment(options.today)
    with (
        Register(clerk.register_file) as register,
        draft.writing() as write,
        register.enacting(draft.before.contents, draft.contents, at, by, said, clerk.undoes),
    ):
        write()
    typer.echo(f"Đã ghi {', '.join(map(str, draft.changed_files))}; sổ: {register.file}.")


def _login() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        raise typer.BadParameter("không biết tên đăng nhập; hãy ghi --by") from None
