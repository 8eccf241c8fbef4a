"""`luanphien change substitute`: another officer to the end of the shift (khoản 10 Điều 6)."""

from __future__ import annotations

from luanphien.cli.change_options import (
    BasisOption,
    PersonOption,
    ReasonOption,
    ShiftOption,
    SinceOption,
)
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_day


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

    chosen = clerk.shift(shift, "--shift", "Phiên nào")
    asked = [fact for fact in clerk.facts if (fact.kind, fact.shift) == ("replaced", chosen.id)]
    if asked:
        since, reason = since or asked[-1].since, reason or asked[-1].note
    clerk.must_move = True
    changes.substitution(
        clerk.draft,
        chosen,
        clerk.value(since, "--since", "Người thay trực từ ngày nào", parse_day),
        clerk.person(person, "--person", "Ai trực thay"),
        clerk.words(reason, "--reason", "Lý do"),
        clerk.words(basis, "--basis", "Văn bản cử người"),
    )
