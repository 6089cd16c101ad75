"""The folder that everything lies in, and the right to write there."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from knowledge.store.files import PART, explained, sync_folder
from knowledge.store.interface import StoreError
from knowledge.store.lock import locked


@dataclass(frozen=True, slots=True)
class Home:
    folder: Path
    wait: float

    @contextmanager
    def writing(self, *within: Path) -> Iterator[None]:
        """Make the folders where they are missing, and hold the lock."""
        with explained(self.folder, "写入"):
            self.make(*within)
            with locked(self.folder, self.wait):
                yield

    @contextmanager
    def alone(self, deed: str) -> Iterator[None]:
        """Hold the lock of a deed of some hours; nobody waits for it."""
        with explained(self.folder, "写入"):
            self.make()
            with locked(self.folder, 0, f".{deed}.lock", deed):
                yield

    def sweep(self) -> None:
        """Remove left-over parts, unless a writer is at work or nothing may be written here."""
        with explained(self.folder, "读取"):
            if self.folder.exists() and not self.folder.is_dir():
                raise StoreError(f"{self.folder} 不是文件夹：请另外指定存放数据的文件夹")
            parts = [*self.folder.glob(f"*{PART}"), *self.folder.glob(f"*/*{PART}")]
        if parts:
            with suppress(StoreError, OSError), locked(self.folder, wait=0):
                for part in parts:
                    part.unlink(missing_ok=True)

    def make(self, *within: Path) -> None:
        """Make the folders where they are missing."""
        for folder in (self.folder, *within):
            if not folder.is_dir():
                made = [folder, *(above for above in folder.parents if not above.exists())]
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                for one in made:
                    # a folder may be ours to write in and not to open
                    with suppress(PermissionError):
                        sync_folder(one.parent)
