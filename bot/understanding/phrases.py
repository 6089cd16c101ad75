"""The words of bot/language: templates, spelled out, with what each may mean."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

LONGEST = 14
"""Characters of a phrase, at most."""


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """Give every phrase with the meanings that it may have."""
    found: dict[str, list[str]] = defaultdict(list)
    for meaning, template in _templates():
        for phrase in spelled(template):
            if phrase and meaning not in found[phrase]:
                found[phrase].append(meaning)
    return {phrase: tuple(meanings) for phrase, meanings in found.items()}


@cache
def kinds() -> dict[str, tuple[str, ...]]:
    """Give the words for kinds of units, with how the names of such units end."""
    return {word: tuple(ends) for word, ends in _read("kinds").items()}


@cache
def glossary() -> dict[str, tuple[str, ...]]:
    """Give the English terms with their Chinese words, the likeliest first."""
    return {english: tuple(chinese) for english, chinese in _read("english")["terms"].items()}


@cache
def signs(name: str) -> tuple[str, ...]:
    """Give the small words of one sort: particles, endings, measures."""
    said = _read("signs")["signs"][name]
    if isinstance(said, str):
        return tuple(said)
    return tuple(word for template in said for word in spelled(template))


def note(sign: str, /, **parts: str) -> str:
    """Word what was read into a stretch of the message."""
    template: str = _read("signs")["notes"][sign]
    return template.format(**parts)


@cache
def columns() -> dict[str, str]:
    """Give the words for columns that such documents seldom have, with the title of each."""
    found = _read("signs")["columns"].items()
    return {w: title for title, said in found for template in said for w in spelled(template)}


@cache
def due_words() -> dict[str, str]:
    """Give the words that name what is due, with the meaning of each."""
    return dict(_read("signs")["due"])


@cache
def pinyin() -> dict[str, Any]:
    """Give what numbers and single characters look like where Chinese is typed by its sound."""
    return dict(_read("signs")["pinyin"])


def _templates() -> Iterator[tuple[str, str]]:
    for group in _read("phrases").values():
        for meaning, templates in group.items():
            for template in templates:
                yield meaning, template


@cache
def _read(name: str) -> dict[str, Any]:
    path = resources.files("bot").joinpath(f"language/{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def spelled(template: str) -> tuple[str, ...]:
    """Spell a template out: (a|b) is one of them, [a] or (a)? may be left out."""
    texts, end = _alternatives(template, 0)
    if end != len(template):
        raise ValueError(f"{template}: too much from character {end + 1} on")
    return tuple(dict.fromkeys(texts))


def _alternatives(template: str, place: int) -> tuple[list[str], int]:
    found, place = _sequence(template, place)
    while place < len(template) and template[place] == "|":
        more, place = _sequence(template, place + 1)
        found += more
    return found, place


def _sequence(template: str, place: int) -> tuple[list[str], int]:
    texts = [""]
    while place < len(template) and template[place] not in "|)]":
        sign = template[place]
        if sign in "([":
            inner, place = _alternatives(template, place + 1)
            place += 1
            if sign == "[":
                inner = ["", *inner]
        else:
            inner, place = [sign], place + 1
        if place < len(template) and template[place] == "?":
            inner, place = ["", *inner], place + 1
        texts = [a + b for a in texts for b in inner]
    return texts, place


def meanings_at(text: str, start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give every phrase that begins at a place: its end, and its meanings."""
    known = phrases()
    for end in range(start + 1, min(len(text), start + LONGEST) + 1):
        if found := known.get(text[start:end]):
            yield end, found


@cache
def endings() -> dict[str, re.Pattern[str]]:
    """Give the patterns of how whole messages begin and end, by the cue that they give."""
    patterns = _read("endings")["endings"].items()
    return {cue: re.compile("|".join(alternatives)) for cue, alternatives in patterns}
