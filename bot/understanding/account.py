"""The third step: every content word is used, or named as what the documents do not hold."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.model import Unknown
from bot.understanding.asked import Asked
from bot.understanding.lexicon import Lexicon
from bot.understanding.marks import TOLD, Mark, Token
from knowledge import (
    Index,
    Word,
    arabic,
    ending_of,
    fold,
    is_like_a_person,
    meant_by,
    same_as,
    wider_than,
)

RE_HAN = re.compile(r"[\u4e00-\u9fff]+")
RE_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}(?:区|县|市|州|旗)$")
NOT_PLACES = (
    "园区",
    "社区",
    "小区",
    "地区",
    "片区",
    "景区",
    "城区",
    "灾区",
    "校区",
    "库区",
    "林区",
    "街区",
    "市区",
    "院区",
    "厂区",
    "库区",
)
STRONG_ENDINGS = (
    "局",
    "委",
    "办",
    "管委会",
    "街",
    "镇",
    "乡",
    "公司",
    "集团",
    "支队",
    "大队",
    "专班",
    "厅",
)
LONGEST_SEGMENT = 12
"""Words of one segment, at most."""
MOST_RUNS = 80
MOST_WORDS = 120
"""Runs of content in one question, and words in a run; no subject is longer."""
ABOUT_PEOPLE = (Mark.OVERSEE, Mark.MANAGE, Mark.LEADER, Mark.OFFICIAL)
RARE = 3
"""Entries of one document that a word stands in, at most, to be a subject by itself."""


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


@dataclass(slots=True)
class Account:
    """What became of the content of a question."""

    words: list[Word] = field(default_factory=list)
    boosts: list[str] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Unknown words that are beside the point, to be named with the answer."""
    readings: list[str] = field(default_factory=list)


def account_for(
    asked: Asked, lexicon: Lexicon, index: Index, scope: Sequence[str], account: Account
) -> Account:
    """Turn the content of a question into words to find, or into unknowns."""
    pieces = [
        p
        for run in itertools.islice(_runs(asked), MOST_RUNS)
        for p in _pieces(run, lexicon, index, scope, account)
    ]
    held = [p for p in pieces if p.word]
    chosen = [p for p in held if not p.is_light] or [p for p in held if len(p.text) > 1]
    if not chosen and not _has_conditions(asked) and _reads_characters(asked, index, scope):
        chosen = [p for p in held if RE_HAN.fullmatch(p.text)]
    account.words = list({p.word.text: p.word for p in chosen if p.word}.values())
    taken = {p.text for p in chosen}
    aside = [fold(t.text) for t in asked.tokens if t.mark == Mark.ASIDE and len(t.text) > 1]
    account.boosts = [p.text for p in held if p.text not in taken and len(p.text) > 1]
    account.boosts += [w for w in aside if index.holds(w, scope)]
    for place, piece in enumerate(pieces):
        if piece.word is None and len(piece.text) > 1:
            behind = (
                chosen if piece.is_told else [p for p in pieces[place + 1 :] if p.text in taken]
            )
            _account_for_missing(piece, chosen, behind, asked, lexicon, index, scope, account)
    return account


def _reads_characters(asked: Asked, index: Index, scope: Sequence[str]) -> bool:
    """Tell whether one character may be a subject: in tasks (茶, 铜), or where it is quoted."""
    has_tasks = any(d.tasks for d in index.scope(tuple(scope)))
    return has_tasks or asked.has(Mark.LITERAL, Mark.ABOUT)


def _account_for_missing(
    piece: Piece,
    chosen: Sequence[Piece],
    behind: Sequence[Piece],
    asked: Asked,
    lexicon: Lexicon,
    index: Index,
    scope: Sequence[str],
    account: Account,
) -> None:
    """Name what the documents do not hold: instead of an answer, or beside it."""
    if piece.is_light and _has_conditions(asked):
        return
    unknown = _unknown(piece, lexicon, index, scope)
    if unknown.kind != "subject" or not _is_beside(piece, chosen, behind, index, scope):
        account.unknown.append(unknown)
    elif not piece.is_light:
        account.beside.append(piece.text)


def _has_conditions(asked: Asked) -> bool:
    return bool(asked.numbers or asked.units or asked.leaders or asked.dues or asked.under)


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


def _pieces(
    run: _Run, lexicon: Lexicon, index: Index, scope: Sequence[str], account: Account
) -> Iterator[Piece]:
    """Cut a run into the longest pieces that the documents hold to the letter."""
    if _names_a_stranger(run, index, scope):
        yield Piece("".join(run.words), None, False, run.before_person_word, run.is_told)
        return
    missing: list[str] = []
    place = 0
    while place < len(run.words):
        length, text = _longest(run.words, place, index, scope)
        if length == 0 or (length == 1 and len(text) == 1 and len(run.words) > 1):
            missing.append(run.words[place])
            place += 1
            continue
        if meant_by(text) and missing:
            missing.append(text)
            place += length
            continue
        yield from _missing(missing, run, lexicon, index, scope, account)
        missing = []
        if place == 0 and (meant := _meant(text, run, index, scope)):
            account.readings.append(f"“{text}”按“{meant}”理解")
            yield Piece(meant, _word(meant))
            place += length
            continue
        parts = tuple(w for w in run.words[place : place + length] if len(w) > 1)
        if length == 1:
            parts = lexicon.cutter.parts(text)
        word, used = _contraction(text, run.words[place + length :], index, scope, account)
        yield Piece(text, word or _word(text, parts), _is_light(text, length, lexicon))
        place += length + used
    yield from _missing(missing, run, lexicon, index, scope, account)


