"""What a Word file says, and what LibreOffice shows of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn

_TOOLS = shutil.which("soffice"), shutil.which("pdftotext")

needs_office = pytest.mark.skipif(
    not all(_TOOLS), reason="LibreOffice (soffice) or poppler (pdftotext) is not installed"
)


def office(form: str, *files: Path) -> None:
    """Let LibreOffice write the Word files in another form beside them, at one start for all."""
    folder = files[0].parent
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = [str(_TOOLS[0]), profile, "--headless", "--convert-to", form]
    command = [*convert, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def pages(file: Path) -> list[str]:
    """The letters of each page as they stand on the PDF, without white space and page number.

    What the layout cuts off or hides is missing. White space is no evidence: a reader guesses it
    from the gaps that justified text leaves.
    """
    read = [str(_TOOLS[1]), str(file), "-"]
    text = subprocess.run(read, check=True, capture_output=True, encoding="utf-8").stdout
    shown = text.removesuffix("\f").split("\f")
    return [letters(page).removeprefix(str(n)) for n, page in enumerate(shown, 1)]


class Line(NamedTuple):
    """The letters of a line as it stands on the page, in points from its left and upper edge."""

    left: float
    bottom: float
    text: str


def lines(file: Path) -> list[list[Line]]:
    """The lines of each page of the PDF."""
    read = [str(_TOOLS[1]), "-bbox-layout", str(file), "-"]
    layout = subprocess.run(read, check=True, capture_output=True).stdout
    pages = ElementTree.fromstring(layout).iter("{http://www.w3.org/1999/xhtml}page")
    return [list(map(_line, page.iter("{http://www.w3.org/1999/xhtml}line"))) for page in pages]


def _line(line: ElementTree.Element) -> Line:
    text = letters("".join(word.text or "" for word in line))
    return Line(float(line.attrib["xMin"]), float(line.attrib["yMax"]), text)


def letters(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def paragraphs(file: Path) -> list[str]:
    """Every paragraph of a Word file, those in its tables included."""
    return [p.text for p in Document(str(file)).element.body.iter(qn("w:p")) if p.text]
