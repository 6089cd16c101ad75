"""Files that are only ever replaced whole, as a storage for TinyDB."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from knowledge.store.interface import DamagedError, StoreError

VERSION = 1
ABOUT = "about"
"""The table that tells which version wrote the file."""
PART = ".part"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}

Tables = dict[str, dict[str, Any]]
Mark = tuple[int, int, int]
"""Tells one content of a file from the next: inode, size, time of change."""


class FileStorage(Storage):
    """TinyDB's view of one file; one parsed copy is kept until the file on disk is another."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mark: Mark | None = None
        """Of what was read or written last; None where there was no file."""
        self._tables: Tables = {}

    def read(self) -> Tables | None:
        if self.mark is None or self.mark != mark_of(self.path):
            self.mark, self._tables = _load(self.path)
        if self.mark is None:
            return None
        # TinyDB changes rows before it writes them, and the write may fail: hand out copies
        return {
            name: {number: dict(row) for number, row in rows.items()}
            for name, rows in self._tables.items()
            if name != ABOUT
        }

    def write(self, data: Tables) -> None:
        tables = {ABOUT: {"1": {"version": VERSION}}} | data
        text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
        # half a surrogate pair is no valid Unicode, but must come back as it went in
        replace_file(self.path, text.encode("utf-8", "surrogatepass"))
        self.mark, self._tables = mark_of(self.path), tables


def mark_of(path: Path) -> Mark | None:
    """Give the mark of what is in a file now; None where there is no file."""
    with explained(path, "读取"):
        try:
            return _mark(path.stat())
        except FileNotFoundError:
            return None


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in the place of another so that at every moment one of them is there, whole."""
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    with explained(path, "写入"):
        try:
            with open(part, "wb", opener=_owner_only) as handle:
                handle.write(content)
                handle.flush()
                os.fsync(handle.fileno())
            os.replace(part, path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        sync_folder(path.parent)


def remove_file(path: Path) -> bool:
    """Remove a file for good; False where there is none."""
    with explained(path, "删除"):
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        sync_folder(path.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last over a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def explained(path: Path, deed: str) -> Iterator[None]:
    """Turn the system's refusal to read, write or remove into one sentence about the path."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            message = f"磁盘已满，{path} 没有写成，原有内容未动：请腾出空间后再试"
        elif error.errno in FORBIDDEN:
            message = f"{path} 没有权限{deed}：请检查权限，或另外指定存放数据的文件夹"
        else:
            message = f"{path} 不能{deed}（{error.strerror}）：请检查这个文件和所在的文件夹"
        raise StoreError(message) from error


def damaged(path: Path) -> DamagedError:
    return DamagedError(
        f"{path} 已损坏，没有改动它：请把它移到别处后再试，其余内容不受影响，移走的可重新加入"
    )


def _load(path: Path) -> tuple[Mark | None, Tables]:
    with explained(path, "读取"):
        try:
            with open(path, "rb") as handle:
                mark, content = _mark(os.fstat(handle.fileno())), handle.read()
        except FileNotFoundError:
            return None, {}
    return mark, _parsed(path, content)


def _parsed(path: Path, content: bytes) -> Tables:
    try:
        tables = json.loads(content)
        version = tables[ABOUT]["1"]["version"]
        rows = [row for table in tables.values() for row in table.values()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(path) from error
    if version != VERSION:
        raise StoreError(
            f"{path} 由另一版本的责任通写成（格式{version}）：请换用那一版本，或移走它"
        )
    if not all(isinstance(row, dict) for row in rows):
        raise damaged(path)
    return dict(tables)


def _mark(state: os.stat_result) -> Mark:
    return state.st_ino, state.st_size, state.st_mtime_ns


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
