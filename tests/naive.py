"""A slow and obvious evaluator of Questions: what `knowledge.run` is held against.

It goes through every entry of every document with a plain function for each condition of
docs/exact.md; it knows no index. Only 取同级 and 取最近, which prefer, are not part of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from knowledge.deadline import find_days
from knowledge.model import Deadline, Document, Due, Field, Party, Passage, Role, Task, Tense
from knowledge.names import Evidence, Names
from knowledge.question import (
    PARTIES,
    AnyOf,
    Ask,
    Cell,
    Compare,
    Condition,
    DueIs,
    Empty,
    Fold,
    How,
    Is,
    Many,
    Not,
    Numbered,
    Of,
    Order,
    Origin,
    Picked,
    Question,
    Says,
    Speaks,
    Stated,
    Total,
    Under,
    When,
)
from knowledge.surnames import is_like_a_person
from knowledge.text import chinese_number, fold
from knowledge.unit_key import ending_of

Id = str | tuple[str, int, str]
"""A task's id; of a passage its document, line and text."""
Entry = Task | Passage

ROLE_NAMES = {Role.LEAD: "牵头", Role.SUPPORT: "配合", Role.RESPONSIBLE: "责任"}
OF_TASKS = (
    *PARTIES,
    Field.LEADER,
    Field.DEADLINE,
    Field.OTHER,
    Field.ROLE,
    Field.NUMBER,
    Field.DUE,
    Field.DAY,
    Field.MONTH,
)
"""Fields that running text does not have."""
POOLED = (Field.DOCUMENT, Field.DISTRICT, Field.YEAR, Field.DAY, Field.MONTH, Field.DUE, Field.ROLE)
"""Fields whose values are the same thing in every document."""
POOLED_ROWS = (Field.DOCUMENT, Field.DISTRICT, Field.YEAR)
RE_ORDINAL = re.compile(
    r"[(（]?第?(?P<number>[一二三四五六七八九十百]+|\d+)(?:[)）]|部分|[、.．,，章节部 ])"
)
RE_FIGURE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>%|[^\d\s，。；、,;.（）()]?)")


class Value(NamedTuple):
    key: str
    """By which it is known in a document."""
    shown: str
    counts: bool = True
    """Is one of the different values: no collective, nobody like 相关区领导."""
    is_collective: bool = False


@dataclass
class World:
    """All documents, and what a unit's spelling means in them."""

    documents: Sequence[Document]
    names: Names = field(init=False)
    by_id: dict[str, Document] = field(init=False)

    def __post_init__(self) -> None:
        self.names = Names(self.documents)
        self.by_id = {document.id: document for document in self.documents}

    def entries(self) -> Iterator[Entry]:
        for document in self.documents:
            yield from document.tasks
            yield from document.passages

    def document(self, entry: Entry) -> Document:
        return self.by_id[entry.document]


def id_of(entry: Entry) -> Id:
    return entry.id if isinstance(entry, Task) else (entry.document, entry.line, entry.text)


# --- the values of a field


def values(entry: Entry, cell: Cell, world: World, *, in_cell: bool = False) -> list[Value]:
    """Give what a field holds; `in_cell` leaves out deadlines that only the text states."""
    found = list(_all_values(entry, cell, world, in_cell))
    if cell.place > 0:
        return found[cell.place - 1 : cell.place]
    if cell.place < 0:
        return found[cell.place :][:1] if -cell.place <= len(found) else []
    return found


def _all_values(entry: Entry, cell: Cell, world: World, in_cell: bool) -> Iterator[Value]:
    document = world.document(entry)
    match cell.field:
        case Field.TEXT | Field.SOURCE:
            yield Value(fold(entry.text), entry.text)
        case Field.HEADING:
            headings = entry.headings
            for heading in headings[cell.level - 1 : cell.level] if cell.level else headings:
                yield Value(fold(heading), heading)
        case Field.FIGURE:
            for figure in RE_FIGURE.finditer(entry.text):
                yield Value(figure[0], figure[0])
        case Field.DOCUMENT:
            yield Value(document.id, document.name)
        case Field.DISTRICT if document.district:
            yield Value(fold(document.district), document.district)
        case Field.YEAR if document.year:
            yield Value(str(document.year), str(document.year))
    if isinstance(entry, Task):
        yield from _values_of_task(entry, cell, world, in_cell)


