"""Whether the conditions of a Query, its words apart, hold for a task or passage."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache, partial

from knowledge.deadline import DaySpan, find_days
from knowledge.model import Deadline, Document, Due, Field, Passage, Role, Task
from knowledge.names import Names
from knowledge.numerals import chinese_number
from knowledge.query import DueIs, LeaderIs, Many, Query, Under, UnitIs, When
from knowledge.text import fold

RE_ORDINAL = re.compile(
    r"^[(（]?(?:第)?(?P<number>[一二三四五六七八九十百]+|\d+)[)）]?[、.．,，部章 ]"
)
FIELD_OF_ROLE = {
    Role.LEAD: Field.LEAD,
    Role.SUPPORT: Field.SUPPORT,
    Role.RESPONSIBLE: Field.RESPONSIBLE,
}


Check = Callable[[Task], bool]


def checks(query: Query, names: Names, document: Document) -> list[Check]:
    """Give a check for each condition on the tasks of one document, words apart."""
    found: list[Check] = []
    if query.numbers:
        found.append(lambda task: is_numbered(task, query.numbers))
    for unit in query.units:
        found.append(partial(has_unit, unit=unit, names=names))
    for leader in query.leaders:
        found.append(partial(has_leader, leader=leader))
    for due in query.dues:
        found.append(partial(is_due, due=due, day=day_span(due.words, document)))
    if query.under:
        found.append(partial(stands_under, under=query.under))
    for many in query.counts:
        found.append(partial(has_many, many=many, document=document))
    return found


def is_of_tasks(query: Query) -> bool:
    """Tell whether a condition can only hold for tasks, never for running text."""
    return bool(query.numbers or query.units or query.leaders or query.dues or query.counts)


def is_numbered(task: Task, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= task.number <= last for first, last in ranges)


def has_unit(task: Task, unit: UnitIs, names: Names) -> bool:
    """Tell whether a unit has the role asked for; a kind of unit is never a collective."""
    keys = {
        names.party_key(party)
        for party in task.parties
        if role_fits(party.role, unit.role) and not (party.collective and unit.endings)
    }
    if unit.endings:
        found = any(key.endswith(unit.endings) for key in keys)
    else:
        found = not keys.isdisjoint(unit.keys)
    return found != unit.negated


def role_fits(found: Role, asked: Role | None) -> bool:
    """Tell whether a party's role is the one asked for; an untold role may be the lead."""
    return asked is None or found == asked or (found == Role.RESPONSIBLE and asked == Role.LEAD)


def has_leader(task: Task, leader: LeaderIs) -> bool:
    return any(fold(name) in leader.names for name in task.leaders) != leader.negated


def is_due(task: Task, due: DueIs, day: DaySpan | None) -> bool:
    """Hold a task's deadlines against a typed day, read in its document's own year."""
    if not task.deadlines:
        return False
    if len(task.deadlines) == 1 and day is not None and due.what is None:
        last = task.deadlines[0].due
        return (last is not None and due_fits(last, day, due.when)) != due.negated
    if day is None:
        said = any(due.words in fold(d.text) and _is_what(d, due) for d in task.deadlines)
        return said != due.negated
    found = any(
        d.due is not None and _is_what(d, due) and due_fits(d.due, day, due.when)
        for d in task.deadlines
    )
    return found != due.negated


def _is_what(deadline: Deadline, due: DueIs) -> bool:
    """Tell whether a deadline is for what is asked; one that does not say is for completion."""
    return due.what is None or due.what == (deadline.what or Due.DONE)


def day_span(words: str, document: Document) -> DaySpan | None:
    """Read a typed day in the year of a document; None where the words name no day."""
    return _day_span(words, document.year, document.issued) if document.year and words else None


@lru_cache(maxsize=4096)
def _day_span(words: str, year: int, issued: date | None) -> DaySpan | None:
    spans = find_days(words, year, issued)
    return spans[0] if spans else None


def due_fits(due: date, day: DaySpan, when: When) -> bool:
    """Tell whether a last day is as asked of a day or period."""
    match when:
        case When.BY:
            return due <= day.last
        case When.WITHIN:
            return day.first <= due <= day.last
        case When.EXACTLY:
            return due == day.last
        case When.AFTER:
            return due > day.last


def has_many(task: Task, many: Many, document: Document) -> bool:
    """Count what a task states; a field that the document does not have is not counted."""
    if many.field is not None and all(c.field != many.field for c in document.columns):
        return False
    return many.least <= count_of(task, many.field) <= many.most


def count_of(task: Task, field: Field | None) -> int:
    """Count what the task states in a field; a deadline that names no day is not counted."""
    if field is None:
        return len(task.parties)
    if field == Field.LEADER:
        return len(task.leaders)
    if field == Field.DEADLINE:
        return sum(not d.in_text and d.due is not None for d in task.deadlines)
    return sum(FIELD_OF_ROLE[p.role] == field for p in task.parties)


def stands_under(entry: Task | Passage, under: Under) -> bool:
    if under.ordinal is not None:
        return bool(entry.headings) and ordinal_of(entry.headings[0]) == under.ordinal
    return any(heading in under.headings for heading in entry.headings)


@lru_cache(maxsize=4096)
def ordinal_of(heading: str) -> int | None:
    """Read the number that a heading begins with: 六、坚持… -> 6, (三)… -> 3."""
    found = RE_ORDINAL.match(heading)
    return chinese_number(found["number"]) if found else None
