"""`luanphien check`: all that is wrong or missing in the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import ConfigOption, StateOption, TodayOption
from luanphien.cli.status import FINE, OPERATION_FAILED, OVERDUE
from luanphien.config import Configuration
from luanphien.core.errors import NoCalendarError, OperationError
from luanphien.private import exposed

if TYPE_CHECKING:
    from luanphien.config.review import Weight
    from luanphien.core.entries import Entry

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def check(
    quiet: Annotated[bool, typer.Option("--quiet", help="Chỉ in lỗi.")] = False,
    is_running: Annotated[
        bool,
        typer.Option(
            "--running", help="Chỉ xem cron còn chạy không: 1 là không, 4 là có thông báo đến hạn."
        ),
    ] = False,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Kiểm tra cấu hình.

    In mọi lỗi (trạng thái thoát 3). Không có lỗi thì in cảnh báo: trước hết là những gì cản thông
    báo sắp tới, rồi ngày không ai trực, rồi những gì còn thiếu, kể cả bàn giao muộn hoặc chưa ghi
    vào sổ. Việc tự chạy mà quá 2 ngày làm việc không có lần chạy tốt cũng được nêu.
    """
    configuration, day = lookup.configuration(config), today or clock.today()
    if is_running:
        raise typer.Exit(_running(configuration, state, day))
    if quiet:
        return
    remarks = _remarks(configuration, state, day)
    for weight, lines in remarks.items():
        if lines:
            typer.echo(f"{weight} ({len(lines)}):")
        for line in lines:
            typer.echo(f"cảnh báo: {line}")
    _say_last_runs(configuration, state, day)
    files = f"{configuration.agencies_document.file}, {configuration.holidays_document.file}"
    total = sum(map(len, remarks.values()))
    typer.echo(f"{files}: tốt, {f'{total} cảnh báo' if total else 'không có cảnh báo'}.")


def _remarks(
    configuration: Configuration, state: Path | None, today: date
) -> dict[Weight, list[str]]:
    """All warnings by weight: of the configuration, the templates and the register."""
    from luanphien.config.review import Weight, warnings
    from luanphien.core.handovers import unsettled
    from luanphien.core.runs import running
    from luanphien.core.told import out_of_reach
    from luanphien.documents.template import Templates
    from luanphien.wording import handovers, runs, told

    remarks = {
        weight: list(map(str, problems))
        for weight, problems in warnings(configuration, today).items()
    }
    missing = remarks[Weight.missing]
    missing += Templates(configuration.own_templates).warnings()
    try:
        facts, since, recorded, entries = lookup.recorded(state)
        owed = unsettled(configuration.rota, facts, since, today)
        works = list(running(recorded, configuration.rota.calendar, today))
    except OperationError as error:  # what is wrong in the configuration is told all the same
        remarks[Weight.notice].append(str(error))
    else:
        for work in works:
            if work.late:
                weight = Weight.notice if work.work == "send" else Weight.missing
                remarks[weight].append(runs.warning(work))
        missing += map(handovers.warning, owed.handovers)
        missing += map(handovers.stray, owed.strays)
        missing += _lacking(configuration, entries, today)
        untold = out_of_reach(configuration.rota, today, since or today, facts)
        missing += map(told.warning, untold)
        missing += _exposed(lookup.register_file(state))
    return remarks


def _lacking(configuration: Configuration, entries: Sequence[Entry], today: date) -> Iterator[str]:
    """What the next shift lacks of guidance and materials (khoản 7 Điều 6)."""
    from luanphien.core.notice import next_shift
    from luanphien.core.preparation import preparation
    from luanphien.wording import preparation as words

    with suppress(NoCalendarError):  # which has been told
        shift = next_shift(configuration.rota, today)
        for line in words.lines(preparation(configuration.rota, shift, entries, today)):
            yield f"phiên {shift.id}: {line} (khoản 7 Điều 6)"


def _say_last_runs(configuration: Configuration, state: Path | None, day: date) -> None:
    from luanphien.core.runs import running
    from luanphien.wording import runs

    with suppress(OperationError):  # `_remarks` has told it
        recorded = lookup.recorded(state).runs
        if works := list(running(recorded, configuration.rota.calendar, day)):
            typer.echo(f"Lần chạy tốt gần nhất: {runs.last(works)}.")


def _running(configuration: Configuration, state: Path | None, day: date) -> int:
    """Say when each work last ran well; the exit status that this asks for, for a monitor."""
    from luanphien.core.runs import running
    from luanphien.mail.owed import owed
    from luanphien.mail.reports import due
    from luanphien.wording import runs

    works = list(running(lookup.recorded(state).runs, configuration.rota.calendar, day))
    for work in works:
        typer.echo(runs.warning(work) if work.late else f"{runs.last([work])}: tốt")
    sending = next((work for work in works if work.work == "send"), None)
    if sending is None:
        typer.echo(f"sổ chưa ghi lần chạy nào của {runs.COMMANDS['send']}")
    if sending and not sending.late:
        return OPERATION_FAILED if any(work.late for work in works) else FINE
    tasks = owed(configuration, lookup.register_file(state), day)
    notices = [task for task in tasks if task.action != "remind"]
    for task in notices:
        typer.echo(due(task).text)
    return OVERDUE if notices else OPERATION_FAILED


def _exposed(register: Path) -> Iterator[str]:
    """What of the register others than its owner may read, or hold locked."""
    from luanphien.register.opening import lock_file

    for file in (register, lock_file(register)):
        if exposed(file):
            yield f"{file}: người khác mở được; hãy chạy chmod 600 {quote(str(file))}"
