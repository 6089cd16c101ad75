"""Messages that ask nothing of the documents: greetings, thanks, where the person works."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from bot.model import Chat, Reading
from knowledge import Cell, Field, Index, Is, Question, fold, normalize

EDGE = r"[\s?？!！。.,，~…、]"
RE_TRIM = re.compile(rf"^{EDGE}+|(?<!{EDGE}){EDGE}++$")
RE_BETWEEN = re.compile(r"[\s,，。!！~]+")
RE_MARKUP = re.compile(r"<(script|style)\b[^<]{0,2000}</\1>|<[a-z/!][^<>]{0,300}>")
RE_SPACE = re.compile(r"\s+")
COURTESY = (Chat.FINE, Chat.THANKS, Chat.BYE, Chat.HELLO)
LONGEST_COURTESY = 6
MOST_READ = 8192
SHORTEST_ENGLISH = 6
"""Letters of a message that is answered in English, at least."""


def clean(text: str) -> str:
    """Normalise a message; mark-up in it says nothing."""
    return RE_SPACE.sub(" ", RE_MARKUP.sub(" ", normalize(text)[:MOST_READ])).strip()


def is_english(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return text.isascii() and letters >= SHORTEST_ENGLISH and " " in text.strip()


def small_talk(text: str) -> Chat | None:
    """Tell what a cleaned message says that asks nothing of the documents."""
    known = whole_messages()
    bare = text if text in known else _particle().sub("", RE_TRIM.sub("", text))
    if said := known.get(bare):
        return said
    kinds = [known.get(RE_TRIM.sub("", part)) for part in RE_BETWEEN.split(bare)]
    return kinds[-1] if all(kinds) else _courtesy(bare)


def _courtesy(text: str) -> Chat | None:
    """Read 好的收到谢谢: several words of courtesy in a row, of which the last counts."""
    known, said, place = whole_messages(), None, 0
    while place < len(text):
        ends = range(min(len(text), place + LONGEST_COURTESY), place, -1)
        end = next((e for e in ends if known.get(text[place:e]) in COURTESY), None)
        if end is None:
            return None
        said, place = known[text[place:end]], end
    return said


def told_own_unit(text: str, index: Index, scope: tuple[str, ...]) -> Reading | None:
    """Read a message that says where the person works; None where it names no unit in scope."""
    told = _own_unit().fullmatch(text)
    if told is None:
        return None
    said = fold(told["unit"])
    meaning = index.names.unit(said, scope) or index.names.unit(said)
    if meaning is None:
        return None
    unit = Is(Cell(Field.UNIT), (index.names.name_of(meaning.key, scope),))
    return Reading(Question(where=(unit,)), text=text, talk=Chat.OWN_UNIT)


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = resources.files("bot").joinpath("language/talk.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def whole_messages() -> dict[str, Chat]:
    """Give the whole messages that are small talk, with what they say: 你好 -> hello."""
    return {word: Chat(kind) for kind, words in _words()["chat"].items() for word in words}


def leaning_ends() -> tuple[str, ...]:
    """Give how a message ends that leans on the one before: 东丽的."""
    return tuple(_words()["particles"]["leaning"])


@cache
def _own_unit() -> re.Pattern[str]:
    return re.compile("|".join(_words()["own_unit"]["patterns"]))


@cache
def _particle() -> re.Pattern[str]:
    ends = f"[{''.join(_words()['particles']['end'])}]"
    return re.compile(rf"(?:(?<=.)(?<!{ends})|(?<=^.)){ends}++$")
