"""What looks like a unit, a place or a person that no document names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.ground import Ground
from bot.understanding.phrases import note, phrases, signs
from bot.understanding.stretch import Span
from bot.understanding.words import Cut, is_blank
from knowledge import ending_of, fold, is_like_a_person

RE_REGION = re.compile(r"[\u4e00-\u9fff]{3,4}")
MOST_WORDS = 4
LONGEST = 8
"""Characters of a strange name, at most."""


def strangers(words: Cut, ground: Ground) -> Iterator[Span]:
    """Give the stretches that are named like units, places and people."""
    for number, (start, _) in enumerate(words.places):
        for count, (_, end) in enumerate(words.places[number : number + MOST_WORDS], 1):
            pieces = [words.word(n) for n in range(number, number + count)]
            if _may_be_named(pieces, ground):
                yield from _stranger(start, end, pieces, words.text, ground)


def _may_be_named(pieces: list[str], ground: Ground) -> bool:
    said = "".join(pieces)
    if said in ground.names or any(map(is_blank, said)) or len(said) > LONGEST:
        return False
    if any(sign in signs("counting") for sign in said):
        return False
    if any(said[k:] in ground.names for k in range(1, len(said) - 1)):
        return False
    is_talk = any(p in phrases() for p in (*pieces, said))
    return not is_talk and pieces[0] not in signs("function")


def _stranger(start: int, end: int, pieces: list[str], text: str, ground: Ground) -> Iterator[Span]:
    said = text[start:end]
    unit = _unit(start, end, said, ground)
    if unit:
        yield unit
    if unit and unit.note and len(said) > 2:
        return
    if _is_region(said):
        if said not in ground.districts and (len(pieces) == 1 or ground.cutter.is_place(pieces[0])):
            yield Span(start, end, "place", said, said, 0.6)
    elif len(pieces) == 1 and ground.cutter.is_place(said) and not ground.holds(said):
        yield Span(start, end, "place", said, said, 0.7)
    if _is_person(said, ground) and text.startswith(signs("of_people"), end):
        yield Span(start, end, "person", said, said, 0.6)


def _unit(start: int, end: int, said: str, ground: Ground) -> Span | None:
    """Give a unit by a name that no document writes, or a stranger."""
    is_long = len(said) > 2 and ending_of(fold(said)) in signs("unit_tails")
    is_long = is_long and not ground.holds(said)
    if not is_long and not (len(said) == 2 and said.endswith(signs("short_unit_tails"))):
        return None
    if meant := ground.index.names.unit(said, ground.scope):
        taken = note("taken", name=ground.index.names.name_of(meant.key, ground.scope))
        return Span(start, end, "unit", said, meant.key, 0.4, taken)
    if not is_long:
        return Span(start, end, "stranger", said, said, 0.9)
    known = ground.index.names.is_like_a_unit(said)
    return Span(start, end, "stranger", said, said, 0.4 if known else 0.7)


def _is_region(said: str) -> bool:
    is_like = RE_REGION.fullmatch(said) and said.endswith(signs("region_ends"))
    return bool(is_like) and not said.endswith(signs("not_regions"))


def _is_person(said: str, ground: Ground) -> bool:
    return is_like_a_person(said) and 2 <= len(said) <= 3 and not ground.holds(said)
