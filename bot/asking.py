"""What is asked for, by name, and the conditions of a Question by what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from knowledge import (
    AnyOf,
    Ask,
    Cell,
    Condition,
    DueIs,
    Empty,
    Field,
    How,
    Is,
    Many,
    Nearest,
    Not,
    Numbered,
    Of,
    Origin,
    Picked,
    Question,
    Says,
    Speaks,
    Total,
    Under,
)

OWNER = Ask(How.TELL, Cell(Field.OWNER))
LEAD = Ask(How.TELL, Cell(Field.LEAD))
SUPPORT = Ask(How.TELL, Cell(Field.SUPPORT))
LEADER = Ask(How.TELL, Cell(Field.LEADER))
DEADLINE = Ask(How.TELL, Cell(Field.DEADLINE))
NUMBER = Ask(How.TELL, Cell(Field.NUMBER))
SECTION = Ask(How.TELL, Cell(Field.HEADING))
SOURCE = Ask(How.TELL, Cell(Field.SOURCE))
TEXT = Ask(How.TELL, Cell(Field.TEXT))
TARGET = Ask(How.TELL, Cell(Field.FIGURE))
LIST, COUNT, WHERE = Ask(How.LIST), Ask(How.COUNT), Ask(How.WHERE)
ABOUT, CONTENTS = Ask(How.ABOUT), Ask(How.CONTENTS)
MEANING, OFFICE = Ask(How.MEANING), Ask(How.OFFICE)
"""Without their term: that such a thing is asked for."""
FACTS = (OWNER, LEAD, SUPPORT, LEADER, DEADLINE, NUMBER, SECTION, SOURCE)
"""What is a fact of one task."""
OF_UNITS = (Field.UNIT, Field.LEAD, Field.SUPPORT, Field.RESPONSIBLE)
SUPPOSING = (How.WHETHER, How.CAN)
OF_SETS = (How.LIST, How.COUNT, How.WHERE)


class About(StrEnum):
    """What a condition is about, in the order in which conditions are written."""

    DOCUMENTS = "documents"
    NUMBERS = "numbers"
    TASKS = "tasks"
    LEADERS = "leaders"
    UNITS = "units"
    DUES = "dues"
    UNDER = "under"
    WORDS = "words"
    COUNTS = "counts"
    OTHER = "other"


PLACES = {about: place for place, about in enumerate(About)}
OF_FIELDS = {
    **dict.fromkeys(OF_UNITS, About.UNITS),
    Field.LEADER: About.LEADERS,
    Field.HEADING: About.UNDER,
    Field.DOCUMENT: About.DOCUMENTS,
    Field.TEXT: About.WORDS,
}


def about(condition: Condition) -> About:
    """Tell what a condition, or what it denies, is about."""
    match condition:
        case Not(inner):
            return about(inner)
        case Numbered():
            return About.NUMBERS
        case Picked():
            return About.TASKS
        case DueIs():
            return About.DUES
        case Under():
            return About.UNDER
        case Speaks():
            return About.WORDS
        case Many() | Empty():
            return About.COUNTS
        case Is(cell) | Says(cell):
            return OF_FIELDS.get(cell.field, About.OTHER)
        case _:
            return About.OTHER


def held(question: Question, *kinds: About) -> tuple[Condition, ...]:
    """Give the conditions that are about these."""
    return tuple(c for c in question.where if about(c) in kinds)


def put(question: Question, *kinds: About, where: Iterable[Condition] = ()) -> Question:
    """Put conditions in the place of all those that are about these; each kind has its place."""
    kept = [c for c in question.where if about(c) not in kinds]
    ordered = sorted(dict.fromkeys([*kept, *where]), key=lambda c: PLACES[about(c)])
    return replace(question, where=tuple(ordered))


def plain(condition: Condition) -> Condition:
    """Give what a condition denies, or else itself."""
    return condition.condition if isinstance(condition, Not) else condition


def units(question: Question) -> tuple[Condition, ...]:
    return held(question, About.UNITS)


def leaders(question: Question) -> tuple[Condition, ...]:
    return held(question, About.LEADERS)


def dues(question: Question) -> tuple[Condition, ...]:
    return held(question, About.DUES)


def words(question: Question) -> tuple[Condition, ...]:
    return held(question, About.WORDS)


def spoken(question: Question) -> tuple[str, ...]:
    """Give the words that are looked for, folded."""
    found: list[str] = []
    for condition in map(plain, words(question)):
        match condition:
            case Says(_, texts):
                found += texts
            case Speaks(word):
                found.append(word.text)
    return tuple(found)


def numbered(question: Question) -> tuple[tuple[int, int], ...]:
    return tuple(r for c in question.where if isinstance(c, Numbered) for r in c.ranges)


def tasks(question: Question) -> tuple[str, ...]:
    return tuple(t for c in question.where if isinstance(c, Picked) for t in c.tasks)


def documents(question: Question) -> tuple[str, ...]:
    found = [c for c in held(question, About.DOCUMENTS) if isinstance(c, Is)]
    return tuple(value for c in found for value in c.values)


def of_documents(ids: Iterable[str]) -> tuple[Condition, ...]:
    """Give the condition that keeps to documents; none for all of them."""
    return (Is(Cell(Field.DOCUMENT), kept),) if (kept := tuple(ids)) else ()


def in_documents(question: Question, ids: Iterable[str]) -> Question:
    return put(question, About.DOCUMENTS, where=of_documents(ids))


def values(condition: Condition) -> tuple[str, ...]:
    """Give the values that a field is to have, or not to have."""
    found = plain(condition)
    return found.values if isinstance(found, Is) else ()


def field_of(condition: Condition) -> Field | None:
    found = plain(condition)
    return found.cell.field if isinstance(found, Is) else None


def in_field(condition: Condition, field: Field) -> Condition:
    """Give the same condition of another field: 牵头 in the place of 单位."""
    if isinstance(condition, Not):
        return Not(in_field(condition.condition, field))
    return replace(condition, cell=Cell(field)) if isinstance(condition, Is) else condition


def names_tasks(question: Question) -> bool:
    """Tell whether it is asked of tasks that are named one by one, or that were shown."""
    return bool(tasks(question)) or question.of.origin in (Origin.SHOWN, Origin.REST)


def is_empty(question: Question) -> bool:
    """Tell whether nothing but documents is named."""
    is_bare = all(about(c) == About.DOCUMENTS for c in question.where)
    return is_bare and not question.sides and question.of == Of()


def supposed(question: Question) -> tuple[Condition, ...]:
    return tuple(c for ask in question.asks for c in ask.supposed)


def is_ranking(question: Question) -> bool:
    """Tell whether it is asked who or what has most, or how much each has."""
    return bool(question.each or question.order or question.sides)


def finished(question: Question) -> Question:
    """Say what a Question is asked of, and which of the entries that speak of its words count."""
    has_words, hows = bool(words(question)), {ask.how for ask in question.asks}
    is_claim = bool(hows & {*SUPPOSING}) and not _is_figure(question)
    of = question.of
    if of.origin in (Origin.TASKS, Origin.EVERYTHING):
        of_tasks = not has_words or is_claim or is_ranking(question)
        of = Of(Origin.TASKS if of_tasks else Origin.EVERYTHING)
    is_set = bool(hows & {*OF_SETS}) or any(
        isinstance(c, Total | AnyOf) for c in supposed(question)
    )
    nearest = Nearest.LEVEL if is_set else Nearest.AHEAD
    if not has_words or is_ranking(question):
        nearest = Nearest.ALL
    return replace(question, of=of, best=replace(question.best, nearest=nearest))


def _is_figure(question: Question) -> bool:
    return any(field_of(c) == Field.FIGURE for c in supposed(question))
