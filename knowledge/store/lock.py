"""One writer at a time, over processes and threads."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.store.interface import StoreError

LOCK_NAME = ".lock"
PATIENCE = 3.0
"""Seconds that a writer waits for another; one write takes some milliseconds."""
PAUSE = 0.01


@contextmanager
def locked(
    folder: Path, wait: float = PATIENCE, name: str = LOCK_NAME, deed: str = "写入"
) -> Iterator[None]:
    """Hold the folder for a deed; StoreError names the process that keeps it too long."""
    handle = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if not _taken(handle, wait):
            raise StoreError(
                f"{folder} 正由另一个进程（进程号 {_holder(handle)}）{deed}：请等它结束后再试"
            )
        _sign(handle)
        yield
    finally:
        os.close(handle)


def _taken(handle: int, wait: float) -> bool:
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(PAUSE)
        else:
            return True


def _sign(handle: int) -> None:
    # the number only serves the message to others, so a full disk may swallow it
    number = str(os.getpid()).encode("ascii")
    with suppress(OSError):
        if os.pread(handle, 20, 0) != number:
            os.ftruncate(handle, 0)
            os.pwrite(handle, number, 0)


def _holder(handle: int) -> str:
    return os.pread(handle, 20, 0).decode("ascii", "replace") or "不明"
