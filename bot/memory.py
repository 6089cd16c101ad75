"""What a chat holds from one message to the next: the only memory.

Plain values: a channel stores them, so that a follow-up outlives a restart. Asking a fact of one
item does not lose the list, and a turn that found nothing erases nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.model import Chat, Reading
from knowledge import (
    Answer,
    Compare,
    Condition,
    Field,
    Found,
    How,
    Index,
    Is,
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
MOST_CHATS = 10_000
OF_LISTS = (Origin.SHOWN, Origin.REST)
OF_VALUES = (How.WHICH, How.HOW_MANY)
NOT_OF_TASKS = (How.ABOUT, How.CONTENTS, How.MEANING, How.OFFICE)
"""What is asked of documents; the tasks that were spoken of stay what they were."""
OF_DOCUMENTS = (How.ABOUT, How.CONTENTS)
"""What every document answers, whatever it has of tasks."""


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
    failed: Reading | None = None
    """What was asked since and found nothing, its question standing by itself."""
    first: int = 0
    """How many of a list's tasks stand on the pages before: 第一个 is the first that is seen."""
    offers: tuple[Offer, ...] = ()

    @property
    def items(self) -> tuple[tuple[str, ...], ...]:
        """Give the lists as `run` takes them."""
        return tuple(shown.items for shown in self.lists)


Read = Callable[[str, Memory, date | None], tuple[Reading, ...]]
"""Reads a message with what a chat holds and the day that it is: its questions, in order."""


class Memories:
    """The memories of the chats that live in this process; who was silent longest goes first."""

    def __init__(self, most: int = MOST_CHATS) -> None:
        self._most = most
        self._kept: OrderedDict[str, Memory] = OrderedDict()

    def get(self, chat: str) -> Memory | None:
        return self._kept.get(chat)

    def put(self, chat: str, memory: Memory) -> None:
        self._kept[chat] = memory
        self._kept.move_to_end(chat)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def remove(self, chat: str) -> None:
        self._kept.pop(chat, None)


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
    """Give the memory after an answer; one that found nothing takes nothing away."""
    question = reading.question
    if reading.talk:
        return _after_talk(memory, reading)
    if question is None:
        return memory
    itself = grounded(question, memory)
    of_documents = all(ask.how in OF_DOCUMENTS for ask in question.asks)
    sides = any(side.groups for answer in found.answers for side in answer.sides)
    found_none = not (found.groups or sides or of_documents) or found.lacks_list
    if reading.unknown or found_none:
        return replace(memory, failed=replace(reading, question=itself))
    items = items_of(found)[:MOST_ITEMS]
    page = min(reading.page, max(1, -(-len(items) // page_size)))
    kept = replace(memory, last=replace(reading, page=page), question=itself)
    kept = replace(kept, failed=None, offers=())
    if any(ask.how in NOT_OF_TASKS for ask in question.asks):
        return kept
    kept = replace(kept, picked=items, first=(page - 1) * page_size)
    if _is_of_shown(question, items, memory):
        return kept
    if len(items) > 1 or any(ask.how == How.LIST for ask in question.asks):
        lists = (Shown(itself, items), *memory.lists)[:MOST_LISTS]
        return replace(kept, lists=lists)
    return kept


def reading_of(memory: Memory) -> Reading | None:
    """Give the last message, its question standing by itself."""
    last = spoken_of(memory)
    return replace(last.last, question=last.question) if last.last else None


def spoken_of(memory: Memory) -> Memory:
    """Give the memory in which the last message is the one that found nothing, if it did."""
    if memory.failed is None:
        return memory
    asked = memory.failed.question
    return replace(memory, last=memory.failed, question=asked, picked=(), first=0)


def _after_talk(memory: Memory, reading: Reading) -> Memory:
    """Choose a document, learn the person's unit, begin anew; other talk changes nothing."""
    match reading.talk:
        case Chat.RESET:
            return Memory(memory.scope, memory.unit, memory.zone)
        case Chat.CHOOSE if reading.question and not reading.unknown:
            chosen = values_of(reading.question, Field.DOCUMENT)
            scope = next(iter(chosen), None)
            return memory if len(chosen) > 1 else Memory(scope, memory.unit, memory.zone)
        case Chat.OWN_UNIT if reading.question:
            return replace(memory, unit=next(iter(values_of(reading.question, Field.UNIT)), ""))
        case _:
            return memory


def values_of(question: Question, field: Field) -> tuple[str, ...]:
    """Give the values that a field is to have."""
    held = [c for c in question.where if isinstance(c, Is) and c.cell.field == field]
    return tuple(value for condition in held for value in condition.values)


def _is_of_shown(question: Question, items: tuple[str, ...], memory: Memory) -> bool:
    """Tell whether it was asked of what a list already shows: the list stays what it was."""
    if not memory.lists:
        return False
    if memory.lists[0] == Shown(grounded(question, memory), items):
        return True
    is_picked = bool(question.of.places) or any(isinstance(c, Picked) for c in question.where)
    shown = memory.lists[0].items
    return (is_picked or question.of.origin == Origin.SHOWN) and (
        items == shown or (is_picked and set(items) <= set(shown))
    )


def items_of(found: Found) -> tuple[str, ...]:
    """Give the ids of the tasks that an answer is about, best first."""
    question = found.question
    where = [*question.where, *(c for side in question.sides for c in side)]
    is_whole = all(is_of_document(c) for c in where) and question.of == Of()
    if is_whole and question.sides:
        return ()
    if question.sides:
        return tuple(dict.fromkeys(i for a in found.answers for i in _of_sides(a, question)))
    if is_whole and (question.each or all(a.how in OF_VALUES for a in question.asks)):
        return ()
    return tuple(t.id for t in found.tasks)


def _of_sides(answer: Answer, question: Question) -> Iterable[str]:
    """Give what is kept of several sides, of a share the part, else the tasks of every side."""
    if question.compare in (Compare.COMMON, Compare.EXCEPT):
        return answer.holds
    sides = answer.sides[:1] if question.compare == Compare.SHARE else answer.sides
    return (t.id for side in sides for g in side.groups for t in g.tasks)


def back_to(memory: Memory, index: Index) -> Memory:
    """Drop of a stored memory what the documents no longer hold."""
    scope = memory.scope if memory.scope in index.documents else None
    lists = tuple(s for s in memory.lists if all(index.task(i) for i in s.items))
    picked = tuple(i for i in memory.picked if index.task(i))
    return replace(memory, scope=scope, lists=lists, picked=picked)
