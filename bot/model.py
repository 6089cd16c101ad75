"""The values that a chat is made of."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge import Question


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
class Reading:
    """What a message was read as: a question of the documents, or talk."""

    question: Question | None = None
    """As it was asked: it may be asked of a list that was shown (所列)."""
    text: str = ""
    """The message, normalised."""
    talk: Chat | None = None
    """What a message says that asks nothing of the documents; of CHOOSE and OWN_UNIT the question
    holds the document or the unit that is named."""
    unknown: tuple[Unknown, ...] = ()
    assumed: tuple[str, ...] = ()
    """What was read into the message and not typed: 按“区城管委”理解."""
    skipped: tuple[str, ...] = ()
    """Content that the answer does not use."""
    leans: bool = False
    """It leans on what was said before, which the reply repeats."""
    page: int = 1
    english: bool = False


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
    about: Reading | None = None
    """What the next message may refer to, where the reply is not from the documents."""
