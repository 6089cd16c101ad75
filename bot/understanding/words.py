"""The words of a message: where they are, phrases of talk, what it costs to leave one out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.ground import Ground
from bot.understanding.holdings import word_of
from bot.understanding.phrases import meanings_at, phrases, signs
from bot.understanding.stretch import Span
from knowledge import ending_of, fold, same_as, wider_than

RE_PUNCTUATION = re.compile(r"[,，。;；!！?？:：~…“”\"'（）()《》<>\n]")
RE_QUOTE = re.compile(r"[“\"「](?P<text>[^“”\"「」]{1,20})[”\"」]")
TOKEN = 0.25
"""What each span costs: few long ones are likelier than many short ones."""
BREAKING = 1.0
"""What it costs to begin or end inside a noun."""
SCENE = 0.9
"""What it costs to leave out a word that only sets the scene for the one behind it."""
COMMON = 5
"""Entries that speak of a word, from which on what stands before it tells which is meant."""
TELLING = 4.0
"""What it costs to leave out a word that tells which of many is meant: 低空 of 低空经济."""
HALVED = 0.8
"""What it costs to take 没有 out of 有没有."""
AT_THE_END = 0.08
"""What 吗 costs where a message ends with it."""
ENDS = "?？。!！ "
SINGLE = 0.05
"""What a character costs more than its share of the word, left out by itself."""
NAMED_HEAD = 2.4
"""What it costs to leave out what is named behind its modifier: 床位 of 养老床位."""
SHORT_QUESTION = 16
TURNING = {"lead", "support", "not", "remove", "most", "least", "total", "share"}
"""Meanings without which a message asks something else."""
PLAIN = {"filler", "task", "plan"}
"""Meanings that a message loses little by."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A message with the words of the general language in it."""

    text: str
    places: tuple[tuple[int, int], ...]
    """Where each word begins and ends."""
    inside: frozenset[int]
    """Places inside a noun: whatever begins or ends there breaks it."""

    def word(self, number: int) -> str:
        """Give a word by its number; nothing behind the last."""
        return self.text[slice(*self.places[number])] if number < len(self.places) else ""

    def breaks(self, start: int, end: int) -> int:
        """Count the ends of a stretch that break a noun."""
        return (start in self.inside) + (end in self.inside)


def cut(text: str, ground: Ground, edges: frozenset[int] = frozenset()) -> Cut:
    """Cut a message into words of the general language; no word goes on over the edge of a name."""
    places: list[tuple[int, int]] = []
    inside: set[int] = set()
    start = 0
    for word in ground.cutter.cut(text):
        end = start + len(word)
        places.append((start, end))
        if len(word) > 1 and not ground.cutter.is_light(word):
            inside.update(range(start + 1, end))
        start = end
    return Cut(text, tuple(places), frozenset(inside) - edges)


def is_blank(word: str) -> bool:
    """Tell whether there is nothing to read."""
    return not word.strip() or bool(RE_PUNCTUATION.match(word))


def phrases_in(words: Cut) -> Iterator[Span]:
    """Give the phrases of bot/language, with each of their meanings."""
    text = words.text
    for start in range(len(text)):
        for end, meanings in meanings_at(text, start):
            if is_inside_latin(text, start, end):
                continue
            if end - start == 1 and words.breaks(start, end):
                continue
            broken = BREAKING * words.breaks(start, end)
            cost = TOKEN + 0.15 - 0.03 * min(end - start - 1, 6) + broken
            for meaning in meanings:
                if meaning == "have":
                    cost = 0.12 if not text.endswith(signs("denying"), 0, start) else 0.8
                is_half = text.startswith(signs("denying"), start)
                if meaning == "not" and is_half and text.endswith(signs("there"), 0, start):
                    cost += HALVED
                if meaning == "filler":
                    cost = 0.1 + broken
                if meaning == "yes_no" and (not text[end:].strip(ENDS) or text[end] in ENDS[:2]):
                    cost = AT_THE_END + broken
                yield Span(start, end, meaning, text[start:end], cost=cost)


