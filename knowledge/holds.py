"""Whether the conditions of a Question hold for an entry of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from knowledge.cells import OF_TEXT, Cells
from knowledge.deadline import DaySpan, find_days
from knowledge.kinds import ending_of
from knowledge.model import Deadline, Document, Due, Field, Passage, Task
from knowledge.numerals import chinese_number
from knowledge.question import (
    PARTIES,
    AnyOf,
    Condition,
    DueIs,
    Empty,
    Is,
    Many,
    Not,
    Numbered,
    Picked,
    Says,
    Speaks,
    Stated,
    Total,
    Under,
    When,
    Word,
)
from knowledge.text import fold

RE_ORDINAL = re.compile(
    r"^(?:[(（](?P<inner>[一二三四五六七八九十百]+|\d+)[)）]"
    r"|第?(?P<number>[一二三四五六七八九十百]+|\d+)[、.．,，部章节 ])"
)
KIND = "*"
"""What a value begins with that is a kind of unit: *街."""

Entry = Task | Passage
Check = Callable[[Entry], bool]


def is_of_tasks(condition: Condition) -> bool:
    """Tell whether a condition can only hold for tasks, never for running text."""
    match condition:
        case Numbered() | Picked() | DueIs():
            return True
        case Is(cell) | Says(cell) | Empty(cell) | Many(cell):
            return cell.field not in OF_TEXT
        case Not(inner):
            return _speaks_of_tasks(inner)
        case AnyOf(groups):
            return all(any(map(is_of_tasks, group)) for group in groups)
        case _:
            return False


def _speaks_of_tasks(condition: Condition) -> bool:
    """Tell whether any part of a condition is of tasks: its contrary says nothing of a passage."""
    if isinstance(condition, AnyOf):
        return any(_speaks_of_tasks(c) for group in condition.groups for c in group)
    return is_of_tasks(condition)


class Held:
    """Holds conditions against the entries of one document."""

    def __init__(self, cells: Cells, total: int = 0) -> None:
        self._cells = cells
        self._document = cells.document
        self._total = total
        """How many were found in all, for what is supposed of a list."""

    def all(self, conditions: Iterable[Condition]) -> Check:
        checks = [self.check(c) for c in conditions]
        return lambda entry: all(check(entry) for check in checks)

    def check(self, condition: Condition) -> Check:
        """Give the check of a condition; running text fails those that are of tasks alone."""
        check = self._check(condition)
        if not is_of_tasks(condition):
            return check
        return lambda entry: isinstance(entry, Task) and check(entry)

    def _check(self, condition: Condition) -> Check:
        match condition:
            case Numbered(ranges):
                spans = numbers_of(ranges, self._document)
                return lambda e: isinstance(e, Task) and any(a <= e.number <= b for a, b in spans)
            case Picked(tasks):
                return lambda e: isinstance(e, Task) and e.id in tasks
            case Is():
                return self._is(condition)
            case Says(cell, words):
                folded = tuple(map(fold, words))
                return lambda e: any(
                    all(w in text for w in folded) for text in self._cells.written(e, cell)
                )
            case Speaks(word):
                return lambda e: speaks_of(fold(e.text), whole_text(e), word)[0] >= 2
            case DueIs():
                fits = due_check(condition, self._document)
                return lambda e: isinstance(e, Task) and any(map(fits, e.deadlines))
            case Under(ordinals):
                return lambda e: stands_under(e, ordinals)
            case Empty() | Many():
                return self._counted(condition)
            case Total(least, most):
                return lambda e: least <= self._total <= most
            case Not(inner):
                check = self.check(inner)
                return lambda e: not check(e)
            case AnyOf(groups):
                checks = [self.all(group) for group in groups]
                return lambda e: any(check(e) for check in checks)

    def _is(self, condition: Is) -> Check:
        keys, kinds = keys_of(condition, self._cells)
        read, counted = self._cells.reader(condition.cell), self._cells.counter(condition.cell)

        def check(entry: Entry) -> bool:
            named = counted(entry) if kinds else ()
            found = [
                key in keys or name in keys or ((key, name) in named and key.endswith(kinds))
                for key, name in read(entry)
            ]
            return bool(found) and all(found) if condition.only else any(found)

        return check

    def _counted(self, condition: Empty | Many) -> Check:
        cell, read = condition.cell, self._cells.reader(condition.cell)
        if not self._cells.has(cell):
            return lambda e: False
        if isinstance(condition, Many):
            least, most = condition.least, condition.most
        else:
            least, most = (1, 10**9) if condition.filled else (0, 0)
        if cell.field == Field.DEADLINE:
            return lambda e: (
                isinstance(e, Task) and least <= sum(not d.in_text for d in e.deadlines) <= most
            )
        return lambda e: least <= len({key for key, _ in read(e)}) <= most


def keys_of(condition: Is, cells: Cells) -> tuple[frozenset[str], tuple[str, ...]]:
    """Give the keys that the values of a condition mean, and the kind-words among them."""
    values = condition.values
    said = (v.removeprefix(KIND) for v in values if v.startswith(KIND))
    kinds = tuple(ending_of(kind) or kind for kind in said)
    plain = [v for v in values if not v.startswith(KIND)]
    if condition.cell.field in PARTIES:
        return frozenset(map(cells.names.meant_key, plain)), kinds
    return frozenset((*plain, *map(fold, plain))), ()


def numbers_of(
    ranges: Iterable[tuple[int, int]], document: Document
) -> tuple[tuple[int, int], ...]:
    """Give ranges with the numbers that are counted from the end put as they are in a document."""
    last = max((t.number for t in document.tasks), default=0) + 1
    return tuple((a + last * (a < 0), b + last * (b < 0)) for a, b in ranges)


def due_check(condition: DueIs, document: Document) -> Callable[[Deadline], bool]:
    """Give the check of a deadline of a document, the day read in the document's own year."""
    day = day_span(condition.words, document)
    return lambda d: _is_stated(d, condition) and _is_due(d, condition, day)


