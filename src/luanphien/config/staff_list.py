"""The yearly list of staff, and who of it is known: a roster's staff, of the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from luanphien.config.changes import free_id
from luanphien.config.lines import UNMERGE
from luanphien.config.staff_rows import COLUMNS, ROLE_NAMES, Row
from luanphien.core.decisions import AgencyStaff, Decisions, Person
from luanphien.core.text import same_name, unmarked

_ROLES = {" ".join(unmarked(name)): role for role, name in ROLE_NAMES.items()} | {
    role: role for role in ROLE_NAMES
}


class Differing(NamedTuple):
    """Something of a known person that the list has otherwise."""

    person: Person
    field: str
    listed: str
    known: str | None

    @property
    def heading(self) -> str:
        """What its column is called."""
        return COLUMNS[self.field].heading


class Doubt(NamedTuple):
    """What only somebody can tell: whether the list's person is that known `person`.

    `namesake` says that both have one name, and all else differs. Without a `person` it is whether
    the name is rather to be written as `name`.
    """

    place: str
    listed: str
    name: str
    person: Person | None = None
    namesake: bool = False


class StaffList(NamedTuple):
    """What the rows say: a roster's staff, the people whom nobody knew, and what differs.

    `faults` are what is wrong, `doubts` what is still to be answered; with either it is no list.
    """

    staff: tuple[AgencyStaff, ...]
    new: Sequence[Person]
    differing: Sequence[Differing]
    faults: Sequence[str]
    doubts: Sequence[Doubt]


def staff_list(
    rows: Sequence[Row], decisions: Decisions, answers: Mapping[Doubt, bool] | None = None
) -> StaffList:
    """The staff by agency, in the order of the rows."""
    reader = _Reader(decisions, answers or {})
    faults = [f"{row.place(field)}: {text}" for row in rows for field, text in reader.read(row)]
    staff = (
        AgencyStaff(agency, tuple(roles["official"]), tuple(roles["reserve"]))
        for agency, roles in reader.staff.items()
    )
    new = list(reader.new.values())
    return StaffList(tuple(staff), new, reader.differing, faults, reader.doubts)


def amended(differing: Iterable[Differing]) -> dict[str, Person]:
    """By id, the details that the list has otherwise."""
    details: dict[str, Person] = {}
    for person, field, listed, _ in differing:
        known = details.get(person.id) or Person(person.id, person.name)
        details[person.id] = replace(known, **{field: listed})
    return details


class _Reader:
    def __init__(self, decisions: Decisions, answers: Mapping[Doubt, bool]) -> None:
        self._agencies, self._answers = decisions.agencies, answers
        self._people = {person.id: person for person in decisions.people}
        self._served = {
            (person, staff.agency)
            for roster in decisions.rosters
            for staff in roster.staff
            for person in staff.everyone
        }
        self._files: dict[str, str] = {}
        self._places: dict[tuple[str, str], str] = {}
        self.staff: dict[str, dict[str, list[str]]] = {}
        self.new: dict[str, Person] = {}
        self.differing: list[Differing] = []
        self.doubts: list[Doubt] = []

    def read(self, row: Row) -> Iterator[tuple[str, str]]:
        """Put the row's person where it belongs, or say what is wrong with which field."""
        agency, role = self._agency(row.agency), _ROLES.get(" ".join(unmarked(row.role)))
        yield from self._wrong(row, agency, role)
        if not (agency and role and row.name):
            return
        namesakes = self._namesakes(row, agency)
        if len(namesakes) > 1:
            ids = ", ".join(namesakes)
            yield "name", f"có {len(namesakes)} người tên {row.name}; ghi mã vào cột Mã: {ids}"
            return
        doubts = len(self.doubts)
        id = self._recognised(row, agency, namesakes)
        name = row.name if id or len(self.doubts) > doubts else self._written(row)
        if len(self.doubts) > doubts:
            return
        known = id or row.id
        key = ("", known) if known else (agency, " ".join(unmarked(name)))
        if place := self._places.get(key):
            yield "name", f"{row.name} đã có ở {place}"
            return
        self._places[key] = row.place("name")
        roles = self.staff.setdefault(agency, {"official": [], "reserve": []})
        roles[role].append(self._known(row, id) if id else self._added(row._replace(name=name)))

    def _wrong(self, row: Row, agency: str | None, role: str | None) -> Iterator[tuple[str, str]]:
        if not row.agency:
            yield "agency", f"thiếu cơ quan; {UNMERGE}"
        elif agency is None:
            yield "agency", f"không có cơ quan mã hoặc tên «{row.agency}»"
        elif (file := self._files.setdefault(agency, row.line.file)) != row.line.file:
            yield "agency", f"{row.agency} đã có trong {file}; chỉ đưa một tệp của mỗi cơ quan"
        if not row.role:
            yield "role", f"thiếu {' hoặc '.join(ROLE_NAMES.values()).lower()}; {UNMERGE}"
        elif role is None:
            yield "role", f"«{row.role}» không phải chính thức hoặc dự phòng"
        if not row.name:
            yield "name", "thiếu họ và tên"

    def _agency(self, wanted: str) -> str | None:
        for agency in self._agencies:
            if any(same_name(name, wanted) for name in (agency.id, agency.name, agency.label)):
                return agency.id
        return None

    def _namesakes(self, row: Row, agency: str) -> list[str]:
        """Who is known by that name, of several those who share more with the row.

        Nobody where the row has an id of its own.
        """
        if row.id:
            return [row.id] if row.id in self._people else []
        alike = [id for id, person in self._people.items() if same_name(person.name, row.name)]
        reached = [id for id in alike if self._shares_address(row, self._people[id])]
        served = [id for id in alike if (id, agency) in self._served]
        return next((few for few in (reached, served) if len(few) == 1 < len(alike)), alike)

    def _recognised(self, row: Row, agency: str, namesakes: Sequence[str]) -> str | None:
        """Who it is; None is somebody new, or in doubt."""
        if row.id:
            return row.id if row.id in self._people else None
        if namesakes:
            (id,) = namesakes
            person = self._people[id]
            if self._is_apart(row, person, agency):
                return id if self._answer(row, person.name, person, namesake=True) else None
            return id
        for id in self._alike(row):
            person = self._people[id]
            if self._answer(row, person.name, person):
                return id
        return None

    def _is_apart(self, row: Row, person: Person, agency: str) -> bool:
        """Whether only the name says that it is that person, and all else denies it."""
        elsewhere = any(id == person.id for id, _ in self._served)
        return bool(
            elsewhere
            and (person.id, agency) not in self._served
            and (row.phone or row.email)
            and (person.phone or person.email)
            and not self._shares_address(row, person)
        )

    def _alike(self, row: Row) -> list[str]:
        """Who has the same name but for its marks, or alone the same telephone or e-mail."""
        words = unmarked(row.name)
        named = [id for id, person in self._people.items() if unmarked(person.name) == words]
        for same in (_same_email, _same_phone):
            reached = [id for id, person in self._people.items() if same(row, person)]
            named += reached if len(reached) == 1 else []
        return list(dict.fromkeys(named))

    def _shares_address(self, row: Row, person: Person) -> bool:
        return _same_email(row, person) or _same_phone(row, person)

    def _answer(
        self, row: Row, name: str, person: Person | None, *, namesake: bool = False
    ) -> bool:
        """Whether it is so; False, and a doubt, as long as nobody has answered."""
        doubt = Doubt(row.place("name"), row.name, name, person, namesake)
        if doubt not in self._answers:
            self.doubts.append(doubt)
        return self._answers.get(doubt, False)

    def _written(self, row: Row) -> str:
        """The name of somebody new; in doubt without small letters, capitals or marks."""
        usual = row.name.title() if row.name.isupper() or row.name.islower() else row.name
        if " " not in row.name or (usual == row.name and not row.name.isascii()):
            return row.name
        return usual if self._answer(row, usual, None) else row.name

    def _known(self, row: Row, id: str) -> str:
        person = self._people[id]
        for field in ("name", "title", "phone", "email"):
            listed, known = getattr(row, field), getattr(person, field)
            same = listed == known
            if field == "name":
                same = unmarked(row.name) == unmarked(person.name)
            elif field == "phone" and known:
                same = _same_phone(row, person) or same
            if listed and not same:
                self.differing.append(Differing(person, field, listed, known))
        return id

    def _added(self, row: Row) -> str:
        id = row.id or free_id(row.name, {**self._people, **self.new})
        self.new[id] = Person(id, row.name, row.title or None, row.phone or None, row.email or None)
        return id


def _same_email(row: Row, person: Person) -> bool:
    return bool(row.email) and row.email.casefold() == (person.email or "").casefold()


def _same_phone(row: Row, person: Person) -> bool:
    return _digits(row.phone) == _digits(person.phone or "") != ""


def _digits(phone: str) -> str:
    """The number without what stands for the country and the 0; nothing of 0000 000 000."""
    digits = "".join(filter(str.isdigit, phone))
    return digits.removeprefix("84" if phone.startswith("+") else "").lstrip("0")
