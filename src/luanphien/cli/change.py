"""What all commands that change the rota do: ask, show what follows, write, record."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from getpass import getuser
from shlex import join
from typing import TYPE_CHECKING, Any, get_type_hints

import typer

from luanphien import clock
from luanphien.cli import asking, lookup
from luanphien.cli.change_options import Shared
from luanphien.cli.clerk import Clerk
from luanphien.config import Configuration, find, shipped
from luanphien.config.problems import ConfigError
from luanphien.core.errors import LuanphienError
from luanphien.core.period import Period
from luanphien.core.values import LAST_YEAR

if TYPE_CHECKING:
    from luanphien.config.draft import Draft
    from luanphien.core.consequences import Consequences


def command(work: Callable[..., None], group: str = "change") -> Callable[..., None]:
    """The command of that group whose own options are those of `work`; does all that follows.

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
        _conclude(clerk, options, join(["luanphien", group, name, *clerk.said, *past]))

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
    after = _after(draft)
    follows = _shown(clerk, after)
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
    for line in clerk.todo(after):
        typer.echo(line)


def _after(draft: Draft) -> Configuration:
    """The configuration that it makes; says that nothing was written if it is wrong."""
    try:
        return draft.after()
    except ConfigError:
        typer.echo("Chưa ghi gì; nếu ghi thì tệp sai ở những dòng sau:", err=True)
        raise


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
    if told := list(lines(follows, touched(before.rota, after.rota, period))):
        out.print("\n".join(["", *told]))
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
