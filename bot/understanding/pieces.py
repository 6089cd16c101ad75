"""The content of a question, cut into the longest pieces that the documents hold."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.asked import Asked
from bot.understanding.ground import Ground
from bot.understanding.lexicon import Lexicon
from bot.understanding.marks import TOLD, Mark, Token
from knowledge import Word, arabic, fold, is_like_a_person, meant_by, same_as, wider_than

LONGEST_SEGMENT = 12
"""Words of one segment, at most."""
MOST_RUNS = 80
MOST_WORDS = 120
"""Runs of content in one question, and words in a run; no subject is longer."""
ABOUT_PEOPLE = (Mark.OVERSEE, Mark.MANAGE, Mark.LEADER, Mark.OFFICIAL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the question's content, with what it turned out to be."""

    text: str
    word: Word | None = None
    """None where the documents do not hold it."""
    is_light: bool = False
    """Adds nothing to look for by itself."""
    before_person_word: bool = False
    is_told: bool = False


def pieces_of(asked: Asked, ground: Ground, readings: list[str]) -> Iterator[Piece]:
    """Give the pieces in order; what was read into one is added to the readings."""
    for run in itertools.islice(_runs(asked), MOST_RUNS):
        yield from _pieces(run, ground, readings)


@dataclass(frozen=True, slots=True)
class _Run:
    words: tuple[str, ...]
    before_person_word: bool
    is_told: bool
    is_quoted: bool


def _runs(asked: Asked) -> Iterator[_Run]:
    """Give the runs of content words; a number belongs to the word behind it: 4号线."""
    words: list[str] = []
    is_told = False
    is_quoted = asked.has(Mark.LITERAL)
    for token in (*asked.tokens, Token("", Mark.PUNCTUATION)):
        if token.mark is None:
            folded = fold(token.text)
            if words and words[-1].isdigit():
                folded = words.pop() + folded
            words.append(folded)
            is_told = token.value == TOLD
        else:
            if words := [w for w in words if w][:MOST_WORDS]:
                yield _Run(tuple(words), token.mark in ABOUT_PEOPLE, is_told, is_quoted)
            words = []


def _pieces(run: _Run, ground: Ground, readings: list[str]) -> Iterator[Piece]:
    """Cut a run into the longest pieces that the documents hold to the letter."""
    if _names_a_stranger(run, ground):
        yield Piece("".join(run.words), None, False, run.before_person_word, run.is_told)
        return
    missing: list[str] = []
    place = 0
    while place < len(run.words):
        length, text = _longest(run.words, place, ground)
        if length == 0 or (length == 1 and len(text) == 1 and len(run.words) > 1):
            missing.append(run.words[place])
            place += 1
            continue
        if meant_by(text) and missing:
            missing.append(text)
            place += length
            continue
        yield from _missing(missing, run, ground, readings)
        missing = []
        if place == 0 and (meant := _meant(text, run, ground)):
            readings.append(f"“{text}”按“{meant}”理解")
            yield Piece(meant, _word(meant))
            place += length
            continue
        parts = tuple(w for w in run.words[place : place + length] if len(w) > 1)
        if length == 1:
            parts = ground.lexicon.cutter.parts(text)
        word, used = _contraction(text, run.words[place + length :], ground, readings)
        yield Piece(text, word or _word(text, parts), _is_light(text, length, ground.lexicon))
        place += length + used
    yield from _missing(missing, run, ground, readings)


def _names_a_stranger(run: _Run, ground: Ground) -> bool:
    """Tell 王大力 in 王大力分管什么 from a subject: its 大力 may stand in the documents."""
    text = "".join(run.words)
    if not run.before_person_word or len(run.words[0]) > 1 or len(run.words) == 1:
        return False
    return is_like_a_person(text) and not ground.holds(text)


def _longest(words: Sequence[str], place: int, ground: Ground) -> tuple[int, str]:
    """Find how many words from here on stand together in the documents, and how."""
    for length in range(min(LONGEST_SEGMENT, len(words) - place), 0, -1):
        text = "".join(words[place : place + length])
        for way in dict.fromkeys((text, arabic(text))):
            if ground.holds(way):
                return length, way
        others = (*same_as(text), *(wider_than(text) if length == 1 else ()), meant_by(text))
        if any(w and ground.holds(w) for w in others):
            return length, text
    return 0, ""


def _meant(text: str, run: _Run, ground: Ground) -> str:
    """Give what a word means where nothing before it makes it another: 低空经济增长."""
    meant = "" if run.is_quoted else meant_by(text)
    return meant if meant and ground.holds(meant) else ""


def _word(text: str, parts: tuple[str, ...] = ()) -> Word:
    return Word(text, same_as(text), wider_than(text), parts if len(parts) > 1 else ())


def _is_light(text: str, length: int, lexicon: Lexicon) -> bool:
    if len(text) == 1:
        return True
    return (
        length == 1 and not same_as(text) and not wider_than(text) and lexicon.cutter.is_light(text)
    )


def _contraction(
    text: str, rest: Sequence[str], ground: Ground, readings: list[str]
) -> tuple[Word | None, int]:
    """Read 保障房 as 保障性租赁住房: a piece and one character that follows it at a distance."""
    if not rest or len(rest[0]) != 1 or len(text) < 2 or len(rest) > 1:
        return None, 0
    wholes = ground.index.stretches(text, rest[0], ground.scope)
    if not wholes:
        return None, 0
    readings.append(f"“{text}{rest[0]}”按“{wholes[0]}”理解")
    return Word(text + rest[0], tuple(wholes)), 1


def _missing(
    words: list[str],
    run: _Run,
    ground: Ground,
    readings: list[str],
) -> Iterator[Piece]:
    """Account for words in a row that the documents do not hold: a slip of the pen, or unknown."""
    text = "".join(words)
    if not text:
        return
    if mended := ground.index.near_text(text, ground.scope, is_word=len(words) == 1):
        readings.append(f"按“{mended}”理解")
        yield Piece(mended, _word(mended))
    elif parts := _held_parts(text, ground):
        yield Piece(text, Word(text, parts=parts))
    elif all(len(w) == 1 for w in words) and len(text) < 3 and not run.before_person_word:
        if all(ground.holds(w) for w in words):
            yield from (Piece(w, _word(w), is_light=True) for w in words)
    elif all(len(w) > 1 and ground.lexicon.cutter.is_light(w) for w in words):
        yield from (Piece(w, None, True, run.before_person_word, run.is_told) for w in words)
    else:
        yield Piece(text, None, False, run.before_person_word, run.is_told)


def _held_parts(text: str, ground: Ground) -> tuple[str, ...]:
    """Cut a word into pieces that stand apart in one entry: 粮食产量 in 粮食播种面积…、产量…"""
    if not 4 <= len(text) <= 12:
        return ()
    parts: list[str] = []
    place = 0
    while place < len(text):
        end = next((e for e in range(len(text), place + 1, -1) if ground.holds(text[place:e])), 0)
        if not end:
            return ()
        parts.append(text[place:end])
        place = end
    return tuple(parts) if ground.index.holds_all(parts, ground.scope) else ()
