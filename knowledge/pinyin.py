"""How Chinese words sound, and Chinese words typed as they sound.

Importing pypinyin takes a third of a second, so nothing here imports it before a question needs it.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

LONGEST = 40
"""Letters of one spelled-out word, at most."""


@lru_cache(4096)
def sound(text: str) -> tuple[str, ...]:
    """Give the syllables without tones: 城管委 -> ('cheng', 'guan', 'wei')."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


def sounds_alike(one: str, other: str) -> bool:
    return len(one) == len(other) and sound(one) == sound(other)


class Sounds:
    """Finds which of the given words a run of Latin letters spells, whole or by initials."""

    def __init__(self, words: Iterable[str]) -> None:
        self._spelled: dict[str, set[str]] = {}
        self._initials: dict[str, set[str]] = {}
        for word in words:
            syllables = sound(word)
            self._spelled.setdefault("".join(syllables), set()).add(word)
            self._initials.setdefault("".join(s[:1] for s in syllables), set()).add(word)

    def spelled(self, letters: str) -> frozenset[str]:
        return frozenset(self._spelled.get(letters, ()))

    def initials(self, letters: str) -> frozenset[str]:
        return frozenset(self._initials.get(letters, ()))

    def read(self, letters: str) -> list[frozenset[str]] | None:
        """Read the letters as spelled words from end to end, in as few words as possible."""
        best: list[tuple[int, ...] | None] = [(0,), *([None] * len(letters))]
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - LONGEST), end):
                cuts = best[start]
                if cuts is None or letters[start:end] not in self._spelled:
                    continue
                known = best[end]
                if known is None or len(cuts) + 1 < len(known):
                    best[end] = (*cuts, end)
        cuts = best[-1]
        if cuts is None:
            return None
        return [self.spelled(letters[a:b]) for a, b in pairwise(cuts)]
