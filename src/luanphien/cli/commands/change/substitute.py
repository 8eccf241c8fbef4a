"""`luanphien change substitute`: another officer on days of a shift (khoản 10 Điều 6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from luanphien.cli.change_options import (
    BasisOption,
    PersonOption,
    ReasonOption,
    ShiftOption,
    SinceOption,
)
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_day

if TYPE_CHECKING:
    from luanphien.core.decisions import Person
    from luanphien.core.model import Shift


def substitute(
    clerk: Clerk,
    shift: ShiftOption = None,
    since: SinceOption = None,
    until: Annotated[
        date | None,
        typer.Option(
            "--until",
            metavar="NGÀY",
            parser=parse_day,
            help="Ngày cuối; mặc định đến hết phiên.",
        ),
    ] = None,
    person: PersonOption = None,
    reason: ReasonOption = None,
    basis: BasisOption = None,
) -> None:
    """Thay người từ một ngày đến hết phiên.

    Theo khoản 10 Điều 6. Có --until thì đến hết ngày đó, rồi người trực trước lại trực. Đã ghi đề
    nghị thay người vào sổ thì ngày và lý do lấy từ đó.
    """
    from luanphien.config import changes
    from luanphien.core.decisions import Substitution

    def nearest() -> dict[str, Person]:
        return _stand_ins(clerk, chosen, day)

    chosen = clerk.shift(shift, "--shift", "Phiên nào")
    asked = [fact for fact in clerk.facts if (fact.kind, fact.shift) == ("replaced", chosen.id)]
    is_over = until and asked and asked[-1].since and until < asked[-1].since
    if asked and not is_over:
        since, reason = since or asked[-1].since, reason or asked[-1].note
    clerk.must_move = True
    day = clerk.value(since, "--since", "Người thay trực từ ngày nào", parse_day)
    if until:
        clerk.value(until, "--until", "", parse_day)
    decision = Substitution(
        chosen.id,
        day,
        clerk.person(person, "--person", "Ai trực thay", nearest).id,
        clerk.words(reason, "--reason", "Lý do"),
        clerk.words(basis, "--basis", "Văn bản cử người"),
        until,
    )
    changes.substitution(clerk.draft, chosen, decision)


def _stand_ins(clerk: Clerk, shift: Shift, day: date) -> dict[str, Person]:
    """Who of the agency may stand in, who has done so least first, by what is shown of each.

    What counts is all that was stood in before that day, since the first shift.
    """
    from luanphien.core.fairness import fairness, stand_ins
    from luanphien.core.period import DAY, Period
    from luanphien.wording.fairness import offered

    if not shift.starts_on <= day <= shift.ends_on:
        return {}  # which the change says
    rota = clerk.configuration.rota
    before = Period(rota.begins_on, max(rota.begins_on, day - DAY))
    loads = fairness(rota, before, clerk.facts, clerk.today)
    able = stand_ins(rota, shift, day, clerk.facts, loads)
    return {offered(one): one.person for one in able}
