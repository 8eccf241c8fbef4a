"""Documents from templates: the centre's own template, else the one that ships.

Templates run sandboxed: they read what they are given and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luanphien.core.errors import OperationError
from luanphien.documents.body import Block, is_heading
from luanphien.formats import no_markup
from luanphien.wording.words import one_line

if TYPE_CHECKING:
    from jinja2 import Environment

SHIPPED = Path(__file__).parent / "templates"


class Templates:
    """The templates of one configuration; `own` is its folder of them, which need not exist."""

    def __init__(self, own: Path) -> None:
        self._own = own

    def has_own(self, name: str) -> bool:
        """Whether the centre has its own template with that name."""
        return (self._own / name).exists()

    def find(self, name: str) -> Path:
        """The file of the template with that name."""
        return (self._own if self.has_own(name) else SHIPPED) / name

    def without_word(self, name: str) -> Templates:
        """These, or those that ship where the centre has its own Word template of that name."""
        return Templates(SHIPPED) if self.has_own(f"{name}.docx") else self

    def text(self, name: str, context: Mapping[str, Any]) -> str:
        """The template filled in, each value on one line; in HTML every value is escaped.

        Raises OperationError naming file and line if the template is broken.
        """
        file = self.find(name)
        try:
            source = file.read_text("utf-8-sig")  # Notepad may begin a file with a mark
        except UnicodeDecodeError:
            raise OperationError(f"{file}: mẫu không phải UTF-8") from None
        environment = _environment(escape=file.suffix == ".html")
        try:
            return environment.from_string(source).render(with_texts(context, one_line))
        except Exception as error:
            raise _broken(file, error, context) from error

    def own_word(self, name: str, context: Mapping[str, Any], day: date | None = None) -> bytes:
        """The centre's own Word template filled in, as written on the day.

        Each value stands on one line, a title stacked.

        Raises OperationError if it is broken, or has no field and so is no template.
        """
        from docxtpl import DocxTemplate

        from luanphien.documents.properties import describe

        file = self._own / name
        content, out = BytesIO(file.read_bytes()), BytesIO()
        document = DocxTemplate(content)
        try:
            document.init_docx()
        except Exception as error:  # BadZipFile, KeyError, ValueError, XMLSyntaxError and others
            raise OperationError(f"{file}: không phải tệp Word .docx, hoặc tệp đã hỏng") from error
        environment = _environment(escape=True)
        try:
            has_fields = document.get_undeclared_template_variables(environment)
            document.render({**with_texts(context, one_line), **_stacked(context)}, environment)
            if day:
                describe(document.docx, context["centre"], context["subject"], day)
            document.save(out)
        except Exception as error:
            raise _broken(file, error, context) from error
        if not has_fields:
            raise OperationError(
                f"{file}: không có trường nào như {{{{ centre }}}}: là một văn bản đã điền, không "
                f"phải mẫu. Ghi một mẫu để sửa: python -m luanphien.documents {name}"
            )
        return out.getvalue()

    def own_words(self, name: str, context: Mapping[str, Any]) -> list[Block]:
        """What the centre's own Word template says once it is filled in."""
        from luanphien.documents import own_word

        content = self.own_word(name, context)
        try:
            return own_word.blocks(content)
        except Exception as error:  # whatever Word would mend
            raise _broken(self._own / name, error, context) from error

    def warnings(self) -> Iterator[str]:
        """Which of the centre's wordings don't count, since a Word template of its own does."""
        for word in sorted(self._own.glob("*.docx")):
            wording = word.with_suffix(".body.txt")
            if wording.exists():
                yield f"{wording}: không được dùng, vì có mẫu Word {word}; hãy bỏ một trong hai"


def with_texts(fields: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """The fields with every text in them changed, in lists and records too."""

    def changed(value: Any) -> Any:
        match value:
            case str():
                return change(value)
            case dict():
                return {key: changed(item) for key, item in value.items()}
            case list():
                return [changed(item) for item in value]
            case tuple():
                items = map(changed, value)
                return value._make(items) if hasattr(value, "_make") else tuple(items)
            case _:
                return value

    return {name: changed(value) for name, value in fields.items()}


def _stacked(context: Mapping[str, Any]) -> dict[str, str]:
    """What has its lines one above the other in Word."""
    return {name: context[name] for name in ("signer_title",) if name in context}


def _environment(*, escape: bool) -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=escape, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    environment.tests["heading"] = is_heading
    environment.filters["md"] = no_markup
    return environment


def _broken(file: Path, error: Exception, context: Mapping[str, Any]) -> OperationError:
    """What is wrong with the template, and where: a line of text, or the words around it."""
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    place = str(file)
    around = [line.strip() for line in getattr(error, "docx_context", ())]
    if around:
        place += f": gần «{' '.join(filter(None, around))[:200]}»"
    elif file.suffix == ".docx":
        pass  # its lines are those of the XML
    elif line := getattr(error, "lineno", None) or _line(error):
        place += f":{line}"
    match error:
        case UndefinedError():
            reason = f"dùng trường không có; các trường: {', '.join(sorted(context))}"
        case TemplateSyntaxError():
            reason = "dấu {{ }} hoặc {% %} viết sai hoặc thiếu"
        case SecurityError():
            reason = "dùng phép không được phép trong mẫu"
        case _:
            reason = "không điền được mẫu"
    return OperationError(f"{place}: {reason}")


def _line(error: Exception) -> int | None:
    """The template's line in which the error was raised."""
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
