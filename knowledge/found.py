"""What was found for a question: the facts with where they stand, nothing worded yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from knowledge.figures import Figure
from knowledge.model import Official, Passage, Task, Term
from knowledge.question import Ask, Cell, Condition, Question

Entry = Task | Passage
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group:
    """What one document has to say."""

    document: str
    tasks: tuple[Task, ...] = ()
    passages: tuple[Passage, ...] = ()
    through: tuple[tuple[Task, str], ...] = ()
    """Tasks that may reach the unit only through a collective phrase, with the phrase."""
    terms: tuple[Term, ...] = ()
    officials: tuple[Official, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (*self.tasks, *self.passages)


def by_document(found: Iterable[T], document_of: Callable[[T], str]) -> dict[str, list[T]]:
    """Put together what belongs to the same document, each in the order in which it is found."""
    together: dict[str, list[T]] = defaultdict(list)
    for one in found:
        together[document_of(one)].append(one)
    return together


def apart(entries: Sequence[Entry]) -> tuple[tuple[Task, ...], tuple[Passage, ...]]:
    """Put tasks and running text apart."""
    tasks = tuple([e for e in entries if isinstance(e, Task)])
    return tasks, tuple([e for e in entries if isinstance(e, Passage)])


@dataclass(frozen=True, slots=True)
class Left:
    """How many entries were left when a condition had been held against them."""

    condition: Condition
    count: int


@dataclass(frozen=True, slots=True)
class Value:
    """One of the different values of a field."""

    key: str
    """The same for every spelling of a unit."""
    name: str
    """As the document writes it."""
    document: str = ""
    """Empty where the field does not belong to one document: a month, a district."""
    entries: tuple[Entry, ...] = ()
    """What has it, running text included."""

    @property
    def tasks(self) -> tuple[str, ...]:
        """Ids of the tasks that have it."""
        return tuple(e.id for e in self.entries if isinstance(e, Task))


@dataclass(frozen=True, slots=True)
class Row:
    """What a for-each found for one value."""

    value: Value
    number: int
    values: tuple[Value, ...] = ()
    """Where different values are asked for."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause with the figure that was asked for."""

    entry: Entry
    clause: str
    figure: Figure | None = None
    """None where the clause names no number."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison."""

    conditions: tuple[Condition, ...]
    groups: tuple[Group, ...]
    number: int = 0
    values: tuple[Value, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one of the things asked for."""

    ask: Ask
    number: int = 0
    """How many entries, different values or (of a for-each) rows."""
    values: tuple[Value, ...] = ()
    rows: tuple[Row, ...] = ()
    sides: tuple[Side, ...] = ()
    quotes: tuple[Quote, ...] = ()
    result: Fraction | None = None
    """A sum, difference, share in a hundred or average; None where none can be calculated."""
    holds: tuple[str, ...] = ()
    """Ids of the tasks for which what is supposed holds."""
    verdict: bool | None = None
    """Of yes or no: it holds for all, for none; None for some, or where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A value of a condition that no document in scope has."""

    cell: Cell
    value: str


@dataclass(frozen=True, slots=True)
class Found:
    question: Question
    documents: tuple[str, ...] = ()
    """Ids of all documents that were asked."""
    groups: tuple[Group, ...] = ()
    """What the conditions hold for; documents that have nothing are not here."""
    answers: tuple[Answer, ...] = ()
    """One for each thing asked for, in order."""
    left: tuple[Left, ...] = ()
    """In the order in which the conditions were held against the entries, the rarest first."""
    asked_of: int = 0
    """How many entries there were before the first condition."""
    unmatched: tuple[Unmatched, ...] = ()
    lacks_list: bool = False
    """It was asked of a list that was never shown."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(t for g in self.groups for t in g.tasks)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(p for g in self.groups for p in g.passages)
