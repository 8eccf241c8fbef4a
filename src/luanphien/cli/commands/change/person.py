"""`luanphien change person`: somebody new, or other details of somebody."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from luanphien.cli import lookup
from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_text


def parse_salutation(text: str) -> Literal["ông", "bà"]:
    """How a document calls somebody."""
    match parse_text(text).casefold():
        case "ông":
            return "ông"
        case "bà":
            return "bà"
    raise typer.BadParameter(f"«{text}» không hợp lệ; cần ông hoặc bà")


def person(
    clerk: Clerk,
    id: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="MÃ", parser=parse_text, help="Mã, hoặc họ tên người cần sửa."
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="HỌ_TÊN", parser=parse_text, help="Họ và tên.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="CHỨC_VỤ", parser=parse_text, help="Chức vụ.")
    ] = None,
    phone: Annotated[
        str | None,
        typer.Option(
            "--phone", metavar="SỐ", parser=parse_text, help="Điện thoại, được công khai."
        ),
    ] = None,
    email: Annotated[
        str | None,
        typer.Option("--email", metavar="ĐỊA_CHỈ", parser=parse_text, help="Thư điện tử."),
    ] = None,
    salutation: Annotated[
        Literal["ông", "bà"] | None,
        typer.Option(
            "--salutation",
            metavar="ông|bà",
            parser=parse_salutation,
            help="Cách gọi trong văn bản.",
        ),
    ] = None,
) -> None:
    """Thêm hoặc sửa một người.

    Có --id của một người thì sửa người đó; không thì thêm người mới, mã lấy từ họ tên (--name).
    """
    from luanphien.config import changes
    from luanphien.core.decisions import Person
    from luanphien.core.text import same_name

    known = clerk.configuration.people
    amended = lookup.person(clerk.configuration, id) if id and not name else known.get(id or "")
    if amended is None:
        name = clerk.value(name, "--name", "Họ và tên", parse_text)
        id = id or changes.free_id(name, known)
    else:
        id, name = amended.id, clerk.words(name, "--name", "") or amended.name
    details = Person(
        clerk.value(id, "--id", "", parse_text),
        name,
        clerk.words(title, "--title", "Chức vụ"),
        clerk.words(phone, "--phone", "Điện thoại"),
        clerk.words(email, "--email", "Thư điện tử"),
        salutation=salutation,
    )
    if salutation:
        clerk.words(salutation, "--salutation", "")
    if amended:
        changes.amended_person(clerk.draft, amended, details)
        return
    if namesakes := [other.id for other in known.values() if same_name(other.name, name)]:
        typer.echo(f"Đã có người tên {name}: {', '.join(namesakes)}; người mới có mã {id}.")
    clerk.draft.add(details)