def is_inside_latin(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch begins or ends in the middle of letters or digits."""
    return _is_joined(text[max(start - 1, 0) : start + 1]) or _is_joined(text[end - 1 : end + 1])


def _is_joined(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


def quotes(text: str) -> Iterator[Span]:
    """Give what stands in quotation marks."""
    for m in RE_QUOTE.finditer(text):
        yield Span(m.start(), m.end(), "quoted", m["text"], m["text"], 0.2)


def skipped(words: Cut, ground: Ground) -> Iterator[Span]:
    """Give every character and every word as something to leave out."""
    for number, (start, end) in enumerate(words.places):
        said, worth = words.text[start:end], 0.0
        if end - start > 1 and not is_blank(said):
            worth = _worth_there(words, number, ground)
            yield Span(start, end, "skip", said, cost=worth)
        for place, sign in enumerate(said, start):
            if RE_PUNCTUATION.match(sign) or sign == " ":
                yield Span(place, place + 1, "mark", sign, cost=0.0)
            else:
                cost = _sign_worth(sign) + BREAKING / 2 * words.breaks(place, place + 1)
                cost = max(cost, worth / len(said) + SINGLE)
                yield Span(place, place + 1, "skip", sign, cost=cost)


def _sign_worth(sign: str) -> float:
    if sign.isdigit():
        return 5.0
    if sign in signs("weighty") or set(phrases().get(sign, ())) & TURNING:
        return 1.5
    return 0.5 if sign in signs("idle") else 0.9


def _worth_there(words: Cut, number: int, ground: Ground) -> float:
    """Say what it costs to leave a word out where it stands."""
    said, behind = words.word(number), words.word(number + 1)
    worth = _worth(said, ground)
    if worth > 1 and _is_head(behind, ground):
        is_common = ground.index.frequency(fold(behind), ground.scope) >= COMMON
        if is_common and worth > 2 and _by_frequency(said, ground) > 2:
            return TELLING
        elif not is_common and word_of(fold(said), (said,), ground) is None:
            return SCENE
    if _is_asked_for(words, number, worth):
        return 3.0
    if worth > 1 and said not in phrases() and not ground.holds(fold(said)):
        is_named = number > 0 and _is_head(words.word(number - 1), ground)
        return NAMED_HEAD if is_named and worth > 2 else min(worth, _by_frequency(said, ground))
    return worth


def _is_head(word: str, ground: Ground) -> bool:
    """Tell whether a word is one that the documents know, before which others set the scene."""
    return len(word) > 1 and ground.holds(fold(word)) and not ground.cutter.is_light(word)


def _is_asked_for(words: Cut, number: int, worth: float) -> bool:
    """Tell whether the question is about this word: 哪里的X, X是多少, 几X."""
    text, (start, end) = words.text, words.places[number]
    if worth > 1.4 and text.endswith(signs("of"), 0, start) and len(text) <= SHORT_QUESTION:
        return True
    is_near = text.startswith(signs("asked"), end) or text.endswith(signs("asking"), 0, start)
    return worth > 2 and is_near


def _worth(word: str, ground: Ground) -> float:
    """Say what it costs to leave a word out: little for words of talk, much for a subject."""
    if any(sign.isdigit() for sign in word):
        return 5.0
    if word.isascii() and word.isalnum():
        return 2.5
    if ending_of(fold(word)) in signs("unit_tails") and len(word) > 2:
        return 3.0
    if meanings := set(phrases().get(word, ())) - PLAIN:
        return 2.6 if meanings & TURNING else 1.3
    if same_as(fold(word)) or wider_than(fold(word)):
        return 1.6
    if ground.cutter.is_light(word):
        return 0.45 + 0.05 * len(word)
    return 1.5 if ground.holds(fold(word)) else 2.2


def _by_frequency(word: str, ground: Ground) -> float:
    """Ordinary words cost less than rare ones."""
    frequency = ground.cutter.frequency(word)
    return 0.9 if frequency > 8000 else 1.4 if frequency > 2000 else 2.4
