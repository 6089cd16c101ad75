"""What an entry states in a field, as keys that are compared and names that are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from knowledge.figures import figures
from knowledge.model import Document, Due, Field, Party, Passage, Role, Task
from knowledge.names import Names
from knowledge.question import PARTIES, ROLE_OF, Cell
from knowledge.text import fold

OF_TEXT = frozenset(
    (Field.TEXT, Field.SOURCE, Field.HEADING, Field.FIGURE, Field.DOCUMENT, Field.DISTRICT)
) | {Field.YEAR}
"""Fields that running text has as well."""
ACROSS = frozenset(
    (Field.DOCUMENT, Field.DISTRICT, Field.YEAR, Field.DAY, Field.MONTH, Field.DUE, Field.ROLE)
)
"""Fields whose values do not belong to one document."""
ROLE_WORDS = {Role.LEAD: "牵头", Role.SUPPORT: "配合", Role.RESPONSIBLE: "责任"}
IN_GENERAL = ("相关", "各", "有关")
"""How a wording begins that stands for leaders in general: 相关区领导."""

T = TypeVar("T")
Entry = Task | Passage
Pair = tuple[str, str]
"""A key and a name."""
Read = Callable[[Entry], tuple[Pair, ...]]


def role_fits(found: Role, asked: Role | None) -> bool:
    """Tell whether a party's role is the one asked for; an untold role may be the lead."""
    return asked is None or found == asked or (found == Role.RESPONSIBLE and asked == Role.LEAD)


def parties_of(task: Task, field: Field) -> tuple[Party, ...]:
    """Give the parties that a field of units names."""
    return party_reader(field)(task)


def party_reader(field: Field, *, tells_lead: bool = True) -> Callable[[Task], tuple[Party, ...]]:
    """Give what reads the parties that a field of units names.

    In a document that does not tell lead from support the responsible ones stand for the lead.
    """
    match field:
        case Field.UNIT:
            return lambda task: task.parties
        case Field.COLLECTIVE:
            return lambda task: tuple(p for p in task.parties if p.collective)
        case Field.OWNER:
            lead, responsible = _with_roles(Role.LEAD), _with_roles(Role.RESPONSIBLE)
            return lambda task: lead(task) or responsible(task)
        case _:
            role = ROLE_OF[field]
            roles = (r for r in Role if r == role or (not tells_lead and role_fits(r, role)))
            return _with_roles(*roles)


def _with_roles(*roles: Role) -> Callable[[Task], tuple[Party, ...]]:
    return lambda task: tuple([p for p in task.parties if p.role in roles])


