"""The values that a chat is made of."""

from dataclasses import dataclass, field
from enum import StrEnum

from knowledge import (
    ENDLESS,
    Field,
    LeaderIs,
    Passage,
    Query,
    Question,
    Role,
    Task,
    Term,
    UnitIs,
    When,
)


class Want(StrEnum):
    """What a question asks for."""

    OWNER = "owner"
    LEAD = "lead"
    SUPPORT = "support"
    LEADER = "leader"
    DEADLINE = "deadline"
    TARGET = "target"
    TEXT = "text"
    LIST = "list"
    COUNT = "count"
    RANK = "rank"
    COMPARE = "compare"
    CONFIRM = "confirm"
    NUMBER = "number"
    SECTION = "section"
    SOURCE = "source"
    """The task to the letter, with the line that it stands on."""
    TERM = "term"
    OFFICIAL = "official"
    WHERE = "where"
    ABOUT = "about"
    SECTIONS = "sections"
    CHAT = "chat"


FACTS = (
    Want.OWNER,
    Want.LEAD,
    Want.SUPPORT,
    Want.LEADER,
    Want.DEADLINE,
    Want.NUMBER,
    Want.SECTION,
    Want.SOURCE,
)
"""Wants that are a fact of one task."""


class Order(StrEnum):
    MOST = "most"
    LEAST = "least"
    EARLIEST = "earliest"
    LATEST = "latest"
    JUST = "just"
    """Exactly so many."""


class Thing(StrEnum):
    """What is ranked."""

    UNIT = "unit"
    LEADER = "leader"
    SECTION = "section"
    DOCUMENT = "document"
    TASK = "task"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Rank:
    order: Order
    thing: Thing
    role: Role | None = None
    field: Field | None = None
    """Of a task: what it has most of."""
    least: int = 0
    most: int = ENDLESS
    """Of tasks, where just so many are asked for."""
    endings: tuple[str, ...] = ()
    """Only units with one of these kind-words."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a yes-or-no question supposes."""

    unit: UnitIs | None = None
    leader: LeaderIs | None = None
    day: str = ""
    when: When | None = None
    """How the deadline stands to the day, where the words tell: 到期 by then, 以后."""
    is_forecast: bool = False
    """Whether it can be done by then, which no document tells."""
    figure: str = ""
    count: int | None = None
    """So many tasks in all."""
    number: int | None = None
    """The item that the same number may name instead."""
    is_alone: bool = False
    """No other unit has a part in it."""
    is_only: bool = False
    """It has nothing else."""


class Chat(StrEnum):
    """What a message that asks nothing of the documents says."""

    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    FINE = "fine"
    HELP = "help"
    RESET = "reset"
    DOCUMENTS = "documents"
    CHOOSE = "choose"
    OUTSIDE = "outside"
    ORDERED = "ordered"
    WHICH_UNIT = "which_unit"
    OWN_UNIT = "own_unit"
    NOTHING_BEFORE = "nothing_before"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word of the question that the documents do not hold."""

    text: str
    kind: str = "subject"
    """subject, unit, person, surname, place or document"""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intent:
    wants: tuple[Want, ...]
    query: Query = field(default_factory=Query)
    text: str = ""
    """The question, normalised."""
    rank: Rank | None = None
    claim: Claim | None = None
    chat: Chat | None = None
    unknown: tuple[Unknown, ...] = ()
    readings: tuple[str, ...] = ()
    """What was read into the question: 按“区城管委”理解."""
    ignored: tuple[str, ...] = ()
    """Content that the answer does not use."""
    inherited: bool = False
    page: int = 1
    english: bool = False
    term: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message was read as: a question of the documents, or talk."""

    question: Question | None = None
    """As it was asked: it may be asked of a list that was shown (所列)."""
    text: str = ""
    """The message, normalised."""
    talk: Chat | None = None
    """What a message says that asks nothing of the documents."""
    unknown: tuple[Unknown, ...] = ()
    assumed: tuple[str, ...] = ()
    """What was read into the message and not typed: 按“区城管委”理解."""
    skipped: tuple[str, ...] = ()
    """Content that the answer does not use."""
    leans: bool = False
    """It leans on what was said before, which the reply repeats."""
    page: int = 1
    english: bool = False


class Kind(StrEnum):
    """The four kinds of reply, and small talk."""

    FOUND = "found"
    SEVERAL = "several"
    NOT_STATED = "not_stated"
    OUTSIDE = "outside"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Group:
    """What one document has to say."""

    document: str
    tasks: tuple[Task, ...] = ()
    through: tuple[tuple[Task, str], ...] = ()
    """Tasks that may reach the unit only through a collective phrase, with the phrase."""
    passages: tuple[Passage, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A place in a ranking or comparison."""

    name: str
    count: int
    document: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    kind: Kind
    intent: Intent
    groups: tuple[Group, ...] = ()
    rows: tuple[Row, ...] = ()
    holds: bool | None = None
    """Of a yes-or-no question."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(t for g in self.groups for t in g.tasks)


@dataclass(frozen=True, slots=True)
class Button:
    """A next question, one tap away."""

    label: str
    says: str = ""
    """What tapping it asks, where the label does not say it all."""
    is_step: bool = False
    """Leads to a neighbour: the item or the page before or behind."""


@dataclass(frozen=True, slots=True)
class Message:
    chat: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    items: tuple[str, ...] = ()
    """Ids of every task that the reply is about, best first."""
    found: bool = True
    buttons: tuple[Button, ...] = ()
    is_unanswered: bool = False
    """Ended outside: worth keeping for whoever maintains the words."""
    strong: tuple[str, ...] = ()
    """Pieces of the text that a channel may make stand out: the fact, the words that match."""
    about: Intent | None = None
    """What the next message may refer to, where the reply is not from the documents."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a chat remembers from one message to the next."""

    scope: str | None = None
    """Id of the chosen document."""
    last: Intent | None = None
    shown: tuple[str, ...] = ()
    """Ids of the tasks of the last reply, in its order."""
    first: int = 0
    """How many of them stand on the pages before: 第一个 is the first that is seen."""
    own: str = ""
    """The person's own unit, which 我们局 stands for; empty where it is not known."""
    zone: str = ""
    """The time zone that 今天 is meant in: Asia/Tokyo; empty for the clock's own."""
