"""What a valid configuration still lacks: the warnings of `luanphien check`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from luanphien.config.days import entries
from luanphien.config.load import Configuration
from luanphien.config.problems import Problem

AHEAD = relativedelta(months=12)
"""How far ahead things must be settled."""


def warnings(configuration: Configuration, today: date) -> list[Problem]:
    """What is missing or unsettled from today until a year ahead, in the files' order."""
    found = [
        *_unreachable_agencies(configuration),
        *_unannounced_years(configuration, today),
        *_proposed_days(configuration, today),
    ]
    return sorted(found, key=lambda problem: problem[:3])


def _unreachable_agencies(configuration: Configuration) -> Iterator[Problem]:
    problem = configuration.agencies_document.problem
    contacts = ("address", "phone", "email")
    centre = configuration.centre
    if missing := [field for field in contacts if not getattr(centre, field)]:
        yield problem(("centre",), f"chưa ghi {', '.join(missing)} của Trung tâm")
    for n, agency in enumerate(configuration.agencies.values()):
        if missing := [field for field in contacts if not getattr(agency, field)]:
            yield problem(("agencies", n), f"chưa ghi {', '.join(missing)} của {agency.name}")


def _unannounced_years(configuration: Configuration, today: date) -> Iterator[Problem]:
    announced = configuration.rota.calendar.announced_years
    needed = range(today.year, (today + AHEAD).year + 1)
    if missing := ", ".join(map(str, sorted(set(needed) - announced))):
        yield configuration.holidays_document.problem(
            ("announced_years",),
            f"lịch nghỉ năm {missing} chưa công bố; ngày tính từ đó là dự kiến",
        )


def _proposed_days(configuration: Configuration, today: date) -> Iterator[Problem]:
    for n, entry in entries(configuration.holidays_file):
        if entry.status == "proposed":
            yield configuration.holidays_document.problem(
                ("days", n),
                f"«{entry.name}» mới đề xuất, chưa làm đổi ngày nào; "
                "khi có kết quả hãy ghi announced hoặc xóa mục này",
            )
