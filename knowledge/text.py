"""Characters and words: one form for all that is compared, one place where text is cut."""

import marshal
import os
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jieba

RE_HAN = re.compile(r"[\u3400-\u9fff]")
RE_UNSEEN = re.compile(r"[\s“”‘’\"'「」『』《》〈〉*_`#]+")
RE_CHINESE_NUMBER = re.compile(r"[零〇一二三四五六七八九十百两]+")
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CACHE_FORMAT = 1
ADDED_SHARE = 20
"""An added word is as frequent as one in twenty words of running text: it wins over its parts."""


def normalize(text: str) -> str:
    """Give the one form in which text is read: NFKC, simplified, lower case, nothing invisible."""
    text = unicodedata.normalize("NFKC", text)
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


def chinese_number(words: str) -> int | None:
    """Read 五十九, 一百零三, 二〇二四 or 59; None where it is no whole number."""
    if words.isascii() and words.isdigit():
        return int(words)
    if not words or not RE_CHINESE_NUMBER.fullmatch(words):
        return None
    if not set(words) & set("十百"):
        return int("".join(str(DIGITS[c]) for c in words))
    total = digit = 0
    for c in words:
        if c in DIGITS:
            digit = DIGITS[c]
        else:
            total += (digit or 1) * (100 if c == "百" else 10)
            digit = 0
    return total + digit


def arabic(text: str) -> str:
    """Write every Chinese number in the text in digits: 地铁十一号线 -> 地铁11号线."""
    return RE_CHINESE_NUMBER.sub(lambda m: str(chinese_number(m[0])), text)


class Cutter:
    """Cuts Chinese text into words; the words added to it are kept whole.

    `folder` keeps jieba's dictionary in a form that loads five times faster. It must belong to
    the user alone, because what stands in it is trusted; None keeps nothing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._tokenizer: jieba.Tokenizer | None = None
        self._added: set[str] = set()
        self._kinds: tuple[frozenset[str], frozenset[str]] | None = None

    def add(self, words: Iterable[str]) -> None:
        """Keep these words whole from now on."""
        self._added.update(words)
        if self._tokenizer is not None:
            self._teach(self._tokenizer, self._added)

    def cut(self, text: str) -> list[str]:
        """Cut normalised text; joined together, the words are the text again."""
        if self._tokenizer is None:
            self._tokenizer = self._load()
        words: list[str] = self._tokenizer.lcut(text, HMM=False)
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
        return len(word) == 1 or word in self._word_kinds()[0]

    def is_place(self, word: str) -> bool:
        """Tell whether the general dictionary knows the word as a place."""
        return word in self._word_kinds()[1]

    def _word_kinds(self) -> tuple[frozenset[str], frozenset[str]]:
        if self._kinds is None:
            light, places = self._cached("kinds", _read_kinds)
            self._kinds = frozenset(light), frozenset(places)
        return self._kinds

    def _load(self) -> jieba.Tokenizer:
        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = self._cached("words", lambda: _read_words(tokenizer))
        tokenizer.initialized = True
        self._teach(tokenizer, self._added)
        return tokenizer

    def _teach(self, tokenizer: jieba.Tokenizer, words: set[str]) -> None:
        frequency = tokenizer.total // ADDED_SHARE
        for word in words:
            tokenizer.FREQ[word] = frequency
            for end in range(1, len(word)):
                tokenizer.FREQ.setdefault(word[:end], 0)

    def _cached(self, name: str, read: Any) -> Any:
        """Read the file of that name in the folder, or read the dictionary and write it."""
        if self._folder is None:
            return read()
        path = self._folder / f"{name}-{jieba.__version__}-{CACHE_FORMAT}.marshal"
        try:
            return marshal.loads(path.read_bytes())
        except (OSError, ValueError, EOFError, TypeError):
            value = read()
            _keep(path, marshal.dumps(value))
            return value


def _read_words(tokenizer: jieba.Tokenizer) -> Any:
    return tokenizer.gen_pfdict(tokenizer.get_dict_file())


def _read_kinds() -> tuple[list[str], list[str]]:
    """Sort the dictionary's words by its own part-of-speech column."""
    light, places = [], []
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, _, kind = line.decode("utf-8").strip().split(" ")
            if kind[0] in "vdacpurmqtfyeohkxz" and kind not in ("vn", "an"):
                light.append(word)
            elif kind == "ns":
                places.append(word)
    return light, places


def _keep(path: Path, content: bytes) -> None:
    """Write a cache file whole; a cache that cannot be written is done without."""
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
