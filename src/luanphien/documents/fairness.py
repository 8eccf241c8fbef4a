"""How evenly the days of a period are carried, in words: what its table and its document say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from luanphien.core.decisions import Centre, Letterhead
from luanphien.core.fairness import LONG, Fairness, Load, mean
from luanphien.documents.letterhead import Heading
from luanphien.documents.report import head, span
from luanphien.documents.report_rows import bar, decimal
from luanphien.wording import dates
from luanphien.wording.fairness import stood_in
from luanphien.wording.words import grouped

NAME = "fairness"
"""What its templates are called."""
MEAN = "Bình quân"


class LoadRow(NamedTuple):
    """What an agency or a person has carried, how far from the mean, and a bar of the days."""

    name: str
    agency: str
    shifts: str
    working_days: str
    near_days: str
    make_up_days: str
    times: str
    days_stood_in: str
    difference: str
    bar: str


def file_stem(fairness: Fairness) -> str:
    """The name of its file without its ending."""
    return f"phan-bo-ngay-truc-{fairness.period.first}-{fairness.period.last}"


def rows(loads: Sequence[Load], *, brief: bool = False) -> Iterator[LoadRow]:
    """A row each, then one of the means; nothing of nobody."""
    if not loads:
        return
    most = max(load.working_days for load in loads)
    means = mean(loads)
    for load in loads:
        agency = load.agency.label if brief else load.agency.name
        name = load.person.name if load.person else load.agency.name
        above = decimal(difference(load, loads), sign="+")
        shown = bar(load.working_days, most)
        yield LoadRow._make((name, agency, *map(str, load.figures), above, shown))
    yield LoadRow._make((MEAN, "", *map(decimal, means), "", bar(means[1], most)))


def difference(load: Load, loads: Sequence[Load]) -> float:
    """How many working days it has above the mean; negative: below."""
    return load.working_days - mean(loads)[1]


def notes(fairness: Fairness) -> Iterator[str]:
    """What the columns say, a sentence each."""
    yield (
        f"Cạnh lễ, Tết: ngày làm việc ngay trước hoặc ngay sau ít nhất {LONG} ngày nghỉ liền nhau, "
        "kể cả ngày nghỉ hằng tuần."
    )
    yield "Làm bù: thứ Bảy, Chủ nhật đi làm bù; đã tính trong ngày làm việc."
    yield "Trực thay: trực lượt của người khác, hoặc phiên của cơ quan khác."
    yield "Người trực lấy theo biên bản bàn giao đã ghi vào sổ; chưa có biên bản thì theo lịch."


def findings(fairness: Fairness) -> Iterator[str]:
    """Who has stood in least, and what limits a comparison, a sentence each."""
    for loads in fairness.least:
        names = ", ".join(load.person.name for load in loads if load.person)
        yield f"Trực thay ít nhất, {loads[0].agency.name}: {names} ({stood_in(loads[0])})."
    if not fairness.least:
        yield "Chưa có ai trực thay."
    shifts = [load.shifts for load in fairness.agencies]
    if min(shifts) != max(shifts):
        few, many = min(shifts), max(shifts)
        yield (
            f"Số phiên của các cơ quan, đơn vị khác nhau, {few} đến {many}: kỳ không gồm trọn các "
            "chu kỳ, hoặc có đổi phiên, trực thay."
        )
    if fairness.vacant_days:
        days = grouped(fairness.vacant_days)
        yield f"Chưa cử người: {days} ngày làm việc, không tính cho người nào."
    if fairness.provisional:
        yield "Lịch nghỉ chưa công bố hết: một số ngày là dự kiến."


def context(
    fairness: Fairness, centre: Centre, letterhead: Letterhead, heading: Heading
) -> dict[str, Any]:
    """The fields that its template may use; docs/templates.md lists them."""
    subject = f"Phân bổ ngày trực luân phiên {span(fairness.period)}"
    agencies = [load.agency.name for load in fairness.agencies]
    return {
        **head(centre, letterhead, heading, subject, agencies, "khoản 1"),
        "span": span(fairness.period),
        "day": dates.numbered(fairness.today),
        "agencies": list(rows(fairness.agencies)),
        "people": list(rows(fairness.people)),
        "notes": list(notes(fairness)),
        "findings": list(findings(fairness)),
    }