def _values_of_task(task: Task, cell: Cell, world: World, in_cell: bool) -> Iterator[Value]:
    deadlines = task.deadlines
    match cell.field:
        case Field.NUMBER:
            yield Value(str(task.number), str(task.number))
        case Field.LEADER:
            for name in task.leaders:
                yield Value(fold(name), name, is_like_a_person(fold(name)))
        case Field.OTHER:
            for other in task.others:
                if fold(other.title) == fold(cell.title):
                    yield Value(fold(other.text), other.text)
        case Field.ROLE:
            for role in Role:
                if any(party.role == role for party in task.parties):
                    yield Value(ROLE_NAMES[role], ROLE_NAMES[role])
        case Field.DEADLINE:
            for deadline in deadlines:
                if in_cell and deadline.in_text:
                    continue
                yield Value(fold(deadline.text), deadline.text)
        case Field.DUE:
            for due in dict.fromkeys(d.what or Due.DONE for d in deadlines):
                yield Value(due.value, due.value)
        case Field.DAY:
            for day in dict.fromkeys(d.due for d in deadlines if d.due):
                yield Value(day.isoformat(), day.isoformat())
        case Field.MONTH:
            for month in dict.fromkeys(f"{d.due:%Y-%m}" for d in deadlines if d.due):
                yield Value(month, month)
        case unit_field if unit_field in PARTIES:
            for party in _parties(task, unit_field, world.by_id[task.document]):
                counts = not party.collective or unit_field == Field.COLLECTIVE
                key = world.names.party_key(party)
                yield Value(key, party.unit, counts, party.collective)


def _parties(task: Task, unit_field: Field, document: Document) -> list[Party]:
    def in_role(role: Role) -> list[Party]:
        return [party for party in task.parties if party.role == role]

    match unit_field:
        case Field.UNIT:
            return list(task.parties)
        case Field.COLLECTIVE:
            return [party for party in task.parties if party.collective]
        case Field.LEAD:
            return in_role(Role.LEAD if _tells_lead(document) else Role.RESPONSIBLE)
        case Field.SUPPORT:
            return in_role(Role.SUPPORT)
        case Field.RESPONSIBLE:
            return in_role(Role.RESPONSIBLE)
        case _:
            return in_role(Role.LEAD) or in_role(Role.RESPONSIBLE)


def _tells_lead(document: Document) -> bool:
    return any(column.field == Field.LEAD for column in document.columns)


def has_column(document: Document, cell: Cell) -> bool:
    """Tell whether a document states a field at all."""
    fields = {column.field for column in document.columns}
    roles = {Field.LEAD, Field.SUPPORT, Field.RESPONSIBLE}
    match cell.field:
        case Field.LEAD | Field.SUPPORT | Field.RESPONSIBLE | Field.LEADER | Field.DEADLINE:
            return cell.field in fields
        case Field.OTHER:
            titles = (c.title for c in document.columns if c.field == Field.OTHER)
            return fold(cell.title) in map(fold, titles)
        case Field.UNIT:
            return bool(fields & roles)
        case Field.OWNER:
            return bool(fields & {Field.LEAD, Field.RESPONSIBLE})
        case _:
            return True


def how_many(entry: Entry, cell: Cell, world: World) -> int:
    """Count the values in a cell: each once, but every deadline."""
    found = values(entry, cell, world, in_cell=True)
    return len(found) if cell.field == Field.DEADLINE else len({value.key for value in found})


# --- conditions


