"""A configuration to start from: this centre's, or another's with its own agencies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from luanphien.config.load import AGENCIES, HOLIDAYS, load, shipped
from luanphien.config.problems import ConfigError
from luanphien.config.schema import SHAPES, schema
from luanphien.core.errors import OperationError
from luanphien.core.text import unmarked

_SCHEMA_LINE = re.compile(r"(?<=\$schema=)\S*/")


class Office(NamedTuple):
    """Another centre: its name, its agencies in their order, and its first day."""

    name: str
    agencies: Sequence[str]
    effective: date


def write(folder: Path, office: Office | None) -> list[Path]:
    """Write the configuration and its schemas into the folder, which may not exist yet.

    Without an office it is the shipped one. Before anything is written, raises OperationError if
    one of the files is there already and ConfigError if the office makes no valid configuration;
    OSError, with nothing left behind, if they can't be written.
    """
    texts = {
        AGENCIES: _agencies(office) if office else _shipped(AGENCIES),
        HOLIDAYS: _shipped(HOLIDAYS),
        **{f"{name}.schema.json": schema(name) for name in SHAPES},
    }
    files = {folder / name: text for name, text in texts.items()}
    for file in files:
        if file.exists() or file.is_symlink():
            raise OperationError(f"Đã có {file}; luanphien init không ghi đè tệp nào.")
    _check(folder, texts)
    folder.mkdir(parents=True, exist_ok=True)
    begun: list[Path] = []
    try:
        for file, text in files.items():
            with file.open("x", encoding="utf-8") as out:
                begun.append(file)
                out.write(text)
    except OSError:
        for file in begun:
            file.unlink()
        raise
    return begun


def _check(folder: Path, texts: Mapping[str, str]) -> None:
    """Raise ConfigError unless these would be a configuration in the folder."""
    with TemporaryDirectory() as temporary:
        for name in (AGENCIES, HOLIDAYS):
            (Path(temporary) / name).write_text(texts[name], "utf-8")
        try:
            load(Path(temporary))
        except ConfigError as error:
            raise ConfigError(
                problem._replace(file=problem.file.replace(temporary, str(folder), 1))
                for problem in error.problems
            ) from None


def _shipped(name: str) -> str:
    return _SCHEMA_LINE.sub("", (shipped() / name).read_text("utf-8"), count=1)


def _agencies(office: Office) -> str:
    ids = _ids(office.agencies)
    template = Template((Path(__file__).parent / "starter.yaml").read_text("utf-8"))
    pairs = zip(ids, office.agencies, strict=True)
    return template.substitute(
        centre=_quoted(office.name),
        id=_ids([office.name])[0],
        agencies="\n".join(f"  - id: {id}\n    name: {_quoted(name)}" for id, name in pairs),
        order=", ".join(ids),
        first=ids[0],
        effective=office.effective,
        shift=f"{office.effective:%Y-%m}",
        next_shift=f"{office.effective + relativedelta(months=1):%Y-%m}",
    )


def _ids(names: Sequence[str]) -> list[str]:
    """A short id a name, its initials: `Sở Tài chính` is stc, a second one stc-2."""
    ids: list[str] = []
    for name in names:
        initials = "".join(word[0] for word in unmarked(name)).lstrip("0123456789")[:30]
        if initials in ("", "null", "true", "false"):  # no text to YAML
            initials = f"cq{initials}"
        taken = sum(re.sub(r"-\d+$", "", id) == initials for id in ids)
        ids.append(f"{initials}-{taken + 1}" if taken else initials)
    return ids


def _quoted(text: str) -> str:
    """The text as a YAML scalar in double quotes, which take what JSON strings take."""
    from msgspec import json

    return json.encode(text).decode()
