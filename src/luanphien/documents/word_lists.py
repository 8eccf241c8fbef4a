"""The numbers and marks that Word itself puts before the paragraphs of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Lists:
    """The lists of one document, read from its beginning.

    `styles_of` gives the style with a name and those that it is based on.
    """

    def __init__(self, document: Any, styles_of: Callable[[str], Iterable[Any]]) -> None:
        parts = document.part.rels.values()
        numbering = [p for p in parts if p.reltype == RELATIONSHIP_TYPE.NUMBERING]
        self._numbering = numbering[0].target_part.element if numbering else None
        self._styles_of = styles_of
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def label(self, paragraph: Any) -> str:
        """What stands before the paragraph, counted on from the one before: `1.`, `b)`, `-`."""
        named = paragraph.xpath("string(w:pPr/w:pStyle/@w:val)")
        owners = chain((paragraph,), self._styles_of(named))
        found = next(chain.from_iterable(owner.xpath("w:pPr/w:numPr") for owner in owners), None)
        if found is None or self._numbering is None:
            return ""
        depth = int(found.xpath("string(w:ilvl/@w:val)") or 0)
        return self._counted(found.xpath("string(w:numId/@w:val)"), depth)

    def _counted(self, id: str, depth: int) -> str:
        of = self._numbering.xpath(f"w:num[@w:numId = '{id}']")
        if not of:
            return ""  # numId 0 takes a paragraph out of the list of its style
        abstract = of[0].xpath("string(w:abstractNumId/@w:val)")
        levels = {
            int(level.xpath("string(@w:ilvl)")): level
            for level in self._numbering.xpath(
                f"w:abstractNum[@w:abstractNumId = '{abstract}']/w:lvl"
            )
        }
        if depth not in levels:
            return ""
        counts = self._counts[abstract]
        if id not in self._begun:  # a list of its own may begin again
            self._begun.add(id)
            for override in of[0].xpath("w:lvlOverride[w:startOverride]"):
                start = int(override.xpath("string(w:startOverride/@w:val)"))
                counts[int(override.xpath("string(@w:ilvl)"))] = start - 1
        counts[depth] = counts.get(depth, _start(levels[depth]) - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        text: str = levels[depth].xpath("string(w:lvlText/@w:val)")
        if _format(levels[depth]) == "bullet":
            return text if text.isprintable() else "-"  # a letter of a font of symbols
        for level, element in levels.items():
            count = counts.get(level, _start(element))
            text = text.replace(f"%{level + 1}", _written(count, _format(element)))
        return text


def _start(level: Any) -> int:
    return int(level.xpath("string(w:start/@w:val)") or 1)


def _format(level: Any) -> str:
    return str(level.xpath("string(w:numFmt/@w:val)"))


def _written(number: int, format: str) -> str:
    match format:
        case "lowerLetter" | "upperLetter":
            text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman":
            text = ""
            for value, letters in _ROMAN:
                text += letters * (number // value)
                number %= value
        case "none":
            text = ""
        case "decimalZero":
            text = f"{number:02}"
        case _:
            text = str(number)
    return text.upper() if format.startswith("upper") else text