class Cells:
    """Reads the cells of one document's entries."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document, self.names = document, names
        self.tells_lead = any(c.field == Field.LEAD for c in document.columns)

    def values(self, entry: Entry, cell: Cell) -> tuple[Pair, ...]:
        """Give all that an entry states in a field, in its order; of a place, just that one."""
        return self.reader(cell)(entry)

    def reader(self, cell: Cell) -> Read:
        """Give what reads the values of a field in one entry after the other."""
        read = self._reader(cell)
        if kinds := cell.kinds:
            named = self.counter(replace(cell, kinds=(), place=0))
            return lambda e: _at_place(
                tuple(p for p in named(e) if p[0].endswith(kinds)), cell.place
            )
        return (lambda e: _at_place(read(e), cell.place)) if cell.place else read

    def counter(self, cell: Cell) -> Read:
        """Give what reads the values that are counted as somebody.

        No collective is, nor are leaders in general.
        """
        read = self.reader(cell)
        if cell.field == Field.LEADER:
            return lambda e: tuple([v for v in read(e) if not v[1].startswith(IN_GENERAL)])
        if cell.field == Field.COLLECTIVE or cell.field not in PARTIES:
            return read
        if self.document.id not in self.names.naming_collectives:
            return read
        return lambda e: self._without_collectives(e, read(e))

    def _without_collectives(self, entry: Entry, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        parties = entry.parties if isinstance(entry, Task) else ()
        collective = [self.names.party_key(p) for p in parties if p.collective]
        return tuple(v for v in pairs if v[0] not in collective) if collective else pairs

    def written(self, entry: Entry, cell: Cell) -> tuple[str, ...]:
        """Give the folded words of a field as they stand there, spellings of units not unified."""
        if cell.field in PARTIES and isinstance(entry, Task):
            parties = party_reader(cell.field, tells_lead=self.tells_lead)(entry)
            return _at_place(tuple(fold(p.unit) for p in parties), cell.place)
        pairs = self.values(entry, cell)
        return tuple(text for key, name in pairs for text in dict.fromkeys((key, fold(name))))

    def has(self, cell: Cell) -> bool:
        """Tell whether the document has the column; what is no column every document has."""
        columns = {c.field for c in self.document.columns}
        match cell.field:
            case Field.LEAD | Field.SUPPORT | Field.RESPONSIBLE | Field.LEADER | Field.DEADLINE:
                return cell.field in columns
            case Field.UNIT | Field.COLLECTIVE:
                return bool(columns & ROLE_OF.keys())
            case Field.OWNER:
                return bool(columns & {Field.LEAD, Field.RESPONSIBLE})
            case Field.OTHER:
                return any(
                    c.field == Field.OTHER and fold(c.title) == fold(cell.title)
                    for c in self.document.columns
                )
            case _:
                return True

    def _reader(self, cell: Cell) -> Read:
        if cell.field in PARTIES:
            parties = party_reader(cell.field, tells_lead=self.tells_lead)
            document, pair_of = self.document.id, self.names.pair_of
            return lambda e: (
                tuple([pair_of(p, document) for p in parties(e)]) if isinstance(e, Task) else ()
            )
        if cell.field == Field.LEADER:
            return lambda e: (
                tuple([(fold(name), name) for name in e.leaders]) if isinstance(e, Task) else ()
            )
        return lambda e: tuple(self._of_entry(e, cell))

    def _of_entry(self, entry: Entry, cell: Cell) -> Iterator[Pair]:
        document = self.document
        match cell.field:
            case Field.DOCUMENT:
                yield document.id, document.name
            case Field.DISTRICT:
                yield from _plain(document.district)
            case Field.YEAR:
                yield from _plain(str(document.year or ""))
            case Field.TEXT | Field.SOURCE:
                yield fold(entry.text), entry.text
            case Field.FIGURE:
                yield from ((fold(f.words), f.words) for f in figures(entry.text))
            case Field.HEADING:
                level = slice(cell.level - 1, cell.level) if cell.level else slice(None)
                yield from ((fold(h), h) for h in entry.headings[level])
            case _:
                if isinstance(entry, Task):
                    yield from self._of_task(entry, cell)

    def _of_task(self, task: Task, cell: Cell) -> Iterator[Pair]:
        match cell.field:
            case Field.NUMBER:
                yield str(task.number), str(task.number)
            case Field.DEADLINE:
                yield from ((fold(d.text), d.text) for d in task.deadlines)
            case Field.DUE:
                yield from _plain(*(d.what or Due.DONE for d in task.deadlines))
            case Field.DAY:
                yield from _plain(*(d.due.isoformat() for d in task.deadlines if d.due))
            case Field.MONTH:
                yield from _plain(*(d.due.isoformat()[:7] for d in task.deadlines if d.due))
            case Field.ROLE:
                yield from _plain(*(ROLE_WORDS[p.role] for p in task.parties))
            case Field.OTHER:
                title = fold(cell.title)
                cells = (o.text for o in task.others if fold(o.title) == title)
                yield from ((fold(text), text) for text in cells)


def _at_place(values: tuple[T, ...], place: int) -> tuple[T, ...]:
    """Give just the value at a place, 1 the first, -1 the last; all where none is asked for."""
    if not place:
        return values
    start = place - 1 if place > 0 else place
    return values[start : start + 1 or None] if -len(values) <= start < len(values) else ()


def _plain(*texts: str) -> Iterator[Pair]:
    return ((str(text), str(text)) for text in dict.fromkeys(texts) if text)
