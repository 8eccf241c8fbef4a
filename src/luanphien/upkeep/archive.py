"""A backup as a file: a tar archive by gzip (RFC 1952) that says itself what must be in it.

Its first file lists the others with their SHA-256 digests. What is read is believed only if it is
that, to the byte: an archive is a thing that people copy, cut short and send to each other.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from gzip import compress
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath

from msgspec import MsgspecError, Struct, json

from luanphien.core.errors import OperationError
from luanphien.core.text import printable

FORMAT = 1
"""What this program writes, and the newest that it reads."""

MOST_BYTES = 1024 * 1024 * 1024
"""The most that an archive may hold: decades of signed letters, and no bomb."""

_MANIFEST = "manifest.json"
_GZIP = 16 + zlib.MAX_WBITS
"""What zlib takes for a gzip header and trailer around the data."""


class _Format(Struct, frozen=True):
    format: int


class Manifest(_Format, frozen=True):
    """Which program made the archive and when, and what must be in it: a digest by name."""

    luanphien: str
    made_at: datetime
    files: dict[str, str]


def pack(files: Mapping[str, bytes], version: str, at: datetime) -> bytes:
    """The files as an archive made by that version of the program at that moment.

    The same files give the same bytes. OperationError if a name can't be that of a file
    everywhere, or they are too many bytes.
    """
    for name in files:
        if not _is_plain(name):
            raise OperationError(f"«{name}»: tên không sao lưu được; hãy đổi tên tệp này")
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    manifest = json.format(json.encode(Manifest(FORMAT, version, at, digests)), indent=2)
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in {_MANIFEST: manifest, **files}.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(content), 0o600, int(at.timestamp())
            tar.addfile(member, BytesIO(content))
    if out.tell() > MOST_BYTES:
        size = f"{out.tell() >> 20} MB, quá {MOST_BYTES >> 20} MB"
        raise OperationError(f"Cần sao lưu {size}; hãy chép riêng tệp sổ khi cron không chạy.")
    return compress(out.getvalue(), mtime=int(at.timestamp()))


def unpack(file: Path) -> tuple[Manifest, dict[str, bytes]]:
    """What the archive says of itself, and the files in it.

    Raises OperationError if it is not whole, holds anything but plain files under plain names, or
    comes from a newer program; OSError if it can't be read.
    """
    try:
        members = _members(file, _inflated(file))
        content = members.pop(_MANIFEST)
        if json.decode(content, type=_Format).format > FORMAT:
            raise OperationError(f"{file}: bản sao lưu của một phiên bản luanphien mới hơn")
        manifest = json.decode(content, type=Manifest)
    except (KeyError, MsgspecError, tarfile.TarError, ValueError, OverflowError, EOFError) as error:
        raise OperationError(f"{file}: không phải bản sao lưu của luanphien") from error
    for name, digest in manifest.files.items():
        if name not in members or sha256(members[name]).hexdigest() != digest:
            text = f"bản sao lưu đã hỏng: {printable(name)} không còn như lúc sao lưu"
            raise OperationError(f"{file}: {text}")
    for name in members.keys() - manifest.files.keys():
        raise OperationError(f"{file}: bản sao lưu có tệp lạ: {name}")
    return manifest, members


def names(file: Path) -> set[str]:
    """What the archive says that is in it, which is not looked at.

    Nothing if it is none, or somebody else's, whom alone it lets read it.
    """
    try:
        with tarfile.open(file, "r:gz") as tar:
            first = tar.next()
            stored = tar.extractfile(first) if first and first.name == _MANIFEST else None
            return set(json.decode(stored.read(), type=Manifest).files) if stored else set()
    except (OSError, MsgspecError, tarfile.TarError, zlib.error, ValueError, EOFError):
        return set()


def _inflated(file: Path) -> bytes:
    if not file.is_file() and file.exists():  # a pipe would never end
        raise OperationError(f"{file}: không phải bản sao lưu của luanphien")
    inflate = zlib.decompressobj(_GZIP)
    try:
        content = inflate.decompress(file.read_bytes(), MOST_BYTES + 1)
    except zlib.error as error:
        raise OperationError(f"{file}: không phải bản sao lưu, hoặc đã hỏng") from error
    if len(content) > MOST_BYTES:
        raise OperationError(f"{file}: bản sao lưu lớn quá {MOST_BYTES >> 20} MB")
    if not inflate.eof:
        raise OperationError(f"{file}: bản sao lưu bị cắt cụt; hãy dùng một bản khác")
    return content


def _members(file: Path, content: bytes) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    with tarfile.open(fileobj=BytesIO(content), mode="r:") as tar:
        for member in tar:
            if not member.isreg() or not _is_plain(member.name) or member.name in members:
                raise OperationError(f"{file}: bản sao lưu có mục lạ «{printable(member.name)}»")
            stored = tar.extractfile(member)
            assert stored, "a regular file"
            members[member.name] = stored.read()
    return members


def _is_plain(name: str) -> bool:
    """Whether that is a name below any folder, on every system."""
    path = PurePosixPath(name)
    return (
        str(path) == name
        and not path.is_absolute()
        and not {"..", "."} & set(path.parts)
        and name.isprintable()
        and not set('\\:*?"<>|') & set(name)
    )
