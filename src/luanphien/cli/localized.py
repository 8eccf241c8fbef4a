"""Typer's own words in Vietnamese: the headings of its help and its complaints.

Typer has no translations; the few phrases it uses are replaced where they are shown.
A test asks for every help page and every kind of error and finds no English.
"""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

_HELP = (
    (r"^Usage: ", "Cách dùng: "),
    (r"\[OPTIONS\] COMMAND \[ARGS\]\.\.\.", "[TÙY CHỌN] LỆNH …"),
    (r"\[OPTIONS\]", "[TÙY CHỌN]"),
    (r"^Options:$", "Tùy chọn:"),
    (r"^Arguments:$", "Tham số:"),
    (r"^Commands:$", "Lệnh:"),
    (r"Show this message and exit\.", "In hướng dẫn này rồi thoát."),
    (r"\[default:(\s+[^]]*)\]", r"[mặc định:\1]"),
    (r"\[required\]", "[bắt buộc]"),
)

_ERRORS = (
    (r"No such command '(.*?)'\.(?: Did you mean (.*)\?)?", r"không có lệnh «\1»", "; là {} ư?"),
    (r"No such option: (\S+)(?: \(Possible options: (.*)\))?", r"không có tùy chọn \1", "; có {}"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", r"thừa tham số: \1", ""),
    (r"Missing (?:argument|parameter) '(.*)'\.", r"thiếu tham số \1", ""),
    (r"Missing option '(.*)'\.", r"thiếu tùy chọn \1", ""),
    (r"Missing command\.", "thiếu lệnh", ""),
    (r"Option '(.*)' requires an argument\.", r"tùy chọn \1 cần một giá trị", ""),
    (r"Option '(.*)' does not take a value\.", r"tùy chọn \1 không nhận giá trị", ""),
    (
        r"Invalid value for '(.*?)': ['\"](.*)['\"] is not one of (.*)\.",
        r"\1: «\2» không hợp lệ",
        "; cần {}",
    ),
    (r"Invalid value for '\[?(.*?)\]?': (.*)", r"\1: \2", ""),
    (r"Invalid value: (.*)", r"\1", ""),
)
"""A complaint, the same in Vietnamese, and what is added of the words that its last group lists."""

_SHORT_AND_LONG = re.compile(r"'-\w' / '(?=--)")
"""Both names of an option; the long one is enough."""


class VietnameseHelp:
    """A mixin for a Typer command or group."""

    def get_help(self, ctx: Any) -> str:
        """The help page, its headings in Vietnamese."""
        text: str = super().get_help(ctx)  # type: ignore[misc]
        for english, vietnamese in _HELP:
            text = re.sub(english, vietnamese, text, flags=re.MULTILINE)
        return text


class VietnameseGroup(VietnameseHelp, TyperGroup):
    """For `typer.Typer(cls=…)`."""


class VietnameseCommand(VietnameseHelp, TyperCommand):
    """For `@app.command(cls=…)`."""


def in_vietnamese(error: TyperException) -> str:
    """A complaint about how a command was called, and where its help is."""
    message = _SHORT_AND_LONG.sub("'", error.format_message())
    for english, vietnamese, suggestion in _ERRORS:
        if match := re.fullmatch(english, message, re.DOTALL):
            message = match.expand(vietnamese)
            if suggestion and match[match.re.groups]:
                message += suggestion.format(_listed(match[match.re.groups]))
            break
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "luanphien"
    return f"Lỗi: {message}\nXem: {command} --help"


def _listed(words: str) -> str:
    """`'table', 'json', 'csv'` as `table, json hoặc csv`."""
    *others, last = words.replace("'", "").split(", ")
    return f"{', '.join(others)} hoặc {last}" if others else last