def asks_of_tasks(condition: Condition) -> bool:
    """Tell whether a condition asks anywhere for what running text does not have."""
    match condition:
        case Numbered() | Picked() | DueIs():
            return True
        case Is(cell) | Says(cell) | Empty(cell) | Many(cell):
            return cell.field in OF_TASKS
        case Not(inner):
            return asks_of_tasks(inner)
        case AnyOf(groups):
            return any(asks_of_tasks(one) for group in groups for one in group)
        case _:
            return False


def holds(condition: Condition, entry: Entry, world: World, total: int = 0) -> bool:
    """Tell whether a condition holds for an entry; `total` is how many are found in all."""
    document = world.document(entry)
    match condition:
        case Not(inner):
            if isinstance(entry, Passage) and asks_of_tasks(inner):
                return False
            return not holds(inner, entry, world, total)
        case AnyOf(groups):
            return any(all(holds(one, entry, world, total) for one in group) for group in groups)
        case Total(least, most):
            return least <= total <= most
        case Speaks():
            return _speaks(condition, entry)
        case Under(ordinals):
            own = [_ordinal(heading) for heading in entry.headings]
            return own[: len(ordinals)] == list(ordinals)
        case Is():
            return _is(condition, entry, world)
        case Says(cell, words):
            said = [value.shown for value in values(entry, cell, world)]
            if cell.field == Field.DOCUMENT:
                said = [document.id, document.name]
            return any(all(fold(w) in fold(one) for w in words) for one in said)
    if isinstance(entry, Passage) and asks_of_tasks(condition):
        return False
    match condition:
        case Numbered(ranges):
            assert isinstance(entry, Task)
            last = max(task.number for task in document.tasks)
            return any(_end(a, last) <= entry.number <= _end(b, last) for a, b in ranges)
        case Picked(tasks):
            return id_of(entry) in tasks
        case DueIs():
            assert isinstance(entry, Task)
            return any(_is_due(deadline, condition, document) for deadline in entry.deadlines)
        case Empty(cell, filled):
            is_filled = bool(values(entry, cell, world, in_cell=True))
            return has_column(document, cell) and is_filled == filled
        case Many(cell, least, most):
            return has_column(document, cell) and least <= how_many(entry, cell, world) <= most
    raise AssertionError(condition)


def _end(number: int, last: int) -> int:
    return last + 1 + number if number < 0 else number


def _is(condition: Is, entry: Entry, world: World) -> bool:
    found = values(entry, condition.cell, world)
    fitting = [v for v in found if any(_means(t, v, condition, world) for t in condition.values)]
    if condition.only:
        return bool(found) and len(fitting) == len(found)
    return bool(fitting)


def _means(typed: str, value: Value, condition: Is, world: World) -> bool:
    """Tell whether a typed value is this one."""
    if condition.cell.field == Field.DOCUMENT:
        return fold(typed) in (fold(value.key), fold(value.shown))
    if condition.cell.field not in PARTIES:
        return fold(typed) == fold(value.shown)
    if typed.startswith("*"):
        kind = fold(typed[1:])
        return not value.is_collective and value.key.endswith(ending_of(kind) or kind)
    meaning = world.names.unit(typed)
    is_name = meaning is not None and meaning.evidence != Evidence.SHORT
    return value.key == (meaning.key if meaning and is_name else world.names.key(typed))


def _speaks(condition: Speaks, entry: Entry) -> bool:
    word, text = condition.word, fold(entry.text)
    pieces = [text, *map(fold, entry.headings)]

    def anywhere(part: str) -> bool:
        return any(part in piece for piece in pieces)

    return (
        any(anywhere(w) for w in (word.text, *word.same))
        or any(w in text for w in word.wider)
        or (bool(word.parts) and all(anywhere(part) for part in word.parts))
    )


def _ordinal(heading: str) -> int | None:
    found = RE_ORDINAL.match(heading)
    return chinese_number(found["number"]) if found else None


