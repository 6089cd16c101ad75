"""What is offered where a name is not known, and which of it a message chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.memory import Memory, Offer
from bot.understanding.compose import Frame
from knowledge import PARTIES, Condition, Found, Index, Is, Not, Question

MOST = 3


def offers_of(found: Found, index: Index) -> tuple[Offer, ...]:
    """Offer what an unknown unit may mean: each a question that can be asked at once."""
    for unmatched in found.unmatched:
        if unmatched.cell.field not in PARTIES:
            continue
        names = near_units(unmatched.value, found.documents, index)
        return tuple(
            Offer(name, _with_unit(found.question, unmatched.value, (name,))) for name in names
        )
    return ()


def near_units(spelling: str, documents: tuple[str, ...], index: Index) -> list[str]:
    """Give the units that a spelling may stand for, the likeliest first."""
    known = index.names
    keys = list(known.near(spelling, documents))
    key = known.key(spelling)
    ending = [k for k in known.units if k.endswith(key) and k != key and known.is_in(k, documents)]
    chosen = [*ending, *keys] if ending else keys
    return [known.name_of(k, documents) for k in dict.fromkeys(chosen)][:MOST]


def _with_unit(question: Question, old: str, new: tuple[str, ...]) -> Question:
    return replace(question, where=tuple(_put(c, old, new) for c in question.where))


def _put(condition: Condition, old: str, new: tuple[str, ...]) -> Condition:
    if isinstance(condition, Is) and old in condition.values:
        others = tuple(v for v in condition.values if v != old)
        return replace(condition, values=(*others, *new))
    if isinstance(condition, Not):
        return Not(_put(condition.condition, old, new))
    return condition


def chosen(frame: Frame, memory: Memory) -> Iterator[Question]:
    """Give the question that a message chooses of those offered."""
    offers = memory.offers
    if not offers or "not" in frame.cues or (frame.conditions and not frame.places):
        return
    if "all_of" in frame.cues:
        names = tuple(offer.label for offer in offers)
        yield _with_unit(offers[0].question, offers[0].label, names)
    elif frame.places:
        place = frame.places[0] - 1 if frame.places[0] > 0 else frame.places[0]
        if -len(offers) <= place < len(offers):
            yield offers[place].question
    elif "yes" in frame.cues:
        yield offers[0].question
