"""What every store can do, whatever it keeps things in."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from knowledge.model import Document

RE_KEY = re.compile(r"(?!\.)[A-Za-z0-9_\-\u4e00-\u9fff.]{1,64}")
QUESTION_LENGTH = 200
UNANSWERED_LIMIT = 500


T = TypeVar("T")


class StoreError(Exception):
    """Something cannot be kept or read; the message is a Chinese sentence with what to do."""


class DamagedError(StoreError):
    """What lies there is not what was written; nothing of it can be read any more."""


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that the documents did not answer; nothing tells who asked it."""

    text: str
    scope: str
    """The id of the document that was chosen; empty where none was."""
    day: date
    """When it was asked last."""
    times: int = 1


class Documents(Protocol):
    def put(self, document: Document) -> None:
        """Keep a document in the place of the one with its id, or after all others."""
        ...

    def put_all(self, documents: Iterable[Document]) -> None:
        """Put several documents as one step: all of them or, whatever happens, none."""
        ...

    def get(self, id: str) -> Document | None: ...

    def remove(self, id: str) -> bool:
        """Remove a document, a damaged one too; False where there is none."""
        ...

    def all(self) -> tuple[Document, ...]:
        """Give all documents in the order in which they were first put."""
        ...


class UnansweredQuestions(Protocol):
    def add(self, question: str, scope: str, day: date) -> None:
        """Keep a question, or count it once more where it is known in that scope."""
        ...

    def all(self) -> tuple[UnansweredQuestion, ...]:
        """Give the questions, the one that was asked last first."""
        ...

    def clear(self) -> None: ...


class Records(Protocol[T]):
    """Values of one kind, each under a key of its own; a put is whole or has not happened."""

    def put(self, key: str, value: T) -> None: ...

    def get(self, key: str) -> T | None: ...

    def remove(self, key: str) -> bool:
        """Remove a value, a damaged one too; False where there is none."""
        ...

    def keys(self) -> tuple[str, ...]:
        """Give the keys, also of values that are damaged, in no order."""
        ...

    def all(self) -> tuple[tuple[str, T], ...]:
        """Give keys and values in the order in which they were first put."""
        ...


class Store(Protocol):
    """All that is kept."""

    @property
    def documents(self) -> Documents: ...

    @property
    def unanswered(self) -> UnansweredQuestions: ...

    def records(self, name: str, kind: type[T]) -> Records[T]:
        """Give the records of a name; they are frozen dataclasses of one kind."""
        ...

    def alone(self, deed: str) -> AbstractContextManager[None]:
        """Be the only process that does this; StoreError names the one that does it already."""
        ...


def check_key(id: str) -> str:
    """Give back an id that can be a file name everywhere; refuse every other."""
    if RE_KEY.fullmatch(id):
        return id
    shown = id if len(id) <= QUESTION_LENGTH else f"{id[:QUESTION_LENGTH]}…"
    raise StoreError(
        f"文件编号“{shown}”不能用：请改用汉字、字母、数字、“-”“_”“.”，不超过64个字，不以“.”开头"
    )


def tidy_question(question: str) -> str:
    """Bring a question into the form that is kept: one printable line, cut to length."""
    printable = "".join(c if c.isprintable() else " " for c in question)
    return " ".join(printable.split())[:QUESTION_LENGTH]
