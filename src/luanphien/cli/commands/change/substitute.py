"""`luanphien change substitute`: another officer to the end of the shift (khoản 10 Điều 6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

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
    person: PersonOption = None,
    reason: ReasonOption = None,
    basis: BasisOption = None,
) -> None:
    """Thay người từ một ngày đến hết phiên.

    Theo khoản 10 Điều 6. Đã ghi đề nghị thay người vào sổ thì ngày và lý do lấy từ đó.
    """
    from luanphien.config import changes

    def nearest() -> dict[str, Person]:
        return _stand_ins(clerk, chosen, day)

    chosen = clerk.shift(shift, "--shift", "Phiên nào")
    asked = [fact for fact in clerk.facts if (fact.kind, fact.shift) == ("replaced", chosen.id)]
    if asked:
        since, reason = since or asked[-1].since, reason or asked[-1].note
    clerk.must_move = True
    day = clerk.value(since, "--since", "Người thay trực từ ngày nào", parse_day)
    changes.substitution(
        clerk.draft,
        chosen,
        day,
        clerk.person(person, "--person", "Ai trực thay", nearest),
        clerk.words(reason, "--reason", "Lý do"),
        clerk.words(basis, "--basis", "Văn bản cử người"),
    )


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
