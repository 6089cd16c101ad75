"""The general dictionary, kept so that only what a text needs is loaded.

A process that asks one question would spend most of its time on loading half a million words.
So the words are kept by their first character, and a character's words are loaded when a text
holds it: a few milliseconds instead of hundreds.
"""

import marshal
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

FORMAT = 2
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


def load(path: Path | None, lines: Iterable[bytes]) -> Dictionary:
    """Load the dictionary that is kept at a path, or make it from its lines and keep it.

    What is kept there is trusted, so the folder must belong to the user alone.
    """
    if path is not None:
        with suppress(OSError, ValueError, EOFError, TypeError):
            return Dictionary(path.read_bytes())
    content = packed(lines)
    if path is not None:
        _keep(path, content)
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


def _keep(path: Path, content: bytes) -> None:
    """Write the file whole; one that cannot be kept is done without."""
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
