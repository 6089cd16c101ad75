"""Stretches of a message that may be its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.understanding.ground import Ground
from bot.understanding.holdings import is_distinctive, is_light, word_of
from bot.understanding.numbers import RE_YEAR
from bot.understanding.phrases import note, phrases, signs
from bot.understanding.stretch import Span
from bot.understanding.words import COMMON, PLAIN, Cut, is_blank
from knowledge import Word, fold, meant_by, same_as, wider_than

LONGEST = 8
"""Words of one subject, at most."""
LONGEST_UNHELD = 3
"""Words of a subject that no document holds, at most."""

NO_SUBJECT = frozenset(("unit_noun", "task", "this_year", "last_year", "next_year", "what", "list"))
"""Meanings of words that are never what is looked for."""
STATED = 2
"""Characters of a word that says what the text holds: 提到."""
NAMED_SIGN = 0.6
"""What a single character costs that the text is said to hold."""


def subjects(words: Cut, ground: Ground) -> Iterator[Span]:
    """Give the stretches that the documents speak of, or that name what they do not hold."""
    for number in range(len(words.places)):
        pieces: list[str] = []
        for start, end in words.places[number : number + LONGEST]:
            pieces.append(words.text[start:end])
            if any(map(is_blank, pieces[-1])):
                break
            if span := _subject(words.text, end, pieces, ground):
                yield span


def _subject(text: str, end: int, pieces: Sequence[str], ground: Ground) -> Span | None:
    said = "".join(pieces)
    start, folded = end - len(said), fold(said)
    word = Word(folded, same_as(folded), wider_than(folded))
    is_pair = _is_pair(pieces) and folded not in ground.names
    spoken = ground.index.frequency(folded, ground.scope) if is_pair else 0
    if spoken > 1 or (spoken and (word.same or word.wider)):
        return Span(start, end, "subject", said, word, 0.8)
    if not _may_be_subject(pieces, ground):
        return None
    if found := word_of(folded, pieces, ground):
        cost = _cost(pieces, ground, is_named=_is_named(text, start, end))
        told = note("taken_for", said=said, name=found.text) if meant_by(folded) else ""
        return Span(start, end, "subject", said, found, cost, told)
    if _is_unheld(pieces, ground):
        words = 1 if same_as(folded) or wider_than(folded) else len(pieces)
        return Span(start, end, "unheld", said, Word(folded), 1.2 + 0.6 * words)
    return None


def _is_pair(pieces: Sequence[str]) -> bool:
    """Tell whether two or three single characters may be one word."""
    is_short = len(pieces) in (2, 3) and all(len(p) == 1 for p in pieces)
    return is_short and not all(p in signs("particles") for p in pieces)


def _may_be_subject(pieces: Sequence[str], ground: Ground) -> bool:
    said, first, last = "".join(pieces), pieces[0], pieces[-1]
    is_one = all(any(map(str.isalnum, p)) for p in pieces) or ground.holds(fold(said))
    if first in signs("function") or not is_one or not any(map(str.isalnum, said)):
        return False
    if (
        said.isdigit()
        or RE_YEAR.fullmatch(said)
        or (said in ground.names and ground.names[said].kind == "district")
    ):
        return False
    if len(pieces) == 1:
        return not NO_SUBJECT & set(phrases().get(said, ()))
    if _is_hanging(first) or _is_hanging(last):
        return False
    return said[1:] not in ground.names and said[:-1] not in ground.names


def _is_hanging(word: str) -> bool:
    """Tell whether a word is a single character that no subject begins or ends with: 要, 和."""
    return word in signs("function") or word in signs("hanging")


def _is_unheld(pieces: Sequence[str], ground: Ground) -> bool:
    """Tell whether a stretch names something that the documents do not hold."""
    if len(pieces) > LONGEST_UNHELD or (len(pieces) > 1 and _is_rare(pieces[-1], ground)):
        return False
    said = fold("".join(pieces))
    is_known = len(said) > 2 and bool(same_as(said) or wider_than(said))
    *before, last = pieces
    is_common = bool(before) and ground.index.frequency(fold(last), ground.scope) >= COMMON
    names = before if is_common else pieces
    return is_known or all(is_distinctive(p, ground) for p in names)


def _is_rare(word: str, ground: Ground) -> bool:
    """Tell whether a word that is held says by itself what is meant: not 经济 of 低空经济."""
    return 0 < ground.index.frequency(fold(word), ground.scope) < COMMON


def _is_named(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is what the text is said to hold: 写着“光”的."""
    is_behind = "stated" in phrases().get(text[max(start - STATED, 0) : start], ())
    return is_behind and (end == len(text) or text.startswith(signs("after_quoted"), end))


def _cost(pieces: Sequence[str], ground: Ground, *, is_named: bool) -> float:
    said, is_long = "".join(pieces), len(pieces) > 1
    is_known = bool(same_as(fold(said)) or meant_by(fold(said)) or wider_than(fold(said)))
    starts_with_phrase = is_long and pieces[0] in phrases() and not is_known
    cost = 0.75
    if starts_with_phrase or (not is_known and all(is_light(p, ground) for p in pieces)):
        cost += 0.9
    if set(phrases().get(said, ())) - PLAIN:
        cost += 0.4
    if len(said) == 1:
        cost = NAMED_SIGN if is_named else cost + 0.8
    if not ground.holds(fold(said)):
        cost += 0.25
    if is_long and "target" in phrases().get(pieces[-1], ()):
        cost += -0.2 if same_as(fold(said)) or meant_by(fold(said)) else 0.5
    return cost
