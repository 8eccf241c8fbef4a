"""`luanphien register told`: somebody was told their days otherwise than by e-mail."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli import complete, lookup
from luanphien.cli.options import ConfigOption, ShiftOption, StateOption, TodayOption, parse_text
from luanphien.cli.recording import ByHand, ByOption, NoteOption, OnOption, occasion_of, record
from luanphien.core.decisions import Person


def told(
    shift: ShiftOption,
    person: Annotated[
        str,
        typer.Option(
            "--person",
            metavar="NGƯỜI",
            parser=parse_text,
            autocompletion=complete.people,
            help="Mã hoặc họ tên người được báo.",
        ),
    ],
    by: ByOption,
    channel: Annotated[ByHand, typer.Option("--channel", help="Cách báo.")] = ByHand.phone,
    note: NoteOption = None,
    on: OnOption = None,
    config: ConfigOption = None,
    state: StateOption = None,
    today: TodayOption = None,
) -> None:
    """Ghi rằng đã báo lịch trực cho một người.

    Báo bằng điện thoại, Zalo hay giấy. Ghi những ngày trong phiên mà người đó trực theo lịch hiện
    nay; người không còn trực là đã được báo như vậy. notify --send không gửi thư báo nữa, đến khi
    những ngày đó đổi.
    """
    from luanphien.core import by_hand
    from luanphien.core.handovers import of_each_person
    from luanphien.core.told import days_served
    from luanphien.register import Register

    configuration = lookup.configuration(config)
    wanted = lookup.shift(configuration.rota, shift)
    with Register(lookup.register_file(state), create=False) as register:
        facts = [fact for fact in register.facts(wanted.id) if fact.says == "days"]
    is_gone = person not in configuration.people and any(fact.person == person for fact in facts)
    whom = Person(person, person) if is_gone else lookup.person(configuration, person)
    days = days_served(configuration.rota.stints(wanted)).get(whom.id, ())
    if not days and not any(fact.person == whom.id for fact in facts):
        raise typer.BadParameter(f"{whom.name} không trực ngày nào của phiên {wanted.id}")
    occasion = occasion_of(wanted, on, today, by, note)
    calendar = configuration.rota.calendar
    handovers = of_each_person(configuration.rota, wanted).get(whom.id, ())
    told = by_hand.of_days(occasion, wanted, whom, days, calendar, handovers, channel.value)
    record(told, state)