def _is_due(deadline: Deadline, asked: DueIs, document: Document) -> bool:
    if asked.what and asked.what != (deadline.what or Due.DONE):
        return False
    if asked.stated != Stated.ANYWHERE and deadline.in_text != (asked.stated == Stated.TEXT):
        return False
    days = find_days(asked.words, document.year or 2000, document.issued)
    if not days:
        return fold(asked.words) in fold(deadline.text)
    first, last, due = days[0].first, days[0].last, deadline.due
    if due is None:
        return False
    return {
        When.BY: due <= last,
        When.BEFORE: due < first,
        When.WITHIN: first <= due <= last,
        When.EXACTLY: due == last,
        When.AFTER: due > last,
        When.SINCE: due >= first,
    }[asked.when]


# --- asked of


def asked_of(of: Of, world: World, lists: Sequence[Sequence[Id]]) -> list[Entry]:
    """Give all entries that are asked of; `lists` are those shown, the newest first."""
    entries = list(world.entries())
    match of.origin:
        case Origin.TASKS:
            return [e for e in entries if isinstance(e, Task)]
        case Origin.EVERYTHING:
            return entries
        case Origin.SHOWN:
            return _placed(_listed(entries, lists, of.back), of.places)
        case Origin.REST:
            newer = {id_of(e) for e in _listed(entries, lists, of.back)}
            older = _listed(entries, lists, of.back + 1)
            return _placed([e for e in older if id_of(e) not in newer], of.places)
    passages = [e for e in entries if isinstance(e, Passage)]
    return [p for p in passages if _is_of(p, of.origin, world.document(p))]


def _is_of(passage: Passage, origin: Origin, document: Document) -> bool:
    lines = [task.line for task in document.tasks]
    match origin:
        case Origin.RESULTS:
            return passage.tense == Tense.RESULT
        case Origin.PLANS:
            return passage.tense == Tense.PLAN
        case Origin.BEFORE:
            return bool(lines) and passage.line < min(lines)
        case Origin.AFTER:
            return bool(lines) and passage.line > max(lines)
        case _:
            return True


def _listed(entries: list[Entry], lists: Sequence[Sequence[Id]], back: int) -> list[Entry]:
    by_id = {id_of(entry): entry for entry in entries}
    ids = lists[back] if back < len(lists) else ()
    return [by_id[i] for i in ids if i in by_id]


def _placed(entries: list[Entry], places: Sequence[int]) -> list[Entry]:
    if not places:
        return entries
    wanted = {place - 1 if place > 0 else len(entries) + place for place in places}
    return [entry for at, entry in enumerate(entries) if at in wanted]


# --- asked for


@dataclass(frozen=True)
class Different:
    """One of the different values of a field."""

    key: str
    name: str
    document: str
    """Empty where all documents are taken together."""
    items: frozenset[Id]


@dataclass(frozen=True)
class Row:
    key: str
    name: str
    document: str
    number: Fraction
    items: frozenset[Id]
    values: frozenset[tuple[str, str]]
    """Key and document of the different values, where these are asked for."""


