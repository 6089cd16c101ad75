"""Characters and words: one form for all that is compared, one place where text is cut."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jieba

from knowledge.dictionary import FORMAT, load
from knowledge.numerals import chinese_number

RE_HAN = re.compile(r"[\u3400-\u9fff]")
RE_UNSEEN = re.compile(r"[\s“”‘’\"'「」『』《》〈〉*_`#]+")
RE_CHINESE_NUMBER = re.compile(r"[零〇一二三四五六七八九十百两]+")
LONGEST_NUMBER = 12
ADDED_SHARE = 20
"""An added word is as frequent as one in twenty words of running text: it wins over its parts."""


def normalize(text: str) -> str:
    """Give the one form in which text is read: NFKC, simplified, lower case, nothing invisible."""
    text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return simplify(text).lower()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Normalise, and leave out what people do not type: spaces, quotation marks, mark-up."""
    return RE_UNSEEN.sub("", normalize(text))


def simplify(text: str) -> str:
    """Turn traditional characters into simplified ones; text that is in GB 2312 has none."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return _converter().convert(text) if RE_HAN.search(text) else text
    return text


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def arabic(text: str) -> str:
    """Write every Chinese number in the text in digits: 地铁十一号线 -> 地铁11号线."""
    return RE_CHINESE_NUMBER.sub(lambda m: _digits(m[0]), text)


def _digits(words: str) -> str:
    number = chinese_number(words) if len(words) <= LONGEST_NUMBER else None
    return words if number is None else str(number)


class Cutter:
    """Cuts Chinese text into words; the words added to it are kept whole.

    `folder` keeps jieba's dictionary in a form that loads word by word; None keeps nothing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = folder / f"words-{jieba.__version__}-{FORMAT}.marshal" if folder else None
        self._tokenizer: jieba.Tokenizer | None = None
        self._known: set[str] = set()
        """The first characters whose words have been loaded."""
        self._added: dict[str, set[str]] = defaultdict(set)
        self._light: set[str] = set()
        self._places: set[str] = set()

    def add(self, words: Iterable[str]) -> None:
        """Keep these words whole from now on."""
        for word in words:
            self._added[word[0]].add(word)
            if word[0] in self._known:
                self._teach(word)

    def cut(self, text: str) -> list[str]:
        """Cut normalised text; joined together, the words are the text again."""
        words: list[str] = self._ready_for(text).lcut(text, HMM=False)
        return words

    def parts(self, word: str) -> tuple[str, ...]:
        """Cut a word that was added, or a long one, into the words that it is made of."""
        if len(word) < 4:
            return ()
        cuts = [
            (*self.cut(word[:place]), *self.cut(word[place:])) for place in range(2, len(word) - 1)
        ]
        whole = [c for c in cuts if all(len(w) > 1 for w in c)]
        return min(whole, key=len, default=())

    def is_light(self, word: str) -> bool:
        """Tell whether a word carries no subject of its own: most verbs, adverbs, measures."""
        self._ready_for(word)
        return len(word) == 1 or word in self._light

    def frequency(self, word: str) -> int:
        """Give how often the general dictionary has seen a word; 0 where it does not know it."""
        tokenizer = self._ready_for(word)
        return int(tokenizer.FREQ.get(word) or 0)

    def is_place(self, word: str) -> bool:
        """Tell whether the general dictionary knows the word as a place."""
        self._ready_for(word)
        return word in self._places

    def _ready_for(self, text: str) -> jieba.Tokenizer:
        """Load the words that begin with a character of the text."""
        if self._tokenizer is None:
            self._tokenizer = self._load()
        for character in set(text) - self._known:
            words, light, places = self._dictionary.beginning_with(character)
            self._tokenizer.FREQ.update(words)
            self._light.update(light)
            self._places.update(places)
            self._known.add(character)
            for word in self._added.get(character, ()):
                self._teach(word)
        return self._tokenizer

    def _load(self) -> jieba.Tokenizer:
        tokenizer = jieba.Tokenizer()
        with jieba.get_dict_file() as source:
            self._dictionary = load(self._path, source)
        tokenizer.FREQ, tokenizer.total = {}, self._dictionary.total
        tokenizer.initialized = True
        return tokenizer

    def _teach(self, word: str) -> None:
        if self._tokenizer is not None:
            self._tokenizer.FREQ[word] = self._tokenizer.total // ADDED_SHARE
            for end in range(1, len(word)):
                self._tokenizer.FREQ.setdefault(word[:end], 0)
