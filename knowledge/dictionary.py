"""The general dictionary, kept so that only what a text needs is loaded.

A process that asks one question would spend most of its time on loading half a million words.
So the words are kept by their first character, and a character's words are loaded when a text
holds it: a few milliseconds instead of hundreds.
"""

import marshal
import os
import stat
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO

FORMAT = 3
SEAL = Struct(">4sIIQIQI")
"""What a kept dictionary begins with: who wrote it, how, out of what, and its length and sum.

The sum finds damage, which is all it has to: what others could have written is not read at all.
A strong one would cost every question twice as much.
"""
PIECE = 1 << 16
LIGHT_KINDS = frozenset("vdacpurmqtfyeohkxz")
"""First letters of the parts of speech that carry no subject: verbs, adverbs, measures …"""
NOUN_LIKE = ("vn", "an")
PLACE = "ns"

Words = tuple[dict[str, int], list[str], list[str]]
"""Of one first character: words and their beginnings with frequencies; light ones; places."""


class Dictionary:
    """The words that begin with a character, with their frequency and kind."""

    def __init__(self, content: bytes) -> None:
        size = int.from_bytes(content[:8], "big")
        self.total: int
        self._places: dict[str, tuple[int, int]]
        self.total, self._places = marshal.loads(content[8 : 8 + size])
        self._content = memoryview(content)[8 + size :]

    def beginning_with(self, character: str) -> Words:
        """Give all words of a first character; none where the dictionary has none."""
        if character not in self._places:
            return {}, [], []
        start, end = self._places[character]
        words: Words = marshal.loads(self._content[start:end])
        return words


def load(path: Path | None, source: BinaryIO) -> Dictionary:
    """Load the dictionary that is kept at a path, or make it from its source and keep it.

    What is kept there is used only if nobody else can have written it and it is, to the last byte,
    what this version made of this source; on any doubt it is made anew.
    """
    if path is None:
        return Dictionary(packed(source))
    origin = _sum_of(source)
    content = _kept(path, origin)
    if content is None:
        source.seek(0)
        content = packed(source)
        _keep(path, _seal(content, origin) + content)
    return Dictionary(content)


def packed(lines: Iterable[bytes]) -> bytes:
    """Pack lines of word, frequency and part of speech by first character."""
    by_first: dict[str, Words] = {}
    total = 0
    for line in lines:
        word, frequency, kind = line.decode("utf-8").split()
        words, light, places = by_first.setdefault(word[0], ({}, [], []))
        words[word] = int(frequency)
        total += int(frequency)
        for end in range(1, len(word)):
            words.setdefault(word[:end], 0)
        if kind[0] in LIGHT_KINDS and kind not in NOUN_LIKE:
            light.append(word)
        elif kind == PLACE:
            places.append(word)
    return _joined(total, by_first)


def _joined(total: int, by_first: dict[str, Words]) -> bytes:
    parts: list[bytes] = []
    places: dict[str, tuple[int, int]] = {}
    start = 0
    for character, words in by_first.items():
        parts.append(marshal.dumps(words))
        places[character] = (start, start + len(parts[-1]))
        start += len(parts[-1])
    head: Any = marshal.dumps((total, places))
    return b"".join((len(head).to_bytes(8, "big"), head, *parts))


def _sum_of(source: BinaryIO) -> tuple[int, int]:
    """Give length and sum of a file that is too long to be held for that alone."""
    length = known = 0
    while piece := source.read(PIECE):
        length, known = length + len(piece), zlib.crc32(piece, known)
    return length, known


def _seal(content: bytes, origin: tuple[int, int]) -> bytes:
    made = (FORMAT, marshal.version, *origin)
    return SEAL.pack(b"zrwd", *made, len(content), zlib.crc32(content))


def _kept(path: Path, origin: tuple[int, int]) -> bytes | None:
    """Give the content that is kept at a path; None where there is none or it is in doubt."""
    with suppress(OSError), open(path, "rb", 0, opener=_itself) as file:
        if _is_ours(os.fstat(file.fileno())):
            seal, content = file.read(SEAL.size), file.read()
            if seal == _seal(content, origin):
                return content
    return None


def _itself(path: str, flags: int) -> int:
    """Open what stands at a path, not what it points to, and do not wait for a pipe's writer."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _is_ours(state: os.stat_result) -> bool:
    others_write = state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid() and not others_write


def _keep(path: Path, content: bytes) -> None:
    """Write the file whole, in the place of whatever is there; do without if it cannot be kept."""
    from tempfile import mkstemp

    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        handle, part = mkstemp(".part", f".{path.name}.", path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
            os.replace(part, path)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(part)
        _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
