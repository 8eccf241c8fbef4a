"""The numbers and marks that Word itself puts before the paragraphs of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

_ID, _FORM, _DEPTH = qn("w:numId"), qn("w:abstractNumId"), qn("w:ilvl")
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Lists:
    """The lists of one document, read from its beginning.

    `styles_of` gives the style with a name and those that it is based on.
    """

    def __init__(self, document: Any, styles_of: Callable[[str], Iterable[Any]]) -> None:
        self._styles_of = styles_of
        self._lists: dict[str, Any] = {}
        self._forms: dict[str, dict[int, Any]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                numbering = relation.target_part.element
                self._lists = {entry.get(_ID): entry for entry in numbering.xpath("w:num")}
                for form in numbering.xpath("w:abstractNum"):
                    levels = {int(level.get(_DEPTH)): level for level in form.iter(qn("w:lvl"))}
                    self._forms[form.get(_FORM)] = levels

    def label(self, paragraph: Any) -> str:
        """What stands before the paragraph, counted on from the one before: `1.`, `b)`, `-`."""
        named = paragraph.xpath("string(w:pPr/w:pStyle/@w:val)")
        owners = chain((paragraph,), self._styles_of(named))
        place = next(chain.from_iterable(owner.xpath("w:pPr/w:numPr") for owner in owners), None)
        if place is None or (id := _value(place, "w:numId")) not in self._lists:
            return ""  # list 0 takes a paragraph out of that of its style
        form = _value(self._lists[id], "w:abstractNumId")
        depth = int(_value(place, "w:ilvl", "0"))
        return self._counted(id, form, depth) if depth in self._forms.get(form, ()) else ""

    def _counted(self, id: str, form: str, depth: int) -> str:
        """The label on this level; lists of one form count on, unless one says where it begins."""
        levels, counts = self._forms[form], self._counts[form]
        if id not in self._begun:
            self._begun.add(id)
            for level in self._lists[id].xpath("w:lvlOverride[w:startOverride]"):
                counts[int(level.get(_DEPTH))] = int(_value(level, "w:startOverride")) - 1
        counts[depth] = counts.get(depth, _start(levels[depth]) - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        label = _value(levels[depth], "w:lvlText")
        if _value(levels[depth], "w:numFmt") == "bullet":
            return label if label.isprintable() else "-"  # a letter of a font of symbols
        for n, level in levels.items():
            count = counts.get(n, _start(level))
            label = label.replace(f"%{n + 1}", _written(count, _value(level, "w:numFmt")))
        return label


def _value(parent: Any, name: str, default: str = "") -> str:
    child = parent.find(qn(name))
    return default if child is None else child.get(qn("w:val"), default)


def _start(level: Any) -> int:
    return int(_value(level, "w:start", "1"))


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
