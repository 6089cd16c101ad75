"""Values of one kind, one file each, because a change rewrites the whole file.

Several that are put as one step are first written into one file beside the folder: with that they
are put, and it is read in the place of their own files until each of those is written too.
"""

import os
import time
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from tinydb.table import Table

from knowledge.store.encoding import plain, reader
from knowledge.store.files import FileStorage, Mark, damaged, explained, mark_of, remove_file
from knowledge.store.home import Home
from knowledge.store.interface import RE_KEY, StoreError, check_key

T = TypeVar("T")
TRIES = 10
"""How often values are read again because others were put as one step meanwhile."""


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
        self._step = FileStorage(home.folder / f".{folder}.step.json")
        self._name = name
        self._reader = reader(kind)
        self._most_kept = most_kept
        self._kept: OrderedDict[str, Kept[T]] = OrderedDict()

    def put(self, key: str, value: T) -> None:
        path = self._path(key)
        with self._home.writing(self._folder):
            self._finish()
            known = self._read(path)
            self._write(path, known.first_put if known else time.time_ns(), value)

    def put_all(self, values: Mapping[str, T]) -> None:
        """Put several values as one step."""
        paths = {key: self._path(key) for key in values}
        # the folder is made afterwards: where it is, a first step has been done
        with self._home.writing():
            self._finish()
            now = time.time_ns()
            rows = {}
            for turn, (key, value) in enumerate(values.items()):
                known = self._read(paths[key])
                first_put = known.first_put if known else now + turn
                rows[str(turn + 1)] = {"key": key} | self._row(first_put, value)
            if rows:
                self._step.write({self._name: rows})
            with suppress(StoreError):
                # the step is done, even if the disk has no room for more
                self._finish()

    def finish(self) -> None:
        """Give the values of a step that was broken off a file each."""
        if mark_of(self._step.path) is not None:
            with self._home.writing():
                self._finish()

    def get(self, key: str) -> T | None:
        path = self._path(key)
        kept = self._stepping().get(key) or self._read(path)
        return kept.value if kept else None

    def remove(self, key: str) -> bool:
        path = self._path(key)
        if mark_of(path) is None and mark_of(self._step.path) is None:
            return False
        with self._home.writing(self._folder):
            self._finish()
            return remove_file(path)

    def keys(self) -> tuple[str, ...]:
        return tuple({path.stem: None for path in self._paths()} | self._stepping())

    def all(self) -> tuple[tuple[str, T], ...]:
        for _ in range(TRIES):
            before = mark_of(self._home.folder)
            stepping = self._stepping()
            read = {p.stem: self._read(p) for p in self._paths() if p.stem not in stepping}
            if before == mark_of(self._home.folder):
                break
        found = [(key, kept) for key, kept in (read | stepping).items() if kept]
        found.sort(key=lambda one: (one[1].first_put, one[0]))
        return tuple((key, kept.value) for key, kept in found)

    def _finish(self) -> None:
        """Give the values of the step a file each, under the lock."""
        stepping = self._stepping()
        if stepping:
            self._home.make(self._folder)
            for key, kept in stepping.items():
                self._write(self._path(key), kept.first_put, kept.value)
            remove_file(self._step.path)

    def _stepping(self) -> dict[str, Kept[T]]:
        """Give the values that were put as one step and may not have their files yet."""
        path = self._step.path
        if mark_of(path) is None:
            return {}
        try:
            rows = Table(self._step, self._name).all()
            mark = self._step.mark
            return {check_key(r["key"]): self._kept_of(mark, path, r) for r in rows if mark}
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(path) from error

    def _write(self, path: Path, first_put: int, value: T) -> None:
        storage = FileStorage(path)
        # the whole file is this one row: written as TinyDB reads it, without reading it first
        storage.write({self._name: {"1": self._row(first_put, value)}})
        if storage.mark:
            self._keep(path, Kept(storage.mark, first_put, value))

    def _row(self, first_put: int, value: T) -> dict[str, Any]:
        return {"first_put": first_put, self._name: plain(value)}

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
