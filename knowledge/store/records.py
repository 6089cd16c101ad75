"""Values of one kind, one file each, because a change rewrites the whole file."""

import os
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from tinydb.table import Table

from knowledge.store.encoding import plain, reader
from knowledge.store.files import FileStorage, Mark, damaged, explained, mark_of, remove_file
from knowledge.store.home import Home
from knowledge.store.interface import RE_KEY, check_key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A value as it was last read, as long as its file carries that mark."""

    mark: Mark
    first_put: int
    value: T


class FileRecords(Generic[T]):
    """The records in one folder of the home; `name` is what a row of a file calls its value."""

    def __init__(
        self, home: Home, folder: str, name: str, kind: type[T], most_kept: int | None = None
    ) -> None:
        self._home = home
        self._folder = home.folder / folder
        self._name = name
        self._reader = reader(kind)
        self._most_kept = most_kept
        self._kept: OrderedDict[str, Kept[T]] = OrderedDict()

    def put(self, key: str, value: T) -> None:
        path = self._path(key)
        with self._home.writing(self._folder):
            known = self._read(path)
            first_put = known.first_put if known else time.time_ns()
            storage = FileStorage(path)
            # the whole file is this one row: written as TinyDB reads it, without reading it first
            storage.write({self._name: {"1": {"first_put": first_put, self._name: plain(value)}}})
            if storage.mark:
                self._keep(path, Kept(storage.mark, first_put, value))

    def get(self, key: str) -> T | None:
        kept = self._read(self._path(key))
        return kept.value if kept else None

    def remove(self, key: str) -> bool:
        path = self._path(key)
        if mark_of(path) is None:
            return False
        with self._home.writing(self._folder):
            return remove_file(path)

    def keys(self) -> tuple[str, ...]:
        return tuple(path.stem for path in self._paths())

    def all(self) -> tuple[tuple[str, T], ...]:
        found = [(path.stem, kept) for path in self._paths() if (kept := self._read(path))]
        found.sort(key=lambda one: (one[1].first_put, one[0]))
        return tuple((key, kept.value) for key, kept in found)

    def _path(self, key: str) -> Path:
        return self._folder / f"{check_key(key)}.json"

    def _paths(self) -> list[Path]:
        with explained(self._folder, "读取"):
            names = os.listdir(self._folder) if self._folder.exists() else []
        paths = (self._folder / name for name in names if name.endswith(".json"))
        return [path for path in paths if RE_KEY.fullmatch(path.stem)]

    def _read(self, path: Path) -> Kept[T] | None:
        kept = self._kept.get(path.stem)
        if kept and kept.mark == mark_of(path):
            self._kept.move_to_end(path.stem)
            return kept
        storage = FileStorage(path)
        row = Table(storage, self._name).get(doc_id=1)
        if storage.mark is None:
            self._kept.pop(path.stem, None)
            return None
        return self._keep(path, self._kept_of(storage.mark, path, row))

    def _keep(self, path: Path, kept: Kept[T]) -> Kept[T]:
        self._kept[path.stem] = kept
        self._kept.move_to_end(path.stem)
        while self._most_kept is not None and len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)
        return kept

    def _kept_of(self, mark: Mark, path: Path, row: Any) -> Kept[T]:
        try:
            return Kept(mark, int(row["first_put"]), self._reader(row[self._name]))
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(path) from error
