"""Latin letters in a message: English words for Chinese ones, and Chinese by its sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.understanding.phrases import glossary, phrases, pinyin
from knowledge import Cutter, Index, Sounds, chinese_number, fold

RE_RUN = re.compile(r"[a-z][a-z']*+(?:[ -][a-z][a-z']*+)*+")
RE_WORD = re.compile(r"[a-z][a-z']*+")
LONGEST_RUN = 120
"""Letters that are read by their sound, at most."""
MOST_WORDS = 5
"""Words of one English term, at most."""
PLURALS = (("", ""), ("ies", "y"), ("es", ""), ("s", ""))


@cache
def re_numeral() -> re.Pattern[str]:
    """Give the pattern of one sound of a numeral: san."""
    return re.compile("|".join(pinyin()["digits"]))


@cache
def re_number() -> re.Pattern[str]:
    """Give the pattern of a number in a list: disanxiang."""
    digits, counted = "|".join(pinyin()["digits"]), "|".join(pinyin()["counted"])
    return re.compile(rf"{pinyin()['th']}(?P<digits>(?:{digits})+)(?P<counted>{counted})?")


@cache
def re_bare_number() -> re.Pattern[str]:
    """Give the pattern of a numeral that counts tasks: ershisanxiang."""
    digits, counted = "|".join(pinyin()["digits"]), "|".join(pinyin()["counted"])
    return re.compile(f"(?:{digits})+(?:{counted})")


def english_terms(run: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Give the stretches of a run that the glossary knows, with their Chinese words."""
    words = [(m.start(), m.end()) for m in RE_WORD.finditer(run)]
    for place, (start, _) in enumerate(words):
        for _, end in words[place : place + MOST_WORDS]:
            if found := _known(run[start:end]):
                yield start, end, found


def _known(said: str) -> tuple[str, ...] | None:
    terms = glossary()
    for ending, other in PLURALS:
        if said.endswith(ending) and (found := terms.get(said[: len(said) - len(ending)] + other)):
            return found
    return None


class Spelled:
    """Reads Chinese that is typed by its sound, or by the initials of a name."""

    def __init__(self, index: Index, cutter: Cutter) -> None:
        names = index.names
        words = {p for p in phrases() if 1 < len(p) <= 4} | set(names.spellings) | set(names.people)
        words |= {d.district for d in index.documents.values() if d.district}
        for document in index.documents.values():
            texts = (*(t.text for t in document.tasks), *(p.text for p in document.passages))
            for text in texts:
                words.update(w for w in cutter.cut(fold(text)) if len(w) > 1)
        words |= set(pinyin()["words"])
        self._sounds = Sounds(w for w in words if not any(map(str.isascii, w)))
        self._names = names

    def read(self, text: str, scope: tuple[str, ...]) -> str:
        """Write every run of letters that spells Chinese in Chinese."""
        return RE_RUN.sub(lambda m: self._run(m[0], scope), text)

    def _run(self, run: str, scope: tuple[str, ...]) -> str:
        if len(run) > LONGEST_RUN:
            return run
        words = run.split()
        whole = self._letters("".join(words), scope)
        if whole:
            return whole
        found = [self._letters(w, scope) or w for w in words]
        return "".join(found) if all(f != w for f, w in zip(found, words, strict=True)) else run

    def _letters(self, letters: str, scope: tuple[str, ...]) -> str:
        found: list[str] = []
        place = 0
        if bare := re_bare_number().fullmatch(letters):
            letters = f"{pinyin()['th']}{bare[0]}"
        for m in re_number().finditer(letters):
            number = re_numeral().sub(lambda n: pinyin()["digits"][n[0]], m["digits"])
            if chinese_number(number) is None:
                continue
            if m.start() > place:
                found.append(self._plain(letters[place : m.start()], scope))
            counted = pinyin()["counted"][m["counted"] or "xiang"]
            found.append(pinyin()["nth"].format(number=number, counted=counted))
            place = m.end()
        if place < len(letters):
            found.append(self._plain(letters[place:], scope))
        return "".join(found) if all(found) else ""

    def _plain(self, letters: str, scope: tuple[str, ...]) -> str:
        if read := self._sounds.read(letters) if len(letters) > 1 else None:
            return "".join(self._likeliest(words) for words in read)
        initials = self._names.sounds.initials(letters) if 3 <= len(letters) <= 6 else frozenset()
        there = {w: self._names.spellings.get(w, w) for w in initials}
        there = {w: k for w, k in there.items() if self._names.is_in(k, scope)}
        if len(set(there.values())) == 1:
            return min(there, key=lambda w: (len(w), w))
        return ""

    def _likeliest(self, words: frozenset[str]) -> str:
        known = [w for w in words if w in self._names.spellings or w in self._names.people]
        said = [w for w in phrases() if w in words]
        return said[0] if said and not known else min(known or words, key=lambda w: (len(w), w))
