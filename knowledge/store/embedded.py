"""The store of one machine: a folder of small TinyDB files."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tinydb import where
from tinydb.table import Table

from knowledge.model import Document
from knowledge.store.encoding import plain, reader
from knowledge.store.files import (
    PART,
    FileStorage,
    Mark,
    damaged,
    explained,
    mark_of,
    remove_file,
    sync_folder,
)
from knowledge.store.interface import (
    RE_DOCUMENT_ID,
    UNANSWERED_LIMIT,
    Store,
    StoreError,
    UnansweredQuestion,
    check_document_id,
    tidy_question,
)
from knowledge.store.lock import PATIENCE, locked


def open_store(
    folder: Path, unanswered_limit: int = UNANSWERED_LIMIT, wait: float = PATIENCE
) -> Store:
    """Open the store in a folder, which is made with the first write.

    Left-over parts of broken writes are swept. All that goes wrong, now or later, is a StoreError;
    a writer waits at most `wait` seconds for another.
    """
    home = Home(folder, wait)
    home.sweep()
    return Store(FileDocuments(home), FileUnanswered(home, unanswered_limit))


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that everything lies in, and the right to write there."""

    folder: Path
    wait: float

    @property
    def documents(self) -> Path:
        return self.folder / "documents"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the folders where they are missing, and hold the lock."""
        with explained(self.folder, "写入"):
            for folder in (self.folder, self.documents):
                if not folder.is_dir():
                    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                    sync_folder(folder.parent)
            with locked(self.folder, self.wait):
                yield

    def sweep(self) -> None:
        """Remove left-over parts, unless a writer is at work or nothing may be written here."""
        with explained(self.folder, "读取"):
            if self.folder.exists() and not self.folder.is_dir():
                raise StoreError(f"{self.folder} 不是文件夹：请另外指定存放数据的文件夹")
            parts = [*self.folder.glob(f"*{PART}"), *self.documents.glob(f"*{PART}")]
        if parts:
            with suppress(StoreError, OSError), locked(self.folder, wait=0):
                for part in parts:
                    part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it was last read, as long as its file carries that mark."""

    mark: Mark
    first_put: int
    document: Document


class FileDocuments:
    """One file a document, because a change rewrites the whole file."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._kept: dict[str, Kept] = {}

    def put(self, document: Document) -> None:
        path = self._path(document.id)
        with self._home.writing():
            known = self._read(path)
            table = Table(FileStorage(path), "document")
            if known:
                table.update({"document": plain(document)}, doc_ids=[1])
            else:
                table.insert({"first_put": time.time_ns(), "document": plain(document)})

    def get(self, id: str) -> Document | None:
        kept = self._read(self._path(id))
        return kept.document if kept else None

    def remove(self, id: str) -> bool:
        path = self._path(id)
        if mark_of(path) is None:
            return False
        with self._home.writing():
            return remove_file(path)

    def all(self) -> tuple[Document, ...]:
        found = [kept for path in self._paths() if (kept := self._read(path))]
        found.sort(key=lambda kept: (kept.first_put, kept.document.id))
        return tuple(kept.document for kept in found)

    def _path(self, id: str) -> Path:
        return self._home.documents / f"{check_document_id(id)}.json"

    def _paths(self) -> list[Path]:
        folder = self._home.documents
        with explained(folder, "读取"):
            names = os.listdir(folder) if folder.exists() else []
        paths = (folder / name for name in names if name.endswith(".json"))
        return [path for path in paths if RE_DOCUMENT_ID.fullmatch(path.stem)]

    def _read(self, path: Path) -> Kept | None:
        kept = self._kept.get(path.stem)
        if kept and kept.mark == mark_of(path):
            return kept
        storage = FileStorage(path)
        row = Table(storage, "document").get(doc_id=1)
        if storage.mark is None:
            self._kept.pop(path.stem, None)
            return None
        kept = self._kept[path.stem] = _kept(storage.mark, path, row)
        return kept


def _kept(mark: Mark, path: Path, row: Any) -> Kept:
    try:
        kept = Kept(mark, int(row["first_put"]), reader(Document)(row["document"]))
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(path) from error
    if kept.document.id != path.stem:
        raise StoreError(f"{path} 里是另一个文件 {kept.document.id}：请改回原名或移走它")
    return kept


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
