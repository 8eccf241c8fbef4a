"""Lines of a letterhead, parted where a reader would pause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_PLACES = (
    *(("tỉnh",), ("thành", "phố"), ("đặc", "khu"), ("phường",), ("xã",)),
    *(("huyện",), ("quận",), ("thị", "xã"), ("thị", "trấn")),
)
"""What stands before the name of a place; the two are not parted."""
_TERMS = (("hành", "chính", "công"), ("thủ", "tục", "hành", "chính"), ("và",))
"""What a line may begin with though it has no capital."""


def parted(name: str, longest: int) -> list[str]:
    """The name of a body in as few lines as its parts allow, of so many letters each.

    `Trung tâm Phục vụ`, `hành chính công`, `tỉnh Tuyên Quang`; a part that is longer by itself is
    a line all the same.
    """
    lines: list[str] = []
    for part in _parts(name.split()):
        if lines and len(lines[-1]) + 1 + len(part) <= longest:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def _parts(words: Sequence[str]) -> Iterator[str]:
    """What is not parted: a line may begin with a capital, a term, and the place, which is last."""
    lower = [word.lower() for word in words]
    shouted = all(word.isupper() for word in words)
    begun = 0
    for n in range(1, len(words)):
        is_place = n + 1 < len(words) and _begins(lower[n:], _PLACES)
        if is_place or _begins(lower[n:], _TERMS) or (words[n][0].isupper() and not shouted):
            yield " ".join(words[begun:n])
            begun = n
        if is_place:
            break
    yield " ".join(words[begun:])


def _begins(words: Sequence[str], phrases: Sequence[Sequence[str]]) -> bool:
    return any(tuple(words[: len(phrase)]) == phrase for phrase in phrases)
