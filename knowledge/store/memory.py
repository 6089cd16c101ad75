"""The store that forgets: the twin of the files, for tests and trials."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, Generic, TypeVar

from knowledge.model import Document
from knowledge.store.interface import (
    UNANSWERED_LIMIT,
    StoreError,
    UnansweredQuestion,
    check_key,
    tidy_question,
)

T = TypeVar("T")


class MemoryRecords(Generic[T]):
    def __init__(self) -> None:
        self._values: dict[str, T] = {}

    def put(self, key: str, value: T) -> None:
        self._values[check_key(key)] = value

    def put_all(self, values: Mapping[str, T]) -> None:
        for key in values:
            check_key(key)
        self._values.update(values)

    def get(self, key: str) -> T | None:
        return self._values.get(check_key(key))

    def remove(self, key: str) -> bool:
        return self._values.pop(check_key(key), None) is not None

    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def all(self) -> tuple[tuple[str, T], ...]:
        return tuple(self._values.items())


class MemoryDocuments:
    def __init__(self) -> None:
        self._records: MemoryRecords[Document] = MemoryRecords()

    def put(self, document: Document) -> None:
        self._records.put(document.id, document)

    def put_all(self, documents: Iterable[Document]) -> None:
        self._records.put_all({document.id: document for document in documents})

    def get(self, id: str) -> Document | None:
        return self._records.get(id)

    def remove(self, id: str) -> bool:
        return self._records.remove(id)

    def all(self) -> tuple[Document, ...]:
        return tuple(document for _, document in self._records.all())


class MemoryUnanswered:
    def __init__(self, limit: int = UNANSWERED_LIMIT) -> None:
        self._limit = limit
        self._questions: tuple[UnansweredQuestion, ...] = ()

    def add(self, question: str, scope: str, day: date) -> None:
        text = tidy_question(question)
        if not text:
            return
        added = UnansweredQuestion(text, scope, day)
        others = []
        for known in self._questions:
            if (known.text, known.scope) == (text, scope):
                added = replace(added, times=known.times + 1)
            else:
                others.append(known)
        self._questions = (added, *others)[: self._limit]

    def all(self) -> tuple[UnansweredQuestion, ...]:
        return self._questions

    def clear(self) -> None:
        self._questions = ()


class MemoryStore:
    def __init__(self, unanswered_limit: int = UNANSWERED_LIMIT) -> None:
        self.documents = MemoryDocuments()
        self.unanswered = MemoryUnanswered(unanswered_limit)
        self._records: dict[str, MemoryRecords[Any]] = {}
        self._deeds: set[str] = set()

    def records(self, name: str, kind: type[T]) -> MemoryRecords[T]:
        return self._records.setdefault(name, MemoryRecords())

    @contextmanager
    def alone(self, deed: str) -> Iterator[None]:
        if deed in self._deeds:
            raise StoreError(f"已经有一个在{deed}：请等它结束后再试")
        self._deeds.add(deed)
        try:
            yield
        finally:
            self._deeds.discard(deed)
