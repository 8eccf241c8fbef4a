"""`luanphien backup`: the installation as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from luanphien import clock
from luanphien.cli import lookup
from luanphien.cli.documents import unfit
from luanphien.cli.localized import VietnameseCommand
from luanphien.cli.options import ConfigOption, StateOption, parse_path

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=VietnameseCommand)
def backup(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="TỆP", parser=parse_path, help="Tệp .tar.gz, hoặc thư mục để ghi vào."
        ),
    ],
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Kèm các tệp mật khẩu (password_file).")
    ] = False,
    config: ConfigOption = None,
    state: StateOption = None,
) -> None:
    """Sao lưu cấu hình, mẫu văn bản và sổ theo dõi vào một tệp.

    Sao lưu được cả khi lệnh khác đang ghi sổ. Trong tệp có mọi việc của sổ: chỉ mình chủ tệp đọc
    được. Không có mật khẩu, trừ khi ghi --with-secrets. Lấy lại: luanphien restore.
    """
    from luanphien.files import replace_file
    from luanphien.register.opening import is_absent
    from luanphien.upkeep.backup import ENDING, write_of_day
    from luanphien.upkeep.backup import backup as packed
    from luanphien.upkeep.secrets import secrets

    configuration, register = lookup.configuration(config), lookup.register_file(state)
    now = clock.moment()
    if not (file.is_dir() or file.name.endswith(ENDING)):
        raise unfit(file, [ENDING])
    passwords = secrets(configuration.decisions, configuration.folder) if with_secrets else []
    if with_secrets and not passwords:
        raise typer.BadParameter("--with-secrets: agencies.yaml không có password_file nào")
    at = clock.recorded_at(now)
    content = packed(configuration, register, at, with_secrets=with_secrets)
    if file.is_dir():
        file = write_of_day(file, content, now.date())
    else:
        replace_file(file, content, private=True)
    typer.echo(f"Đã ghi {file}")
    for away in (secret for secret in passwords if secret.away):
        text = f"{away.file}: systemd chỉ đưa cho dịch vụ, nên bản này không có mật khẩu"
        typer.echo(f"cảnh báo: {text} {away.purpose}", err=True)
    if is_absent(register):
        typer.echo(f"cảnh báo: {register}: chưa có sổ nào ở đây, chỉ có cấu hình", err=True)
