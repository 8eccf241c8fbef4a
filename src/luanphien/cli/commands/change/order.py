"""`luanphien change order`: a new order of the agencies, by a decision (khoản 5 Điều 6)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from luanphien.cli import lookup
from luanphien.cli.change_options import BasisOption
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_day, parse_text


def order(
    clerk: Clerk,
    effective: Annotated[
        date | None,
        typer.Option(
            "--effective",
            metavar="NGÀY",
            parser=parse_day,
            help="Ngày có hiệu lực: ngày đầu của một phiên.",
        ),
    ] = None,
    agencies: Annotated[
        str | None,
        typer.Option(
            "--agencies",
            metavar="CƠ_QUAN,…",
            parser=parse_text,
            help="Mã các cơ quan theo thứ tự trực, ví dụ stc,sct,stttt.",
        ),
    ] = None,
    starts_with: Annotated[
        str | None,
        typer.Option(
            "--starts-with",
            metavar="CƠ_QUAN",
            parser=parse_text,
            help="Cơ quan trực phiên đầu; mặc định cơ quan đứng đầu.",
        ),
    ] = None,
    basis: BasisOption = None,
) -> None:
    """Ghi thứ tự luân phiên theo quyết định mới.

    Lịch trước ngày có hiệu lực không đổi.
    """
    from luanphien.config import changes

    clerk.must_move = True
    day = clerk.value(effective, "--effective", "Có hiệu lực từ ngày nào", parse_day)
    listed = clerk.value(
        agencies, "--agencies", "Mã các cơ quan theo thứ tự, cách nhau dấu phẩy", parse_text
    )
    first = clerk.words(starts_with, "--starts-with", "Cơ quan trực phiên đầu")
    known = clerk.configuration
    changes.rotation(
        clerk.draft,
        day,
        [lookup.named_agency(known, name.strip()) for name in listed.split(",")],
        lookup.named_agency(known, first) if first else None,
        clerk.value(basis, "--basis", "Số, ngày quyết định", parse_text),
    )
