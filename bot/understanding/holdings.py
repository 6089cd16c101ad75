"""What the documents hold of a word: the word itself, others for the same, or its parts."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.ground import Ground
from bot.understanding.phrases import phrases, signs
from knowledge import Word, arabic, fold, meant_by, same_as, wider_than

MOST_PARTS = 4
"""Words of a subject that may stand apart from each other, at most."""


def word_of(text: str, pieces: Sequence[str], ground: Ground) -> Word | None:
    """Give what a stretch asks for where the documents hold it, or words for the same."""
    if (means := meant_by(text)) and ground.holds(means):
        return Word(means, same_as(means))
    others = tuple(w for w in same_as(text) if ground.holds(w))
    wider = tuple(w for w in wider_than(text) if ground.holds(w)) if len(pieces) <= 2 else ()
    written = _as_held(text, ground)
    parts = tuple(w for w in pieces if len(w) > 1)
    if not others and not wider and not ground.holds(written) and (stem := _stem(text, ground)):
        return Word(stem, same_as(stem), wider_than(stem))
    if others or wider or ground.holds(written):
        if len(pieces) == 1:
            parts = ground.cutter.parts(written)
        return Word(written, others, wider, parts if len(parts) > 1 else ())
    if len(pieces) == 1:
        parts = ground.cutter.parts(written)
        return Word(written, parts=parts) if parts and ground.holds_all(parts) else None
    is_whole = len(parts) == len(pieces) <= MOST_PARTS
    return Word(written, parts=parts) if is_whole and ground.holds_all(parts) else None


def _stem(text: str, ground: Ground) -> str:
    """Give what is counted or measured: 就业 of 就业人数."""
    for quantity in signs("quantities"):
        stem = text.removesuffix(quantity)
        if stem != text and len(stem) > 1 and ground.holds(stem):
            return stem
    return ""


def _as_held(text: str, ground: Ground) -> str:
    """Write numbers in digits where only that is held: 地铁十一号线."""
    digits = arabic(text)
    is_better = digits != text and not ground.holds(text) and ground.holds(digits)
    return digits if is_better else text


def is_distinctive(said: str, ground: Ground) -> bool:
    """Tell whether a stretch that the documents do not hold names something."""
    is_plain = said.isascii() or said in phrases()
    return len(said) > 1 and not is_plain and not ground.cutter.is_light(said)


def is_light(word: str, ground: Ground) -> bool:
    """Tell whether a word carries no subject of its own, and stands for none."""
    folded = fold(word)
    is_known = same_as(folded) or wider_than(folded)
    return not is_known and ground.cutter.is_light(folded)