def _is_stated(deadline: Deadline, due: DueIs) -> bool:
    return due.stated == Stated.ANYWHERE or deadline.in_text == (due.stated == Stated.TEXT)


def _is_due(deadline: Deadline, due: DueIs, day: DaySpan | None) -> bool:
    if due.what is not None and due.what != (deadline.what or Due.DONE):
        return False
    if day is None:
        return fold(due.words) in fold(deadline.text)
    return deadline.due is not None and due_fits(deadline.due, day, due.when)


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
        case When.BEFORE:
            return due < day.first
        case When.WITHIN:
            return day.first <= due <= day.last
        case When.EXACTLY:
            return due == day.last
        case When.AFTER:
            return due > day.last
        case When.SINCE:
            return due >= day.first


def stands_under(entry: Entry, ordinals: tuple[int, ...]) -> bool:
    """Tell whether the headings of an entry have these ordinals, from the top level down."""
    own = entry.headings[: len(ordinals)]
    return len(own) == len(ordinals) and all(map(_has_ordinal, own, ordinals))


def _has_ordinal(heading: str, ordinal: int) -> bool:
    return ordinal_of(heading) == ordinal


@lru_cache(maxsize=4096)
def ordinal_of(heading: str) -> int | None:
    """Read the number that a heading begins with: 六、坚持… -> 6, (三)… -> 3."""
    found = RE_ORDINAL.match(heading)
    return chinese_number(found["number"] or found["inner"]) if found else None


# --- subjects

HEADING_WORTH = 0.35
WIDER_WORTH = 0.5
PARTS_WORTH = 0.8


def whole_text(entry: Entry) -> str:
    """Give the folded text with its headings below it."""
    return "\n".join((fold(entry.text), *map(fold, entry.headings)))


def speaks_of(text: str, whole: str, word: Word) -> tuple[int, float]:
    """Tell at which level a text, or with its headings the whole, speaks of a word, and its worth.

    4 to the letter in the text, 3 by its parts, 2 by topic or in a heading, 0 not at all.
    """
    if word.text in text or any(s in text for s in word.same):
        return 4, 1.0
    if word.parts and all(p in text for p in word.parts):
        return 3, PARTS_WORTH
    if any(w in text for w in word.wider):
        return 2, WIDER_WORTH
    if any(w in whole for w in (word.text, *word.same)):
        return 2, HEADING_WORTH
    if word.parts and all(p in whole for p in word.parts):
        return 2, HEADING_WORTH * PARTS_WORTH
    return 0, 0.0
