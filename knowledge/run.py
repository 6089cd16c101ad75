"""Question + Index -> Found: nothing here makes up, rounds or guesses.

A question never changes in order to find something; what emptied it is told (`Found.left`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeGuard

from knowledge.asked import answer_of, with_notes
from knowledge.cells import Cells
from knowledge.found import Entry, Found, Group, Left, Unmatched, apart
from knowledge.holds import KIND, Held
from knowledge.index import Index
from knowledge.model import Document, Field, Passage, Task, Tense
from knowledge.nearest import order_key, taken
from knowledge.ordering import first_places, is_limited
from knowledge.question import (
    PARTIES,
    AnyOf,
    Ask,
    Cell,
    Condition,
    How,
    Is,
    Not,
    Of,
    Origin,
    Question,
)
from knowledge.reach import through_collectives

OF_DOCUMENT = (Field.DOCUMENT, Field.DISTRICT, Field.YEAR)
OF_LISTS = (Origin.SHOWN, Origin.REST)
ONLY_TASKS = (Origin.TASKS, *OF_LISTS)
TENSE_OF = {Origin.RESULTS: Tense.RESULT, Origin.PLANS: Tense.PLAN}

Tasks = tuple[Task, ...]
Lists = Sequence[Sequence[str]]
"""Ids of the tasks of the lists that were shown, the newest first."""


def run(question: Question, index: Index, lists: Lists = ()) -> Found:
    """Find what a question asks for; `lists` are those that it may be asked of."""
    documents = documents_of(question.where, index)
    ids = tuple(d.id for d in documents)
    if question.of.origin in OF_LISTS and not _is_shown(question.of, lists):
        return Found(question, ids, lacks_list=True)
    groups, left, asked_of = _found(question, documents, index, lists)
    found = Found(
        question,
        ids,
        groups,
        left=left,
        asked_of=asked_of,
        unmatched=tuple(_unmatched(question, documents, index)),
    )
    found = with_notes(found, index)
    sides = tuple(_side(question, side, index, lists) for side in question.sides)
    answers = tuple(answer_of(ask, found, sides, index) for ask in question.asks)
    return replace(found, answers=answers)


def finds(question: Question, index: Index) -> bool:
    """Tell whether the conditions of a question that leans on no list hold for anything."""
    if question.of.origin in OF_LISTS:
        return False
    numbers, _, _ = _held(question, documents_of(question.where, index), index, ())
    return len(numbers) > 0


def _side(question: Question, side: tuple[Condition, ...], index: Index, lists: Lists) -> Found:
    """Find one side of a comparison: what stands outside of the sides holds of each."""
    where = (*question.where, *side)
    alone = replace(question, where=where, sides=(), compare=None, order=None)
    documents = documents_of(where, index)
    groups, left, asked_of = _found(alone, documents, index, lists)
    ids = tuple(d.id for d in documents)
    return Found(alone, ids, groups, left=left, asked_of=asked_of)


# --- documents


def documents_of(where: Sequence[Condition], index: Index) -> tuple[Document, ...]:
    """Give the documents that a question is asked of."""
    held = [c for c in where if is_of_document(c)]
    everything = index.documents
    if not held:
        return tuple(everything.values())
    ids = next((c.values for c in held if _names_ids(c, index)), None)
    if ids is None:
        some = tuple(everything.values())
    elif len(ids) == 1:
        some = (everything[ids[0]],)
    else:
        some = tuple(d for i, d in everything.items() if i in ids)
    return tuple(d for d in some if Held(Cells(d, index.names)).all(held)(_nothing(d)))


def _names_ids(condition: Condition, index: Index) -> TypeGuard[Is]:
    """Tell whether documents are named by their ids, so that no other one needs to be looked at."""
    match condition:
        case Is(Cell(Field.DOCUMENT), values):
            return all(value in index.documents for value in values)
        case _:
            return False


def _nothing(document: Document) -> Passage:
    """Stand in for an entry where only the document counts."""
    return Passage(document.id, "")


def is_of_document(condition: Condition) -> bool:
    """Tell whether a condition is about the document alone."""
    match condition:
        case Is(cell):
            return cell.field in OF_DOCUMENT
        case Not(inner):
            return is_of_document(inner)
        case AnyOf(groups):
            return all(is_of_document(c) for group in groups for c in group)
        case _:
            return False


def _unmatched(
    question: Question, documents: Sequence[Document], index: Index
) -> Iterator[Unmatched]:
    """Name the values that no document in scope has: units, people, documents."""
    for condition in _plain(question.where):
        for value in condition.values if not _is_kind(condition) else ():
            if not _is_known(condition, value, documents, index):
                yield Unmatched(condition.cell, value)


def _plain(conditions: Sequence[Condition]) -> Iterator[Is]:
    for condition in conditions:
        match condition:
            case Is():
                yield condition
            case Not(inner):
                yield from _plain((inner,))
            case AnyOf(groups):
                yield from _plain([c for group in groups for c in group])
            case _:
                pass


def _is_kind(condition: Is) -> bool:
    return any(value.startswith(KIND) for value in condition.values)


def _is_known(condition: Is, value: str, documents: Sequence[Document], index: Index) -> bool:
    field, ids = condition.cell.field, [d.id for d in documents]
    if field in PARTIES:
        return index.names.is_in(index.names.meant_key(value), ids)
    if field == Field.LEADER:
        return index.names.is_in(value, ids)
    if field in OF_DOCUMENT:
        alone = Is(condition.cell, (value,))
        return bool(documents_of((alone,), index))
    return True


# --- entries


def _is_shown(of: Of, lists: Lists) -> bool:
    return len(lists) > of.back + (of.origin == Origin.REST)


def _found(
    question: Question, documents: Sequence[Document], index: Index, lists: Lists
) -> tuple[tuple[Group, ...], tuple[Left, ...], int]:
    """Give what the conditions hold for, by document, and how many each left."""
    numbers, left, asked_of = _held(question, documents, index, lists)
    return _groups(numbers, question, index), left, asked_of


def _held(
    question: Question, documents: Sequence[Document], index: Index, lists: Lists
) -> tuple[Spans | list[int], tuple[Left, ...], int]:
    """Number the entries for which the conditions hold, and count how many each left."""
    where = tuple(c for c in question.where if not is_of_document(c))
    numbers = _asked_of(question.of, documents, index, lists)
    asked_of = len(numbers)
    left: list[Left] = []
    ids = [d.id for d in documents] if len(documents) < len(index.documents) else []
    for condition, listed in index.narrowing(where, ids):
        is_last = listed is None and isinstance(numbers, Spans)
        held = index.held_last(condition, ids) if is_last else listed
        numbers = _narrowed(numbers, condition, held, index)
        left.append(Left(condition, len(numbers)))
    return numbers, tuple(left), asked_of


@dataclass(frozen=True, slots=True)
class Spans:
    """The numbers of whole documents: any posting list is cut to them by bisection."""

    parts: Sequence[range]

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(self.parts)

    def cut(self, held: Sequence[int]) -> list[int]:
        ends = ((bisect_left(held, p.start), bisect_left(held, p.stop)) for p in self.parts)
        return [n for first, end in ends for n in held[first:end]]


def _narrowed(
    numbers: Spans | list[int], condition: Condition, held: Sequence[int] | None, index: Index
) -> list[int]:
    """Keep the entries for which one condition holds; `held` are those known to, where known."""
    if held is not None:
        if isinstance(numbers, Spans):
            return numbers.cut(held)
        known = set(held)
        return [n for n in numbers if n in known]
    kept: list[int] = []
    document, check = "", None
    for number in numbers:
        entry = index.entry(number)
        if check is None or entry.document != document:
            document = entry.document
            cells = Cells(index.documents[document], index.names)
            check = Held(cells).check(condition)
        if check(entry):
            kept.append(number)
    return kept


def _asked_of(
    of: Of, documents: Sequence[Document], index: Index, lists: Lists
) -> Spans | list[int]:
    """Number the entries that are asked of, in the order of the documents or of the list."""
    if of.origin in OF_LISTS:
        inside = {d.id for d in documents}
        shown = [n for i in _shown(of, lists) if (n := index.number_of(i)) is not None]
        return [n for n in shown if index.entry(n).document in inside]
    ends = [index.span(d.id) for d in documents]
    if of.origin == Origin.TASKS:
        parts = [range(first, middle) for first, middle, _ in ends]
    elif of.origin == Origin.EVERYTHING:
        parts = [range(first, end) for first, _, end in ends]
    else:
        parts = [range(middle, end) for _, middle, end in ends]
    spans = Spans(parts)
    if of.origin in (Origin.TASKS, Origin.EVERYTHING, Origin.PASSAGES):
        return spans
    return [n for n in spans if _is_of(of.origin, index.entry(n), index)]


def _is_of(origin: Origin, entry: Entry, index: Index) -> bool:
    if not isinstance(entry, Passage):
        return False
    if tense := TENSE_OF.get(origin):
        return entry.tense == tense
    lines = [t.line for t in index.documents[entry.document].tasks]
    if not lines:
        return False
    return entry.line < min(lines) if origin == Origin.BEFORE else entry.line > max(lines)


def _shown(of: Of, lists: Lists) -> Sequence[str]:
    shown = lists[of.back]
    if of.origin == Origin.REST:
        shown = [i for i in lists[of.back + 1] if i not in set(shown)]
    if not of.places:
        return shown
    places = (p - 1 if p > 0 else p for p in of.places)
    return [shown[p] for p in places if -len(shown) <= p < len(shown)]


# --- what each document has to say


def _groups(numbers: Iterable[int], question: Question, index: Index) -> tuple[Group, ...]:
    ordered, order = _ordering(question, index), question.order
    only_tasks = order and order.cell and is_limited(order)
    groups = []
    for document, entries in taken(numbers, question, index).items():
        tasks, passages = apart(entries)
        groups.append(Group(document, ordered(tasks), () if only_tasks else passages))
    kept = [g for g in groups if g.tasks or g.passages]
    if len(kept) == 1 and _asks_list(question.asks):
        kept = [replace(kept[0], through=through_collectives(kept[0], question, index))]
    return tuple(kept)


def _asks_list(asks: Sequence[Ask]) -> bool:
    return any(ask.how in (How.LIST, How.COUNT) for ask in asks)


def _ordering(question: Question, index: Index) -> Callable[[Tasks], Tasks]:
    """Put tasks in the order asked for, or else in the one that the conditions suggest."""
    order, key = question.order, order_key(question, index)
    if order and order.cell and not question.each:
        return lambda tasks: first_places(tasks, order, index)
    return (lambda tasks: tuple(sorted(tasks, key=key))) if key else tuple