@dataclass(frozen=True)
class Told:
    """What an ask finds."""

    number: Fraction
    values: tuple[Different, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    """Of a field that is told: its values for each item."""
    holds: frozenset[Id] = frozenset()
    facts: tuple[tuple[str, str], ...] = ()
    """Of a term or an office: document and what is said."""


@dataclass(frozen=True)
class Side:
    items: tuple[Id, ...]
    told: Told


@dataclass(frozen=True)
class Result:
    items: tuple[Id, ...]
    asks: tuple[Told, ...]
    rows: tuple[Row, ...] = ()
    sides: tuple[Side, ...] = ()
    result: Fraction | None = None
    shared: frozenset[tuple[str, str]] | frozenset[Id] | None = None
    """Of 共同 and 独有: the keys of values, or the items."""


def run(question: Question, world: World, lists: Sequence[Sequence[Id]] = ()) -> Result:
    entries = asked_of(question.of, world, lists)
    found = [e for e in entries if all(holds(c, e, world) for c in question.where)]
    order = question.order
    if order and order.cell and not question.each:
        found = [
            entry
            for document in world.documents
            for entry in in_order([e for e in found if e.document == document.id], order, world)
        ]
    asks = tuple(
        tell(ask, found, world, order, chosen_by(question, world)) for ask in question.asks
    )
    rows = for_each(question, found, world) if question.each else ()
    sides = tuple(_side(question, side, found, world) for side in question.sides)
    return Result(
        tuple(map(id_of, found)),
        asks,
        rows,
        sides,
        _folded(question.fold, rows) if question.each else _compared(question, sides),
        _shared(question, sides),
    )


def chosen_by(question: Question, world: World) -> list[Document]:
    """Give the documents that the conditions on documents leave."""
    of_documents = [
        c
        for c in question.where
        if isinstance(c, Is) and c.cell.field in (Field.DOCUMENT, Field.DISTRICT, Field.YEAR)
    ]
    entries = {d.id: Passage(d.id, "") for d in world.documents}
    return [d for d in world.documents if all(holds(c, entries[d.id], world) for c in of_documents)]


def tell(
    ask: Ask,
    found: list[Entry],
    world: World,
    order: Order | None = None,
    chosen: Sequence[Document] = (),
) -> Told:
    match ask.how:
        case How.WHICH | How.HOW_MANY:
            several = _cut(different(ask, found, world), order, lambda d: len(d.items))
            return Told(Fraction(len(several)), tuple(several))
        case How.WHETHER | How.CAN:
            held = [e for e in found if all(holds(c, e, world, len(found)) for c in ask.supposed)]
            return Told(Fraction(len(found)), holds=frozenset(map(id_of, held)))
        case How.TELL:
            assert ask.cell
            told = tuple(tuple(v.shown for v in values(e, ask.cell, world)) for e in found)
            return Told(Fraction(len(found)), cells=told)
        case How.MEANING:
            terms = ((d.id, t) for d in chosen for t in d.terms)
            facts = tuple((d, t.meaning) for d, t in terms if fold(t.name) == fold(ask.term))
            return Told(Fraction(len(facts)), facts=facts)
        case How.OFFICE:
            officials = [(d.id, o) for d in chosen for o in d.officials]
            by_office = [(d, o.name) for d, o in officials if fold(o.office) == fold(ask.term)]
            by_name = [(d, o.office) for d, o in officials if fold(o.name) == fold(ask.term)]
            return Told(Fraction(len(by_office + by_name)), facts=(*by_office, *by_name))
        case _:
            return Told(Fraction(len(found)))


def different(ask: Ask, found: Iterable[Entry], world: World) -> list[Different]:
    """Give the different values of a field, in the order in which they are first found."""
    assert ask.cell
    has = _by_value(ask.cell, found, world, POOLED)
    also = _by_value(ask.without, found, world, POOLED) if ask.without else {}
    return [
        Different(key, _name(ask.cell, key, document, shown, world), document, frozenset(ids))
        for (key, document), (shown, ids) in has.items()
        if (key, document) not in also
    ]


def _by_value(
    cell: Cell, found: Iterable[Entry], world: World, pooled: Sequence[Field]
) -> dict[tuple[str, str], tuple[str, list[Id]]]:
    by_value: dict[tuple[str, str], tuple[str, list[Id]]] = {}
    for entry in found:
        document = "" if cell.field in pooled else entry.document
        for value in values(entry, cell, world):
            if value.counts:
                by_value.setdefault((value.key, document), (value.shown, []))[1].append(
                    id_of(entry)
                )
    return by_value


def _name(cell: Cell, key: str, document: str, shown: str, world: World) -> str:
    return world.names.display(key, document) if cell.field in PARTIES else shown


def for_each(question: Question, found: list[Entry], world: World) -> tuple[Row, ...]:
    """Ask the first ask of each value of a field."""
    assert question.each
    by_id = {id_of(entry): entry for entry in found}
    rows = []
    for (key, document), (shown, ids) in _by_value(
        question.each, found, world, POOLED_ROWS
    ).items():
        entries = [by_id[i] for i in dict.fromkeys(ids)]
        told = tell(question.asks[0], entries, world)
        name = _name(question.each, key, document, shown, world)
        own = frozenset((value.key, value.document) for value in told.values)
        rows.append(Row(key, name, document, told.number, frozenset(ids), own))
    documents = dict.fromkeys(row.document for row in rows)
    return tuple(
        row
        for document in documents
        for row in _cut(
            [row for row in rows if row.document == document],
            question.order,
            lambda row: int(row.number),
        )
    )


def _cut(rows, order, number):  # type: ignore[no-untyped-def]
    """Put them in the order of their number, and keep as many as asked for; ties share a place."""
    if order is None or order.cell is not None:
        return rows
    kept = [row for row in rows if order.least <= number(row) <= order.most]
    kept.sort(key=number, reverse=order.descending)
    if order.first and len(kept) > order.first:
        last = number(kept[order.first - 1])
        kept = [r for r in kept if (number(r) >= last if order.descending else number(r) <= last)]
    return kept


def in_order(found: list[Entry], order: Order, world: World) -> list[Entry]:
    """Put entries in the order of a field; what does not state it comes last, and in no first n."""
    assert order.cell
    ranked = [(e, _rank(e, order.cell, world, order.descending)) for e in found]
    known = [(e, rank) for e, rank in ranked if rank is not None]
    known.sort(key=lambda pair: pair[1], reverse=order.descending)
    if not order.first:
        return [e for e, _ in known] + [e for e, rank in ranked if rank is None]
    if len(known) > order.first:
        last = known[order.first - 1][1]
        is_in = (lambda r: r >= last) if order.descending else (lambda r: r <= last)
        known = [(e, rank) for e, rank in known if is_in(rank)]
    return [e for e, _ in known]


def ranks(order: Order, items: Iterable[Id], world: World) -> list[int | None]:
    """Give what entries are ordered by, in the order in which they stand."""
    assert order.cell
    by_id = {id_of(entry): entry for entry in world.entries()}
    return [_rank(by_id[i], order.cell, world, order.descending) for i in items]


def _rank(entry: Entry, cell: Cell, world: World, descending: bool) -> int | None:
    if cell.field == Field.NUMBER:
        return entry.number if isinstance(entry, Task) else None
    if cell.field in (Field.DEADLINE, Field.DAY, Field.MONTH):
        deadlines = entry.deadlines if isinstance(entry, Task) else ()
        days = [d.due.toordinal() for d in deadlines if d.due]
        return (max(days) if descending else min(days)) if days else None
    return how_many(entry, cell, world) or None


def _folded(how: Fold, rows: Sequence[Row]) -> Fraction | None:
    if not how or (not rows and how == Fold.AVERAGE):
        return None
    total = sum((row.number for row in rows), Fraction(0))
    return total if how == Fold.SUM else total / len(rows)


# --- sides


def _side(question: Question, side: Sequence[Condition], found: list[Entry], world: World) -> Side:
    own = [e for e in found if all(holds(c, e, world) for c in side)]
    return Side(tuple(map(id_of, own)), tell(question.asks[0], own, world))


def _compared(question: Question, sides: Sequence[Side]) -> Fraction | None:
    numbers = [side.told.number for side in sides]
    if len(numbers) < 2:
        return None
    match question.compare:
        case Compare.DIFFERENCE:
            return numbers[0] - numbers[1]
        case Compare.SUM:
            return sum(numbers, Fraction(0))
        case Compare.SHARE:
            return 100 * numbers[0] / numbers[1] if numbers[1] else None
        case _:
            return None


def _shared(question: Question, sides: Sequence[Side]) -> frozenset[Id] | frozenset[str] | None:
    """What the sides have in common, or the first has alone: values by their key, or items."""
    if question.compare not in (Compare.COMMON, Compare.EXCEPT) or not sides:
        return None
    of_values = question.asks[0].how in (How.WHICH, How.HOW_MANY)
    held = [{v.key for v in s.told.values} if of_values else set(s.items) for s in sides]
    first, *others = held
    if question.compare == Compare.EXCEPT:
        return frozenset(first.difference(*others))
    return frozenset(first.intersection(*others))
