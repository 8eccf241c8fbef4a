"""`luanphien change person`: somebody new, or other details of somebody."""

from __future__ import annotations

from typing import Annotated

import typer

from luanphien.cli.clerk import Clerk
from luanphien.cli.options import parse_text


def person(
    clerk: Clerk,
    id: Annotated[
        str | None,
        typer.Option("--id", metavar="MÃ", parser=parse_text, help="Mã; đã có thì sửa người đó."),
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
) -> None:
    """Thêm hoặc sửa một người.

    Có --id của một người thì sửa người đó; không thì thêm người mới, mã lấy từ họ tên.
    """
    from luanphien.config import changes
    from luanphien.core.decisions import Person

    known = clerk.configuration.people
    if id is not None and id in known:
        clerk.words(id, "--id", "")
        details = {
            "name": clerk.words(name, "--name", "Họ và tên"),
            "title": clerk.words(title, "--title", "Chức vụ"),
            "phone": clerk.words(phone, "--phone", "Điện thoại"),
            "email": clerk.words(email, "--email", "Thư điện tử"),
        }
        changes.amended_person(clerk.draft, known[id], details)
        return
    name = clerk.value(name, "--name", "Họ và tên", parse_text)
    id = clerk.value(id or changes.free_id(name, known), "--id", "", parse_text)
    new = Person(
        id,
        name,
        clerk.words(title, "--title", "Chức vụ"),
        clerk.words(phone, "--phone", "Điện thoại"),
        clerk.words(email, "--email", "Thư điện tử"),
    )
    namesakes = [other.id for other in known.values() if other.name == name]
    if namesakes:
        typer.echo(f"Đã có người tên {name}: {', '.join(namesakes)}; người mới có mã {id}.")
    clerk.draft.add(new)