def _names_a_stranger(run: _Run, index: Index, scope: Sequence[str]) -> bool:
    """Tell 王大力 in 王大力分管什么 from a subject: its 大力 may stand in the documents."""
    text = "".join(run.words)
    if not run.before_person_word or len(run.words[0]) > 1 or len(run.words) == 1:
        return False
    return is_like_a_person(text) and not index.holds(text, scope)


def _longest(
    words: Sequence[str], place: int, index: Index, scope: Sequence[str]
) -> tuple[int, str]:
    """Find how many words from here on stand together in the documents, and how."""
    for length in range(min(LONGEST_SEGMENT, len(words) - place), 0, -1):
        text = "".join(words[place : place + length])
        for way in dict.fromkeys((text, arabic(text))):
            if index.holds(way, scope):
                return length, way
        others = (*same_as(text), *(wider_than(text) if length == 1 else ()), meant_by(text))
        if any(w and index.holds(w, scope) for w in others):
            return length, text
    return 0, ""


def _meant(text: str, run: _Run, index: Index, scope: Sequence[str]) -> str:
    """Give what a word means where nothing before it makes it another: 低空经济增长."""
    meant = "" if run.is_quoted else meant_by(text)
    return meant if meant and index.holds(meant, scope) else ""


def _word(text: str, parts: tuple[str, ...] = ()) -> Word:
    return Word(text, same_as(text), wider_than(text), parts if len(parts) > 1 else ())


def _is_light(text: str, length: int, lexicon: Lexicon) -> bool:
    if len(text) == 1:
        return True
    return (
        length == 1 and not same_as(text) and not wider_than(text) and lexicon.cutter.is_light(text)
    )


def _contraction(
    text: str, rest: Sequence[str], index: Index, scope: Sequence[str], account: Account
) -> tuple[Word | None, int]:
    """Read 保障房 as 保障性租赁住房: a piece and one character that follows it at a distance."""
    if not rest or len(rest[0]) != 1 or len(text) < 2 or len(rest) > 1:
        return None, 0
    wholes = index.stretches(text, rest[0], tuple(scope))
    if not wholes:
        return None, 0
    account.readings.append(f"“{text}{rest[0]}”按“{wholes[0]}”理解")
    return Word(text + rest[0], tuple(wholes)), 1


def _missing(
    words: list[str],
    run: _Run,
    lexicon: Lexicon,
    index: Index,
    scope: Sequence[str],
    account: Account,
) -> Iterator[Piece]:
    """Account for words in a row that the documents do not hold: a slip of the pen, or unknown."""
    text = "".join(words)
    if not text:
        return
    if mended := index.near_text(text, scope, is_word=len(words) == 1):
        account.readings.append(f"按“{mended}”理解")
        yield Piece(mended, _word(mended))
    elif parts := _held_parts(text, index, scope):
        yield Piece(text, Word(text, parts=parts))
    elif all(len(w) == 1 for w in words) and len(text) < 3 and not run.before_person_word:
        if all(index.holds(w, scope) for w in words):
            yield from (Piece(w, _word(w), is_light=True) for w in words)
    elif all(len(w) > 1 and lexicon.cutter.is_light(w) for w in words):
        yield from (Piece(w, None, True, run.before_person_word, run.is_told) for w in words)
    else:
        yield Piece(text, None, False, run.before_person_word, run.is_told)


def _held_parts(text: str, index: Index, scope: Sequence[str]) -> tuple[str, ...]:
    """Cut a word into pieces that stand apart in one entry: 粮食产量 in 粮食播种面积…、产量…"""
    if not 4 <= len(text) <= 12:
        return ()
    parts: list[str] = []
    place = 0
    while place < len(text):
        end = next(
            (e for e in range(len(text), place + 1, -1) if index.holds(text[place:e], scope)), 0
        )
        if not end:
            return ()
        parts.append(text[place:end])
        place = end
    return tuple(parts) if index.holds_all(parts, scope) else ()


def _is_beside(
    piece: Piece,
    chosen: Sequence[Piece],
    behind: Sequence[Piece],
    index: Index,
    scope: Sequence[str],
) -> bool:
    """Tell whether an unknown word only sets the scene for a subject that the documents hold.

    The head of a Chinese phrase comes last: 楼下饭馆油烟 is about 油烟, but 无人机配送 is not about
    无人机. Another figure than the document's is another subject: 4号线 is not 11号线.
    """
    if piece.is_light:
        return any(_frequency(p, index, scope) for p in chosen)
    if any(c.isdigit() for c in piece.text):
        return False
    most = RARE * len(index.scope(tuple(scope)))
    return any(len(p.text) >= 2 and 1 <= _frequency(p, index, scope) <= most for p in behind)


def _frequency(piece: Piece, index: Index, scope: Sequence[str]) -> int:
    word = piece.word
    ways = (word.text, *word.same) if word else ()
    return max((index.frequency(w, tuple(scope)) for w in ways), default=0)


def _unknown(piece: Piece, lexicon: Lexicon, index: Index, scope: Sequence[str]) -> Unknown:
    """Tell what an unknown word seems to be: a place, a unit, a person, or a subject."""
    text = piece.text
    if piece.is_light:
        return Unknown(text)
    if (RE_PLACE.search(text) and not text.endswith(NOT_PLACES)) or lexicon.cutter.is_place(text):
        return Unknown(text, "place")
    if ending_of(text) in STRONG_ENDINGS:
        return Unknown(text, "unit", index.names.near(text, scope))
    if piece.before_person_word and 2 <= len(text) <= 4:
        return Unknown(text, "person", index.names.near_people(text, scope))
    return Unknown(text)
