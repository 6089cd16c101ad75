"""Which reader a file's ending calls for."""

from collections.abc import Callable, Mapping
from pathlib import Path

from knowledge.reading.plain_text import read_plain_text
from knowledge.reading.source import ReadError, Source

MOST_BYTES = 20 * 1024 * 1024
READERS: Mapping[str, Callable[[str, bytes], Source]] = {}
"""Readers by ending (".docx"); any other file is read as plain text."""


def read(path: Path) -> Source:
    """Read the whole file; ReadError says in one sentence what is wrong and what to do."""
    try:
        if path.is_dir():
            raise ReadError(f"“{path}”是文件夹：请指定其中的一个文件。")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ReadError(f"“{path.name}”超过20MB：请拆分或只保留正文后再读取。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"没有文件“{path}”：请检查路径和文件名。") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"读不了“{path}”（{error}）：请检查路径和文件权限。") from error
    return READERS.get(path.suffix.lower(), read_plain_text)(path.name, data)
