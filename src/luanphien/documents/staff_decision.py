"""The draft of the decision that approves the yearly list (Điều 3 khoản 5), form 1.2.

It is the chairman's of the provincial People's Committee, under its letterhead; number, date and
name are theirs to fill in. The list is its annex.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from luanphien.core.decisions import Agency, Centre, Letterhead, Roster
from luanphien.core.model import Staff
from luanphien.documents import staff_annex, staff_submission
from luanphien.documents.letterhead import BLANK, Heading, common, numbered, on

NAME = "staff-decision"
"""What its templates are called."""
LAW = "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
"""What the committee's decisions rest on: Luật số 72/2025/QH15, Công báo số 807 + 808."""
SIGNED_AS, ARCHIVE = "CHỦ TỊCH", "VT"


def file_stem(year: int) -> str:
    """The name of the decision's file without its ending."""
    return f"quyet-dinh-danh-sach-{year}"


def context(
    year: int,
    roster: Roster,
    listed: Mapping[Agency, Staff],
    lacking: Iterable[Agency],
    centre: Centre,
    letterhead: Letterhead,
    submitted: Heading,
) -> dict[str, Any]:
    """The fields that a template of the decision may use; docs/templates.md lists them.

    `submitted` is the heading of the submission, which it cites.
    """
    number = numbered(submitted.number, staff_submission.symbol(letterhead))
    issuer = replace(centre, name=staff_annex.committee(letterhead))
    theirs = Letterhead(
        place=letterhead.place, signer_title=SIGNED_AS, archive=ARCHIVE, unit=letterhead.symbol
    )
    return {
        **common(
            issuer,
            theirs,
            Heading(),
            symbol="QĐ-UBND",
            title="QUYẾT ĐỊNH",
            subject=staff_annex.subject(year),
            recipients=["Như Điều 3"],
            basis=[
                f"Căn cứ {LAW};",
                f"Căn cứ khoản 5 Điều 3, khoản 4 Điều 6 {letterhead.regulation or BLANK};",
                f"Theo đề nghị của {centre.name} tại Tờ trình số {number} {on(submitted.date)}.",
            ],
            authority=staff_annex.chairman(letterhead),
        ),
        "superior": "",
        "superior_lines": [],
        "submitter": centre.name,
        **staff_annex.context(year, roster, listed, lacking, letterhead, Heading()),
    }
