"""What a chat holds from one message to the next: the only memory.

Plain values: a channel stores them, so that a follow-up outlives a restart. Asking a fact of one
item does not lose the list, and a turn that found nothing erases nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model import Reading
from knowledge import (
    Condition,
    Found,
    How,
    Index,
    Of,
    Origin,
    Picked,
    Question,
    is_of_document,
)

MOST_LISTS = 8
"""Lists of one chat that can be gone back to."""
MOST_ITEMS = 2000
"""Tasks of one list that are kept."""
MOST_OFFERS = 3
OF_LISTS = (Origin.SHOWN, Origin.REST)
NOT_OF_TASKS = (How.ABOUT, How.CONTENTS, How.MEANING, How.OFFICE)
"""What is asked of documents; the tasks that were spoken of stay what they were."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A list that was shown."""

    question: Question
    """What it answered, standing by itself: never asked of another list."""
    items: tuple[str, ...]
    """Ids of its tasks, in its order."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A reading that was offered and not yet chosen."""

    label: str
    question: Question


@dataclass(frozen=True, slots=True)
class Memory:
    """What one person's next message in a chat may refer to."""

    scope: str | None = None
    """Id of the document that the chat looks at; None for all."""
    unit: str = ""
    """The person's own unit, which 我们局 stands for; empty where it is not known."""
    zone: str = ""
    """The time zone that 今天 is meant in: Asia/Tokyo; empty for the clock's own."""
    lists: tuple[Shown, ...] = ()
    """The newest first."""
    picked: tuple[str, ...] = ()
    """Ids of the tasks that the last answer was about."""
    last: Reading | None = None
    """The last message that was answered."""
    question: Question | None = None
    """What it asked, standing by itself."""
    first: int = 0
    """How many of a list's tasks stand on the pages before: 第一个 is the first that is seen."""
    offers: tuple[Offer, ...] = ()

    @property
    def items(self) -> tuple[tuple[str, ...], ...]:
        """Give the lists as `run` takes them."""
        return tuple(shown.items for shown in self.lists)


def grounded(question: Question, memory: Memory) -> Question:
    """Give the question that asks the same without the lists of the chat."""
    of = question.of
    if of.origin not in OF_LISTS or len(memory.lists) <= of.back:
        return question
    shown = memory.lists[of.back]
    if of.origin == Origin.SHOWN and not of.places and not shown.question.order:
        kept = tuple(c for c in shown.question.where if not _is_replaced(c, question.where))
        where = (*kept, *question.where)
        return replace(question, of=shown.question.of, where=where)
    items = shown.items
    if of.origin == Origin.REST:
        before = memory.lists[of.back + 1].items if len(memory.lists) > of.back + 1 else ()
        items = tuple(i for i in before if i not in set(items))
    if of.places:
        places = (p - 1 if p > 0 else p for p in of.places)
        items = tuple(items[p] for p in places if -len(items) <= p < len(items))
    return replace(question, of=Of(), where=(Picked(items), *question.where))


def _is_replaced(condition: Condition, where: Sequence[Condition]) -> bool:
    """Tell whether a document that was named gives way to the one that is named now."""
    return is_of_document(condition) and any(map(is_of_document, where))


def after(memory: Memory, reading: Reading, found: Found, page_size: int = 10) -> Memory:
    """Give the memory after an answer; one that found nothing leaves all as it was."""
    question = reading.question
    if question is None or not found.groups or found.lacks_list:
        return memory
    itself = grounded(question, memory)
    kept = replace(memory, last=reading, question=itself, offers=())
    if any(ask.how in NOT_OF_TASKS for ask in question.asks):
        return kept
    items = items_of(found)[:MOST_ITEMS]
    if reading.page > 1 or _is_of_shown(question, items, memory):
        return replace(kept, picked=items, first=(reading.page - 1) * page_size)
    kept = replace(kept, picked=items, first=0)
    if len(items) > 1 or any(ask.how == How.LIST for ask in question.asks):
        lists = (Shown(itself, items), *memory.lists)[:MOST_LISTS]
        return replace(kept, lists=lists)
    return kept


def _is_of_shown(question: Question, items: tuple[str, ...], memory: Memory) -> bool:
    """Tell whether it was asked of what a list already shows: the list stays what it was."""
    if not memory.lists:
        return False
    is_picked = bool(question.of.places) or any(isinstance(c, Picked) for c in question.where)
    shown = memory.lists[0].items
    return (is_picked or question.of.origin == Origin.SHOWN) and (
        items == shown or (is_picked and set(items) <= set(shown))
    )


def items_of(found: Found) -> tuple[str, ...]:
    """Give the ids of the tasks that an answer is about, best first."""
    kept = [i for a in found.answers for i in a.holds if not a.ask.supposed]
    if kept or any(a.sides and not a.result for a in found.answers):
        return tuple(dict.fromkeys(kept))
    return tuple(t.id for t in found.tasks)


def back_to(memory: Memory, index: Index) -> Memory:
    """Drop of a stored memory what the documents no longer hold."""
    scope = memory.scope if memory.scope in index.documents else None
    lists = tuple(s for s in memory.lists if all(index.task(i) for i in s.items))
    picked = tuple(i for i in memory.picked if index.task(i))
    return replace(memory, scope=scope, lists=lists, picked=picked)
