"""The third step: every content word is used, or named as what the documents do not hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model import Unknown
from bot.understanding.asked import Asked
from bot.understanding.ground import Ground
from bot.understanding.marks import Mark
from bot.understanding.pieces import Piece, pieces_of
from knowledge import Word, ending_of, fold, kinds_of

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
)
STRONG_ENDINGS = kinds_of("office", "local", "company", "team", "staff")
RARE = 3
"""Entries of one document that a word stands in, at most, to be a subject by itself."""


@dataclass(slots=True)
class Account:
    """What became of the content of a question."""

    words: list[Word] = field(default_factory=list)
    boosts: list[str] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Unknown words that are beside the point, to be named with the answer."""
    readings: list[str] = field(default_factory=list)


def account_for(asked: Asked, ground: Ground, account: Account) -> Account:
    """Turn the content of a question into words to find, or into unknowns."""
    pieces = list(pieces_of(asked, ground, account.readings))
    held = [p for p in pieces if p.word]
    chosen = [p for p in held if not p.is_light] or [p for p in held if len(p.text) > 1]
    if not chosen and not _has_conditions(asked) and _reads_characters(asked, ground):
        chosen = [p for p in held if RE_HAN.fullmatch(p.text)]
    account.words = list({p.word.text: p.word for p in chosen if p.word}.values())
    taken = {p.text for p in chosen}
    aside = [fold(t.text) for t in asked.tokens if t.mark == Mark.ASIDE and len(t.text) > 1]
    account.boosts = [p.text for p in held if p.text not in taken and len(p.text) > 1]
    account.boosts += [w for w in aside if ground.holds(w)]
    for place, piece in enumerate(pieces):
        if piece.word is None and len(piece.text) > 1:
            behind = (
                chosen if piece.is_told else [p for p in pieces[place + 1 :] if p.text in taken]
            )
            _account_for_missing(piece, chosen, behind, asked, ground, account)
    return account


def _reads_characters(asked: Asked, ground: Ground) -> bool:
    """Tell whether one character may be a subject: in tasks (茶, 铜), or where it is quoted."""
    has_tasks = any(d.tasks for d in ground.index.scope(ground.scope))
    return has_tasks or asked.has(Mark.LITERAL, Mark.ABOUT)


def _account_for_missing(
    piece: Piece,
    chosen: Sequence[Piece],
    behind: Sequence[Piece],
    asked: Asked,
    ground: Ground,
    account: Account,
) -> None:
    """Name what the documents do not hold: instead of an answer, or beside it."""
    if piece.is_light and _has_conditions(asked):
        return
    unknown = _unknown(piece, ground)
    if unknown.kind != "subject" or not _is_beside(piece, chosen, behind, ground):
        account.unknown.append(unknown)
    elif not piece.is_light:
        account.beside.append(piece.text)


def _has_conditions(asked: Asked) -> bool:
    return bool(asked.numbers or asked.units or asked.leaders or asked.dues or asked.under)


def _is_beside(
    piece: Piece,
    chosen: Sequence[Piece],
    behind: Sequence[Piece],
    ground: Ground,
) -> bool:
    """Tell whether an unknown word only sets the scene for a subject that the documents hold.

    The head of a Chinese phrase comes last: 楼下饭馆油烟 is about 油烟, but 无人机配送 is not about
    无人机. Another figure than the document's is another subject: 4号线 is not 11号线.
    """
    if piece.is_light:
        return any(_frequency(p, ground) for p in chosen)
    if any(c.isdigit() for c in piece.text):
        return False
    most = RARE * len(ground.index.scope(ground.scope))
    return any(len(p.text) >= 2 and 1 <= _frequency(p, ground) <= most for p in behind)


def _frequency(piece: Piece, ground: Ground) -> int:
    word = piece.word
    ways = (word.text, *word.same) if word else ()
    return max((ground.index.frequency(w, ground.scope) for w in ways), default=0)


def _unknown(piece: Piece, ground: Ground) -> Unknown:
    """Tell what an unknown word seems to be: a place, a unit, a person, or a subject."""
    text = piece.text
    if piece.is_light:
        return Unknown(text)
    if (RE_PLACE.search(text) and not text.endswith(NOT_PLACES)) or ground.lexicon.cutter.is_place(
        text
    ):
        return Unknown(text, "place")
    if ending_of(text) in STRONG_ENDINGS:
        return Unknown(text, "unit", ground.index.names.near(text, ground.scope))
    if piece.before_person_word and 2 <= len(text) <= 4:
        return Unknown(text, "person", ground.index.names.near_people(text, ground.scope))
    return Unknown(text)
