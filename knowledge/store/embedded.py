"""The store of one machine: a folder of small TinyDB files."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TypeVar

from tinydb import where
from tinydb.table import Table

from knowledge.model import Document
from knowledge.store.encoding import plain, reader
from knowledge.store.files import FileStorage, damaged, mark_of, remove_file
from knowledge.store.home import Home
from knowledge.store.interface import (
    UNANSWERED_LIMIT,
    Store,
    StoreError,
    UnansweredQuestion,
    tidy_question,
)
from knowledge.store.lock import PATIENCE
from knowledge.store.records import FileRecords

T = TypeVar("T")
MOST_KEPT = 1000
"""Records of one name that are kept in memory as they were last read."""


def open_store(
    folder: Path, unanswered_limit: int = UNANSWERED_LIMIT, wait: float = PATIENCE
) -> Store:
    """Open the store in a folder, which is made with the first write.

    Left-over parts of broken writes are swept. All that goes wrong, now or later, is a StoreError;
    a writer waits at most `wait` seconds for another.
    """
    home = Home(folder, wait)
    home.sweep()
    store = FileStore(home, unanswered_limit)
    with suppress(StoreError):
        # whoever cannot write here, or not now, reads what is to be written
        store.documents.finish()
    return store


class FileStore:
    def __init__(self, home: Home, unanswered_limit: int) -> None:
        self._home = home
        self.documents = FileDocuments(home)
        self.unanswered = FileUnanswered(home, unanswered_limit)

    def records(self, name: str, kind: type[T]) -> FileRecords[T]:
        return FileRecords(self._home, name, "record", kind, MOST_KEPT)

    @contextmanager
    def alone(self, deed: str) -> Iterator[None]:
        with self._home.alone(deed):
            yield


class FileDocuments:
    """One file a document."""

    def __init__(self, home: Home) -> None:
        self._folder = home.folder / "documents"
        self._records = FileRecords(home, "documents", "document", Document)

    def put(self, document: Document) -> None:
        self._records.put(document.id, document)

    def put_all(self, documents: Iterable[Document]) -> None:
        self._records.put_all({document.id: document for document in documents})

    def finish(self) -> None:
        """Finish a step that was broken off."""
        self._records.finish()

    def get(self, id: str) -> Document | None:
        document = self._records.get(id)
        return self._checked(id, document) if document else None

    def remove(self, id: str) -> bool:
        return self._records.remove(id)

    def all(self) -> tuple[Document, ...]:
        return tuple(self._checked(id, document) for id, document in self._records.all())

    def _checked(self, id: str, document: Document) -> Document:
        if document.id != id:
            path = self._folder / f"{id}.json"
            raise StoreError(f"{path} 里是另一个文件 {document.id}：请改回原名或移走它")
        return document


class FileUnanswered:
    """The newest questions in one file; the turn of a question tells when it was asked last."""

    def __init__(self, home: Home, limit: int) -> None:
        self._home = home
        self._limit = limit
        self._storage = FileStorage(home.folder / "unanswered.json")

    def add(self, question: str, scope: str, day: date) -> None:
        text = tidy_question(question)
        if not text:
            return
        with self._home.writing():
            table, turns = self._table(), self._turns()
            asked = where("question")
            known = table.get((asked["text"] == text) & (asked["scope"] == scope))
            times = turns[known["turn"]].times + 1 if known else 1
            row = {
                "turn": max(turns, default=0) + 1,
                "question": plain(UnansweredQuestion(text, scope, day, times)),
            }
            if known:
                table.update(row, doc_ids=[known.doc_id])
            else:
                table.insert(row)
            self._forget_surplus(table)

    def all(self) -> tuple[UnansweredQuestion, ...]:
        turns = self._turns()
        return tuple(turns[turn] for turn in sorted(turns, reverse=True)[: self._limit])

    def clear(self) -> None:
        if mark_of(self._storage.path) is not None:
            with self._home.writing():
                remove_file(self._storage.path)

    def _table(self) -> Table:
        # a table remembers its next number, which another process may have used by now
        return Table(self._storage, "unanswered")

    def _turns(self) -> dict[int, UnansweredQuestion]:
        read = reader(UnansweredQuestion)
        try:
            return {int(row["turn"]): read(row["question"]) for row in self._table().all()}
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(self._storage.path) from error

    def _forget_surplus(self, table: Table) -> None:
        rows = sorted(table.all(), key=lambda row: row["turn"])
        surplus = [row.doc_id for row in rows[: max(0, len(rows) - self._limit)]]
        if surplus:
            table.remove(doc_ids=surplus)
