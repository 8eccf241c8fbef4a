"""Questions on a terminal, one for each option that is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

import typer

from luanphien.core.text import unmarked

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer
    from questionary import Question, Style

T = TypeVar("T")

FEW = 9
"""So many choices are seen at a glance; of more, the letters that are typed show some."""

_YES, _NO = ("c", "có", "co", "y"), ("", "k", "không", "khong", "n")


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def choose(question: str, choices: Mapping[str, T]) -> T:
    """One of the choices, by their names; Abort if nobody wants one, wrong use if there is none.

    A part of a name is enough, with its marks or without, if no other name has it.
    """
    import questionary

    if not choices:
        raise typer.BadParameter(f"{question}: chưa có gì để chọn")
    if len(choices) > FEW:
        pick = partial(_picked, choices)
        return choices[text(f"{question} (gõ một phần tên)", pick, completer=_completer(choices))]
    name: str = _answer(
        questionary.select(
            question,
            list(choices),
            instruction="(mũi tên, Enter)",
            use_jk_keys=False,
            style=_style(),
        )
    )
    return choices[name]


def text(question: str, parse: Callable[[str], T], **options: Any) -> T:
    """What is typed, once it can be parsed; what can't is said and asked again."""
    import questionary

    def valid(typed: str) -> bool | str:
        try:
            parse(typed)
        except typer.BadParameter as error:
            return error.message
        return True

    return parse(_answer(questionary.text(question, validate=valid, style=_style(), **options)))


def confirm(question: str) -> bool:
    """Whether the answer is yes; Enter alone is no."""
    return text(f"{question} (c/K)", _yes)


def _yes(typed: str) -> bool:
    word = normalize("NFC", typed).strip().casefold()
    if word not in _YES + _NO:
        raise typer.BadParameter("gõ c (có) hoặc k (không)")
    return word in _YES


def _picked(names: Iterable[str], typed: str) -> str:
    """The name that is meant."""
    alike = list(_alike(names, typed))
    exact = [name for name in alike if normalize("NFC", typed).strip() == name]
    if not typed.strip() or len(exact or alike) != 1:
        known = "không có lựa chọn nào như vậy"
        raise typer.BadParameter(f"có {len(alike)} lựa chọn như vậy" if alike else known)
    return (exact or alike)[0]


def _alike(names: Iterable[str], typed: str) -> Iterable[str]:
    """The names that have what was typed in them, marks aside."""
    wanted = " ".join(unmarked(typed))
    return (name for name in names if wanted in " ".join(unmarked(name)))


def _completer(names: Iterable[str]) -> Completer:
    from prompt_toolkit.completion import Completer, Completion

    class Alike(Completer):
        def get_completions(self, document: Any, _event: Any) -> Iterable[Completion]:
            for name in _alike(names, document.text):
                yield Completion(name, start_position=-len(document.text))

    return Alike()


def _answer(question: Question) -> Any:
    """The answer; Abort at Ctrl+C and Ctrl+D."""
    try:
        return question.unsafe_ask()
    except (KeyboardInterrupt, EOFError):
        raise typer.Abort from None


def _style() -> Style:
    """The terminal's own colours, which are readable on its ground whichever that is."""
    from questionary import Style

    parts = ("qmark", "question", "answer", "pointer", "highlighted", "instruction", "text")
    return Style([(part, "fg:default bold") for part in parts])
