"""The store that forgets: the twin of the files, for tests and trials."""

from dataclasses import dataclass, field, replace
from datetime import date

from knowledge.model import Document
from knowledge.store.interface import (
    UNANSWERED_LIMIT,
    Documents,
    Store,
    UnansweredQuestion,
    UnansweredQuestions,
    check_document_id,
    tidy_question,
)


class MemoryDocuments:
    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}

    def put(self, document: Document) -> None:
        self._documents[check_document_id(document.id)] = document

    def get(self, id: str) -> Document | None:
        return self._documents.get(check_document_id(id))

    def remove(self, id: str) -> bool:
        return self._documents.pop(check_document_id(id), None) is not None

    def all(self) -> tuple[Document, ...]:
        return tuple(self._documents.values())


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


@dataclass(frozen=True, slots=True)
class MemoryStore(Store):
    documents: Documents = field(default_factory=MemoryDocuments)
    unanswered: UnansweredQuestions = field(default_factory=MemoryUnanswered)
